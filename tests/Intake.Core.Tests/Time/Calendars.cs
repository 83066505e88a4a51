using Intake.Time;
using NodaTime;
using NodaTime.Text;

namespace Intake.Core.Tests.Time;

/// <summary>Calendars as a playbook would say them: "Mon-Fri 00:30-17:00, Sat 22:00-06:00".</summary>
internal static class Calendars
{
    public static BusinessCalendar In(string zone, string windows, params string[] holidays) => In(zone, [Period(windows)], holidays);

    public static BusinessCalendar In(string zone, OpeningPeriod[] periods, params string[] holidays) =>
        new("test", DateTimeZoneProviders.Tzdb[zone], periods, holidays.Select(Date));

    public static OpeningPeriod Period(string windows, string? from = null, string? to = null) =>
        new(from is null ? null : Date(from), to is null ? null : Date(to), [.. windows.Split(", ", StringSplitOptions.RemoveEmptyEntries).SelectMany(Windows)]);

    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).GetValueOrThrow();

    private static IEnumerable<OpeningWindow> Windows(string text)
    {
        var (days, hours) = (text.Split(' ')[0].Split('-'), text.Split(' ')[1].Split('-'));
        return from day in Enumerable.Range((int)Day(days[0]), Day(days[^1]) - Day(days[0]) + 1)
               select new OpeningWindow((IsoDayOfWeek)day, Clock(hours[0]), Clock(hours[1]));
    }

    private static IsoDayOfWeek Day(string text) => Enum.GetValues<IsoDayOfWeek>().Single(day => day.ToString().StartsWith(text, StringComparison.Ordinal));

    private static LocalTime Clock(string text) =>
        text == "24:00" ? LocalTime.Midnight : LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).GetValueOrThrow();
}
