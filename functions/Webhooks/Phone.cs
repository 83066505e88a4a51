using Intake.Connectors.RingCentral;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Webhooks;

/// <summary>RingCentral telephony sessions.</summary>
public sealed class Phone(Reception reception, RingCentralWebhookSettings settings)
{
    [Function("Phone")]
    public Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/phone")] HttpRequestData request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel) =>
        reception.Receive(request, durable, (heard, now) => RingCentralWebhook.Hear(heard, settings, now), cancel);
}
