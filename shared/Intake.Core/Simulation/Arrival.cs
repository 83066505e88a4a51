using System.Collections.Immutable;
using Intake.Tickets;
using NodaTime;

namespace Intake.Simulation;

/// <summary>
/// Something that came in or that somebody did, and whom it concerns. <paramref name="Threads"/>: a client's conversation, by the keys it may be known
/// under, best first; it begins a ticket when none is known. Empty: <paramref name="About"/> alone says which ticket, by its id or by a name it was
/// given before (a client's address), and nothing happens when there is none. An acknowledgement without an alert takes the latest open one.
/// </summary>
public sealed record Arrival(Signal Signal, ImmutableArray<string> Threads, ImmutableArray<string> About)
{
    /// <summary>The ticket it was put on when it was recorded; its first begins that very ticket.</summary>
    public TicketId? Ticket { get; init; }

    /// <summary>When it was decided, where that was later than it was received.</summary>
    public Instant? HeardAt { get; init; }

    /// <summary>When it is heard.</summary>
    public Instant Now => HeardAt ?? Signal.ReceivedAt;

    /// <summary>The ticket it continues, when it was recorded as the first of a successor.</summary>
    public TicketId? Follows { get; init; }

    /// <summary>The number its ticket gets, where the playbook numbers them.</summary>
    public string? Reference { get; init; }

    /// <summary>The previous request it is about.</summary>
    public TicketId? Previous { get; init; }
}
