using System.Collections.Immutable;

namespace Intake.Playbooks;

/// <summary>What is not support goes to its department (TS-H1), by an e-mail that connects client and department.</summary>
public sealed record HandoffRules(string Clause, string Template, ImmutableArray<Department> Departments);

/// <summary>A department of the company: where it reads its mail, and the Slack user group that is mentioned when its help is needed.</summary>
public sealed record Department(string Name, string Title, string Email, string? Slack = null);
