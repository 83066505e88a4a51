using Intake.Clocks;
using Intake.Connectors.Storage;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tickets;

/// <summary>
/// One turn of a ticket's clock: fires what is due, sends what is pending, says when to look again. Safe to run twice and side by side:
/// episodes, claims and ETags make the second run find nothing to do.
/// </summary>
public sealed class Advance(Desk desk, TicketStore store, TicketIndex index, PlaybookShelf shelf, Dispatch dispatch, TimeProvider time)
{
    private const int Turns = 100;

    // Not the Desk's gates: an Advance hands signals to the Desk.
    private readonly Gates _running = new();

    public async Task<NextLook> Run(TicketId id, int generation, Wake wake, CancellationToken cancel)
    {
        // A claim that runs out means that its worker died. One in this process may only be slow, or the process slept: the next one waits for it.
        using var alone = await _running.Enter(id, cancel);
        for (var turn = 0; turn < Turns; turn++)
        {
            var seen = await index.Find(id, cancel);
            var ticket = (await store.Load(id, cancel)).Ticket;
            if (!ticket.Exists || ticket.Generation != generation)
            {
                return NextLook.Never;
            }

            var playbook = await shelf.For(ticket, cancel);
            var now = time.Now();
            var due = FlightPlan.NextDue(playbook, ticket);
            if (due <= now + FlightPlan.Early)
            {
                await desk.Hand(id, new Signal.ClockRang { Id = "clock", At = now, ReceivedAt = now }, cancel);
                continue;
            }

            var effects = await store.Effects(id, cancel);
            if (Dispatch.Ready(effects, now).Any())
            {
                await dispatch.Send(id, playbook, effects, wake, cancel);
                continue;
            }

            return await Rest(ticket, seen, Earlier(due, Dispatch.NextReady(effects)), cancel);
        }

        return NextLook.At(time.Now());
    }

    private async Task<NextLook> Rest(Ticket ticket, IndexRow? seen, Instant? next, CancellationToken cancel)
    {
        if (seen is not null && next is null && ticket.ClosedAt is { } closed)
        {
            await index.Retire(seen, closed, cancel);
        }
        else if (seen is not null)
        {
            await index.Settle(seen, next, cancel);
        }

        return new NextLook(Done: next is null && !ticket.IsOpen, next);
    }

    private static Instant? Earlier(Instant? a, Instant? b) => a is { } x && b is { } y ? Instant.Min(x, y) : a ?? b;
}

/// <summary>When a clock must look again. Not done and no time: when something happens, not before.</summary>
public sealed record NextLook(bool Done, Instant? Time)
{
    public static NextLook Never { get; } = new(true, null);

    public static NextLook At(Instant time) => new(false, time);
}
