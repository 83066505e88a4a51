using System.Collections.Immutable;

namespace Intake.Playbooks.Yaml;

/// <summary>The errors found so far in one file, and what it referred to where it was right.</summary>
internal sealed class ErrorList(string file)
{
    private readonly List<PlaybookError> _errors = [];
    private readonly List<Reference> _references = [];

    public int Count => _errors.Count;

    public void Add(int line, int column, string path, string what, string remedy) => _errors.Add(new PlaybookError(file, line, column, path, what, remedy));

    public ImmutableArray<PlaybookError> InOrder() => [.. _errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];

    public void Refers(Reference reference) => _references.Add(reference);

    public ImmutableArray<Reference> References() => [.. _references.OrderBy(reference => reference.Line).ThenBy(reference => reference.Column)];
}
