using NodaTime;

namespace Intake.Tickets;

/// <summary>What the team told a client it will do by when (TS-C4). While it is open, it is the clock; <paramref name="Words"/> are the agent's own.</summary>
public sealed record Promise(string Id, string Agent, string Words, Instant MadeAt, Instant Due, string Clause, bool Broken = false)
{
    /// <summary>When its agent is reminded; null: it is due too soon for that.</summary>
    public Instant? WarnAt { get; init; }

    /// <summary>What climbs when it is broken.</summary>
    public string Ladder { get; init; } = "";

    /// <summary>The message that said so, when it went out through us: lost with it.</summary>
    public string? Effect { get; init; }
}

/// <summary>A message that only closed the conversation, and whether the channel was watched when it came: what an agent's veto restarts.</summary>
public sealed record Thanks(Instant At, bool Monitored);
