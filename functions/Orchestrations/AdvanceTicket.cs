using Intake.Connectors.Tickets;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Orchestrations;

public sealed class AdvanceTicket(Advance advance, Waking waking)
{
    [Function(nameof(AdvanceTicket))]
    public async Task<Look> Run([ActivityTrigger] ClockOf clock, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        Look.From(await advance.Run(new TicketId(clock.Ticket), clock.Generation, waking.Tickets(durable), cancel));
}
