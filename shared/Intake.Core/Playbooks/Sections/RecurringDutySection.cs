using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Intake.Playbooks.Yaml;
using Intake.Time;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>What people do again and again, with a window and a deadline.</summary>
internal static partial class RecurringDutySection
{
    public static ImmutableArray<RecurringDuty> ReadAll(YamlCursor? at, Names names, IReadOnlyDictionary<string, BusinessCalendar> calendars) =>
        [.. (at?.Named("duties") ?? []).Select(duty => Read(duty.Name, duty.Value, names, calendars))];

    private static RecurringDuty Read(string name, YamlCursor at, Names names, IReadOnlyDictionary<string, BusinessCalendar> calendars)
    {
        var map = at.Map("title", "clause", "keeps", "calendar", "from", "by", "items", "room", "ask", "ask-text", "missed-text", "done-text");
        map.AlsoKeeps(names);
        CheckName(name, at);
        var (from, by) = (map.Required("from")?.Time() ?? LocalTime.Midnight, map.Required("by")?.Time() ?? LocalTime.MaxValue);
        var ask = map.Required("ask")?.Time() ?? from;
        if (from >= by)
        {
            map.Optional("by")!.Error($"The window ends at {by:HH\\:mm} and begins at {from:HH\\:mm}.", "Both are times of one day: let \"from\" be the earlier.");
        }
        else if (ask < from || ask >= by)
        {
            map.Optional("ask")!.Error($"It is asked for at {ask:HH\\:mm}, outside its window.", $"Write a time from {from:HH\\:mm} to before {by:HH\\:mm}.");
        }

        return new RecurringDuty(
            name,
            map.Text("title"),
            map.Clause(names),
            calendars.GetValueOrDefault(map.Reference("calendar", "calendar", names.Calendars)) ?? BusinessCalendar.Always,
            from,
            by,
            [.. (map.Required("items")?.Named("items") ?? []).Select(item => ReadItem(item.Name, item.Value))],
            map.Room(names))
        {
            Ask = ask,
            AskText = TemplateSection.TextWithFields(map, "ask-text", ["duty", "items", "by"]),
            MissedText = TemplateSection.TextWithFields(map, "missed-text", ["duty", "items", "by", "date"]),
            DoneText = TemplateSection.TextWithFields(map, "done-text", ["duty", "items", "by", "agents"]),
        };
    }

    private static DutyItem ReadItem(string name, YamlCursor at)
    {
        CheckName(name, at);
        return new DutyItem(name, at.Text() ?? "");
    }

    // It becomes part of a stored key and of a button.
    private static void CheckName(string name, YamlCursor at)
    {
        if (!Word().IsMatch(name))
        {
            at.Error($"\"{name}\" is not a name here.", "Write lower-case letters, digits and hyphens, e.g. \"morning-look\".");
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,39}\z")]
    private static partial Regex Word();
}
