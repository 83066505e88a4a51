namespace Intake.Playbooks;

/// <summary>Where a playbook refers to something it defines: a clause, a template, a ladder, a role… by name.</summary>
public sealed record Reference(string Kind, string Name, int Line, int Column, string Path);
