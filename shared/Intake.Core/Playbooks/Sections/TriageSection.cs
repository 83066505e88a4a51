using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using Intake.Tickets;
using Intake.Triage;

namespace Intake.Playbooks.Sections;

/// <summary>How messages are classified.</summary>
internal sealed class TriageSection(Names names)
{
    private readonly List<string> _groups = [.. DateClasses.Names];
    private ImmutableArray<string> _guards = [];

    public static TriageRules Read(YamlCursor at, Names names) => new TriageSection(names).Read(at);

    private TriageRules Read(YamlCursor at)
    {
        var map = at.Map("otherwise", "words", "dates", "turns", "no-typos", "rules", "guards", "signs", "second-opinions");
        var dates = map.Optional("dates") is { } days ? ReadDates(days) : [];
        ImmutableArray<WordGroup> groups = [.. (map.Optional("words")?.Named("groups of words") ?? []).Select(ReadGroup)];
        ImmutableArray<TriageGuard> guards = [.. (map.Optional("guards")?.Items("guards") ?? []).Select(ReadGuard)];
        _guards = [.. guards.Select(guard => guard.Id)];
        ImmutableArray<WordGroup> signs = [.. (map.Optional("signs")?.Named("signs") ?? []).Select(sign => new WordGroup(sign.Name, ReadPhrases(sign.Value)))];
        ImmutableArray<TriageRule> rules = [.. map.Optional("rules")?.Items("rules").Select(ReadRule) ?? []];
        var opinions = new OpinionSection(names, [.. rules.Select(rule => rule.Id)], [.. signs.Select(sign => sign.Name)]);
        return new TriageRules(rules)
        {
            Otherwise = map.OptionalReference("otherwise", "clause", names.Clauses),
            Groups = groups,
            Guards = guards,
            Turns = map.Optional("turns") is { } turns ? ReadPhrases(turns) : [],
            NoTypos = map.Optional("no-typos") is { } right ? ReadPhrases(right) : [],
            Dates = dates,
            Signs = signs,
            Weights = [.. (map.Optional("second-opinions")?.Items("second-opinions") ?? []).Select(opinions.Read).OrderBy(opinion => opinion.Class)],
        };
    }

    private TriageRule ReadRule(YamlCursor at)
    {
        var map = at.Map("id", "class", "clause", "despite", "summary", "phrases");
        return new TriageRule(map.Text("id"), map.Required("class")?.Word("class", Words.Classes) ?? default, map.Clause(names), Phrases(map))
        {
            Despite = map.References("despite", "guard", _guards),
            Summary = map.Optional("summary")?.Text(),
        };
    }

    private TriageGuard ReadGuard(YamlCursor at)
    {
        var map = at.Map("id", "clause", "weakens", "reach", "phrases");
        ImmutableArray<Urgency> weakens =
            [.. map.Required("weakens")?.OneOrMore("classes").Select(item => item.Word("class", Words.Classes)).OfType<Urgency>() ?? []];
        var reach = map.Required("reach")?.Word("reach", Words.Reaches) ?? default;
        if (weakens.Contains(Urgency.Emergency) && reach > Reach.Clause)
        {
            map.At.Error("A guard that reaches further than its clause would silence an emergency.", "Let it reach match, onward or clause, or not weaken emergency.");
        }

        return new TriageGuard(map.Text("id"), map.Clause(names), weakens, reach, Phrases(map));
    }

    private WordGroup ReadGroup((string Name, YamlCursor Value) group)
    {
        var read = new WordGroup(group.Name, ReadPhrases(group.Value));
        if (_groups.Contains(group.Name))
        {
            group.Value.Error($"\"{group.Name}\" is built in.", "Choose another name.");
        }

        _groups.Add(group.Name);
        return read;
    }

    private ImmutableArray<DateWords> ReadDates(YamlCursor at)
    {
        var map = at.Map([.. Words.Dates.Keys]);
        return [.. Words.Dates.Where(word => map.Has(word.Key)).Select(word => new DateWords(word.Value.Kind, word.Value.Number, ReadPhrases(map.Optional(word.Key)!)))];
    }

    private ImmutableArray<string> Phrases(YamlMap map) => map.Required("phrases") is { } phrases ? ReadPhrases(phrases) : [];

    private ImmutableArray<string> ReadPhrases(YamlCursor at) => [.. at.OneOrMore("phrases").SelectMany(item => PhraseLines.Read(item, _groups))];
}
