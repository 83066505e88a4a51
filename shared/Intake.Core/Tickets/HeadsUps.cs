using Intake.Clocks;
using Intake.Playbooks;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>"If the customer's issue isn't able to be resolved within 1 business day, please email them to let them know" (XD-5, XD-6).</summary>
internal static class HeadsUps
{
    /// <summary>The client has been told since they last asked for something.</summary>
    public static bool Told(Ticket ticket) => ticket.HeadsUp is { } told && told.At >= (Since(ticket) ?? told.At);

    /// <summary>Since when the client waits for a solution or a word that it takes longer, however often they have asked since.</summary>
    public static Instant? Since(Ticket ticket) => ticket.UnsolvedSince ?? ticket.AskedAt;

    /// <summary>The client asked for something that is not done, and does not know that it takes longer. When only their answer is awaited, it is done.</summary>
    public static bool IsOwed(Playbook playbook, Ticket ticket) =>
        playbook.HeadsUp?.Unresolved is not null && ticket is { IsOpen: true, Draft: false, AskedAt: not null, Thanks: null } && !Told(ticket) && playbook.StageOf(ticket.Stage).AwaitsAnswer is null;

    public static void Requested(Draft draft, Signal.HeadsUpRequested signal)
    {
        if (draft.Playbook.HeadsUp is not { } rules)
        {
            draft.Refuse("intake", "This playbook knows no heads-up.", "Write a reply with POST /api/tickets/{id}/reply.");
        }
        else if (!draft.Ticket.IsOpen)
        {
            draft.Refuse(rules.Clause, "The ticket is closed.", "Move it back to an open stage first.");
        }
        else if (ClientMessages.Unreachable(draft) is { } why)
        {
            draft.Refuse(why.Clause, why.Why, why.Remedy);
        }
        else
        {
            Send(draft, signal.Agent, signal.Text, rules.Longer, rules.Clause);
        }
    }

    /// <summary>In the agent's own words where there are some, else the template's. It is an answer by a person.</summary>
    public static string Send(Draft draft, string agent, string? words, string template, string clause, params (string, string)[] fields)
    {
        var (text, from) = words is null ? (draft.Say(template, fields), template) : (words, null);
        var effect = draft.SendToClient(text, from, clause, automatic: false);
        FromAgent.Answered(draft, agent, text, from, effect, clause);
        draft.Happened(new HeadsUpSent(agent, from, effect) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = clause });
        return effect;
    }

    public static void NotSent(Draft draft, string effect, string why)
    {
        if (draft.Ticket.HeadsUp?.Effect == effect)
        {
            draft.Happened(new HeadsUpLost(effect, why) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.HeadsUp?.Clause ?? "intake" });
        }
    }

    public static void Warn(Draft draft, PlannedTimer timer)
    {
        var rules = draft.Playbook.HeadsUp!.Unresolved!;
        draft.Do(new Effect.PostToSlack(draft.Signal.Facts.Owner?.Slack ?? rules.Room, draft.Say(rules.Template, Fields(draft, rules)), null, Page: false, [new(SlackActions.HeadsUp, "Send heads-up")]) { Clause = timer.Clause });
    }

    /// <summary>The day is over and the client knows nothing: said to everybody.</summary>
    public static void SayLate(Draft draft, PlannedTimer timer)
    {
        var rules = draft.Playbook.HeadsUp!.Unresolved!;
        draft.Do(new Effect.PostToSlack(rules.Room, draft.Say(rules.Late, Fields(draft, rules)), null, Page: false, [new(SlackActions.HeadsUp, "Send heads-up")]) { Clause = timer.Clause, Mention = draft.Signal.Facts.Owner?.Slack });
    }

    private static (string, string)[] Fields(Draft draft, UnresolvedRule rules) =>
        [("due", Text.TimeOfDay(rules.Counting.Due(Since(draft.Ticket)!.Value, rules.Within, draft.Channel.Monitored), draft.Playbook.Zone, draft.Now))];
}
