using System.Collections.Immutable;
using Intake.Connectors.Accounts;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Functions.Orchestrations;
using Intake.Playbooks;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>Who the client is, and which conversations are one.</summary>
public sealed class IdentityActions(ActionDesk actions, TicketStore store, TicketIndex index, PlaybookShelf shelf, MergeTurns turns, Waking waking, AccountLookup? accounts = null)
{
    private static readonly TimeSpan SearchLimit = TimeSpan.FromSeconds(10);

    /// <summary>Compares what the client gave with their account. What was given is forgotten: only which facts matched is kept (ER-7).</summary>
    [Function("CompareIdentity")]
    public async Task<HttpResponseData> Compare([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/identity")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        if (!TicketId.TryParse(id, out var named) || (await store.Load(named, cancel)).Ticket is not { Exists: true } ticket)
        {
            return await request.NoSuchTicket(id, cancel);
        }

        var (body, refusal) = await request.Read<IdentityBody>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        var playbook = await shelf.For(ticket, cancel);
        if (actions.Stranger(body) is { } stranger)
        {
            return await request.Problem(400, stranger, actions.People, cancel);
        }

        if (playbook.Identity is not { } rules || accounts is null)
        {
            return await request.Problem(409, "This playbook asks nobody who they are.", "Nothing to do.", cancel);
        }

        string[] visible = [.. rules.Facts.Where(fact => fact.Compares == FactKind.Seen).Select(fact => fact.Name)];
        if ((body.Seen ?? []).FirstOrDefault(fact => !visible.Contains(fact)) is { } unseen)
        {
            return await request.Problem(400, $"“{unseen}” is nothing an agent sees.", visible.Length == 0 ? "Leave out “seen”." : $"Use one of {string.Join(", ", visible)}.", cancel);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(SearchLimit);
        var (signal, later) = await accounts.Compare(ticket, playbook, Given(body), body.Agent, [.. body.Seen ?? []], body.MailboxLost, attempt: 1, limit.Token);
        return signal is null
            ? await request.Problem(503, $"The accounts cannot be searched now: {later!.Why}.", "Send it again in a minute.", cancel)
            : await request.Of(await actions.Hand(ticket.Id, actions.Stamp(request, signal), durable, cancel), actions.Shown, cancel);
    }

    [Function("NoAccount")]
    public Task<HttpResponseData> NoAccount([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/no-account")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<NoAccountBody>(request, id, durable, body => new Signal.NoAccountRequested(body.Agent), cancel);

    [Function("MergeTicket")]
    public Task<HttpResponseData> Merge([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/merge")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        InTurn<MergeBody>(request, id, durable, body => TicketId.TryParse(body.Into, out var into) ? new Signal.MergeRequested(body.Agent, into, body.Confirm) : null, cancel);

    [Function("UnmergeTicket")]
    public Task<HttpResponseData> Unmerge([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/unmerge")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        InTurn<UnmergeBody>(request, id, durable, body => new Signal.UnmergeRequested(body.Agent), cancel);

    /// <summary>The other open conversations of the same client, the one waiting longest first (ER-8).</summary>
    [Function("SimilarTickets")]
    public async Task<HttpResponseData> Similar([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/tickets/{id}/similar")] HttpRequestData request, string id, CancellationToken cancel)
    {
        if (!TicketId.TryParse(id, out var named) || (await store.Load(named, cancel)).Ticket is not { Exists: true } ticket)
        {
            return await request.NoSuchTicket(id, cancel);
        }

        var playbook = await shelf.For(ticket, cancel);
        var similar = new List<TicketSummary>();
        await foreach (var row in index.OpenTickets(cancel))
        {
            if (row.Ticket != ticket.Id && (await store.Load(row.Ticket, cancel)).Ticket is { IsOpen: true, Draft: false } other && other.Playbook == ticket.Playbook && Merges.IsSameClient(playbook, ticket, other))
            {
                similar.Add(TicketViews.Summary(playbook, other));
            }
        }

        return await request.Ok(new { similar = similar.OrderBy(other => other.WaitingSince ?? NodaTime.Instant.MaxValue).ToList() }, cancel);
    }

    /// <summary>Merges and their undoing, one after the other.</summary>
    private async Task<HttpResponseData> InTurn<T>(HttpRequestData request, string id, DurableTaskClient durable, Func<T, Signal?> asked, CancellationToken cancel)
        where T : class
    {
        if (!TicketId.TryParse(id, out var ticket) || !(await store.Load(ticket, cancel)).Ticket.Exists)
        {
            return await request.NoSuchTicket(id, cancel);
        }

        var (body, refusal) = await request.Read<T>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        return actions.Stranger(body) is { } stranger ? await request.Problem(400, stranger, actions.People, cancel)
            : asked(body) is not { } signal ? await request.Problem(400, "“into” is no ticket's id.", $"Similar ones are listed with GET /api/tickets/{id}/similar.", cancel)
            : await request.Of(await turns.Take(ticket, actions.Stamp(request, signal), waking.Tickets(durable), cancel), actions.Shown, cancel);
    }

    private static GivenFacts Given(IdentityBody body) => new()
    {
        Emails = body.Email is { Length: > 0 } email ? [email] : [],
        Orders = body.Order is { Length: > 0 } order ? [order] : [],
        ShippingAddress = body.ShippingAddress,
        BillingAddress = body.BillingAddress,
        LastFour = body.LastFour,
    };
}

/// <summary>
/// What the client gave to be recognised by. <paramref name="Seen"/>: facts the agent has seen, such as a screenshot; <paramref name="MailboxLost"/>: they can
/// no longer read the account's mailbox.
/// </summary>
public sealed record IdentityBody(
    string Agent, string? Email = null, string? ShippingAddress = null, string? BillingAddress = null, string? Order = null, string? LastFour = null, string[]? Seen = null, bool MailboxLost = false)
{
    /// <summary>Names the type only: what is in it belongs in no log.</summary>
    public override string ToString() => nameof(IdentityBody);
}

public sealed record NoAccountBody(string Agent);

/// <summary><paramref name="Confirm"/>: they are one client's, although nothing says so.</summary>
public sealed record MergeBody(string Agent, string Into, bool Confirm = false);

public sealed record UnmergeBody(string Agent);
