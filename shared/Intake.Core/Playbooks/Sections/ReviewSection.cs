using Intake.Playbooks.Yaml;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>How the team looks at its own work: reviews, feedback, the log.</summary>
internal static class ReviewSection
{
    public static ReviewRules Read(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "keeps", "per-agent", "best", "day", "at", "room", "text", "questions");
        map.AlsoKeeps(names);
        return new ReviewRules(
            map.Clause(names),
            map.Required("per-agent")?.Count() ?? 1,
            map.Required("best")?.Count() ?? 1,
            (map.Required("day") is { } day ? PeriodSection.ReadDay(day) : null) ?? IsoDayOfWeek.Monday,
            map.Required("at")?.Time() ?? LocalTime.Midnight,
            map.Room(names),
            TemplateSection.TextWithFields(map, "text", ["count", "agents", "from", "to"]),
            [.. (map.Required("questions")?.Named("questions") ?? []).Select(question => ReadQuestion(question.Name, question.Value, names))]);
    }

    public static FeedbackRules ReadFeedback(YamlCursor at, Names names)
    {
        var map = at.Map("clause");
        return new FeedbackRules(map.Clause(names));
    }

    public static LogRules ReadLog(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "keeps", "days");
        map.AlsoKeeps(names);
        return new LogRules(map.Clause(names), map.Required("days")?.Count() ?? 1);
    }

    private static ReviewQuestion ReadQuestion(string name, YamlCursor at, Names names)
    {
        var map = at.Map("ask", "clause");
        return new ReviewQuestion(name, map.Text("ask"), map.Clause(names));
    }
}
