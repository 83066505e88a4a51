using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Clocks;

/// <summary>The timers of a ticket that waits for its client: reminders counted from our last question, and the end of a rest.</summary>
internal static class LifecycleTimers
{
    /// <summary>When we last told the client something in this stay, or with the move into it; else when it began.</summary>
    public static Instant QuestionAt(Ticket ticket, StageVisit visit) =>
        ticket.TouchedAt is { } said && said >= (visit.SaidFrom ?? visit.Since) ? said : visit.Since;

    public static IEnumerable<PlannedTimer> For(Playbook playbook, Ticket ticket)
    {
        if (ticket.Visit is not { } visit)
        {
            yield break;
        }

        var stage = playbook.StageOf(ticket.Stage);
        foreach (var reminder in Reminders(stage, ticket, visit))
        {
            yield return reminder;
        }

        if (stage.Hold is { } hold && visit.Until is { } until)
        {
            var due = visit.LastHoldAsk is { } asked ? asked + hold.AgainAfter : until;
            yield return new PlannedTimer(TimerKind.HoldDue, $"{visit.Episode}/{due.ToUnixTimeSeconds()}", due, hold.Clause, $"asks the agent whether {stage.Label} is over", "a move to another stage, or another date");
        }
    }

    // Who waits for us is not reminded.
    private static IEnumerable<PlannedTimer> Reminders(Stage stage, Ticket ticket, StageVisit visit)
    {
        if (ticket.Waiting is not null)
        {
            yield break;
        }

        var from = QuestionAt(ticket, visit);
        for (var i = 0; i < stage.ClientReminders.Length; i++)
        {
            var (rule, episode) = (stage.ClientReminders[i], $"{visit.Episode}/{from.ToUnixTimeSeconds()}/{i}");
            if (!ticket.HasFired(TimerKind.ClientReminder, episode))
            {
                yield return new PlannedTimer(TimerKind.ClientReminder, episode, from + rule.After, rule.Clause, $"reminds the client of our question, {Text.Of(rule.After)} old", "the client's answer, or another question") { Rung = i };
            }
        }
    }
}
