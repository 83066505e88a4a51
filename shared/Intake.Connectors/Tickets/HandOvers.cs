using System.Collections.Concurrent;
using Intake.Connectors.Storage;
using Intake.Tickets;

namespace Intake.Connectors.Tickets;

/// <summary>The list of what the last shift left and nobody has accepted yet (TS-O2), and its acceptance in one go.</summary>
public sealed class HandOvers(Desk desk, TicketStore store, TicketIndex index)
{
    private const int AtOnce = 16;

    public async Task<List<Ticket>> Waiting(CancellationToken cancel)
    {
        var waiting = new ConcurrentBag<Ticket>();
        await Parallel.ForEachAsync(index.OpenTickets(cancel), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (row, stop) =>
        {
            if ((await store.Load(row.Ticket, stop)).Ticket is { IsOpen: true, HandOver: not null } ticket)
            {
                waiting.Add(ticket);
            }
        });
        return [.. waiting.OrderBy(ticket => ticket.OpenedAt)];
    }

    /// <summary>Accepts these tickets, or all that wait for whoever accepts: what was handed to somebody else by name is left to them.</summary>
    public async Task<Acceptance> Accept(Signal stamped, IReadOnlyList<TicketId>? tickets, Wake wake, CancellationToken cancel)
    {
        var agent = ((Signal.HandOverAccepted)stamped).Agent;
        tickets ??= [.. (await Waiting(cancel)).Where(ticket => ticket.HandOver!.To is not { } named || named == agent).Select(ticket => ticket.Id)];
        var (accepted, refused) = (new List<TicketId>(), new List<(TicketId Ticket, string Why)>());
        foreach (var id in tickets)
        {
            switch (await desk.Hand(id, stamped, cancel))
            {
                case Handed.Refused no:
                    refused.Add((id, no.Refusal.Why));
                    break;
                case Handed.Committed { Decision.After: var after } committed:
                    accepted.Add(id);
                    if (committed.Wake)
                    {
                        await wake(id, after.Generation, cancel);
                    }

                    break;
                case Handed.HeardBefore before:
                    accepted.Add(id);
                    await wake(id, before.Ticket.Generation, cancel);
                    break;
            }
        }

        return new Acceptance(accepted, refused);
    }
}

/// <summary>What was accepted, and what was not and why.</summary>
public sealed record Acceptance(IReadOnlyList<TicketId> Accepted, IReadOnlyList<(TicketId Ticket, string Why)> Refused);
