using NodaTime;

namespace Intake.Time;

/// <summary>
/// Finds the point in time or the length somebody wrote: "08:00 on 15 July", "at 3", "tomorrow morning", "10–15 minutes", "Friday 9am EST".
/// </summary>
/// <remarks>
/// <para>The first time of day or announced length ("in 20 minutes") counts, with the day that stands next to it; then the first day; then the first bare length,
/// whose upper end counts.</para>
/// <para>morning is 09:00, noon 12:00, afternoon 15:00, evening 18:00, night and tonight 20:00, midnight the end of its day; a day alone, and "end of day", 23:59.
/// "This afternoon" said during it is its end. No length is shorter than 5 minutes: "a sec" is a manner of speaking.
/// An hour without am or pm is on another day the one between 7 and 18:59, and without a day the next time a twelve-hour clock shows it.</para>
/// <para>A time without a day that is over is tomorrow's, unless it was less than an hour ago. A date that is over stays so, see <see cref="SpokenTime.Past"/>.</para>
/// <para>A zone written in capitals counts (EST is New York's wall clock, daylight saving included), else the zone of now.
/// What the clocks skip or repeat: <see cref="LocalTimes.PointInTime"/>. Total on any text.</para>
/// </remarks>
public static class SpokenTimes
{
    private static readonly Duration JustNow = Duration.FromHours(1);
    private static readonly LocalTime LastMinute = new(23, 59);
    private const int LongestText = 20_000;
    private const int Farthest = 12;

    private static readonly HashSet<string> Links =
    [
        "at", "on", ",", "the", "of", "around", "by", "for", "-", "@", "t", "in", "about", "before", "until", "local", "time", "(", ")", "um", "from", "between", "this", "next", "coming", "latest", "approx", "|",
    ];

    // A length of a job or a trip is not a day to come back on.
    private static readonly HashSet<string> Elsewhere = ["about", "regarding", "your", "our", "for", "re", "concerning"];

    /// <summary>The time found, relative to <paramref name="now"/>; null when there is none.</summary>
    public static SpokenTime? Find(string text, ZonedDateTime now)
    {
        var spoken = new SpokenText(text.Length > LongestText ? text[..LongestText] : text);
        var found = Scan(spoken, now.Date);
        var clock = found.Clocks is [var first, ..] ? first : (FoundClock?)null;
        var length = found.Lengths.FirstOrDefault(l => l.Announced);
        if (length.End > 0 && (clock is null || length.Start < clock.Value.Start))
        {
            return Counted(spoken, length, now);
        }

        if (clock is { } stated)
        {
            return AtClock(spoken, stated, found, now);
        }

        return found.Dates is [var day, ..] ? OnDay(spoken, day, now)
            : found.Lengths is [var bare, ..] ? Counted(spoken, bare, now)
            : null;
    }

    private sealed record Findings(List<FoundClock> Clocks, List<FoundDate> Dates, List<FoundLength> Lengths);

    private static Findings Scan(SpokenText text, LocalDate today)
    {
        var found = new Findings([], [], []);
        for (var i = 0; i < text.Count;)
        {
            if (SpokenLength.At(text, i) is { } length)
            {
                found.Lengths.Add(length);
                i = length.End;
            }
            else if (SpokenClock.At(text, i) is { } clock)
            {
                found.Clocks.Add(clock);
                i = clock.End;
            }
            else if (SpokenDate.At(text, i, today) is { } date)
            {
                found.Dates.Add(date);
                i = date.End;
            }
            else
            {
                i++;
            }
        }

        return found;
    }

    private static SpokenTime AtClock(SpokenText text, FoundClock clock, Findings found, ZonedDateTime now)
    {
        var date = DayOf(text, clock, found.Dates);
        if (clock.Form is ClockForm.PartOfDay or ClockForm.EndOfDay && Stated(text, clock, date, found) is { } better)
        {
            var later = clock.Form == ClockForm.PartOfDay && clock.Time.Hour >= 12 && better is { Form: ClockForm.HalfDayOpen, Time.Hour: < 12 };
            var earlier = clock.Form == ClockForm.PartOfDay && clock.Time.Hour < 12 && better.Form == ClockForm.HalfDayOpen;
            better = later ? better with { Time = better.Time.PlusHours(12), Form = ClockForm.Exact } : earlier ? better with { Form = ClockForm.Exact } : better;
            (clock, date) = (better with { Start = Math.Min(clock.Start, better.Start), End = Math.Max(clock.End, better.End) }, date ?? DayOf(text, better, found.Dates));
        }

        var zone = Zones.Named(text, clock.End);
        var here = zone is { } named ? now.WithZone(named.Zone) : now;
        var moved = zone is not null && date is { } d ? Rebased(text, d, here.Date) : date;
        var words = Words(text, Math.Min(clock.Start, date?.Start ?? clock.Start), Math.Max(zone?.End ?? clock.End, date?.End ?? 0));
        if (clock.Form == ClockForm.EndOfDay)
        {
            return EndOf(moved?.Date ?? here.Date, here, words, moved?.Doubt);
        }

        var (local, doubt) = clock.Form == ClockForm.PartOfDay && (moved is null || moved.Value.Date == here.Date) ? (Part(text, clock, moved is not null, here), null)
            : moved is { } day ? OnDate(clock, day) : Next(clock, here);
        var at = LocalTimes.PointInTime(local, here.Zone);
        return new SpokenTime(at, DateOnly: false, Relative: false, words, at < now.ToInstant(), doubt ?? moved?.Doubt);
    }

