using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using Intake.Tickets;
using Intake.Triage;

namespace Intake.Playbooks.Sections;

/// <summary>Co-workers and departments on one ticket: internal tickets, the baton, the heads-up, attempts to reach who does not answer.</summary>
internal static class TeamworkSection
{
    public static InternalRules ReadInternal(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "channel", "source", "longest-title", "longest-details", "several");
        return new InternalRules(
            map.Clause(names),
            map.Reference("channel", "channel", names.Channels),
            map.Text("source"),
            map.Required("longest-title")?.Count() ?? int.MaxValue,
            map.Required("longest-details")?.Count() ?? int.MaxValue,
            new PhraseBook(map.Required("several") is { } several ? [.. several.OneOrMore("phrases").SelectMany(item => PhraseLines.Read(item, []))] : []));
    }

    public static BatonRules ReadBaton(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "own", "departments", "managers", "read", "synopsis", "tasks", "passed", "back", "bounced");
        var departments = map.Required("departments");
        ImmutableArray<Department> known = [.. departments?.Named("departments").Select(department => HandoffSection.ReadDepartment(department.Name, department.Value)) ?? []];
        var managers = map.Has("managers") ? map.Texts("managers") : [];
        return new BatonRules(map.Clause(names), map.Reference("own", "department", [.. known.Select(department => department.Name)]), known, managers)
        {
            ReadClause = ClauseOf(map, "read", names),
            Synopsis = map.Required("synopsis") is { } synopsis ? ReadSynopsis(synopsis, names) : new SynopsisRule("", [], ""),
            TasksClause = ClauseOf(map, "tasks", names),
            Passed = map.Required("passed") is { } passed ? PipelineSection.ReadPost(passed, names) : new TaskRules("", "", ""),
            Back = map.Required("back") is { } back ? ReadBack(back, names) : new BackRule(default, default, "", "", ""),
            BounceClause = ClauseOf(map, "bounced", names),
        };
    }

    public static HeadsUpRules ReadHeadsUp(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "handoff", "longer", "unresolved");
        return new HeadsUpRules(map.Clause(names), map.Reference("handoff", "template", names.Templates), map.Reference("longer", "template", names.Templates))
        {
            Unresolved = map.Optional("unresolved") is { } unresolved ? ReadUnresolved(unresolved, names) : null,
        };
    }

    public static AttemptRules ReadAttempts(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "stages", "least", "within", "apart", "of-each", "offer", "too-few");
        map.Required("stages");
        var (clause, least) = (map.Clause(names), map.Required("least")?.Count() ?? 1);
        ImmutableArray<AttemptKind> kinds = [.. (map.Optional("of-each")?.OneOrMore("kinds") ?? []).Select(item => item.Word("kind of attempt", Words.Attempts)).OfType<AttemptKind>().Distinct()];
        if (kinds.Length > least)
        {
            map.Optional("of-each")!.Error($"{least} attempts cannot be of {kinds.Length} kinds.", $"Name at most {least}.");
        }

        return new AttemptRules(clause, map.References("stages", "stage", names.Stages), least, map.Length("within"), kinds)
        {
            Apart = LimitSection.Read(map, "apart"),
            Offer = map.Required("offer") is { } offer ? ReadOffer(offer, names) : new OfferRule(default, default, "", ""),
            TooFew = map.Reference("too-few", "template", names.Templates),
        };
    }

    /// <summary>A rule that has no more to say than its clause.</summary>
    public static string ClauseOf(YamlMap map, string key, Names names) => map.Required(key)?.Map("clause").Clause(names) ?? "";

    private static SynopsisRule ReadSynopsis(YamlCursor at, Names names)
    {
        var map = at.Map("example", "vague", "clause");
        return new SynopsisRule(map.Text("example"), map.Texts("vague"), map.Clause(names));
    }

    private static BackRule ReadBack(YamlCursor at, Names names)
    {
        var map = at.Map("within", "counting", "template", "room", "clause");
        var (within, counting) = LimitSection.Read(map);
        return new BackRule(within, counting, map.Template(names), map.Room(names), map.Clause(names));
    }

    private static UnresolvedRule ReadUnresolved(YamlCursor at, Names names)
    {
        var map = at.Map("within", "counting", "warn-after", "template", "late", "room", "clause");
        var (within, counting) = LimitSection.Read(map);
        return new UnresolvedRule(within, counting, map.Length("warn-after"), map.Template(names), map.Reference("late", "template", names.Templates), map.Room(names), map.Clause(names));
    }

    private static OfferRule ReadOffer(YamlCursor at, Names names)
    {
        var map = at.Map("after", "counting", "template", "room");
        var (after, counting) = LimitSection.Read(map, "after");
        return new OfferRule(after, counting, map.Template(names), map.Room(names));
    }
}
