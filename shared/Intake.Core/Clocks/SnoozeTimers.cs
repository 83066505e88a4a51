using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Clocks;

/// <summary>The ends of waiting for the client: a snooze's, and that of a ticket held open.</summary>
internal static class SnoozeTimers
{
    public static IEnumerable<PlannedTimer> For(Playbook playbook, Ticket ticket)
    {
        if (ticket.Snooze is { } snooze && playbook.Snooze is not null)
        {
            yield return new PlannedTimer(TimerKind.SnoozeEnds, snooze.Episode, snooze.Until, snooze.Clause, "opens the ticket again, with a note of the original request", "an answer of the client");
        }

        if (ticket.Hold is { } hold)
        {
            yield return new PlannedTimer(TimerKind.HoldEnds, hold.Episode, hold.Until, hold.Clause, "closes the ticket, unless something is open on it", "an answer of the client");
        }
    }
}
