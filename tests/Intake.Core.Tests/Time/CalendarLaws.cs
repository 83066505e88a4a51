using FsCheck.Xunit;
using Intake.Time;
using NodaTime;

namespace Intake.Core.Tests.Time;

/// <summary>Any calendar, zone and date, against a count minute by minute; and what holds between the operations, to the nanosecond.</summary>
[Properties(Arbitrary = [typeof(Scenario)], MaxTest = 1000)]
public sealed class CalendarLaws
{
    private const int Questions = 60;
    private const int MostWalked = 4 * 24 * 60;

    [Property(MaxTest = 60)]
    public void Every_answer_is_what_counting_minute_by_minute_gives(Scenario scenario, int seed)
    {
        var (calendar, open, choose) = (scenario.Calendar, scenario.OpenMinutes(), new Random(seed));
        for (var i = 0; i < open.Length; i++)
        {
            if (open[i] != calendar.IsOpen(scenario.Minute(i)))
            {
                Assert.Fail($"{scenario.Minute(i)} should be {(open[i] ? "open" : "closed")}.");
            }
        }

        for (var question = 0; question < Questions; question++)
        {
            var (from, to, minutes) = (choose.Next(open.Length), choose.Next(open.Length), choose.Next(choose.Next(1, 3000)));
            Assert.Equal(Count(open, from, to), calendar.Between(scenario.Minute(from), scenario.Minute(to)));
            AgreesOnAdding(scenario, calendar, open, from, minutes);
            AgreesOnSubtracting(scenario, calendar, open, from, minutes);
            AgreesOnStretches(scenario, calendar, open, from);
        }
    }

    /// <summary>Ten thousand calendars, zones and dates; a start at any second of a minute. What it is compared with walks from minute to minute and counts.</summary>
    [Property(MaxTest = 10_000)]
    public void Ten_thousand_deadlines_are_what_counting_minutes_gives(Scenario scenario, int seed)
    {
        var choose = new Random(seed);
        var from = scenario.Start + Duration.FromSeconds(choose.Next((Scenario.Minutes - MostWalked) * 60));
        var left = Duration.FromMinutes(choose.Next(choose.Next(1, 600)));
        var (at, end, counted) = (from, from + Duration.FromMinutes(MostWalked), Duration.Zero);
        while (at < end)
        {
            var next = scenario.Start + Duration.FromMinutes(Math.Floor((at - scenario.Start).TotalMinutes) + 1);
            if (scenario.IsOpen(at))
            {
                if (counted + (next - at) >= left)
                {
                    // Nothing to count is due at once when open, else at the next opening: here, in both cases.
                    Assert.Equal(at + (left - counted), scenario.Calendar.Add(from, left));
                    Assert.Equal(left, scenario.Calendar.Between(from, at + (left - counted)));
                    return;
                }

                counted += next - at;
            }

            at = next;
        }

        Assert.Equal(counted, scenario.Calendar.Between(from, at));
    }

    [Property]
    public void Adding_and_counting_undo_each_other(Scenario scenario, int seed)
    {
        var (calendar, from, length, more) = Any(scenario, seed);
        if (!IsLongEnough(calendar, from, length + more))
        {
            return;
        }

        var due = calendar.Add(from, length);
        Assert.Equal(length, calendar.Between(from, due));
        Assert.Equal(-length, calendar.Between(due, from));
        if (calendar.IsOpen(from))
        {
            Assert.Equal(from, calendar.Subtract(due, length));
        }
    }

    [Property]
    public void More_time_or_a_later_start_is_never_due_earlier(Scenario scenario, int seed)
    {
        var (calendar, from, length, more) = Any(scenario, seed);
        if (!IsLongEnough(calendar, from + more, length + more))
        {
            return;
        }

        Assert.True(calendar.Add(from, length) <= calendar.Add(from, length + more));
        Assert.True(calendar.Add(from, length) <= calendar.Add(from + more, length));
    }

    // Not for a second length of zero: after a first one used up at closing time, nothing more to use up is due at the next opening.
    [Property]
    public void Time_can_be_added_in_parts(Scenario scenario, int seed)
    {
        var (calendar, from, length, more) = Any(scenario, seed);
        if (IsLongEnough(calendar, from, length + more))
        {
            Assert.Equal(calendar.Add(from, length + more), calendar.Add(calendar.Add(from, length), more));
        }
    }

