using System.Collections.Immutable;

namespace Intake.Playbooks.Lint;

/// <summary>What the linter has to say about one place. <paramref name="Clauses"/> are those it is about, when it is about any.</summary>
public sealed record Finding(FindingKind Kind, string File, int Line, int Column, string Path, string What, string Remedy, ImmutableArray<string> Clauses)
{
    /// <summary>One line, in the form editors jump from.</summary>
    public override string ToString() => new PlaybookError(File, Line, Column, Path, What, Remedy).ToString();
}

/// <summary>Only an error is something to repair here; the others are for the SOP's owner to know.</summary>
public enum FindingKind
{
    Error,

    /// <summary>The SOP contradicts itself or is silent, and the playbook says what it does.</summary>
    Decision,

    /// <summary>The owner has still to decide; until then it is off.</summary>
    Undecided,

    /// <summary>A document the SOP links to has not been supplied.</summary>
    NotSupplied,
}

/// <summary>The files to check, as they were read.</summary>
public sealed record LintedFile(string Name, string Text);
