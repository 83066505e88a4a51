using System.Collections.Immutable;
using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Lint;

/// <summary>A playbook under examination: what it says, where it says it, and what was found so far.</summary>
internal sealed class LintDraft(Playbook playbook, ImmutableArray<Reference> references, LintedFile file)
{
    private readonly Places _places = Places.In(file.Text);

    public Playbook Playbook => playbook;

    public List<Finding> Findings { get; } = [];

    /// <summary>Where a thing of this kind is used by that name, outside the section that defines it.</summary>
    public IEnumerable<Reference> Uses(string kind, string name) => references.Where(reference => reference.Kind == kind && reference.Name == name);

    /// <summary>What is named at a path.</summary>
    public string? UsedAt(string path) => references.FirstOrDefault(reference => reference.Path == path)?.Name;

    public bool Has(string path) => _places.Has(path);

    public void Wrong(string path, string what, string remedy) => Add(FindingKind.Error, path, what, remedy, []);

    public void Add(FindingKind kind, string path, string what, string remedy, ImmutableArray<string> clauses)
    {
        var (line, column) = _places.Of(path);
        Findings.Add(new Finding(kind, file.Name, line, column, path, what, remedy, clauses));
    }
}

/// <summary>Where each path of a file stands: at its key, or at its place in a list.</summary>
internal sealed class Places
{
    private readonly Dictionary<string, (int Line, int Column)> _places = [];

    public static Places In(string text)
    {
        var places = new Places();
        if (YamlTree.Parse(text, new ErrorList("")) is { } root)
        {
            places.Note(root, "");
        }

        return places;
    }

    public bool Has(string path) => _places.ContainsKey(path);

    /// <summary>The place of a path, or of what is nearest above it.</summary>
    public (int Line, int Column) Of(string path)
    {
        while (!_places.ContainsKey(path) && path.Length > 0)
        {
            path = path[..Math.Max(0, Math.Max(path.LastIndexOf('.'), path.LastIndexOf('[')))];
        }

        return _places.GetValueOrDefault(path, (1, 1));
    }

    private void Note(YamlValue value, string path)
    {
        switch (value)
        {
            case YamlValue.Map map:
                foreach (var (key, entry) in map.Entries)
                {
                    var below = path.Length == 0 ? key.Text : $"{path}.{key.Text}";
                    _places[below] = (key.Line, key.Column);
                    Note(entry, below);
                }

                break;
            case YamlValue.List list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    _places[$"{path}[{i}]"] = (list.Items[i].Line, list.Items[i].Column);
                    Note(list.Items[i], $"{path}[{i}]");
                }

                break;
        }
    }
}
