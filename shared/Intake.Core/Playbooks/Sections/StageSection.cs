using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>The pipeline's stages, in order, exactly one of which is closed.</summary>
internal static class StageSection
{
    public static ImmutableArray<Stage> ReadAll(YamlCursor? at, Names names)
    {
        var items = at?.Items("stages") ?? [];
        var stages = ImmutableArray.CreateBuilder<Stage>();
        foreach (var item in items)
        {
            var map = item.Map(
                "name", "label", "clause", "guidance", "closed", "note", "nag", "moves", "used-for", "not-used-for", "questions", "follow-up", "tags", "waits-on",
                "task", "executes", "hands-over", "closes-after", "promptly", "one-off", "message", "on-reply", "remind-client", "hold", "sealed", "awaits-answer");
            var stage = Read(map, names);
            CheckAgainst(stages, stage, map);
            stages.Add(stage);
        }

        if (items.Count > 0 && !stages.Any(stage => stage.Closed))
        {
            at!.Error("No stage is closed.", "Give the stage in which tickets end \"closed: true\".");
        }

        return stages.ToImmutable();
    }

    private static void CheckAgainst(IEnumerable<Stage> earlier, Stage stage, YamlMap map)
    {
        if (earlier.Any(other => other.Name == stage.Name && stage.Name.Length > 0))
        {
            map.Optional("name")!.Error($"There are two stages \"{stage.Name}\".", "Give each stage its own name.");
        }

        if (stage.Closed && earlier.FirstOrDefault(other => other.Closed) is { } closed)
        {
            map.Optional("closed")!.Error($"Stage \"{closed.Name}\" is closed already.", "Let tickets end in one stage.");
        }
    }

    private static Stage Read(YamlMap map, Names names)
    {
        var stage = ReadPipeline(map, names);
        return stage with
        {
            Message = map.Optional("message") is { } message ? LifecycleSection.ReadMessage(message, names) : null,
            OnReply = map.Optional("on-reply") is { } reply ? LifecycleSection.ReadOnReply(reply, stage.Name, names) : null,
            ClientReminders = LifecycleSection.ReadReminders(map.Optional("remind-client"), stage.ClosesAfter, names),
            Hold = map.Optional("hold") is { } hold ? LifecycleSection.ReadHold(hold, names) : null,
            Sealed = map.Optional("sealed") is { } seal ? LifecycleSection.ReadSealed(seal, stage.Closed, names) : null,
        };
    }

    private static Stage ReadPipeline(YamlMap map, Names names) => new(
        map.Text("name"),
        map.Text("label"),
        map.Clause(names),
        map.Text("guidance").Trim(),
        map.Flag("closed"),
        map.Optional("note") is { } note ? ReadNote(note, names) : null,
        map.Optional("nag") is { } nag ? ReadNag(nag, names) : null)
    {
        Moves = map.Has("moves") ? map.References("moves", "stage", names.Stages) : default,
        UsedFor = map.Texts("used-for"),
        NotUsedFor = map.Texts("not-used-for"),
        Questions = PipelineSection.ReadQuestions(map.Optional("questions"), names),
        FollowUp = map.Optional("follow-up") is { } followUp ? PipelineSection.ReadFollowUp(followUp, names) : null,
        Tags = map.Optional("tags") is { } tags ? PipelineSection.ReadTags(tags, names) : null,
        WaitsOn = map.Optional("waits-on") is { } waits ? PipelineSection.ReadWaitsOn(waits, names) : null,
        Task = map.Optional("task") is { } task ? PipelineSection.ReadTask(task, names) : null,
        Executes = map.Optional("executes") is { } executes ? PipelineSection.ReadExecutes(executes, names) : null,
        HandsOver = map.Optional("hands-over") is { } over ? PipelineSection.ReadHandsOver(over, names) : null,
        ClosesAfter = map.Optional("closes-after") is { } closes ? PipelineSection.ReadClosesAfter(closes, names) : null,
        Promptly = map.Optional("promptly") is { } promptly ? PipelineSection.ReadPromptly(promptly, names) : null,
        AwaitsAnswer = map.Has("awaits-answer") ? TeamworkSection.ClauseOf(map, "awaits-answer", names) : null,
        OneOff = map.Optional("one-off") is { } oneOff ? PipelineSection.ReadOneOff(oneOff, names) : null,
    };

    private static NoteForm ReadNote(YamlCursor at, Names names)
    {
        var map = at.Map("starts-with", "example", "vague", "clause");
        var (startsWith, example) = (map.Optional("starts-with")?.Text(), map.Text("example"));
        if (startsWith is not null && example.Length > 0 && !example.StartsWith(startsWith, StringComparison.Ordinal))
        {
            map.Optional("example")!.Error($"The example does not start with \"{startsWith}\".", "Let it show the form it asks for.");
        }

        return new NoteForm(startsWith, example, map.Clause(names)) { Vague = map.Texts("vague") };
    }

    private static StageNag ReadNag(YamlCursor at, Names names)
    {
        var map = at.Map("after", "urgent-after", "template", "room", "clause");
        var after = map.Length("after");
        return new StageNag(after, map.Optional("urgent-after")?.Length() ?? after, map.Template(names), map.Room(names), map.Clause(names));
    }
}
