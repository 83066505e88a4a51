using System.Collections.Immutable;
using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Sections;

/// <summary>What the team is asked for until it is there, and the documents the SOP links to.</summary>
internal static class NagSection
{
    private static readonly string[] Keys = ["after", "room-after", "every", "counting", "template", "room", "role", "clause"];

    public static NagRule Read(YamlCursor at, Names names) => Read(at.Map(Keys), names);

    /// <summary>A nag that has keys of its own beside the usual ones.</summary>
    public static YamlMap Map(YamlCursor at, params string[] more) => at.Map([.. Keys, .. more]);

    public static NagRule Read(YamlMap map, Names names)
    {
        var after = map.Required("after")?.Length(orZero: true) ?? default;
        var roomAfter = map.Optional("room-after")?.Length();
        if (roomAfter <= after)
        {
            map.Optional("room-after")!.Error($"The room is not asked later than the agent, at {Spoken.Length(after)}.", "Let the agent be asked first.");
        }

        return new NagRule(after, roomAfter, map.Length("every"), map.Template(names), map.Room(names), map.OptionalReference("role", "role", names.Roles), map.Clause(names))
        {
            Counting = map.Optional("counting")?.Word("way of counting", Words.Countings) ?? Counting.Elapsed,
        };
    }

    public static ImmutableArray<Link> ReadLinks(YamlCursor? at, Names names) => [.. (at?.Named("links") ?? []).Select(link => ReadLink(link.Name, link.Value, names))];

    private static Link ReadLink(string name, YamlCursor at, Names names)
    {
        var map = at.Map("title", "clause", "url", "missing");
        if (map.Has("url") == map.Flag("missing"))
        {
            at.Error(map.Has("url") ? "The link is there and missing." : "The link leads nowhere.", "Write either \"url: https://…\" or \"missing: true\".");
        }

        var url = map.Optional("url");
        if (url?.Text() is { } text && !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
        {
            url.Error($"\"{text}\" is not a link.", "Write it whole, e.g. \"https://example.com/sop\".");
        }

        return new Link(name, map.Text("title"), map.Clause(names), url?.Text());
    }
}
