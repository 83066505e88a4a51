using Intake.Playbooks.Yaml;
using Intake.Triage;

namespace Intake.Playbooks.Sections;

/// <summary>How messages are classified.</summary>
internal static class TriageSection
{
    public static TriageRules Read(YamlCursor at, Names names) =>
        new([.. at.Map("rules").Required("rules")?.Items("rules").Select(rule => ReadRule(rule, names)) ?? []]);

    private static TriageRule ReadRule(YamlCursor at, Names names)
    {
        var map = at.Map("id", "class", "clause", "phrases");
        return new TriageRule(
            map.Text("id"),
            map.Required("class")?.Word("class", Words.Classes) ?? default,
            map.Clause(names),
            [.. map.Required("phrases")?.OneOrMore("phrases").Select(phrase => phrase.Text()).OfType<string>() ?? []]);
    }
}
