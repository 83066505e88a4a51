using System.Collections.Immutable;
using Intake.Clocks;
using Intake.OnCall;
using Intake.Playbooks;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>By default a ticket belongs to the shift (TS-O2): at its end it goes to the next one and is listed until accepted. A live chat is kept, or handed over by name (TS-C6).</summary>
internal static class Shifts
{
    /// <summary>The end of the shift this ticket is in; null when the playbook has none, or the ticket stays with its agent.</summary>
    public static ShiftSpan? End(Playbook playbook, Ticket ticket) => playbook.ShiftEnd is null || ticket.Kept is not null
        ? null
        : ShiftTimes.NextEnd(playbook.Shifts, playbook.Zone, ticket.ShiftFrom ?? ticket.OpenedAt);

    /// <summary>Still being talked in, or the client is owed something.</summary>
    public static bool IsLiveChat(Playbook playbook, Ticket ticket, Instant at) =>
        ticket.Live
        && playbook.Channels[ticket.Channel].Live is not null
        && (ticket.Waiting is not null
            || !ticket.Promises.IsEmpty
            || LastWord(ticket) is { } last && playbook.ShiftEnd is { } rules && last >= at - rules.LiveWithin);

    /// <summary>The shift has ended: the ticket goes to the one now on duty, however late we hear of it.</summary>
    public static void Ended(Draft draft, PlannedTimer timer)
    {
        var (playbook, rules) = (draft.Playbook, draft.Playbook.ShiftEnd!);
        var ended = End(playbook, draft.Ticket)!;
        var next = ShiftTimes.NextEnd(playbook.Shifts, playbook.Zone, ended.To)!;
        while (next.To <= draft.Now + FlightPlan.Early)
        {
            (ended, next) = (next, ShiftTimes.NextEnd(playbook.Shifts, playbook.Zone, next.To)!);
        }

        var ticket = draft.Ticket;
        var onDuty = draft.Signal.Facts.OnDuty;
        if (ticket.HandOver is { To: { } named } pending && pending.Ends >= ended.To)
        {
            draft.Happened(new ShiftPassed(ended.Shift.Name, ended.Day, ended.To, $"handed to {named} by name") { At = ended.To, RecordedAt = draft.Now, Clause = rules.LiveClause });
        }
        else if (ticket.HandOver is null && ticket.Owner is { } owner && onDuty.Any(person => person.Id == owner))
        {
            draft.Happened(new ShiftPassed(ended.Shift.Name, ended.Day, ended.To, $"{owner} is on duty in the next shift") { At = ended.To, RecordedAt = draft.Now, Clause = rules.Clause });
        }
        else
        {
            var live = IsLiveChat(playbook, ticket, ended.To);
            var late = draft.Now > ended.To ? draft.Now - ended.To : Duration.Zero;
            var handOver = new HandOver($"h{ticket.Sequence + 1:D8}", ended.Shift.Name, next.Shift.Name, ticket.Owner ?? ticket.LastAgent, To: null, [.. onDuty.Select(person => person.Id)], ended.To, ended.To, live);
            draft.Happened(new HandedOver(handOver, ended.Day, late) { At = ended.To, RecordedAt = draft.Now, Clause = live ? rules.LiveClause : rules.Clause });
        }
    }

    /// <summary>Shortly before the end: stay, or hand over?</summary>
    public static void Warn(Draft draft, PlannedTimer timer)
    {
        var rules = draft.Playbook.ShiftEnd!;
        if (End(draft.Playbook, draft.Ticket) is { } end && draft.Now < end.To)
        {
            Post(draft, draft.Signal.Facts.Agent?.Slack ?? rules.Room, rules.WarnTemplate, page: false, [new(SlackActions.Stay, "I stay with it")], rules.LiveClause);
        }
    }

    /// <summary>Nobody accepted a live chat in time.</summary>
    public static void Unaccepted(Draft draft) =>
        Post(draft, draft.Playbook.ShiftEnd!.Room, draft.Playbook.ShiftEnd!.UnacceptedTemplate, page: true, [new(SlackActions.Accept, "I accept it")], draft.Playbook.ShiftEnd!.LiveClause);

