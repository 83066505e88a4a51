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
        var holidays = ReadHolidays(map.Optional("holidays")).ToArray();
        return new BusinessCalendar(name, own, periods, holidays);
    }

    // A team may have no holidays, and say so.
    private static IEnumerable<LocalDate> ReadHolidays(YamlCursor? at) =>
        at is null or { Value: YamlValue.List { Items.Count: 0 } or YamlValue.Scalar { IsEmpty: true } } ? [] : at.OneOrMore("dates").Select(date => date.Date()).OfType<LocalDate>();

    // "to" at "from" is a window over midnight like "to" before it: 24 hours, begun on its day.
    private static OpeningPeriod? ReadPeriod(YamlCursor at)
    {
        var map = at.Map("days", "from", "to", "effective-from", "effective-to");
        var days = map.Required("days") is { } named ? Days.Read(named) : [];
        var (begins, ends) = (map.Required("from")?.Time(), map.Required("to")?.Time(endOfDay: true));
        var (first, last) = (map.Optional("effective-from")?.Date(), map.Optional("effective-to")?.Date());
        if (last < first)
        {
            map.Optional("effective-to")!.Error($"{last:uuuu-MM-dd} is before effective-from, {first:uuuu-MM-dd}.", "Swap the two.");
            return null;
        }

        return begins is { } from && ends is { } to ? new OpeningPeriod(first, last, [.. days.Select(day => new OpeningWindow(day, from, to))]) : null;
    }
}
