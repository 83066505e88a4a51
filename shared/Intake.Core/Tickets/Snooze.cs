using NodaTime;

namespace Intake.Tickets;

/// <summary>The ticket waits for its client (ER-10). <paramref name="Macro"/> is what it waits after; null: somebody snoozed it by hand.</summary>
public sealed record Snooze(string Episode, string Agent, string? Macro, Instant Since, Instant Until, string Clause);

/// <summary>A solution was given and the ticket stays open for the client's answer (ER-12): outside an agent's count, and past no limit.</summary>
public sealed record Hold(string Episode, string Macro, Instant Since, Instant Until, string Clause);

/// <summary>The macro the team's last answer started from.</summary>
public sealed record MacroUse(string Name, string Agent, Instant At);
