using Intake.Playbooks.Yaml;
using Intake.Triage;

namespace Intake.Playbooks.Sections;

/// <summary>What becomes of an inquiry that takes long, and how one ends.</summary>
internal static class EscalationSection
{
    public static EscalationRules Read(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "after", "counting", "role", "room", "template", "reason", "client");
        return new EscalationRules(
            map.Clause(names),
            map.Length("after"),
            Counted(map),
            map.Reference("role", "role", names.Roles),
            map.Room(names),
            map.Template(names),
            map.Text("reason"),
            map.Required("client") is { } client ? ReadNotice(client, names) : null!);
    }

    public static ResolutionRules ReadResolution(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "template", "satisfaction", "keeps");
        map.AlsoKeeps(names);
        return new ResolutionRules(map.Clause(names), map.Template(names), map.Optional("satisfaction") is { } satisfaction ? ReadSatisfaction(satisfaction, names) : null);
    }

    private static ClientNotice ReadNotice(YamlCursor at, Names names)
    {
        var map = at.Map("template", "within", "counting", "nag");
        return new ClientNotice(map.Template(names), map.Length("within"), Counted(map), map.Required("nag") is { } nag ? NagSection.Read(nag, names) : null!);
    }

    private static SatisfactionRules ReadSatisfaction(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "after", "counting", "template", "best", "content-from", "content", "discontent");
        var (best, from) = (map.Required("best")?.Whole() ?? 1, map.Required("content-from")?.Whole() ?? 1);
        if (from > best)
        {
            map.Optional("content-from")!.Error($"Nobody can be content: the best mark is {best}.", "Let \"content-from\" be no more than \"best\".");
        }

        return new SatisfactionRules(map.Clause(names), map.Length("after"), Counted(map), map.Template(names), best, from, Phrases(map, "content"), Phrases(map, "discontent"));
    }

    private static Counting Counted(YamlMap map) => map.Optional("counting")?.Word("way of counting", Words.Countings) ?? Counting.Elapsed;

    private static PhraseBook Phrases(YamlMap map, string key) =>
        new(map.Required(key) is { } phrases ? [.. phrases.OneOrMore("phrases").SelectMany(item => PhraseLines.Read(item, []))] : []);
}
