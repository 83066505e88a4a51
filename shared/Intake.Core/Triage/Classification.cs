using System.Collections.Immutable;
using Intake.Tickets;

namespace Intake.Triage;

/// <summary>What triage made of a message: the class, the rule and clause that decided, and the words it decided by (none when nothing matched).</summary>
public sealed record Classification(Urgency Urgency, string Clause, string Rule, ImmutableArray<string> Evidence);
