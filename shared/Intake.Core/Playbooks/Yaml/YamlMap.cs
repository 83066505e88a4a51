using System.Collections.Immutable;
using NodaTime;

namespace Intake.Playbooks.Yaml;

/// <summary>A group of keys whose names have been checked.</summary>
internal sealed class YamlMap(YamlCursor at, YamlValue.Map? map)
{
    public YamlCursor At => at;

    public bool Has(string key) => Find(key) is not null;

    public YamlCursor? Optional(string key) => Find(key) is { } value ? at.Child(value, key) : null;

    public YamlCursor? Required(string key)
    {
        var found = Optional(key);
        if (found is null && map is not null)
        {
            at.Error($"\"{key}\" is missing.", $"Add \"{key}: …\".");
        }

        return found;
    }

    public string Text(string key) => Required(key)?.Text() ?? "";

    public Duration Length(string key) => Required(key)?.Length() ?? Duration.Zero;

    public bool Flag(string key) => Optional(key)?.Flag() ?? false;

    /// <summary>A name that must be among the known ones.</summary>
    public string Reference(string key, string kind, IReadOnlyCollection<string> known) => Required(key)?.Reference(kind, known) ?? "";

    public string? OptionalReference(string key, string kind, IReadOnlyCollection<string> known) => Optional(key)?.Reference(kind, known);

    /// <summary>Names that must be among the known ones; none when the key is absent.</summary>
    public ImmutableArray<string> References(string key, string kind, IReadOnlyCollection<string> known) =>
        Optional(key) is { } list ? [.. list.OneOrMore(kind + "s").Select(item => item.Reference(kind, known)).OfType<string>()] : [];

    /// <summary>The names defined under a key, before anybody has read what they stand for.</summary>
    public IReadOnlyCollection<string> NamesUnder(string key) => Find(key) switch
    {
        YamlValue.Map names => [.. names.Entries.Select(entry => entry.Key.Text).Where(name => !string.IsNullOrWhiteSpace(name))],
        YamlValue.List list => [.. list.Items.OfType<YamlValue.Scalar>().Select(item => item.Text)],
        _ => [],
    };

    /// <summary>What the groups of a list call themselves under <paramref name="name"/>.</summary>
    public IReadOnlyCollection<string> NamesOf(string key, string name) => Find(key) is YamlValue.List list
        ? [.. list.Items.OfType<YamlValue.Map>().SelectMany(item => item.Entries.Where(entry => entry.Key.Text == name)).Select(entry => entry.Value).OfType<YamlValue.Scalar>().Select(value => value.Text)]
        : [];

    private YamlValue? Find(string key) => map?.Entries.FirstOrDefault(entry => entry.Key.Text == key).Value;
}
