using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

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

        // What came by itself, and nobody has looked at, is no issue yet: an automatic answer asks for nothing.
        if (playbook.Escalation is { } rules && !ticket.Draft && (ticket.LastClientAt ?? ticket.AssessedAt) is not null)
        {
            var calendar = playbook.Channels[ticket.Channel].Monitored;
            if (ticket.Escalation is not { } escalation)
            {
                yield return new PlannedTimer(TimerKind.Escalation, $"{ticket.Generation}", EscalationDue(playbook, ticket, rules), rules.Clause, $"goes to the {rules.Role} with reason and steps taken", "its resolution, or an agent escalating earlier");
            }
            else if (escalation.Estimate is null && !ticket.HasFired(TimerKind.EscalationLimit, $"{ticket.Generation}"))
            {
                yield return new PlannedTimer(TimerKind.EscalationLimit, $"{ticket.Generation}", rules.Client.Counting.Due(escalation.Since, rules.Client.Within, calendar), rules.Clause, "the client has not been told of the escalation: the target is missed", "a message that tells the client by when");
            }
        }
    }

    /// <summary>What a closed ticket still waits for.</summary>
    public static IEnumerable<PlannedTimer> AfterClose(Playbook playbook, Ticket ticket)
    {
        if (ticket is { Exists: true, Resolution: { Ask: null } resolution } && playbook.Resolution?.Satisfaction is { } rules && !ticket.HasFired(TimerKind.Satisfaction, resolution.Effect))
        {
            var due = rules.Counting.Due(resolution.At, rules.After, playbook.Channels[ticket.Channel].Monitored);
            yield return new PlannedTimer(TimerKind.Satisfaction, resolution.Effect, due, rules.Clause, "asks the client by e-mail whether they are satisfied", "the ticket being taken up again");
        }
    }

    /// <summary>Its receipt plus the SOP's time, or its response target where that is longer.</summary>
    private static Instant EscalationDue(Playbook playbook, Ticket ticket, EscalationRules rules)
    {
        var (since, calendar) = (ticket.ReopenedAt ?? ticket.OpenedAt, playbook.Channels[ticket.Channel].Monitored);
        var due = rules.Counting.Due(since, rules.After, calendar);
        return playbook.Priorities?.For(ticket.Priority, ticket.Urgency) is { } priority ? Instant.Max(due, priority.Due(since, calendar)) : due;
    }
}
