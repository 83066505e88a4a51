using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.OnCall;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>Whose a ticket is at the shift's end: handed over and accepted (TS-O2), a live chat stayed with or handed over by name (TS-C6), kept as an exception (TS-O1).</summary>
public sealed class ShiftActions(ActionDesk actions, HandOvers handOvers, Orchestrations.Waking waking, PlaybookShelf shelf)
{
    [Function("StayWithChat")]
    public Task<HttpResponseData> Stay([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/stay")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<StayBody>(request, id, durable, body => new Signal.StayRequested(body.Agent, body.Reason), cancel);

    [Function("HandOverByName")]
    public Task<HttpResponseData> HandOver([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/handover")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<HandOverBody>(request, id, durable, (body, _) => new Signal.HandOverRequested(body.Agent, Person(body.To)), cancel, (body, playbook) => actions.NobodyOf(playbook, body.To));

    [Function("AcceptHandOver")]
    public Task<HttpResponseData> Accept([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/accept")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<AgentBody>(request, id, durable, body => new Signal.HandOverAccepted(body.Agent), cancel);

    [Function("KeepTicket")]
    public Task<HttpResponseData> Keep([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/keep")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<KeepBody>(request, id, durable, body => new Signal.KeepRequested(body.Agent, Person(body.Agent).TitleName, body.Reason), cancel);

    [Function("ReleaseTicket")]
    public Task<HttpResponseData> Release([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/release")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<ReleaseBody>(request, id, durable, body => new Signal.ReleaseRequested(body.Agent, body.Close), cancel);

    [Function("ListHandOvers")]
    public async Task<HttpResponseData> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/handover")] HttpRequestData request, CancellationToken cancel)
    {
        var waiting = await handOvers.Waiting(cancel);
        return await request.Ok(new { waiting = waiting.Select(ticket => new { ticket = ticket.Id.Value, ticket.Title, handOver = ticket.HandOver }).ToList() }, cancel);
    }

    [Function("AcceptHandOvers")]
    public async Task<HttpResponseData> AcceptMany([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/handover/accept")] HttpRequestData request, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<AcceptBody>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        if (actions.Stranger(body) is { } stranger)
        {
            return await request.Problem(400, stranger, actions.People, cancel);
        }

        if (body.Tickets?.FirstOrDefault(id => !TicketId.TryParse(id, out _)) is { } wrong)
        {
            return await request.NoSuchTicket(wrong, cancel);
        }

        var stamp = actions.Stamp(request, new Signal.HandOverAccepted(body.Agent));
        var accepted = await handOvers.Accept(stamp, body.Tickets?.Select(id => new TicketId(id)).ToList(), waking.Tickets(durable), cancel);
        return await request.Ok(new { accepted = accepted.Accepted.Select(id => id.Value).ToList(), refused = accepted.Refused.Select(no => new { ticket = no.Ticket.Value, no.Why }).ToList() }, cancel);
    }

    private Person Person(string id) => shelf.PersonOf(id) ?? new Person(id, id);
}

public sealed record AgentBody(string Agent);

public sealed record StayBody(string Agent, string? Reason = null);

public sealed record HandOverBody(string Agent, string To);

public sealed record KeepBody(string Agent, string Reason);

/// <summary><paramref name="Close"/>: the final note; without one the ticket returns to the shift.</summary>
public sealed record ReleaseBody(string Agent, string? Close = null);

/// <summary>Without tickets: all that wait for this agent.</summary>
public sealed record AcceptBody(string Agent, string[]? Tickets = null);
