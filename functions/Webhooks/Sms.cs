using Intake.Connectors.Sms;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Webhooks;

/// <summary>Azure Communication Services through Event Grid: replies and delivery reports.</summary>
public sealed class Sms(Reception reception, SmsWebhookSettings settings)
{
    [Function("Sms")]
    public Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", Route = "api/webhooks/sms")] HttpRequestData request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel) =>
        reception.Receive(request, durable, (heard, now) => SmsWebhook.Hear(heard, settings, now), cancel);
}
