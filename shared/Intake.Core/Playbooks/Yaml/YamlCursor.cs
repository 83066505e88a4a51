namespace Intake.Playbooks.Yaml;

/// <summary>
/// A value, the path that leads to it, and the list its errors go to. Reading never fails: what is wrong is noted, and a harmless value is
/// returned, so that one reading finds everything.
/// </summary>
internal sealed class YamlCursor(YamlValue value, string path, ErrorList errors)
{
    public YamlValue Value => value;

    public string Path => path;

    public ErrorList Errors => errors;

    /// <summary>The file's outermost value; null when there is none to read.</summary>
    public static YamlCursor? Root(string text, ErrorList errors, string firstKey)
    {
        var before = errors.Count;
        var root = YamlTree.Parse(text, errors);
        if (root is not (null or YamlValue.Scalar { IsEmpty: true }))
        {
            return new YamlCursor(root, "", errors);
        }

        if (errors.Count == before)
        {
            errors.Add(1, 1, "", "The file is empty.", $"Begin with \"{firstKey}:\".");
        }

        return null;
    }

    public void Error(string what, string remedy) => errors.Add(value.Line, value.Column, path, what, remedy);

    public YamlCursor Child(YamlValue child, string key) => new(child, path.Length == 0 ? key : $"{path}.{key}", errors);

    /// <summary>A group of keys, of which only <paramref name="keys"/> may occur.</summary>
    public YamlMap Map(params IReadOnlyList<string> keys)
    {
        if (value is not YamlValue.Map map)
        {
            Error($"A group of keys belongs here, not {value.Described}.", $"Keys: {string.Join(", ", keys)}.");
            return new YamlMap(this, null);
        }

        foreach (var (key, _) in map.Entries.Where(entry => !keys.Contains(entry.Key.Text)))
        {
            Child(key, key.Text).Error($"\"{key.Text}\" is not a key here.", Nearest.Remedy(key.Text, keys));
        }

        return new YamlMap(this, map);
    }

    /// <summary>Things under names of the writer's choice.</summary>
    public IReadOnlyList<(string Name, YamlCursor Value)> Named(string what)
    {
        if (value is YamlValue.Map map)
        {
            return [.. map.Entries.Where(HasName).Select(entry => (entry.Key.Text, Child(entry.Value, entry.Key.Text)))];
        }

        Error($"Named {what} belong here, not {value.Described}.", "Write each as \"name: …\".");
        return [];
    }

    /// <summary>The items of a list that has at least one.</summary>
    public IReadOnlyList<YamlCursor> Items(string what)
    {
        if (value is YamlValue.List { Items.Count: > 0 } list)
        {
            return [.. list.Items.Select((item, i) => new YamlCursor(item, $"{path}[{i}]", errors))];
        }

        var found = value is YamlValue.List ? "an empty one" : value.Described;
        Error($"A list of {what} belongs here, not {found}.", "Begin each with \"- \", or write them in [ ].");
        return [];
    }

    /// <summary>A single value stands for a list of one.</summary>
    public IReadOnlyList<YamlCursor> OneOrMore(string what) => value is YamlValue.Scalar { IsEmpty: false } ? [this] : Items(what);

    /// <summary>A text that says something; null, and an error, when it does not.</summary>
    public string? Text()
    {
        if (value is YamlValue.Scalar { IsEmpty: false } scalar && !string.IsNullOrWhiteSpace(scalar.Text))
        {
            return scalar.Text;
        }

        Error(value is YamlValue.Scalar ? "There is no value." : $"A text belongs here, not {value.Described}.", "Write one, in quotes if it holds a colon.");
        return null;
    }

    private bool HasName((YamlValue.Scalar Key, YamlValue Value) entry)
    {
        if (!string.IsNullOrWhiteSpace(entry.Key.Text))
        {
            return true;
        }

        errors.Add(entry.Key.Line, entry.Key.Column, path, "A name is missing.", "Write one before the colon.");
        return false;
    }
}
