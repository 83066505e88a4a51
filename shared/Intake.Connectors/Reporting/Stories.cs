using System.Collections.Concurrent;
using System.Collections.Immutable;
using Intake.Clocks;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Playbooks;
using Intake.Reporting;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Reporting;

/// <summary>Gathers what reports are made of: every open ticket of a playbook, and those closed since a moment, each with its events.</summary>
public sealed class Stories(TicketStore store, TicketIndex index, PlaybookShelf shelf, Desk desk, TimeProvider time)
{
    private const int AtOnce = 16;

    public async Task<List<TicketStory>> Since(Playbook playbook, Instant since, CancellationToken cancel)
    {
        var ids = new HashSet<TicketId>();
        foreach (var rows in new[] { index.OpenTickets(cancel), index.ClosedSince(since, cancel) })
        {
            await foreach (var row in rows)
            {
                ids.Add(row.Ticket);
            }
        }

        var stories = new ConcurrentBag<TicketStory>();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (id, stop) =>
        {
            if ((await store.Load(id, stop)).Ticket is { Exists: true } ticket && ticket.Playbook == playbook.Name && !(ticket.ClosedAt < since))
            {
                stories.Add(new TicketStory(ticket, await Events(id, stop)));
            }
        });
        return [.. stories];
    }

    /// <summary>Rings every open ticket whose clock has something due, so that a shift's report is not written before its tickets have changed hands.</summary>
    public async Task Ring(Wake wake, CancellationToken cancel) =>
        await Parallel.ForEachAsync(index.OpenTickets(cancel), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (row, stop) =>
        {
            var (ticket, now) = ((await store.Load(row.Ticket, stop)).Ticket, time.Now());
            if (ticket.Exists && FlightPlan.NextDue(await shelf.For(ticket, stop), ticket) <= now + FlightPlan.Early
                && await desk.Hand(row.Ticket, new Signal.ClockRang { Id = "clock", At = now, ReceivedAt = now }, stop) is Handed.Committed { Wake: true } committed)
            {
                await wake(row.Ticket, committed.Decision.After.Generation, stop);
            }
        });

    private async Task<ImmutableArray<TicketEvent>> Events(TicketId id, CancellationToken cancel)
    {
        var events = ImmutableArray.CreateBuilder<TicketEvent>();
        await foreach (var stored in store.Events(id, cancel))
        {
            events.Add(stored.Event);
        }

        return events.ToImmutable();
    }
}
