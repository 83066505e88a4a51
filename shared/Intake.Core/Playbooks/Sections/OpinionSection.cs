using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using Intake.Tickets;
using Intake.Triage;

namespace Intake.Playbooks.Sections;

/// <summary>Second opinions: weights, what they must rest on, and whose matter they find.</summary>
internal sealed class OpinionSection(Names names, IReadOnlyCollection<string> rules, IReadOnlyCollection<string> signs)
{
    public TriageWeights Read(YamlCursor at)
    {
        var map = at.Map("id", "class", "clause", "among", "from", "doubts", "evidence", "rests-on", "matters", "weights");
        var from = map.Required("from") is { } sum ? WeightLines.Sum(sum) ?? 0 : 0;
        var weights = map.Required("weights") is { } lines ? WeightLines.Read(lines) : [];
        return new TriageWeights(map.Text("id"), map.Required("class")?.Word("class", Words.Classes) ?? default, map.Clause(names), from, weights)
        {
            Evidence = map.Required("evidence") is { } evidence ? WeightLines.Sum(evidence) ?? 1 : 1,
            Among = map.Optional("among")?.Word("class", Words.Classes),
            Doubts = map.Optional("doubts") is { } doubts ? ReadDoubts(doubts) : ImmutableDictionary<Urgency, int>.Empty,
            RestsOn = map.Optional("rests-on") is { } signs ? ReadSigns(signs) : [],
            Matters = [.. (map.Optional("matters")?.Items("matters") ?? []).Select(ReadMatter)],
        };
    }

    private Matter ReadMatter(YamlCursor at)
    {
        var map = at.Map("rule", "signs");
        return new Matter(map.Reference("rule", "triage rule", rules), map.Required("signs") is { } signs ? ReadSigns(signs) : []);
    }

    private static ImmutableDictionary<Urgency, int> ReadDoubts(YamlCursor at)
    {
        var map = at.Map([.. Words.Classes.Keys]);
        return Words.Classes.Where(word => map.Has(word.Key)).ToImmutableDictionary(word => word.Value, word => WeightLines.Sum(map.Optional(word.Key)!) ?? int.MinValue);
    }

    // Signs with commas between; two of them must stand in one sentence.
    private ImmutableArray<string> ReadSigns(YamlCursor at) =>
        [.. (at.Text() ?? "").Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(pair => Feature(at, pair))];

    private string Feature(YamlCursor at, string pair)
    {
        var named = pair.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(sign => sign.TrimStart('@')).Order(StringComparer.Ordinal).ToArray();
        if (named.Length > 2 || named.FirstOrDefault(sign => !signs.Contains(sign)) is not null)
        {
            at.Error($"\"{pair}\" is not a sign, nor two.", "Write signs of this playbook with commas between, two in one sentence with a space: \"breathing, caught exposed\".");
        }

        return "@" + string.Join(" @", named);
    }
}
