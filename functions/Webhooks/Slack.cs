using Intake.Connectors.Slack;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Webhooks;

/// <summary>Slack: events, buttons, slash commands.</summary>
public sealed class Slack(Reception reception, SlackWebhookSettings settings)
{
    [Function("SlackEvents")]
    public Task<HttpResponseData> Events(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/slack/events")] HttpRequestData request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel) =>
        reception.Receive(request, durable, (heard, now) => SlackWebhook.Hear(heard, settings, now), cancel);

    [Function("SlackActions")]
    public Task<HttpResponseData> Actions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/slack/actions")] HttpRequestData request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel) =>
        reception.Receive(request, durable, (heard, now) => SlackWebhook.Hear(heard, settings, now), cancel);

    [Function("SlackCommands")]
    public Task<HttpResponseData> Commands(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/slack/commands")] HttpRequestData request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel) =>
        reception.Receive(request, durable, (heard, now) => SlackWebhook.Hear(heard, settings, now), cancel);
}
