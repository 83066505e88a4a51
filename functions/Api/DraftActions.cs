using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>What becomes of a draft (TS-D2): a ticket as proposed, or dismissed for a reason of the fixed list.</summary>
public sealed class DraftActions(ActionDesk actions)
{
    [Function("ConfirmDraft")]
    public Task<HttpResponseData> Confirm([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/confirm")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<ConfirmBody>(request, id, durable, body => new Signal.DraftConfirmed(body.Agent), cancel);

    [Function("DismissDraft")]
    public Task<HttpResponseData> Dismiss([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/dismiss")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<DismissBody>(request, id, durable, body => new Signal.DraftDismissed(body.Agent, body.Reason, body.Ticket), cancel);
}

public sealed record ConfirmBody(string Agent);

/// <summary>Why there is no ticket; <paramref name="Ticket"/> names the one it belongs to, where that is the reason.</summary>
public sealed record DismissBody(string Agent, string Reason, string? Ticket = null);
