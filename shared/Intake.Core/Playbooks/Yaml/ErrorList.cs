using System.Collections.Immutable;

namespace Intake.Playbooks.Yaml;

/// <summary>The errors found so far in one file.</summary>
internal sealed class ErrorList(string file)
{
    private readonly List<PlaybookError> _errors = [];

    public int Count => _errors.Count;

    public void Add(int line, int column, string path, string what, string remedy) => _errors.Add(new PlaybookError(file, line, column, path, what, remedy));

    public ImmutableArray<PlaybookError> InOrder() => [.. _errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];
}
