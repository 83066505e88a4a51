using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.OnCall;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>What agents do on a ticket. An Idempotency-Key header makes a repeated request count once.</summary>
public sealed class Actions(ActionDesk actions, TicketStore store, PlaybookShelf shelf)
{
    [Function("CreateTicket")]
    public async Task<HttpResponseData> Create([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets")] HttpRequestData request, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<NewTicket>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        var playbooks = shelf.All.Where(one => body.Playbook is null || one.Name.Equals(body.Playbook, StringComparison.OrdinalIgnoreCase)).ToList();
        var having = playbooks.Where(one => one.Channels.ContainsKey(body.Channel)).ToList();
        if (having is not [var playbook])
        {
            return having.Count > 1
                ? await request.Problem(400, $"“{body.Channel}” is a channel of {string.Join(" and ", having.Select(one => one.Name))}.", "Send “playbook”, the one that is meant.", cancel)
                : await request.Problem(400, $"“{body.Channel}” is not a channel{(body.Playbook is { } named ? $" of {named}" : "")}.", $"Use one of {string.Join(", ", shelf.All.SelectMany(one => one.Channels.Keys).Distinct().Order())}.", cancel);
        }

        if (actions.Stranger(body) is { } stranger)
        {
            return await request.Problem(400, stranger, actions.People, cancel);
        }

        var signal = actions.Stamp(request, new Signal.TicketRequested(body.Channel, new Client(body.Client, body.Address, body.Phone, body.Email), body.Summary, body.Note, body.Title, body.Agent, body.Urgency, body.Source, Waits: playbook.Channels[body.Channel].ByHand && !body.Answered) { Facts = Facts.None with { Playbook = playbook.Name } });
        TicketId? draft = null;
        if (body.From is { } from && !(TicketId.TryParse(from, out draft) && (await store.Load(draft, cancel)).Ticket.Exists))
        {
            return await request.NoSuchTicket(from, cancel);
        }

        if (body.Follows is { } earlier)
        {
            if (!TicketId.TryParse(earlier, out var follows) || !(await store.Load(follows, cancel)).Ticket.Exists)
            {
                return await request.NoSuchTicket(earlier, cancel);
            }

            signal = signal with { Facts = signal.Facts with { Follows = follows } };
        }

        var handed = await actions.Hand(draft ?? Keys.TicketFor(signal.Id), signal, durable, cancel);
        return handed switch
        {
            Handed.Committed { Decision.After: var ticket } => await request.Created(await actions.Shown(ticket), cancel),
            Handed.Refused { Refusal: var refused } => await request.Problem(409, refused.Why, refused.Remedy, cancel, refused.Clause),
            _ => await request.Of(handed, actions.Shown, cancel),
        };
    }

    [Function("Reply")]
    public Task<HttpResponseData> Reply([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/reply")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<ReplyBody>(request, id, durable, body => new Signal.ReplyRequested(body.Agent, body.Text, body.Confirm), cancel);

    [Function("AddNote")]
    public Task<HttpResponseData> Note([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/notes")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<NoteBody>(request, id, durable, body => new Signal.NoteWritten(body.Agent, body.Text), cancel);

    [Function("SetOwner")]
    public Task<HttpResponseData> Own([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/owner")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<OwnerBody>(request, id, durable, (body, _) => new Signal.OwnerChanged(body.Agent, body.Owner), cancel, (body, playbook) => actions.NobodyOf(playbook, body.Owner));

    [Function("Overrule")]
    public Task<HttpResponseData> Overrule([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/urgency")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<UrgencyBody>(request, id, durable, body => new Signal.UrgencyOverruled(body.Agent, body.Urgency, body.Reason), cancel);

    [Function("Acknowledge")]
    public async Task<HttpResponseData> Acknowledge([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/alerts/{id}/ack")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        if (id.Split('-') is not [var ticket, var alert])
        {
            return await request.Problem(404, $"There is no alert “{id}”.", "A ticket's open alerts are listed with GET /api/tickets/{id}.", cancel);
        }

        return await actions.On<AckBody>(request, ticket, durable, body =>
            new Signal.AlertAcknowledged(alert, shelf.PersonOf(body.By) ?? new Person(body.By, body.By), "api"), cancel);
    }
}

/// <summary>A ticket made by hand; <paramref name="From"/> confirms a draft instead of making another. On a channel whose tickets are made by hand the client waits unless <paramref name="Answered"/>. <paramref name="Follows"/>: the earlier ticket it continues.</summary>
public sealed record NewTicket(
    string Channel, string Summary, string Note, string Agent, string? Client = null, string? Address = null, string? Phone = null, string? Email = null, string? Title = null, Urgency? Urgency = null, string? From = null, string? Source = null, bool Answered = false, string? Playbook = null, string? Follows = null);

/// <summary>An answer in an agent's own words; <paramref name="Confirm"/>: meant so although answers start from a macro.</summary>
public sealed record ReplyBody(string Agent, string Text, bool Confirm = false);

public sealed record NoteBody(string Agent, string Text);

public sealed record OwnerBody(string Agent, string? Owner);

public sealed record UrgencyBody(string Agent, Urgency Urgency, string Reason);

public sealed record AckBody(string By);