    private static Duration Count(bool[] open, int from, int to) =>
        to < from ? -Count(open, to, from) : Duration.FromMinutes(open[from..to].Count(minute => minute));

    private static void AgreesOnAdding(Scenario scenario, BusinessCalendar calendar, bool[] open, int from, int minutes)
    {
        var opening = Array.IndexOf(open, true, from);
        var (at, left) = (opening, minutes);
        while (opening >= 0 && at < open.Length && left > 0)
        {
            left -= open[at] ? 1 : 0;
            at++;
        }

        if (opening >= 0 && left == 0)
        {
            Assert.Equal(scenario.Minute(at), calendar.Add(scenario.Minute(from), Duration.FromMinutes(minutes)));
        }
        else if (IsLongEnough(calendar, scenario.Minute(from), Duration.FromMinutes(minutes)))
        {
            Assert.True(calendar.Add(scenario.Minute(from), Duration.FromMinutes(minutes)) >= scenario.Minute(open.Length));
        }
    }

    private static void AgreesOnSubtracting(Scenario scenario, BusinessCalendar calendar, bool[] open, int to, int minutes)
    {
        var (at, left) = (to, minutes);
        while (at > 0 && left > 0)
        {
            at--;
            left -= open[at] ? 1 : 0;
        }

        if (left == 0)
        {
            Assert.Equal(scenario.Minute(at), calendar.Subtract(scenario.Minute(to), Duration.FromMinutes(minutes)));
        }
    }

    private static void AgreesOnStretches(Scenario scenario, BusinessCalendar calendar, bool[] open, int minute)
    {
        var at = scenario.Minute(minute);
        var start = Array.LastIndexOf(open, !open[minute], minute);
        var end = Array.IndexOf(open, !open[minute], minute);
        var stretch = open[minute] ? calendar.StretchAt(at) : calendar.ClosedAt(at);
        Assert.Null(open[minute] ? calendar.ClosedAt(at) : calendar.StretchAt(at));
        AssertBound(start < 0 ? null : scenario.Minute(start + 1), stretch!.Value.HasStart ? stretch.Value.Start : null, found => found <= scenario.Start);
        AssertBound(end < 0 ? null : scenario.Minute(end), stretch.Value.HasEnd ? stretch.Value.End : null, found => found >= scenario.Minute(open.Length));
        Assert.Equal(open[minute] ? at : stretch.Value.HasEnd ? stretch.Value.End : null, calendar.NextOpening(at));
        Assert.Equal(
            open[minute] ? (stretch.Value.HasEnd ? stretch.Value.End : null) : calendar.NextOpening(at) is { } opening ? calendar.NextClosing(opening) : null,
            calendar.NextClosing(at));
    }

    // Where the ten days show the bound it is that one; else it lies outside them, or there is none.
    private static void AssertBound(Instant? expected, Instant? found, Func<Instant, bool> isOutside) =>
        Assert.True(expected is null ? found is not { } at || isOutside(at) : expected == found, $"Expected {expected}, found {found}.");

    private static (BusinessCalendar Calendar, Instant From, Duration Length, Duration More) Any(Scenario scenario, int seed)
    {
        var choose = new Random(seed);
        return (
            scenario.Calendar,
            scenario.Start + Duration.FromNanoseconds(choose.NextInt64(Scenario.Minutes * NodaConstants.NanosecondsPerMinute)),
            Duration.FromNanoseconds(choose.NextInt64(choose.NextInt64(1, 6 * NodaConstants.NanosecondsPerDay))),
            Duration.FromNanoseconds(1 + choose.NextInt64(choose.NextInt64(1, 3 * NodaConstants.NanosecondsPerDay))));
    }

    // Some calendars have effective dates that end; what is left of those may be too little.
    private static bool IsLongEnough(BusinessCalendar calendar, Instant from, Duration length) =>
        calendar.Between(from, from + Duration.FromDays(3 * 365)) >= length && length > Duration.Zero;
}
