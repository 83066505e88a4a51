using Intake.Connectors.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Orchestrations;

public sealed class FinishInbox(InboxWork work, Waking waking)
{
    [Function(nameof(FinishInbox))]
    public async Task<Look> Run([ActivityTrigger] InboxKey inbox, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        Look.From(await work.Run(inbox.Key, waking.Tickets(durable), cancel));
}
