using Intake.Clocks;
using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Clients who cannot be reached as usual (TS-A2, A3): support at once, and what counts as having reached them.</summary>
internal static class Evidence
{
    /// <summary>"I cannot call back": the next rung now, or the first when the ladder has not begun.</summary>
    public static void Cannot(Draft draft, Signal.CannotReach signal)
    {
        if (draft.Ticket.Waiting is not { Current: var stretch } || !draft.Ticket.IsOpen)
        {
            draft.Refuse(draft.Channel.Clause, "Nobody waits on this ticket.", "Nothing to do.");
            return;
        }

        if (draft.Ticket.Alerts.LastOrDefault(alert => alert.Episode == stretch.Episode && !alert.Ended) is { } alert)
        {
            draft.Happened(new HelpAsked(alert.Id, Who(draft, signal.Agent), "api") { At = signal.At, RecordedAt = draft.Now, Clause = alert.Clause });
            Timers.FireDue(draft);
            return;
        }

        ClimbAtOnce(draft, signal.Agent, signal.Reason ?? "cannot get to it");
    }

    /// <summary>Nobody on call who could be paged first: asking in five minutes would find nobody either.</summary>
    public static void IfNobodyIsFree(Draft draft)
    {
        if (draft.Ticket.Waiting is { Current: var stretch } && Clock.For(draft.Playbook, draft.Ticket, stretch).Ladder is { AtOnceIfNobodyFree: true } ladder
            && ladder.Rungs.FirstOrDefault(rung => rung.Roles.Length > 0) is { } page && !Alerts.AnybodyReachable(draft, page.Roles)
            && !draft.Ticket.Alerts.Any(alert => alert.Episode == stretch.Episode))
        {
            ClimbAtOnce(draft, agent: null, $"nobody reachable is on call as {string.Join(" or ", page.Roles)}");
        }
    }

    public static void EndWait(Draft draft, Signal.WaitEnded signal)
    {
        if (!draft.Ticket.IsOpen || draft.Ticket.Waiting is null)
        {
            draft.Refuse(draft.Playbook.EvidenceClause, "Nobody waits on this ticket.", "Nothing to do.");
        }
        else if (draft.Ticket.Client.Address is not null)
        {
            draft.Refuse(draft.Playbook.EvidenceClause, $"{draft.Ticket.Client.Shown} can be reached: only a call or a message ends this wait.", "Call back or write. Only a client whose number was withheld is closed by a reason.");
        }
        else
        {
            draft.Happened(new WaitEnded(signal.Agent, signal.Reason) { At = signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.EvidenceClause });
            draft.Note($"{signal.Agent} ended the wait: {signal.Reason}", draft.Playbook.EvidenceClause);
        }
    }

    /// <summary>A missed call that nothing has answered yet: its ticket does not close (TS-A3). A withheld number closes with the note as its reason.</summary>
    public static Refusal? Missing(Draft draft) => draft.Channel.Kind == ChannelKind.Phone && draft.Ticket is { Waiting: not null, Client.Address: not null }
        ? new Refusal(draft.Playbook.EvidenceClause, $"{draft.Ticket.Client.Shown} has not been called back.", "Call back or write to the number; an attempt counts, and it is seen by itself.")
        : null;

    public static void Elsewhere(Draft draft, Signal.ReachedElsewhere signal)
    {
        if (draft.Ticket is { IsOpen: true, Waiting: not null })
        {
            draft.Happened(new ReachedElsewhere(signal.Ticket, signal.Channel) { At = signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.EvidenceClause });
        }
    }

    /// <summary>A message got through: whoever waits on the phone at the same number has been reached too.</summary>
    public static void TellPhone(Draft draft)
    {
        if (draft.Signal.Facts.PhoneTicket is { } phone && phone != draft.Ticket.Id)
        {
            draft.Do(new Effect.Tell(phone, new Signal.ReachedElsewhere(draft.Ticket.Id, draft.Ticket.Channel) { At = draft.Signal.At, ReceivedAt = draft.Now }) { Clause = draft.Playbook.EvidenceClause });
        }
    }

    private static void ClimbAtOnce(Draft draft, string? agent, string why)
    {
        var stretch = draft.Ticket.Waiting!.Current;
        var clock = Clock.For(draft.Playbook, draft.Ticket, stretch);
        if (clock.Ladder is { Rungs: [var first, ..] } ladder)
        {
            // The later rungs keep their distance from the first.
            var earlier = clock.Due(first) - draft.Now;
            draft.Happened(new CannotReach(agent, why) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = ladder.Clause });
            Alerts.Raise(draft, ladder, stretch.Episode, stretch.Since, rung => clock.Due(rung) - earlier);
        }
    }

    private static OnCall.Person Who(Draft draft, string agent) =>
        draft.Signal.Facts.OnCall.Values.SelectMany(people => people).FirstOrDefault(person => person.Id == agent) ?? new OnCall.Person(agent, agent);
}
