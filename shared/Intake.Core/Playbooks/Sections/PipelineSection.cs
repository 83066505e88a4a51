using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>What a stage asks for on the way in, while a ticket is there, and on the way out.</summary>
internal static class PipelineSection
{
    public static ImmutableArray<StageQuestion> ReadQuestions(YamlCursor? at, Names names) => [.. (at?.Items("questions") ?? []).Select(item => ReadQuestion(item, names))];

    public static FollowUpRule ReadFollowUp(YamlCursor at, Names names)
    {
        var map = at.Map("urgent", "time-sensitive", "else", "template", "room", "clause");
        return new FollowUpRule(map.Length("urgent"), map.Length("time-sensitive"), map.Length("else"), map.Template(names), map.Room(names), map.Clause(names));
    }

    public static TagRule ReadTags(YamlCursor at, Names names)
    {
        var map = at.Map("template", "room", "clause");
        return new TagRule(map.Template(names), map.Room(names), map.Clause(names));
    }

    public static TaskRules ReadPost(YamlCursor at, Names names)
    {
        var map = at.Map("template", "room", "clause");
        return new TaskRules(map.Template(names), map.Room(names), map.Clause(names));
    }

    public static WaitsOnRule ReadWaitsOn(YamlCursor at, Names names)
    {
        var map = at.Map("words", "ends-at", "client", "template", "room", "clause");
        return new WaitsOnRule(map.NeededTexts("words"), map.Texts("ends-at"), map.NeededTexts("client"), map.Template(names), map.Room(names), map.Clause(names));
    }

    public static StageTaskRule ReadTask(YamlCursor at, Names names)
    {
        var map = at.Map("do-at", "day-at", "clause");
        return new StageTaskRule(map.NeededTexts("do-at"), map.Required("day-at")?.Time() ?? default, map.Clause(names));
    }

    public static ExecutesRule ReadExecutes(YamlCursor at, Names names)
    {
        var map = at.Map("role", "template", "room", "again-after", "done", "done-note", "bill", "failed", "failed-note", "blocked", "clause");
        return new ExecutesRule(
            map.Reference("role", "role", names.Roles),
            map.Template(names),
            map.Room(names),
            map.Length("again-after"),
            map.Reference("done", "stage", names.Stages),
            map.Reference("done-note", "template", names.Templates),
            map.OptionalReference("bill", "stage", names.Stages),
            map.Reference("failed", "stage", names.Stages),
            map.Reference("failed-note", "template", names.Templates),
            map.Reference("blocked", "template", names.Templates),
            map.Clause(names));
    }

    public static HandsOverRule ReadHandsOver(YamlCursor at, Names names)
    {
        var map = at.Map("owner-after", "template", "room", "clause");
        return new HandsOverRule(map.NeededTexts("owner-after"), map.Template(names), map.Room(names), map.Clause(names));
    }

    public static ClosesAfterRule ReadClosesAfter(YamlCursor at, Names names)
    {
        var map = at.Map("after", "from", "tags", "note", "blocked", "room", "clause");
        return new ClosesAfterRule(
            map.Length("after"), map.Reference("note", "template", names.Templates), map.Reference("blocked", "template", names.Templates), map.Room(names), map.Clause(names))
        {
            FromQuestion = map.OptionalReference("from", "beginning", ["question"]) is not null,
            Tags = map.Texts("tags"),
        };
    }

    public static PromptlyRule ReadPromptly(YamlCursor at, Names names)
    {
        var map = at.Map("after", "template", "room", "clause");
        return new PromptlyRule(map.Length("after"), map.Template(names), map.Room(names), map.Clause(names));
    }

    public static OneOffRule ReadOneOff(YamlCursor at, Names names)
    {
        var map = at.Map("reason", "clause");
        return new OneOffRule(map.Text("reason"), map.Clause(names));
    }

    public static ImmutableArray<string> Texts(this YamlMap map, string key) =>
        map.Optional(key) is { } list ? [.. list.OneOrMore("texts").Select(item => item.Text()).OfType<string>()] : [];

    private static ImmutableArray<string> NeededTexts(this YamlMap map, string key) => map.Required(key) is null ? [] : map.Texts(key);

    private static StageQuestion ReadQuestion(YamlCursor at, Names names)
    {
        var map = at.Map("when", "unless", "use", "says", "refused", "clause");
        return new StageQuestion(
            map.NeededTexts("when"), map.Texts("unless"), map.OptionalReference("use", "stage", names.Stages), map.Optional("says")?.Text(), map.Flag("refused"), map.Clause(names));
    }
}
