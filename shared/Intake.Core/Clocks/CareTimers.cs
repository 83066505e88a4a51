using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Clocks;

/// <summary>The timers of an inquiry from its receipt to the client's word on its resolution.</summary>
internal static class CareTimers
{
    public static IEnumerable<PlannedTimer> For(Playbook playbook, Ticket ticket)
    {
        if (playbook.Receipt is { } receipt && ticket.Receipt is { Pending: true } sent && !ticket.HasFired(TimerKind.ReceiptLate, sent.Effect))
        {
            yield return new PlannedTimer(TimerKind.ReceiptLate, sent.Effect, sent.Due, receipt.Clause, "says in Slack that the receipt has not been confirmed", "the provider taking the confirmation");
        }
    }
}
