using System.Collections.Immutable;

namespace Intake.Playbooks;

/// <summary>One thing that is wrong in a file somebody wrote: where, what, and what to write instead.</summary>
public sealed record PlaybookError(string File, int Line, int Column, string Path, string What, string Remedy)
{
    /// <summary>One line, in the form editors jump from: <c>trip-support.yaml(41,7): channels.whatsapp: what. Remedy.</c></summary>
    public override string ToString() => $"{File}({Line},{Column}): {(Path.Length == 0 ? "" : $"{Path}: ")}{What} {Remedy}".TrimEnd();
}

/// <summary>What became of reading a playbook: the playbook, or every error of the text in order of line; and where it refers to what, also in order.</summary>
public sealed record PlaybookReading(Playbook? Playbook, ImmutableArray<PlaybookError> Errors, ImmutableArray<Reference> References);
