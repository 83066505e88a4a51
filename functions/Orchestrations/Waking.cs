using DurableTask.Core.Exceptions;
using Intake.Connectors.Tickets;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Intake.Functions.Orchestrations;

/// <summary>
/// Schedules a clock (one that exists is success) and nudges it. Whatever goes wrong is logged and left to the Auditor: the truth is in the
/// tables already, and the webhook that wakes us must not fail for it.
/// </summary>
public sealed partial class Waking(ILogger<Waking> logger)
{
    public Wake Tickets(DurableTaskClient durable) => (ticket, generation, cancel) =>
        Wake(durable, nameof(TicketClock), $"t-{ticket}-{generation}", new ClockOf(ticket.Value, generation), cancel);

    public WakeInbox Inbox(DurableTaskClient durable) => (key, cancel) =>
        Wake(durable, nameof(Orchestrations.Inbox), $"i-{key}", new InboxKey(key), cancel);

    private async Task Wake(DurableTaskClient durable, string orchestration, string instance, object input, CancellationToken cancel)
    {
        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(orchestration, input, new StartOrchestrationOptions(instance), cancel);
            return; // its first act is to look: no nudge needed
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Running already: nudge it.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(instance, e.GetType().Name);
            return;
        }

        try
        {
            await durable.RaiseEventAsync(instance, Sleeper.Nudge, "look", cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(instance, e.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not wake {Instance} ({Reason}); the Auditor will.")]
    private partial void LogFailed(string instance, string reason);
}
