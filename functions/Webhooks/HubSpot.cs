using Intake.Connectors.HubSpot;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Webhooks;

/// <summary>HubSpot app subscriptions: arrays of events.</summary>
public sealed class HubSpot(Reception reception, HubSpotWebhookSettings settings)
{
    [Function("HubSpot")]
    public Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/hubspot")] HttpRequestData request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel) =>
        reception.Receive(request, durable, (heard, now) => HubSpotWebhook.Hear(heard, settings, now), cancel);
}