    public static void Stay(Draft draft, Signal.StayRequested signal)
    {
        if (Rules(draft) is not { } rules || ShiftTimes.NextEnd(draft.Playbook.Shifts, draft.Playbook.Zone, draft.Now) is not { } shift)
        {
            return;
        }

        var ticket = draft.Ticket;
        if (ticket.HandOver is not { Live: true } && !IsLiveChat(draft.Playbook, ticket, draft.Now))
        {
            draft.Refuse(rules.LiveClause, "Only a live chat is stayed with: this one is quiet and goes to the next shift.", "To keep the ticket all the same, say why with POST /api/tickets/{id}/keep.");
            return;
        }

        // After the end there is nothing to skip: the chat is simply taken back.
        var until = ticket.HandOver is { } pending && pending.Ends <= draft.Now ? pending.Ends : shift.To;
        draft.Happened(new Stayed(signal.Agent, signal.Reason, until) { At = signal.At, RecordedAt = draft.Now, Clause = rules.LiveClause });
        Own(draft, signal.Agent, rules.LiveClause);
        draft.Note($"{signal.Agent} stays with the chat beyond the shift's end{(signal.Reason is { } why ? $": {why}" : "")}.", rules.LiveClause);
    }

    public static void HandToNamed(Draft draft, Signal.HandOverRequested signal)
    {
        if (Rules(draft) is not { } rules || ShiftTimes.NextEnd(draft.Playbook.Shifts, draft.Playbook.Zone, draft.Now) is not { } shift)
        {
            return;
        }

        if (signal.Agent == signal.To.Id)
        {
            draft.Refuse(rules.LiveClause, "A hand-over goes to somebody else.", "To stay with the chat, use POST /api/tickets/{id}/stay.");
            return;
        }

        var ticket = draft.Ticket;
        var ends = ticket.HandOver is { To: null } pending ? pending.Ends : shift.To;
        var live = IsLiveChat(draft.Playbook, ticket, draft.Now);
        var handOver = new HandOver($"h{ticket.Sequence + 1:D8}", shift.Shift.Name, shift.Shift.Name, signal.Agent, signal.To.Id, [signal.To.Id], signal.At, ends, live);
        draft.Happened(new HandedOver(handOver, shift.Day, Duration.Zero) { At = signal.At, RecordedAt = draft.Now, Clause = rules.LiveClause });
        draft.Note($"{signal.Agent} hands this over to {signal.To.Name}.", rules.LiveClause);
        Post(draft, signal.To.Slack ?? rules.Room, rules.NamedTemplate, page: false, [new(SlackActions.Accept, "I accept it")], rules.LiveClause);
    }

    public static void Accept(Draft draft, Signal.HandOverAccepted signal)
    {
        if (Rules(draft) is not { } rules)
        {
            return;
        }

        var ticket = draft.Ticket;
        if (ticket.HandOver is not { } handOver)
        {
            draft.Refuse(rules.Clause, "Nothing on this ticket waits to be accepted.", "Take it with POST /api/tickets/{id}/owner.");
        }
        else if (handOver.To is { } named && named != signal.Agent && !ticket.HasFired(TimerKind.HandOverLate, handOver.Id))
        {
            draft.Refuse(rules.LiveClause, $"It was handed to {named} by name.", $"{named} accepts it; when they do not in time, anybody may.");
        }
        else
        {
            var clause = handOver.Live || handOver.To is not null ? rules.LiveClause : rules.Clause;
            draft.Happened(new TicketEvent.HandOverAccepted(signal.Agent, handOver.Id) { At = signal.At, RecordedAt = draft.Now, Clause = clause });
            Own(draft, signal.Agent, clause);
            draft.Note($"{signal.Agent} accepted the hand-over from {handOver.From ?? $"the {handOver.FromShift} shift"}.", clause);
        }
    }

    public static void Own(Draft draft, string agent, string clause)
    {
        if (draft.Ticket.Owner != agent)
        {
            draft.Happened(new OwnerSet(agent, agent, SeenIn: null) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = clause });
        }
    }

    private static ShiftEndRules? Rules(Draft draft)
    {
        if (draft.Playbook.ShiftEnd is not { } rules)
        {
            draft.Refuse("intake", "This playbook hands nothing over at a shift's end.", "Add the section \"shift-end\" to it.");
            return null;
        }

        if (!draft.Ticket.IsOpen)
        {
            draft.Refuse(rules.Clause, "The ticket is closed.", "Move it back to an open stage first.");
            return null;
        }

        return rules;
    }

    private static void Post(Draft draft, string room, string template, bool page, ImmutableArray<SlackButton> buttons, string clause) =>
        draft.Do(new Effect.PostToSlack(room, draft.Say(template), "shift", page, buttons) { Clause = clause });

    private static Instant? LastWord(Ticket ticket) => ticket switch
    {
        { LastClientAt: { } client, TouchedAt: { } us } => Instant.Max(client, us),
        _ => ticket.TouchedAt ?? ticket.LastClientAt,
    };
}
