using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace Intake.Tickets;

/// <summary>Who has the ticket (XD-4): a person of a department, or the department until one of its people takes it.</summary>
public sealed record Baton(string? Person, string Department, Instant Since)
{
    /// <summary>Who passed it on; null: it came to nobody from somebody else.</summary>
    public string? FromPerson { get; init; }

    public string? FromDepartment { get; init; }

    /// <summary>When whoever passed it on expects it back; null: they do not.</summary>
    public Instant? ExpectedBack { get; init; }

    /// <summary>On its way to another department, once the client has been told (XD-6).</summary>
    public HeldPass? Held { get; init; }

    /// <summary>The newest message each person has opened (XD-2).</summary>
    public ImmutableSortedDictionary<string, string> Opened { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>A ticket passed on: to whom, and what they are told. <paramref name="NotRequired"/>: why there is no synopsis and breakdown.</summary>
public sealed record Pass(string Agent, string? Person, string Department, string? Synopsis, string? Breakdown, string? NotRequired, Instant? ExpectedBack)
{
    /// <summary>What the receiver reads, as one text.</summary>
    [JsonIgnore]
    public string Words => string.Join(" – ", new[] { Synopsis, Breakdown, NotRequired is null ? null : $"no synopsis needed: {NotRequired}" }.OfType<string>());
}

/// <summary>A pass that waits until the heads-up, <paramref name="Effect"/>, has been delivered.</summary>
public sealed record HeldPass(Pass Pass, string Effect, Instant Since);

/// <summary>The client was told that it takes longer (XD-5, XD-6), by this effect.</summary>
public sealed record HeadsUp(string Effect, Instant At);

/// <summary>A ticket a co-worker made: the customer's id, and who made it (XD-1).</summary>
public sealed record InternalTicket(string CustomerId, string Agent);

/// <summary>A documented attempt to reach a client who does not answer (XD-8).</summary>
public sealed record Attempt(string Id, AttemptKind Kind, Instant At, string Agent, string? Effect, LeftWith? Left);

public enum AttemptKind
{
    Email,
    Phone,
}

/// <summary>What a call that reached nobody left behind.</summary>
public enum LeftWith
{
    Nothing,
    Voicemail,
    Message,
}
