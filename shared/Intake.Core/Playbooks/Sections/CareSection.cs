using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>What is done for the client beside answering: reminders after the help, the emergency's duties, reopening.</summary>
internal static class CareSection
{
    public static ImmutableArray<ReminderRule> ReadReminders(YamlCursor? at, Names names) =>
        [.. (at?.Items("reminders") ?? []).Select(reminder => ReadReminder(reminder, names))];

    public static EmergencyRules ReadEmergency(YamlCursor at, Names names, IReadOnlyCollection<string> rules)
    {
        var map = at.Map("clause", "ladder", "template", "template-clause", "note", "nag-after", "nag-template", "nag-room", "type", "record", "question", "logistics", "sop");
        return new EmergencyRules(
            map.Clause(names),
            map.Reference("ladder", "ladder", names.Ladders),
            map.Template(names),
            map.Reference("template-clause", "clause", names.Clauses),
            map.Reference("note", "template", names.Templates),
            map.Length("nag-after"),
            map.Reference("nag-template", "template", names.Templates),
            map.Reference("nag-room", "room", names.Rooms))
        {
            Type = map.Optional("type")?.Text(),
            Record = map.Optional("record") is { } record ? NagSection.Read(record, names) : null,
            Question = map.Optional("question") is { } question ? ReadQuestion(question, names, rules) : null,
            Logistics = map.Optional("logistics") is { } logistics ? ReadLogistics(logistics, names) : null,
            Sop = map.Optional("sop") is { } sop ? ReadSop(sop, names) : null,
        };
    }

    public static (Duration Within, string Clause) ReadReopen(YamlCursor at, Names names)
    {
        var map = at.Map("within", "clause");
        return (map.Length("within"), map.Clause(names));
    }

    public static ImmutableDictionary<string, string> ReadDuties(YamlCursor at, Names names)
    {
        string[] duties = ["by-hand", "notes", "overrule"];
        string[] some = ["tags", "own-words"];
        var map = at.Map([.. duties, .. some]);
        return duties.Concat(some.Where(map.Has)).ToImmutableDictionary(duty => duty, duty => map.Reference(duty, "clause", names.Clauses));
    }

    private static QuestionRule ReadQuestion(YamlCursor at, Names names, IReadOnlyCollection<string> rules)
    {
        var map = NagSection.Map(at, "rules", "reason");
        return new QuestionRule(map.Required("rules") is null ? [] : map.References("rules", "triage rule", rules), map.Text("reason"), NagSection.Read(map, names));
    }

    private static LogisticsRule ReadLogistics(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "tasks");
        return new LogisticsRule(map.Clause(names), [.. map.Required("tasks")?.OneOrMore("tasks").Select(task => task.Text()).OfType<string>() ?? []]);
    }

    private static LinkedDuty ReadSop(YamlCursor at, Names names)
    {
        var map = at.Map("link", "clause");
        return new LinkedDuty(map.Reference("link", "link", names.Links), map.Clause(names));
    }

    private static ReminderRule ReadReminder(YamlCursor at, Names names)
    {
        var map = at.Map("channel", "classes", "hours", "template", "clause");
        return new ReminderRule(
            map.Reference("channel", "channel", names.Channels),
            map.Required("classes") is { } classes ? ResponseSection.ReadClasses(classes) : [],
            ReadHours(map),
            map.Template(names),
            map.Clause(names));
    }

    private static bool? ReadHours(YamlMap map) => map.Optional("hours")?.Word("time for a reminder", Words.Hours) switch
    {
        ReminderHours.Outside => true,
        ReminderHours.Inside => false,
        _ => null,
    };
}
