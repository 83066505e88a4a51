using System.Collections.Immutable;
using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Sections;

/// <summary>What the SOP leaves open or contradicts, what its owner must still say, and what people do themselves.</summary>
internal static class DecisionSection
{
    public static ImmutableArray<SopDecision> ReadDecisions(YamlCursor? at, Names names) =>
        [.. (at?.Items("decisions") ?? []).Select(decision => ReadDecision(decision, names))];

    public static ImmutableArray<OpenQuestion> ReadUndecided(YamlCursor? at, Names names) =>
        [.. (at?.Items("open questions") ?? []).Select(question => ReadQuestion(question, names))];

    public static ImmutableArray<HumanDuty> ReadHumanDuties(YamlCursor? at, Names names) =>
        [.. (at?.Items("duties") ?? []).Select(duty => ReadHumanDuty(duty, names))];

    private static SopDecision ReadDecision(YamlCursor at, Names names)
    {
        var map = at.Map("clauses", "where", "decision");
        map.Required("clauses");
        return new SopDecision(map.References("clauses", "clause", names.Clauses), map.Text("where"), map.Text("decision"));
    }

    private static OpenQuestion ReadQuestion(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "what", "meanwhile");
        return new OpenQuestion(map.Clause(names), map.Text("what"), map.Text("meanwhile"));
    }

    private static HumanDuty ReadHumanDuty(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "help");
        return new HumanDuty(map.Clause(names), map.Text("help"));
    }
}
