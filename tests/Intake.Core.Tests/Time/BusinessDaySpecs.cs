using Intake.Time;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Time;

/// <summary>New York 2026: Friday 6 March; the clocks go forward on Sunday the 8th, back on Sunday 1 November. Tuesday 10 March is a holiday here.</summary>
public sealed class BusinessDaySpecs
{
    private static readonly BusinessCalendar Office = Calendars.In("America/New_York", "Mon-Fri 08:00-18:00", "2026-03-10");

    [Theory]
    [InlineData("2026-03-06 09:30 -05:00", 1, "2026-03-09 09:30 -04:00")] // Friday, then Monday: the same time, not the same distance
    [InlineData("2026-03-06 20:00 -05:00", 2, "2026-03-11 20:00 -04:00")] // Tuesday is a holiday; 20:00 is closed and stays 20:00
    [InlineData("2026-03-07 02:30 -05:00", 1, "2026-03-09 02:30 -04:00")]
    public void Same_time_on_a_following_business_day(string from, int days, string expected) =>
        Assert.Equal(At(expected), BusinessDays.SameTimeNextDay(Office, At(from), days));

    [Theory]
    [InlineData("America/New_York", "2026-03-07 02:30 -05:00", "2026-03-08 03:00 -04:00")] // 02:30 is skipped
    [InlineData("America/New_York", "2026-10-31 01:30 -04:00", "2026-11-01 01:30 -04:00")] // 01:30 comes twice: the first
    [InlineData("Pacific/Apia", "2011-12-29 10:00 -10:00", "2011-12-31 10:00 +14:00")] // there is no 30 December
    public void Same_time_tomorrow_when_the_clocks_change(string zone, string from, string expected) =>
        Assert.Equal(At(expected), BusinessDays.SameTimeNextDay(Calendars.In(zone, "Mon-Sun 09:00-17:00"), At(from)));

    [Theory]
    [InlineData("2026-03-05 00:10 -05:00", "2026-03-06 18:00 -05:00")] // early or late on Thursday: Friday's closing
    [InlineData("2026-03-05 23:50 -05:00", "2026-03-06 18:00 -05:00")]
    [InlineData("2026-03-06 09:00 -05:00", "2026-03-09 18:00 -04:00")] // Friday: Monday's
    [InlineData("2026-03-07 12:00 -05:00", "2026-03-09 18:00 -04:00")] // Saturday and Sunday too
    [InlineData("2026-03-08 23:59 -04:00", "2026-03-09 18:00 -04:00")]
    [InlineData("2026-03-09 08:00 -04:00", "2026-03-11 18:00 -04:00")] // Tuesday is a holiday
    public void The_end_of_the_next_business_day_is_when_the_team_goes_home(string from, string expected) =>
        Assert.Equal(At(expected), BusinessDays.EndOfNextDay(Office, At(from)));

    [Theory]
    [InlineData("Mon-Fri 09:00-12:00, Mon-Fri 13:00-17:30", "2026-03-05 17:30 -05:00")] // after the lunch break
    [InlineData("Mon-Fri 22:00-06:00", "2026-03-06 00:00 -05:00")] // the day ends while they work
    public void The_last_window_of_the_day_counts(string windows, string expected) =>
        Assert.Equal(At(expected), BusinessDays.EndOfNextDay(Calendars.In("America/New_York", windows), At("2026-03-04 10:00 -05:00")));

    [Theory]
    [InlineData("2026-03-04 16:00 -05:00", "24:00", "2026-03-05 16:00 -05:00")] // midweek it is simply a day, nights included
    [InlineData("2026-03-06 16:00 -05:00", "24:00", "2026-03-09 16:00 -04:00")] // Friday afternoon: Monday afternoon, whatever the clocks did on Sunday
    [InlineData("2026-10-30 16:00 -04:00", "24:00", "2026-11-02 16:00 -05:00")]
    [InlineData("2026-03-07 11:00 -05:00", "23:59", "2026-03-09 23:59 -04:00")] // written on Saturday: from Monday, 00:00
    [InlineData("2026-03-08 23:00 -04:00", "48:00", "2026-03-12 00:00 -04:00")] // Monday and Wednesday: Tuesday is a holiday
    [InlineData("2026-03-05 16:00 -05:00", "48:00", "2026-03-09 16:00 -04:00")]
    [InlineData("2026-03-06 18:01 -05:00", "2:00", "2026-03-06 20:01 -05:00")] // closed, but Friday is still Friday
    public void Elapsed_time_skips_the_days_on_which_nobody_works(string from, string within, string due)
    {
        Assert.Equal(At(due), Office.WorkingDays.Add(At(from), Lasting(within)));
        Assert.Equal(Lasting(within), Office.WorkingDays.Between(At(from), At(due)));
    }

    [Theory]
    [InlineData("2026-03-07 16:00 -05:00", "2026-03-08 17:00 -04:00")] // the short day of a team that works on Sundays
    [InlineData("2026-10-31 16:00 -04:00", "2026-11-01 15:00 -05:00")]
    public void On_a_working_day_the_clocks_count_as_they_go(string from, string due) =>
        Assert.Equal(At(due), Calendars.In("America/New_York", "Mon-Sun 08:00-18:00").WorkingDays.Add(At(from), Lasting("24:00")));
}
