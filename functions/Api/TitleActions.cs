using System.Collections.Immutable;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>A ticket's title (TS-T5), its tags, and its way to another department (TS-H1).</summary>
public sealed class TitleActions(ActionDesk actions)
{
    [Function("SetTitle")]
    public Task<HttpResponseData> Title([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/title")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<TitleBody>(request, id, durable, body => new Signal.TitleSet(body.Agent, body.Title), cancel);

    [Function("ChangeTags")]
    public Task<HttpResponseData> Tags([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/tags")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<TagsBody>(request, id, durable, body => new Signal.TagsChanged(body.Agent, body.Add ?? [], body.Remove ?? []), cancel);

    [Function("HandOff")]
    public Task<HttpResponseData> HandOff([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/handoff")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<HandoffBody>(request, id, durable, body => new Signal.HandoffRequested(body.Agent, body.Department, body.Note, body.Answer), cancel);
}

/// <summary>Without a title: the proposed one is confirmed.</summary>
public sealed record TitleBody(string Agent, string? Title = null);

/// <summary>Tags to add and to remove.</summary>
public sealed record TagsBody(string Agent, ImmutableArray<string>? Add = null, ImmutableArray<string>? Remove = null);

public sealed record HandoffBody(string Agent, string Department, string? Note = null, string? Answer = null);
