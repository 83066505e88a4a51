using Intake.Connectors.WhatsApp;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Webhooks;

/// <summary>WhatsApp Cloud API: verification by GET, messages and statuses by POST.</summary>
public sealed class WhatsApp(Reception reception, WhatsAppWebhookSettings settings)
{
    [Function("WhatsApp")]
    public Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "api/webhooks/whatsapp")] HttpRequestData request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel) =>
        reception.Receive(request, durable, (heard, now) => WhatsAppWebhook.Hear(heard, settings, now), cancel);
}
