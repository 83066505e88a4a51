using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using Intake.Tickets;

namespace Intake.Playbooks.Sections;

/// <summary>Within how long a client is answered. One entry may speak for several classes, or for every class.</summary>
internal sealed class ResponseSection(Names names, ImmutableDictionary<string, Ladder> ladders)
{
    private static readonly string[] Keys = ["clause", "within", "counting", "ladder", "unmonitored", "keeps"];

    // An emergency without a rule of its own is answered as the urgent.
    private static readonly string[] Every = ["urgent", "time-sensitive", "non-urgent"];

    public ImmutableArray<ResponseRule> ReadAll(YamlCursor at)
    {
        var before = at.Errors.Count;
        var rules = ImmutableArray.CreateBuilder<ResponseRule>();
        foreach (var item in at.Items("response rules"))
        {
            rules.AddRange(ReadEntry(item, rules));
        }

        if (at.Errors.Count == before)
        {
            CheckEveryClass(at, rules);
        }

        return rules.ToImmutable();
    }

    /// <summary>A rule for whatever the class is (live chat, resolution).</summary>
    public ResponseRule ReadOne(YamlCursor at) => Read(at.Map(Keys), Urgency.NonUrgent);

    /// <summary>A priority is a target with a name and a class.</summary>
    public Priority ReadPriority(YamlCursor at)
    {
        var map = at.Map(["name", "title", "class", "by-agent", .. Keys]);
        return new Priority(map.Text("name"), map.Text("title"), Read(map, map.Required("class")?.Word("class", Words.Classes) ?? default), map.Flag("by-agent"));
    }

    /// <summary>One class, a list of them, or "every".</summary>
    public static ImmutableArray<Urgency> ReadClasses(YamlCursor at) =>
        at.Value is YamlValue.Scalar { Text: "every" }
            ? [.. Every.Select(name => Words.Classes[name])]
            : [.. at.OneOrMore("classes").Select(item => item.Word("class", Words.Classes)).OfType<Urgency>().Distinct()];

    private static void CheckEveryClass(YamlCursor at, IReadOnlyList<ResponseRule> rules)
    {
        foreach (var missing in Every.Where(name => rules.All(rule => rule.Class != Words.Classes[name])))
        {
            at.Error($"Class {missing} has no response rule.", "Add one, or let a rule speak for \"class: every\".");
        }
    }

    private IEnumerable<ResponseRule> ReadEntry(YamlCursor at, IReadOnlyList<ResponseRule> earlier)
    {
        var map = at.Map(["class", .. Keys]);
        var classes = map.Required("class") is { } named ? ReadClasses(named) : [];
        foreach (var twice in classes.Where(urgency => earlier.Any(rule => rule.Class == urgency)))
        {
            map.Optional("class")!.Error($"Class {Words.Of(twice)} has a rule already.", "Keep one rule for each class.");
        }

        var rule = Read(map, default);
        return [.. classes.Select(urgency => rule with { Class = urgency })];
    }

    private ResponseRule Read(YamlMap map, Urgency urgency)
    {
        map.AlsoKeeps(names);
        var (within, counting) = LimitSection.Read(map);
        var rule = new ResponseRule(
            urgency,
            map.Clause(names),
            within,
            counting,
            map.OptionalReference("ladder", "ladder", names.Ladders),
            map.OptionalReference("unmonitored", "ladder", names.Ladders));
        CheckLadder(map.Optional("ladder"), rule.Ladder, rule);
        CheckLadder(map.Optional("unmonitored"), rule.Unmonitored, rule);
        return rule;
    }

    // The first rung is the warning: help that is asked for when the time is up comes too late.
    private void CheckLadder(YamlCursor? at, string? name, ResponseRule rule)
    {
        if (at is null || name is null || rule.Within == default || ladders.GetValueOrDefault(name)?.Rungs is not [var first, ..])
        {
            return;
        }

        var comparable = first.Counting == rule.Counting || first.Counting == Counting.Monitored;
        if (comparable && first.After >= rule.Within)
        {
            at.Error(
                $"\"{name}\" first tells somebody after {Spoken.Length(first.After)}, and the limit is {Spoken.Length(rule.Within)}.",
                "Let its first rung come before the limit.");
        }
    }
}
