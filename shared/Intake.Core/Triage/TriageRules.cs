using System.Collections.Immutable;
using Intake.Tickets;

namespace Intake.Triage;

/// <summary>How this team's messages are classified: rules by phrases, and what takes a phrase's force away.</summary>
public sealed record TriageRules(ImmutableArray<TriageRule> Rules);

/// <summary>When one of the phrases occurs, the message is of this class.</summary>
public sealed record TriageRule(string Id, Urgency Class, string Clause, ImmutableArray<string> Phrases);
