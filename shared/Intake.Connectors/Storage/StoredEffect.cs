using Azure;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Storage;

/// <summary>
/// An effect's row: what to do, when it may be tried, who is at it. A claim that ran out without an outcome means that a worker died between
/// claiming and recording.
/// </summary>
public sealed record StoredEffect(Effect Effect, ETag ETag, Instant NotBefore, int Attempts, Instant? FirstAttemptAt, Instant? ClaimedUntil, string? Parked)
{
    /// <summary>An earlier attempt may have got through without our learning of it: the next is looked for first, and marked as a repeat.</summary>
    public bool MayHaveGotThrough { get; init; }

    public bool IsClaimed(Instant now) => ClaimedUntil > now;

    /// <summary>When it can next be worked on.</summary>
    public Instant ReadyAt => ClaimedUntil is { } until && until > NotBefore ? until : NotBefore;

    public bool HoldsHubSpot => Effect.Target == HubSpotTarget;

    public const string HubSpotTarget = "hubspot";
}

/// <summary>A stored event with its place in the ticket's story.</summary>
public sealed record StoredEvent(long Sequence, TicketEvent Event);
