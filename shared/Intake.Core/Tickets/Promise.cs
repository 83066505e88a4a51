using NodaTime;

namespace Intake.Tickets;

/// <summary>What the team told a client it will do by when (TS-C4). While it is open, it is the clock; <paramref name="Words"/> are the agent's own.</summary>
public sealed record Promise(string Id, string Agent, string Words, Instant MadeAt, Instant Due, string Clause, bool Broken = false);
