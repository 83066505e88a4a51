using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Clocks;

/// <summary>The timers of a ticket at its shift's end (TS-O2, C6).</summary>
internal static class ShiftPlan
{
    public static IEnumerable<PlannedTimer> Timers(Playbook playbook, Ticket ticket)
    {
        if (playbook.ShiftEnd is not { } rules)
        {
            yield break;
        }

        if (ticket.HandOver is { } handOver && (handOver.Live || handOver.To is not null) && !ticket.HasFired(TimerKind.HandOverLate, handOver.Id))
        {
            yield return new PlannedTimer(TimerKind.HandOverLate, handOver.Id, Instant.Max(handOver.Ends, handOver.At) + rules.Unaccepted, rules.LiveClause, $"tells {rules.Room} in Slack that nobody has accepted the chat", "somebody accepting it, or its agent staying");
        }

        if (Shifts.End(playbook, ticket) is not { } end)
        {
            yield break;
        }

        var warnAt = end.To - rules.WarnBefore;
        if (ticket.HandOver is null && (ticket.Owner ?? ticket.LastAgent) is { } agent && Shifts.IsLiveChat(playbook, ticket, warnAt) && !ticket.HasFired(TimerKind.ShiftWarning, end.Id))
        {
            yield return new PlannedTimer(TimerKind.ShiftWarning, end.Id, warnAt, rules.LiveClause, $"asks {agent} to stay with the chat or hand it over", "staying, handing over, or the chat going quiet");
        }

        yield return new PlannedTimer(TimerKind.ShiftEnd, end.Id, end.To, rules.Clause, $"hands the ticket over from the {end.Shift.Name} shift to the next", "closing it, or keeping it with a reason");
    }
}
