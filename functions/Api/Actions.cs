using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Functions.Orchestrations;
using Intake.OnCall;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace Intake.Functions.Api;

/// <summary>What agents do on a ticket. An Idempotency-Key header makes a repeated request count once.</summary>
public sealed class Actions(FrontDoor door, TicketStore store, Waking waking, PlaybookShelf shelf, TimeProvider time)
{
    [Function("CreateTicket")]
    public async Task<HttpResponseData> Create([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets")] HttpRequestData request, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<NewTicket>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        if (!shelf.Current.Channels.ContainsKey(body.Channel))
        {
            return await request.Problem(400, $"“{body.Channel}” is not a channel.", $"Use one of {string.Join(", ", shelf.Current.Channels.Keys.Order())}.", cancel);
        }

        if (Stranger(body) is { } stranger)
        {
            return await request.Problem(400, stranger, $"Use one of {string.Join(", ", shelf.Team.People.Keys.Order())}.", cancel);
        }

        var stamp = Stamp(request);
        var signal = new Signal.TicketRequested(body.Channel, new Client(body.Client, body.Address, body.Phone, body.Email), body.Summary, body.Note, body.Title, body.Agent, body.Urgency) { Id = stamp.Id, At = stamp.At, ReceivedAt = stamp.At };
        TicketId? draft = null;
        if (body.From is { } from && !(TicketId.TryParse(from, out draft) && (await store.Load(draft, cancel)).Ticket.Exists))
        {
            return await request.NoSuchTicket(from, cancel);
        }

        var handed = await door.Hand(draft ?? Keys.TicketFor(stamp.Id), signal, waking.Tickets(durable), cancel);
        return handed is Handed.Committed { Decision.After: var ticket }
            ? await request.Created(TicketViews.Summary(shelf.Current, ticket), cancel)
            : await request.Of(handed, Shown, cancel);
    }

    [Function("Reply")]
    public Task<HttpResponseData> Reply([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/reply")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        Act<ReplyBody>(request, id, durable, (body, s) => new Signal.ReplyRequested(body.Agent, body.Text) { Id = s.Id, At = s.At, ReceivedAt = s.At }, cancel);

    [Function("AddNote")]
    public Task<HttpResponseData> Note([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/notes")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        Act<ReplyBody>(request, id, durable, (body, s) => new Signal.NoteWritten(body.Agent, body.Text) { Id = s.Id, At = s.At, ReceivedAt = s.At }, cancel);

    [Function("MoveStage")]
    public Task<HttpResponseData> Move([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/stage")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        Act<StageBody>(request, id, durable, (body, s) => new Signal.StageMoved(body.Agent, body.Stage, body.Note) { Id = s.Id, At = s.At, ReceivedAt = s.At }, cancel);

    [Function("CloseTicket")]
    public Task<HttpResponseData> Close([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/close")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        Act<CloseBody>(request, id, durable, (body, s) => new Signal.StageMoved(body.Agent, shelf.Current.ClosedStage.Name, body.Note) { Id = s.Id, At = s.At, ReceivedAt = s.At }, cancel);

    [Function("SetOwner")]
    public Task<HttpResponseData> Own([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/owner")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        Act<OwnerBody>(request, id, durable, (body, s) => new Signal.OwnerChanged(body.Agent, body.Owner) { Id = s.Id, At = s.At, ReceivedAt = s.At }, cancel, body => Nobody(body.Owner));

    [Function("Overrule")]
    public Task<HttpResponseData> Overrule([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/urgency")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        Act<UrgencyBody>(request, id, durable, (body, s) => new Signal.UrgencyOverruled(body.Agent, body.Urgency, body.Reason) { Id = s.Id, At = s.At, ReceivedAt = s.At }, cancel);

    [Function("Acknowledge")]
    public async Task<HttpResponseData> Acknowledge([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/alerts/{id}/ack")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        if (id.Split('-') is not [var ticket, var alert])
        {
            return await request.Problem(404, $"There is no alert “{id}”.", "A ticket's open alerts are listed with GET /api/tickets/{id}.", cancel);
        }

        return await Act<AckBody>(request, ticket, durable, (body, s) =>
            new Signal.AlertAcknowledged(alert, shelf.Team.People.GetValueOrDefault(body.By) ?? new Person(body.By, body.By), "api") { Id = s.Id, At = s.At, ReceivedAt = s.At }, cancel);
    }

    private async Task<HttpResponseData> Act<T>(HttpRequestData request, string id, DurableTaskClient durable, Func<T, (string Id, Instant At), Signal> signal, CancellationToken cancel, Func<T, string?>? wrong = null)
        where T : class
    {
        if (!TicketId.TryParse(id, out var ticket))
        {
            return await request.NoSuchTicket(id, cancel);
        }

        var (body, refusal) = await request.Read<T>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        if ((Stranger(body) ?? wrong?.Invoke(body)) is { } why)
        {
            return await request.Problem(400, why, $"Use one of {string.Join(", ", shelf.Team.People.Keys.Order())}.", cancel);
        }

        var handed = await door.Hand(ticket, signal(body, Stamp(request)), waking.Tickets(durable), cancel);
        return handed is Handed.HeardBefore { Ticket.Exists: false } or Handed.Committed { Decision.After.Exists: false }
            ? await request.NoSuchTicket(id, cancel)
            : await request.Of(handed, Shown, cancel);
    }

    /// <summary>An answer or an acknowledgement by nobody stops a ladder and helps no client.</summary>
    private string? Stranger(object body) => Nobody((body.GetType().GetProperty("Agent") ?? body.GetType().GetProperty("By"))?.GetValue(body) as string);

    private string? Nobody(string? owner) => owner is null || shelf.Team.People.ContainsKey(owner) ? null : $"“{owner}” is nobody on the team.";

    private TicketSummary Shown(Ticket ticket) => TicketViews.Summary(shelf.Current, ticket);

    private (string Id, Instant At) Stamp(HttpRequestData request)
    {
        // One key is one request: the same key at another address is another request.
        var given = request.Headers.TryGetValues("Idempotency-Key", out var values) ? values.First() : "";
        var key = string.IsNullOrWhiteSpace(given) ? Guid.NewGuid().ToString("n") : $"{request.Url.AbsolutePath}:{given}";
        return ($"api:{key}", time.Now());
    }
}

/// <summary>A ticket made by hand; <paramref name="From"/> confirms a draft instead of making another.</summary>
public sealed record NewTicket(
    string Channel, string Summary, string Note, string Agent, string? Client = null, string? Address = null, string? Phone = null, string? Email = null, string? Title = null, Urgency? Urgency = null, string? From = null);

public sealed record ReplyBody(string Agent, string Text);

public sealed record StageBody(string Agent, string Stage, string? Note = null);

public sealed record CloseBody(string Agent, string Note);

public sealed record OwnerBody(string Agent, string? Owner);

public sealed record UrgencyBody(string Agent, Urgency Urgency, string Reason);

public sealed record AckBody(string By);
