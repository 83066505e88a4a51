using Intake.Connectors.Email;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Webhooks;

/// <summary>Inbound e-mail, through Postmark or SendGrid, and what is as good as one: a web form's message.</summary>
public sealed class Email(Reception reception, EmailWebhookSettings settings)
{
    private const int MailLimit = 40 * 1024 * 1024;

    [Function("EmailPostmark")]
    public Task<HttpResponseData> Postmark(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/email/postmark")] HttpRequestData request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel) =>
        reception.Receive(request, durable, (heard, now) => EmailWebhook.Hear(heard, settings, now), cancel, MailLimit);

    [Function("EmailSendGrid")]
    public Task<HttpResponseData> SendGrid(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/email/sendgrid")] HttpRequestData request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel) =>
        reception.Receive(request, durable, (heard, now) => EmailWebhook.Hear(heard, settings, now), cancel, MailLimit);

    [Function("WebForm")]
    public Task<HttpResponseData> Form(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/form")] HttpRequestData request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel) =>
        reception.Receive(request, durable, (heard, now) => FormWebhook.Hear(heard, settings, now), cancel);
}
