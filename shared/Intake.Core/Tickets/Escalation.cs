using NodaTime;

namespace Intake.Tickets;

/// <summary>With whoever leads since then, and why; <paramref name="Estimate"/> is what the client was told, null while nobody has told them.</summary>
public sealed record Escalation(Instant Since, string? Agent, string Reason, string? Estimate);

/// <summary>
/// Resolved, with the e-mail that says so. <paramref name="Ask"/> is the question whether the client is satisfied, once it has been sent;
/// <paramref name="Content"/> what the client said to it, <paramref name="Score"/> the mark given, if any.
/// </summary>
public sealed record Resolution(Instant At, string Agent, string Effect, string? Ask, bool? Content, int? Score);
