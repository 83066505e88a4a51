using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using Intake.Time;
using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>When people are there: weekly windows with effective dates, less the holidays.</summary>
internal static class CalendarSection
{
    public const string Always = "always";

    public static ImmutableDictionary<string, BusinessCalendar> ReadAll(YamlCursor? at, DateTimeZone zone)
    {
        var calendars = ImmutableDictionary.CreateBuilder<string, BusinessCalendar>();
        foreach (var (name, calendar) in at?.Named("calendars") ?? [])
        {
            if (name == Always)
            {
                calendar.Error("\"always\" is built in.", "Choose another name.");
            }

            calendars[name] = Read(name, calendar, zone);
        }

        calendars[Always] = BusinessCalendar.Always;
        return calendars.ToImmutable();
    }

    public static BusinessCalendar Read(string name, YamlCursor at, DateTimeZone zone)
    {
        var map = at.Map("zone", "open", "holidays");
        var own = map.Optional("zone")?.Zone() ?? zone;
        var periods = map.Required("open")?.Items("windows").Select(ReadPeriod).OfType<OpeningPeriod>().ToArray() ?? [];
        var holidays = map.Optional("holidays")?.OneOrMore("dates").Select(date => date.Date()).OfType<LocalDate>().ToArray() ?? [];
        return new BusinessCalendar(name, own, periods, holidays);
    }

    /// <summary>Two times of a local day, the second on the next one when it is the earlier; null, and an error, when they are no such thing.</summary>
    public static (LocalTime From, LocalTime To)? ReadWindow(YamlMap map)
    {
        var (from, to) = (map.Required("from")?.Time(), map.Required("to")?.Time(endOfDay: true));
        if (from is not { } begins || to is not { } ends)
        {
            return null;
        }

        if (begins != ends || map.Optional("to")?.Text() == "24:00")
        {
            return (begins, ends);
        }

        map.At.Error($"This begins and ends at {begins:HH\\:mm}.", "For a whole day write from \"00:00\" to \"24:00\".");
        return null;
    }

    private static OpeningPeriod? ReadPeriod(YamlCursor at)
    {
        var map = at.Map("days", "from", "to", "effective-from", "effective-to");
        var days = map.Required("days") is { } named ? Days.Read(named) : [];
        var window = ReadWindow(map);
        var (first, last) = (map.Optional("effective-from")?.Date(), map.Optional("effective-to")?.Date());
        if (last < first)
        {
            map.Optional("effective-to")!.Error($"{last:uuuu-MM-dd} is before effective-from, {first:uuuu-MM-dd}.", "Swap the two.");
            return null;
        }

        return window is { } w ? new OpeningPeriod(first, last, [.. days.Select(day => new OpeningWindow(day, w.From, w.To))]) : null;
    }
}
