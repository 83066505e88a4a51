using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>An inquiry from its sorting to its end: category and priority, escalation, resolution.</summary>
public sealed class CareActions(ActionDesk actions)
{
    [Function("SetCategory")]
    public Task<HttpResponseData> Category([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/category")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<CategoryBody>(request, id, durable, body => new Signal.CategorySet(body.Agent, body.Category, body.Priority, body.Reason, body.Earlier), cancel);

    [Function("Escalate")]
    public Task<HttpResponseData> Escalate([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/escalation")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<EscalationBody>(request, id, durable, body => new Signal.EscalationRequested(body.Agent, body.Reason), cancel);

    [Function("TellEscalation")]
    public Task<HttpResponseData> Told([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/escalation/told")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<EscalationToldBody>(request, id, durable, body => new Signal.EscalationTold(body.Agent, body.Estimate, body.Text), cancel);

    [Function("Resolve")]
    public Task<HttpResponseData> Resolve([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/resolution")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<ResolutionBody>(request, id, durable, body => new Signal.ResolutionRequested(body.Agent, body.Resolution, body.Note, body.Confirm), cancel);
}

/// <summary>What it is about and how pressing; <paramref name="Reason"/> with a priority, <paramref name="Earlier"/> with a follow-up: the previous request's reference.</summary>
public sealed record CategoryBody(string Agent, string? Category = null, string? Priority = null, string? Reason = null, string? Earlier = null);

public sealed record EscalationBody(string Agent, string Reason);

/// <summary>What the client is told of the escalation: by when, in words; <paramref name="Text"/> replaces the playbook's.</summary>
public sealed record EscalationToldBody(string Agent, string Estimate, string? Text = null);

/// <summary>How it was resolved, in words for the client; <paramref name="Note"/> is for the CRM where that needs others.</summary>
public sealed record ResolutionBody(string Agent, string Resolution, string? Note = null, bool Confirm = false);
