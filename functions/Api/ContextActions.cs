using Intake.Connectors.Storage;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using NodaTime;

namespace Intake.Functions.Api;

/// <summary>What an agent reads before the reply (ER-21): the customer's messages whole, and their other conversations.</summary>
public sealed class ContextActions(TicketStore store, TicketIndex index)
{
    private const int AtOnce = 16;

    [Function("ShowContext")]
    public async Task<HttpResponseData> Show([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/tickets/{id}/context")] HttpRequestData request, string id, CancellationToken cancel)
    {
        if (!TicketId.TryParse(id, out var named) || (await store.Load(named, cancel)).Ticket is not { Exists: true } ticket)
        {
            return await request.NoSuchTicket(id, cancel);
        }

        var messages = new List<MessageView>();
        await foreach (var stored in store.Events(ticket.Id, cancel))
        {
            if (stored.Event is TicketEvent.MessageReceived received)
            {
                messages.Add(new MessageView(received.At, received.Message.Text, received.Message.Full));
            }
        }

        var previous = (await Others(ticket, cancel)).OrderByDescending(other => other.OpenedAt).Select(other => new ConversationView(other.Id.Value, other.Title, other.Stage, other.IsOpen, other.Owner, other.OpenedAt, other.ClosedAt)).ToList();
        return await request.Ok(new { messages, previous }, cancel);
    }

    private async Task<IReadOnlyCollection<Ticket>> Others(Ticket ticket, CancellationToken cancel)
    {
        var others = new System.Collections.Concurrent.ConcurrentDictionary<TicketId, Ticket>();
        foreach (var rows in new[] { index.OpenTickets(cancel), index.ClosedTickets(cancel) })
        {
            await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (row, stop) =>
            {
                if (row.Ticket != ticket.Id && (await store.Load(row.Ticket, stop)).Ticket is { Exists: true } other && IsSame(ticket.Client, other.Client))
                {
                    others[other.Id] = other;
                }
            });
        }

        return [.. others.Values];
    }

    private static bool IsSame(Client one, Client other) => Same(one.Address, other.Address) || Same(one.Email, other.Email) || Same(one.Phone, other.Phone);

    private static bool Same(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A message as its writer wrote it; <paramref name="Full"/>: the whole mail, where there is more in it.</summary>
internal sealed record MessageView(Instant At, string Text, string? Full);

internal sealed record ConversationView(string Id, string Title, string Stage, bool Open, string? Owner, Instant OpenedAt, Instant? ClosedAt);
