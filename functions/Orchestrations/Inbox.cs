using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Intake.Functions.Orchestrations;

/// <summary>Finishes one inbox key: a call to be judged once it has settled, a HubSpot event that needs a look-up.</summary>
public static class Inbox
{
    [Function(nameof(Inbox))]
    public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, InboxKey key) =>
        Sleeper.Run(context, nameof(FinishInbox), key);
}

public sealed record InboxKey(string Key);
