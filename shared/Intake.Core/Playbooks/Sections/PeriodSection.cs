using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using Intake.Time;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>The reports of weeks and months, and what is counted for them.</summary>
internal static class PeriodSection
{
    private static readonly string[] TitleFields = ["from", "to", "month"];

    private static readonly IReadOnlyDictionary<string, PeriodContent> Contents = new Dictionary<string, PeriodContent>
    {
        ["counts"] = PeriodContent.Counts,
        ["answers"] = PeriodContent.Answers,
        ["categories"] = PeriodContent.Categories,
        ["outcomes"] = PeriodContent.Outcomes,
        ["missed"] = PeriodContent.Missed,
        ["improvements"] = PeriodContent.Improvements,
        ["workload"] = PeriodContent.Workload,
        ["pace"] = PeriodContent.Pace,
        ["bounces"] = PeriodContent.Bounces,
        ["minutes"] = PeriodContent.Minutes,
        ["duties"] = PeriodContent.Duties,
        ["reviews"] = PeriodContent.Reviews,
        ["feedback"] = PeriodContent.Feedback,
        ["trainings"] = PeriodContent.Trainings,
    };

    public static PeriodReportRules ReadWeekly(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "keeps", "title", "day", "at", "room", "role", "sections");
        return Read("weekly", map, names) with { Day = map.Required("day") is { } day ? ReadDay(day) : null };
    }

    public static PeriodReportRules ReadMonthly(YamlCursor at, Names names, IReadOnlyDictionary<string, BusinessCalendar> calendars)
    {
        var map = at.Map("clause", "keeps", "title", "calendar", "at", "room", "role", "sections");
        return Read("monthly", map, names) with { Calendar = calendars.GetValueOrDefault(map.Reference("calendar", "calendar", names.Calendars)) ?? BusinessCalendar.Always };
    }

    public static NumberRules ReadNumbers(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "first-answer", "other-answers", "per-hour");
        var (first, others) = (map.Optional("first-answer"), map.Optional("other-answers"));
        if (first is null && others is not null)
        {
            others.Error("Others than which?", "Add \"first-answer\" before it, e.g. { within: 1 h, clause: … }.");
        }

        return new NumberRules(
            map.Clause(names),
            first is null ? null : ReadAnswer(first, names),
            others is null ? null : ReadAnswer(others, names),
            map.Optional("per-hour") is { } pace ? ReadPace(pace, names) : null);
    }

    /// <summary>One day of the week.</summary>
    public static IsoDayOfWeek? ReadDay(YamlCursor at)
    {
        if (Days.Read(at) is [var day])
        {
            return day;
        }

        at.Error("A week ends on one day.", "Write for example fri.");
        return null;
    }

    private static PeriodReportRules Read(string name, YamlMap map, Names names)
    {
        map.AlsoKeeps(names);
        return new PeriodReportRules(
            name,
            map.Clause(names),
            TemplateSection.TextWithFields(map, "title", TitleFields),
            map.Room(names),
            map.OptionalReference("role", "role", names.Roles),
            [.. (map.Required("sections")?.Items("sections") ?? []).Select(section => ReadSection(section, names))])
        {
            At = map.Required("at")?.Time() ?? LocalTime.Midnight,
        };
    }

    private static PeriodSectionRule ReadSection(YamlCursor at, Names names)
    {
        var map = at.Map("list", "title", "clause", "empty");
        return new PeriodSectionRule(map.Required("list")?.Word("list of a report", Contents) ?? default, map.Text("title"), map.Clause(names), map.Optional("empty")?.Text());
    }

    private static AnswerRule ReadAnswer(YamlCursor at, Names names)
    {
        var map = at.Map("within", "counting", "clause");
        var (within, counting) = LimitSection.Read(map);
        return new AnswerRule(within, counting, map.Clause(names));
    }

    private static PaceRule ReadPace(YamlCursor at, Names names)
    {
        var map = at.Map("goal", "clause");
        return new PaceRule(map.Required("goal")?.Whole() ?? 1, map.Clause(names));
    }
}
