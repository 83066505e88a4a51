using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>A ticket's title (TS-T5), and its way to another department (TS-H1).</summary>
public sealed class TitleActions(ActionDesk actions)
{
    [Function("SetTitle")]
    public Task<HttpResponseData> Title([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/title")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<TitleBody>(request, id, durable, body => new Signal.TitleSet(body.Agent, body.Title), cancel);

    [Function("HandOff")]
    public Task<HttpResponseData> HandOff([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/handoff")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<HandoffBody>(request, id, durable, body => new Signal.HandoffRequested(body.Agent, body.Department, body.Note, body.Answer), cancel);
}

/// <summary>Without a title: the proposed one is confirmed.</summary>
public sealed record TitleBody(string Agent, string? Title = null);

public sealed record HandoffBody(string Agent, string Department, string? Note = null, string? Answer = null);
