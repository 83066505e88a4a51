using System.Collections.Immutable;
using Intake.Clocks;
using Intake.Connectors.Assignment;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tickets;

/// <summary>
/// One turn of a ticket's clock: fires what is due, sends what is pending, says when to look again. Safe to run twice and side by side:
/// episodes, claims and ETags make the second run find nothing to do.
/// </summary>
public sealed class Advance(
    Desk desk, TicketStore store, TicketIndex index, PlaybookShelf shelf, Dispatch dispatch, Following following, Dealing dealing, Gates gates, TimeProvider time)
{
    private const int Turns = 100;

    // Whoever needs longer is left for the next one, which sees what has come in meanwhile.
    private static readonly Duration Longest = Duration.FromSeconds(10);

    // Not the Desk's gates: an Advance hands signals to the Desk.
    private readonly Gates _running = new();

    public async Task<NextLook> Run(TicketId id, int generation, Wake wake, CancellationToken cancel)
    {
        // A claim that runs out means that its worker died. One in this process may only be slow, or the process slept: the next one waits for it.
        using var alone = await _running.Enter(id, cancel);
        var until = time.Now() + Longest;
        for (var turn = 0; turn < Turns && time.Now() <= until; turn++)
        {
            switch (await Find(id, generation, cancel))
            {
                case Work.Nothing nothing:
                    if (nothing.Deal is { } playbook)
                    {
                        await dealing.Deal(playbook, wake, cancel);
                    }

                    return nothing.Next;
                case Work.Due:
                    var now = time.Now();
                    await desk.Hand(id, new Signal.ClockRang { Id = "clock", At = now, ReceivedAt = now }, cancel);
                    break;
                case Work.Pending pending:
                    await dispatch.Send(id, pending.Playbook, pending.Effects, until, wake, cancel);
                    break;
            }
        }

        return NextLook.At(time.Now());
    }

    /// <summary>What there is to do. When nothing is, the index learns when there will be, before another writer of this process has his turn.</summary>
    private async Task<Work> Find(TicketId id, int generation, CancellationToken cancel)
    {
        using var turn = await gates.Enter(id, cancel);
        var seen = await index.Find(id, cancel);
        var (ticket, effects) = await store.LoadWithEffects(id, cancel);
        if (!ticket.Exists || ticket.Generation != generation)
        {
            return new Work.Nothing(NextLook.Never);
        }

        var playbook = await shelf.For(ticket, cancel);
        var now = time.Now();
        var due = FlightPlan.NextDue(playbook, ticket);
        if (due <= now + FlightPlan.Early)
        {
            return new Work.Due();
        }

        if (Dispatch.Ready(effects, now).Any())
        {
            return new Work.Pending(playbook, effects);
        }

        // Before the index forgets that this ticket must be looked at.
        var rules = shelf.Named(ticket.Playbook) ?? playbook;
        var moved = await following.Look(rules, id, cancel);
        return new Work.Nothing(await Rest(ticket, seen, Earlier(due, Dispatch.NextReady(effects)), parked: effects.Length > 0, cancel)) { Deal = moved ? rules : null };
    }

    private async Task<NextLook> Rest(Ticket ticket, IndexRow? seen, Instant? next, bool parked, CancellationToken cancel)
    {
        // With something parked it stays on the open list, where the Auditor sees it.
        if (seen is not null && next is null && !parked && ticket.ClosedAt is { } closed)
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

    private abstract record Work
    {
        private Work() { }

        public sealed record Due : Work;

        public sealed record Pending(Playbook Playbook, ImmutableArray<StoredEffect> Effects) : Work;

        public sealed record Nothing(NextLook Next) : Work
        {
            /// <summary>Somebody may have room, or this ticket looks for an agent.</summary>
            public Playbook? Deal { get; init; }
        }
    }
}

/// <summary>When a clock must look again. Not done and no time: when something happens, not before.</summary>
public sealed record NextLook(bool Done, Instant? Time)
{
    public static NextLook Never { get; } = new(true, null);

    public static NextLook At(Instant time) => new(false, time);
}
