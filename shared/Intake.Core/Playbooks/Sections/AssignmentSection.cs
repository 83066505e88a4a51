using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>Who gets which ticket.</summary>
internal sealed class AssignmentSection(Names names, IReadOnlyCollection<string> triage, IReadOnlyCollection<string> categories)
{
    public AssignmentRules Read(YamlCursor at)
    {
        var map = at.Map("clause", "keeps", "batch", "availability", "pods", "by-hand", "ask-lead", "overrides", "continuity");
        map.AlsoKeeps(names);
        return new AssignmentRules(map.Clause(names))
        {
            Batch = map.Optional("batch") is { } batch ? ReadBatch(batch) : null,
            AvailabilityClause = map.Required("availability") is { } availability ? availability.Map("clause").Clause(names) : "",
            Pods = [.. (map.Optional("pods")?.Named("pods") ?? []).Select(pod => ReadPod(pod.Name, pod.Value))],
            ByHand = map.Required("by-hand") is { } byHand ? ReadByHand(byHand) : new AssignByHandRule([], ""),
            AskLead = map.Optional("ask-lead") is { } ask ? ReadAskLead(ask) : null,
            Overrides = map.Optional("overrides") is { } overrides ? ReadOverrides(overrides) : null,
            Continuity = map.Optional("continuity") is { } continuity ? ReadContinuity(continuity) : new ContinuityRules(),
        };
    }

    private BatchRule ReadBatch(YamlCursor at)
    {
        var map = at.Map("fill", "refill-after", "clause");
        var (fill, refill) = (map.Required("fill")?.Count() ?? int.MaxValue, map.Required("refill-after")?.Count() ?? 1);
        if (refill > fill)
        {
            map.Optional("refill-after")!.Error($"Nobody completes {refill} of a batch of {fill}.", $"Write at most {fill}.");
        }

        return new BatchRule(fill, refill, map.Clause(names));
    }

    private Pod ReadPod(string name, YamlCursor at)
    {
        var map = at.Map("title", "categories", "triage", "tags", "clause");
        return new Pod(name, map.Text("title"), ReadTopics(map), map.Clause(names));
    }

    private Topics ReadTopics(YamlMap map)
    {
        if (!map.Has("categories") && !map.Has("triage") && !map.Has("tags"))
        {
            map.At.Error("No ticket is about this.", "Name what it is about under \"categories\", \"triage\" or \"tags\".");
        }

        return new Topics(map.References("categories", "category", categories), map.References("triage", "triage rule", triage), map.Texts("tags"));
    }

    private AssignByHandRule ReadByHand(YamlCursor at)
    {
        var map = at.Map("titles", "clause");
        return new AssignByHandRule(map.Texts("titles"), map.Clause(names));
    }

    private AskLeadRule ReadAskLead(YamlCursor at)
    {
        var map = NagSection.Map(at, "title");
        return new AskLeadRule(map.Text("title"), NagSection.Read(map, names));
    }

    private OverrideRule ReadOverrides(YamlCursor at)
    {
        var map = at.Map("titles", "clause");
        return new OverrideRule(map.Required("titles") is null ? [] : map.Texts("titles"), map.Clause(names));
    }

    private ContinuityRules ReadContinuity(YamlCursor at)
    {
        var map = at.Map("existing", "lead", "most-worked-with");
        return new ContinuityRules
        {
            Existing = map.Optional("existing") is { } existing ? ReadExisting(existing) : null,
            Lead = map.Optional("lead") is { } lead ? ReadKnown(lead) : null,
            MostWorkedWith = map.Optional("most-worked-with") is { } most ? ReadKnown(most) : null,
        };
    }

    private ExistingTicketRule ReadExisting(YamlCursor at)
    {
        var map = at.Map("after", "template", "clause");
        return new ExistingTicketRule(map.Optional("after")?.Length(orZero: true) ?? Duration.Zero, map.Template(names), map.Clause(names));
    }

    private KnownAgentRule ReadKnown(YamlCursor at)
    {
        var map = at.Map("categories", "triage", "tags", "template", "clause");
        return new KnownAgentRule(ReadTopics(map), map.OptionalReference("template", "template", names.Templates), map.Clause(names));
    }
}
