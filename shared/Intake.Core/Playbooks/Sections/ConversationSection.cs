using Intake.Playbooks.Yaml;
using Intake.Triage;

namespace Intake.Playbooks.Sections;

/// <summary>How a conversation goes on once it has begun: promises, closing words, setting chats aside, guidance, evidence.</summary>
internal static class ConversationSection
{
    public static PromiseRules ReadPromises(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "ladder", "warn-before", "warning", "room", "holding", "covers", "said-by");
        return new PromiseRules(
            map.Clause(names),
            map.Reference("ladder", "ladder", names.Ladders),
            map.Length("warn-before"),
            map.Reference("warning", "template", names.Templates),
            map.Room(names),
            map.Reference("holding", "template", names.Templates),
            map.Length("covers"),
            ReadPhrases(map, "said-by"));
    }

    public static ClosingWords ReadClosingWords(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "phrases", "beside");
        return new ClosingWords(map.Clause(names), ReadPhrases(map, "phrases"), [.. map.Optional("beside")?.OneOrMore("words").Select(word => word.Text()).OfType<string>() ?? []]);
    }

    public static DeprioritiseRules ReadDeprioritise(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "template", "at-most", "active-within", "ladder", "room", "post", "offer", "role");
        return new DeprioritiseRules(
            map.Clause(names),
            map.Template(names),
            map.Length("at-most"),
            map.Length("active-within"),
            map.Reference("ladder", "ladder", names.Ladders),
            map.Room(names),
            map.Reference("post", "template", names.Templates),
            map.Reference("offer", "template", names.Templates),
            map.Reference("role", "role", names.Roles));
    }

    public static GuidanceRules ReadGuidance(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "classes", "after", "template", "room");
        return new GuidanceRules(
            map.Clause(names),
            map.Required("classes") is { } classes ? ResponseSection.ReadClasses(classes) : [],
            map.Length("after"),
            map.Template(names),
            map.Room(names));
    }

    /// <summary>The clause of what counts as having reached a client by other means.</summary>
    public static string ReadEvidence(YamlCursor at, Names names) => at.Map("clause").Clause(names);

    private static PhraseBook ReadPhrases(YamlMap map, string key) =>
        new(map.Required(key) is { } phrases ? [.. phrases.OneOrMore("phrases").SelectMany(item => PhraseLines.Read(item, []))] : []);
}
