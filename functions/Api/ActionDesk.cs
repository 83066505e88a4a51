using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Functions.Orchestrations;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>What every action on a ticket shares: its body is read, its agent known, its signal stamped and handed over, the outcome said.</summary>
public sealed class ActionDesk(FrontDoor door, Waking waking, PlaybookShelf shelf, TimeProvider time)
{
    public async Task<HttpResponseData> On<T>(HttpRequestData request, string id, DurableTaskClient durable, Func<T, Signal> signal, CancellationToken cancel, Func<T, string?>? wrong = null)
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

        var handed = await Hand(ticket, Stamp(request, signal(body)), durable, cancel);
        return handed is Handed.HeardBefore { Ticket.Exists: false } or Handed.Committed { Decision.After.Exists: false }
            ? await request.NoSuchTicket(id, cancel)
            : await request.Of(handed, Shown, cancel);
    }

    public Task<Handed> Hand(TicketId ticket, Signal signal, DurableTaskClient durable, CancellationToken cancel) => door.Hand(ticket, signal, waking.Tickets(durable), cancel);

    /// <summary>An answer or an acknowledgement by nobody stops a ladder and helps no client.</summary>
    public string? Stranger(object body) => Nobody((body.GetType().GetProperty("Agent") ?? body.GetType().GetProperty("By"))?.GetValue(body) as string);

    public string? Nobody(string? owner) => owner is null || shelf.Team.People.ContainsKey(owner) ? null : $"“{owner}” is nobody on the team.";

    internal TicketSummary Shown(Ticket ticket) => TicketViews.Summary(shelf.Current, ticket);

    public Signal Stamp(HttpRequestData request, Signal signal)
    {
        // One key is one request: the same key at another address is another request.
        var given = request.Headers.TryGetValues("Idempotency-Key", out var values) ? values.First() : "";
        var key = string.IsNullOrWhiteSpace(given) ? Guid.NewGuid().ToString("n") : $"{request.Url.AbsolutePath}:{given}";
        var now = time.Now();
        return signal with { Id = $"api:{key}", At = now, ReceivedAt = now };
    }
}
