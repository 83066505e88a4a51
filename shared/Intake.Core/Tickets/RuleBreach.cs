using NodaTime;

namespace Intake.Tickets;

/// <summary>A move already made outside that breaks a rule of the SOP: kept in sight until <paramref name="Missing"/> is supplied (TS-P1 to P9).</summary>
public sealed record RuleBreach(string Id, string Clause, string Stage, string Agent, Instant Since, string Missing, string Remedy);
