using System.Collections.Immutable;

namespace Intake.Playbooks;

/// <summary>A contradiction or gap of the SOP's text, and what this playbook does about it.</summary>
public sealed record SopDecision(ImmutableArray<string> Clauses, string Where, string Decision);

/// <summary>What only the owner can decide and has not, and what happens until then.</summary>
public sealed record OpenQuestion(string Clause, string What, string Meanwhile);

/// <summary>A clause that a person keeps, not Intake, and how Intake helps.</summary>
public sealed record HumanDuty(string Clause, string Help);
