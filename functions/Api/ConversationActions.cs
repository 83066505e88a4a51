using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Functions.Orchestrations;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>What agents say of a conversation once it has begun: promises, "still owed", "cannot", "handled", "deprioritise and tell".</summary>
public sealed class ConversationActions(ActionDesk actions, FrontDoor door, Waking waking)
{
    [Function("Promise")]
    public Task<HttpResponseData> Promise([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/promise")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<PromiseBody>(request, id, durable, body => new Signal.PromiseRequested(body.Agent, body.Due, body.Minutes, body.Text), cancel);

    [Function("WithdrawPromise")]
    public Task<HttpResponseData> Withdraw([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/promise/{promise}/withdraw")] HttpRequestData request, string id, string promise, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<ReasonBody>(request, id, durable, body => new Signal.PromiseWithdrawn(promise, body.Agent, body.Reason), cancel);

    [Function("SendHoldingText")]
    public Task<HttpResponseData> Hold([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/holding")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<AgentBody>(request, id, durable, (body, playbook) => new Signal.TemplateRequested(body.Agent, playbook.Promises?.Holding ?? ""), cancel);

    [Function("StillOwed")]
    public Task<HttpResponseData> StillOwed([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/still-owed")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<AgentBody>(request, id, durable, body => new Signal.StillOwed(body.Agent), cancel);

    [Function("CannotReach")]
    public Task<HttpResponseData> Cannot([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/cannot")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<CannotBody>(request, id, durable, body => new Signal.CannotReach(body.Agent, body.Reason), cancel);

    [Function("EndWait")]
    public Task<HttpResponseData> EndWait([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/end-wait")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<ReasonBody>(request, id, durable, body => new Signal.WaitEnded(body.Agent, body.Reason), cancel);

    [Function("Handled")]
    public Task<HttpResponseData> Handled([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/handled")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<HandledBody>(request, id, durable, body => new Signal.MatterHandled(body.Agent, body.Note), cancel);

    [Function("SendReminder")]
    public Task<HttpResponseData> Remind([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/reminder")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<AgentBody>(request, id, durable, body => new Signal.ReminderRequested(body.Agent), cancel);

    [Function("Deprioritise")]
    public async Task<HttpResponseData> Deprioritise([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/agents/{id}/deprioritise")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<DeprioritiseBody>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        if ((actions.Nobody(id) ?? actions.Nobody(body.Agent)) is { } nobody)
        {
            return await request.Problem(400, nobody, actions.People, cancel);
        }

        if (!TicketId.TryParse(body.For, out var urgent))
        {
            return await request.NoSuchTicket(body.For, cancel);
        }

        var made = await door.MakeRoom(urgent, id, waking.Tickets(durable), cancel);
        return made.Refusal is { } no
            ? await request.Problem(409, no.Why, no.Remedy, cancel, no.Clause)
            : await request.Ok(new { told = made.Told, kept = made.Kept }, cancel);
    }
}

/// <summary>By when: <paramref name="Due"/> in any spelling or <paramref name="Minutes"/>. The text is sent to the client.</summary>
public sealed record PromiseBody(string Agent, string? Due = null, int? Minutes = null, string? Text = null);

public sealed record ReasonBody(string Agent, string Reason);

public sealed record CannotBody(string Agent, string? Reason = null);

public sealed record HandledBody(string Agent, string? Note = null);

/// <summary>The urgent ticket that comes first; <paramref name="Agent"/> is who asks, the agent themselves when left out.</summary>
public sealed record DeprioritiseBody(string For, string? Agent = null);
