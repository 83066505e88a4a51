using Intake.Connectors.Reporting;
using Intake.Connectors.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Orchestrations;

/// <summary>Trusts no orchestration: every 30 seconds, and at start-up, it looks for what should have happened and did not, and does it.</summary>
public sealed class Auditor(Audit audit, TeamWork team, Waking waking)
{
    [Function(nameof(Auditor))]
    public async Task Run([TimerTrigger("*/30 * * * * *", RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        await audit.Run(waking.Tickets(durable), waking.Inbox(durable), cancel);
        await team.Run(waking.Tickets(durable), cancel);
    }
}