    // "tomorrow" in another zone may be another day.
    private static FoundDate? Rebased(SpokenText text, FoundDate date, LocalDate today) => SpokenDate.At(text, date.Weekday == IsoDayOfWeek.None ? date.Start : date.End - 1, today) ?? date;

    // "tomorrow morning at 8": the stated hour, within the same day's words.
    private static FoundClock? Stated(SpokenText text, FoundClock part, FoundDate? date, Findings found)
    {
        var end = Math.Max(part.End, date?.End ?? 0);
        foreach (var clock in found.Clocks)
        {
            if (clock.Form < ClockForm.PartOfDay && clock.Start >= end && Linked(text, end, clock.Start, unknown: 0))
            {
                return clock;
            }
        }

        return null;
    }

    private static FoundDate? DayOf(SpokenText text, FoundClock clock, List<FoundDate> dates)
    {
        FoundDate? near = null;
        foreach (var date in dates)
        {
            var beside = date.End <= clock.Start ? Linked(text, date.End, clock.Start, unknown: 2) : Linked(text, clock.End, date.Start, unknown: 1);
            // "Friday 17 July": the date says more than the weekday.
            if (beside && (near is null || near.Value.Weekday != IsoDayOfWeek.None))
            {
                near = date;
            }
            else if (near is { } weekday && date.Weekday == IsoDayOfWeek.None && weekday.Weekday != IsoDayOfWeek.None && Linked(text, weekday.End, date.Start, unknown: 0))
            {
                near = date;
            }
        }

        return near;
    }

    private static bool Linked(SpokenText text, int from, int to, int unknown)
    {
        for (var i = from; i < to && to - from < Farthest; i++)
        {
            var word = text.Word(i);
            var day = Zones.Named(text, i) is not null || SpokenDate.At(text, i, new LocalDate(2026, 1, 1)) is not null;
            if (Elsewhere.Contains(word) && i > from)
            {
                return false;
            }

            if (!day && !Links.Contains(word) && !(unknown > 1 && text[i].IsMark) && !text[i].IsNumber && --unknown < 0)
            {
                return false;
            }
        }

        return to - from < Farthest;
    }

    private static (LocalDateTime, string?) OnDate(FoundClock clock, FoundDate day)
    {
        var date = clock.EndsDay ? day.Date.PlusDays(1) : day.Date;
        var hour = clock.Time.Hour;
        if (clock.Form != ClockForm.HalfDayOpen || clock.EndsDay)
        {
            return (date + clock.Time, null);
        }

        var minutesStated = clock.Time.Minute > 0 || clock.End - clock.Start > 1;
        var open = !minutesStated && (day.Evening ? hour < 12 : hour < 7);
        var time = open || (day.Evening && hour < 12) ? clock.Time.PlusHours(12) : clock.Time;
        return (date + time, open && !day.Evening ? $"“{hour}” is read as {time:HH:mm}." : null);
    }

    /// <summary>"This afternoon", said during it, is its end; "in the morning", said during it, is tomorrow's.</summary>
    private static LocalDateTime Part(SpokenText text, FoundClock clock, bool today, ZonedDateTime now)
    {
        today |= text.Word(clock.Start - 1) == "this";
        var (start, end, said) = (now.Date + clock.Time, now.Date + SpokenClock.EndOf(clock.Time), now.LocalDateTime);
        return said < start ? start
            : said < end && (today || clock.Time.Hour >= 12) ? end
            : today ? start : start.PlusDays(1);
    }

    /// <summary>The time of day without a day: today, or tomorrow when it is over.</summary>
    private static (LocalDateTime, string?) Next(FoundClock clock, ZonedDateTime now)
    {
        if (clock.EndsDay)
        {
            return (now.Date.PlusDays(1).AtMidnight(), null);
        }

        var earliest = now.LocalDateTime.Minus(Period.FromTicks(JustNow.BclCompatibleTicks));
        var today = now.Date + clock.Time;
        if (clock.Form != ClockForm.HalfDayOpen)
        {
            return (today >= earliest ? today : today.PlusDays(1), null);
        }

        var (morning, evening) = (now.Date + new LocalTime(clock.Time.Hour % 12, clock.Time.Minute), now.Date + new LocalTime(clock.Time.Hour % 12 + 12, clock.Time.Minute));
        var chosen = morning >= earliest ? morning : evening >= earliest ? evening : morning.PlusDays(1);
        return (chosen, $"“{clock.Time.Hour}{(clock.Time.Minute > 0 ? $":{clock.Time.Minute:00}" : "")}” is read as {chosen:HH:mm}.");
    }

    private static SpokenTime OnDay(SpokenText text, FoundDate day, ZonedDateTime now)
    {
        var words = Words(text, day.Start, day.End);
        if (!day.Evening)
        {
            return EndOf(day.Date, now, words, day.Doubt);
        }

        var tonight = LocalTimes.PointInTime(day.Date + new LocalTime(20, 0), now.Zone);
        return tonight > now.ToInstant() ? new SpokenTime(tonight, false, false, words, Past: false, null) : EndOf(day.Date, now, words, null);
    }

    private static SpokenTime EndOf(LocalDate day, ZonedDateTime now, string words, string? doubt) =>
        new(LocalTimes.PointInTime(day + LastMinute, now.Zone), DateOnly: true, Relative: false, words, day < now.Date, doubt);

    private static SpokenTime Counted(SpokenText text, FoundLength length, ZonedDateTime now) =>
        new(now.ToInstant() + length.Length, DateOnly: false, Relative: true, Words(text, length.Start, length.End), Past: false, null);

    private static string Words(SpokenText text, int from, int to) => text.Text[text[from].Start..text[to - 1].End];
}
