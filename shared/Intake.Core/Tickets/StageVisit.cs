using System.Collections.Immutable;
using Intake.OnCall;
using NodaTime;

namespace Intake.Tickets;

/// <summary>A ticket's present stay in a stage: what its note said, and how often it was brought to mind.</summary>
public sealed record StageVisit(string Episode, Instant Since)
{
    /// <summary>The note it began with.</summary>
    public string? Note { get; init; }

    /// <summary>The colleague or department whose help is awaited (TS-P2).</summary>
    public Person? Tagged { get; init; }

    /// <summary>On whom the ticket waits (TS-P3).</summary>
    public Party? Party { get; init; }

    /// <summary>The task the note asked for (TS-P4); it is done when the ticket leaves.</summary>
    public string? Task { get; init; }

    /// <summary>The client has answered and the agent has been told so.</summary>
    public bool Prompted { get; init; }

    public Instant? LastFollowUp { get; init; }

    /// <summary>What the client was told since then belongs to this stay: the question may come before the move (SC-4).</summary>
    public Instant? SaidFrom { get; init; }

    /// <summary>Until when it rests (SC-7).</summary>
    public Instant? Until { get; init; }

    /// <summary>When its owner was last asked whether it still rests.</summary>
    public Instant? LastHoldAsk { get; init; }

    /// <summary>When it last tried to close by itself.</summary>
    public Instant? LastCloseTry { get; init; }
}

/// <summary>Somebody outside whose answer is awaited.</summary>
public sealed record Party(string Name, bool IsClient);

/// <summary>
/// A finished plan that has yet to happen (TS-P5). <paramref name="Words"/> are the note's own; <paramref name="InLaterShift"/>: not in the shift in which
/// it was planned, so it belongs into the Daily Report; <paramref name="Invoice"/>: the finance note that follows once it is done.
/// </summary>
public sealed record Execution(string Id, Instant At, bool DateOnly, string Words, string? Doubt, bool InLaterShift, string? Invoice, string PlannedBy)
{
    public Instant? AskedAt { get; init; }

    public ImmutableArray<AlertPost> Posts { get; init; } = [];

    /// <summary>What was reported; null: nothing yet.</summary>
    public bool? Done { get; init; }
}
