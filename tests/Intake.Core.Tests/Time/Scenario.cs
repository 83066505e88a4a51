using FsCheck;
using FsCheck.Fluent;
using Intake.Time;
using NodaTime;

namespace Intake.Core.Tests.Time;

/// <summary>A calendar and ten days to look at it, mostly about a clock change; with a judge of openness that shares no code with the product.</summary>
public sealed record Scenario(DateTimeZone Zone, LocalDate Middle, IReadOnlyList<OpeningPeriod> Periods, IReadOnlyList<LocalDate> Holidays)
{
    public const int Minutes = 10 * 24 * 60;

    // Shifts of 30 minutes, 2 hours and a day, and shifts at midnight: these come up as often as all the others together.
    private static readonly string[] Odd =
    [
        "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Santiago", "Asia/Beirut", "Africa/Cairo", "Pacific/Apia", "Asia/Kathmandu",
        "America/Havana", "America/St_Johns", "Antarctica/Troll", "Africa/Casablanca", "Asia/Gaza", "Asia/Pyongyang", "Pacific/Kiritimati", "UTC",
    ];

    private static readonly string[] All = [.. DateTimeZoneProviders.Tzdb.Ids.Where(HasOffsetsOfWholeMinutes)];

    public Instant Start => (Middle.PlusDays(-5) + LocalTime.Midnight).InUtc().ToInstant();

    public BusinessCalendar Calendar => new("random", Zone, Periods, Holidays);

    public Instant Minute(int index) => Start + Duration.FromMinutes(index);

    /// <summary>The definition, word for word: the wall clock then shows a date and time in a window, on the day the window opens or the day after.</summary>
    public bool IsOpen(Instant at)
    {
        var local = at.InZone(Zone).LocalDateTime;
        return IsInWindowOpeningOn(local.Date, local) || IsInWindowOpeningOn(local.Date.PlusDays(-1), local);
    }

    /// <summary>For each of the minutes from <see cref="Start"/>, whether it is open.</summary>
    public bool[] OpenMinutes() => [.. Enumerable.Range(0, Minutes).Select(index => IsOpen(Minute(index)))];

    private bool IsInWindowOpeningOn(LocalDate date, LocalDateTime local)
    {
        if (Holidays.Contains(date))
        {
            return false;
        }

        foreach (var period in Periods)
        {
            if ((period.EffectiveFrom is { } first && date < first) || (period.EffectiveTo is { } last && date > last))
            {
                continue;
            }

            foreach (var window in period.Windows)
            {
                var end = (window.To <= window.From ? date.PlusDays(1) : date) + window.To;
                if (window.Day == date.DayOfWeek && local >= date + window.From && local < end)
                {
                    return true;
                }
            }
        }

        return false;
    }

    public override string ToString() =>
        $"{Zone} about {Middle:uuuu-MM-dd}; holidays {string.Join(", ", Holidays.Select(d => $"{d:uuuu-MM-dd}"))}; "
        + string.Join(" | ", Periods.Select(p =>
            $"{p.EffectiveFrom:uuuu-MM-dd}..{p.EffectiveTo:uuuu-MM-dd}: {string.Join(", ", p.Windows.Select(w => $"{w.Day} {w.From:HH:mm}-{w.To:HH:mm}"))}"));

    public static Arbitrary<Scenario> Any()
    {
        var scenarios =
            from zone in Gen.OneOf(Gen.Elements(Odd), Gen.Elements(All)).Select(id => DateTimeZoneProviders.Tzdb[id])
            from middle in Gen.Frequency((4, AboutAChange(zone)), (1, SomeDate()))
            from periods in Gen.Frequency((3, PeriodAbout(middle, always: true).ListOf(1)), (2, PeriodAbout(middle, always: false).ListOf(2)))
            from holidays in NearTo(middle).ListOf().Resize(3)
            select new Scenario(zone, middle, [.. periods], [.. holidays]);
        return scenarios.ToArbitrary();
    }

    // Since 1990, when the dates below begin; else there would be no minutes to count.
    private static bool HasOffsetsOfWholeMinutes(string id) =>
        DateTimeZoneProviders.Tzdb[id].GetZoneIntervals(Instant.FromUtc(1989, 1, 1, 0, 0), Instant.FromUtc(2040, 1, 1, 0, 0)).All(interval => interval.WallOffset.Seconds % 60 == 0);

    private static Gen<LocalDate> SomeDate() => Gen.Choose(0, 45 * 365).Select(days => new LocalDate(1990, 1, 1).PlusDays(days));

    private static Gen<LocalDate> AboutAChange(DateTimeZone zone)
    {
        var changes = zone.GetZoneIntervals(Instant.FromUtc(1990, 1, 1, 0, 0), Instant.FromUtc(2035, 1, 1, 0, 0))
            .Where(i => i.HasEnd).Select(i => i.End.InUtc().Date).DefaultIfEmpty(new LocalDate(2026, 3, 8)).ToArray();
        return Gen.Elements(changes);
    }

    private static Gen<LocalDate> NearTo(LocalDate date) => Gen.Choose(-6, 6).Select(days => date.PlusDays(days));

    private static Gen<OpeningPeriod> PeriodAbout(LocalDate middle, bool always) =>
        from windows in Window().NonEmptyListOf().Resize(12)
        from first in NearTo(middle)
        from length in Gen.Choose(0, 8)
        from bounds in Gen.Elements(0, 1, 2, 3)
        select always
            ? OpeningPeriod.Unlimited([.. windows])
            : new OpeningPeriod(bounds % 2 == 0 ? first : null, bounds / 2 == 0 ? first.PlusDays(length) : null, [.. windows]);

    private static Gen<OpeningWindow> Window() =>
        from day in Gen.Choose(1, 7)
        from start in Clock()
        from end in Clock()
        select new OpeningWindow((IsoDayOfWeek)day, start, end);

    // Often in the small hours, when clocks change, or round midnight; else at any minute.
    private static Gen<LocalTime> Clock() =>
        Gen.OneOf(
            Gen.Elements(0, 15, 30, 45, 60, 75, 90, 105, 120, 135, 150, 180, 1320, 1380, 1410, 1425).Select(FromMidnight),
            Gen.Choose(0, (24 * 60) - 1).Select(FromMidnight));

    private static LocalTime FromMidnight(int minutes) => LocalTime.Midnight.PlusMinutes(minutes);
}
