using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using Intake.Time;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>What is reported, when and where.</summary>
internal static class ReportSection
{
    private static readonly IReadOnlyDictionary<string, ReportContent> Contents = new Dictionary<string, ReportContent>
    {
        ["executions"] = ReportContent.Executions,
        ["ownership-exceptions"] = ReportContent.OwnershipExceptions,
        ["hand-overs"] = ReportContent.HandOvers,
        ["live-chats"] = ReportContent.LiveChats,
        ["promises"] = ReportContent.Promises,
        ["breaches"] = ReportContent.Breaches,
        ["exceptions"] = ReportContent.Exceptions,
        ["drafts"] = ReportContent.Drafts,
        ["by-hand"] = ReportContent.ByHand,
        ["pages"] = ReportContent.Pages,
        ["counts"] = ReportContent.Counts,
        ["inbound"] = ReportContent.Inbound,
    };

    public static (ReportRules? Daily, DriftRules? Drift, ImmutableArray<PeriodReportRules> Periods) Read(YamlCursor at, Names names, IReadOnlyDictionary<string, BusinessCalendar> calendars)
    {
        var map = at.Map("daily", "drift", "weekly", "monthly");
        PeriodReportRules?[] periods =
        [
            map.Optional("weekly") is { } weekly ? PeriodSection.ReadWeekly(weekly, names) : null,
            map.Optional("monthly") is { } monthly ? PeriodSection.ReadMonthly(monthly, names, calendars) : null,
        ];
        return (
            map.Optional("daily") is { } daily ? ReadDaily(daily, names) : null,
            map.Optional("drift") is { } drift ? ReadDrift(drift, names) : null,
            [.. periods.OfType<PeriodReportRules>()]);
    }

    private static ReportRules ReadDaily(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "title", "room", "sections");
        return new ReportRules(
            map.Clause(names),
            TemplateSection.TextWithFields(map, "title", ["shift", "date"]),
            map.Room(names),
            [.. (map.Required("sections")?.Items("sections") ?? []).Select(section => ReadSection(section, names))]);
    }

    private static ReportSectionRule ReadSection(YamlCursor at, Names names)
    {
        var map = at.Map("list", "title", "clause", "empty");
        return new ReportSectionRule(
            map.Required("list")?.Word("list of a report", Contents) ?? default,
            map.Text("title"),
            map.Clause(names),
            map.Optional("empty")?.Text());
    }

    private static DriftRules ReadDrift(YamlCursor at, Names names)
    {
        var map = at.Map("at", "room", "clause");
        return new DriftRules(map.Required("at")?.Time() ?? LocalTime.Midnight, map.Room(names), map.Clause(names));
    }
}
