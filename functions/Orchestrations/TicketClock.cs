using Intake.Connectors.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Intake.Functions.Orchestrations;

/// <summary>
/// One ticket's clock, one instance per generation. It looks, sleeps until the next due time or a nudge, and begins again as new. It knows no rule:
/// what is due and what to do about it is read from the ticket each time, so a lost, repeated or dropped nudge costs nothing.
/// </summary>
public static class TicketClock
{
    [Function(nameof(TicketClock))]
    public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, ClockOf clock) =>
        Sleeper.Run(context, nameof(AdvanceTicket), clock);
}

/// <summary>Which ticket's clock, and which run of it.</summary>
public sealed record ClockOf(string Ticket, int Generation);
