using Intake.Time;
using NodaTime;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Time;

public sealed class OpeningSpecs
{
    // 2026-03-02 is a Monday.
    [Theory]
    [InlineData("Mon 09:00-12:00, Mon 13:00-17:00", "2026-03-02 11:45 -05:00", "0:30", "2026-03-02 13:15 -05:00")] // several a day
    [InlineData("Mon 13:00-17:00, Mon 09:00-12:00", "2026-03-02 11:30 -05:00", "0:30", "2026-03-02 12:00 -05:00")] // in any order
    [InlineData("Mon 09:00-13:00, Mon 12:00-17:00", "2026-03-02 09:00 -05:00", "8:00", "2026-03-02 17:00 -05:00")] // overlapping: once
    [InlineData("Mon 09:00-17:00, Mon 10:00-11:00", "2026-03-02 09:00 -05:00", "8:00", "2026-03-02 17:00 -05:00")] // one inside the other
    [InlineData("Mon 09:00-12:00, Mon 12:00-17:00", "2026-03-02 09:00 -05:00", "8:00", "2026-03-02 17:00 -05:00")] // touching
    [InlineData("Mon 22:00-06:00", "2026-03-02 23:45 -05:00", "0:30", "2026-03-03 00:15 -05:00")] // over midnight
    [InlineData("Mon 22:00-06:00", "2026-03-02 05:00 -05:00", "0:30", "2026-03-02 22:30 -05:00")] // not before it opened
    [InlineData("Mon 22:00-06:00, Tue 05:00-07:00", "2026-03-02 22:00 -05:00", "9:00", "2026-03-03 07:00 -05:00")]
    [InlineData("Mon 22:00-06:00", "2026-03-03 05:45 -05:00", "0:30", "2026-03-09 22:15 -04:00")] // and round the week
    [InlineData("Sun 22:00-06:00", "2026-03-02 05:45 -05:00", "0:15", "2026-03-02 06:00 -05:00")]
    [InlineData("Mon 22:00-24:00", "2026-03-02 23:45 -05:00", "0:15", "2026-03-03 00:00 -05:00")] // 24:00 is an end
    [InlineData("Mon 22:00-24:00, Tue 00:00-01:00", "2026-03-02 23:45 -05:00", "0:30", "2026-03-03 00:15 -05:00")]
    [InlineData("Mon 00:00-24:00", "2026-03-02 00:00 -05:00", "24:00", "2026-03-03 00:00 -05:00")]
    [InlineData("Mon 09:00-09:00", "2026-03-02 09:00 -05:00", "24:00", "2026-03-03 09:00 -05:00")] // equal times: a whole day
    [InlineData("Mon-Fri 00:30-17:00", "2026-03-06 16:45 -05:00", "0:30", "2026-03-09 00:45 -04:00")] // over a week-end with a clock change
    [InlineData("Mon-Fri 00:30-17:00", "1969-07-20 16:17 -04:00", "0:30", "1969-07-21 01:00 -04:00")] // a Sunday, before day zero
    [InlineData("Mon-Fri 00:30-17:00", "2026-03-06 17:00 -05:00", "0:00", "2026-03-09 00:30 -04:00")] // no time at all: the next opening
    [InlineData("Mon-Fri 00:30-17:00", "2026-03-06 12:00 -05:00", "0:00", "2026-03-06 12:00 -05:00")]
    public void A_target_is_due(string windows, string from, string within, string due)
    {
        var calendar = Calendars.In("America/New_York", windows);
        Assert.Equal(At(due), calendar.Add(At(from), Lasting(within)));
        Assert.Equal(Lasting(within), calendar.Between(At(from), At(due)));
    }

    [Fact]
    public void Seconds_and_their_fractions_are_kept() =>
        Assert.Equal(
            At("2026-03-03 09:00:29.123456789 -05:00"),
            Calendars.In("America/New_York", "Mon-Fri 09:00-17:00").Add(At("2026-03-02 16:59:59.123456789 -05:00"), Duration.FromSeconds(30)));

    [Theory]
    [InlineData("2026-03-03 05:59 -05:00", true)] // a holiday: Monday's night runs on into it
    [InlineData("2026-03-03 06:00 -05:00", false)]
    [InlineData("2026-03-03 22:00 -05:00", false)] // its own night does not begin
    [InlineData("2026-03-04 05:59 -05:00", false)] // so there is nothing of it left on Wednesday
    [InlineData("2026-03-04 22:00 -05:00", true)]
    public void A_holiday_closes_the_windows_that_open_on_it(string at, bool open) =>
        Assert.Equal(open, Calendars.In("America/New_York", "Mon-Fri 22:00-06:00", "2026-03-03").IsOpen(At(at)));

    [Theory]
    [InlineData("2026-03-02 22:00 -05:00", false)]
    [InlineData("2026-03-03 05:59 -05:00", false)] // Monday is not in it yet
    [InlineData("2026-03-03 22:00 -05:00", true)] // from Tuesday
    [InlineData("2026-03-04 22:00 -05:00", true)] // to Wednesday, included
    [InlineData("2026-03-05 05:59 -05:00", true)] // whose night ends on Thursday
    [InlineData("2026-03-05 06:00 -05:00", false)]
    [InlineData("2026-03-05 22:00 -05:00", false)]
    public void Effective_dates_are_those_of_the_opening(string at, bool open) =>
        Assert.Equal(open, Calendars.In("America/New_York", [Calendars.Period("Mon-Fri 22:00-06:00", "2026-03-03", "2026-03-04")]).IsOpen(At(at)));

    [Fact]
    public void One_period_follows_another()
    {
        var calendar = Calendars.In(
            "America/New_York", [Calendars.Period("Mon-Fri 09:00-17:00", to: "2026-03-03"), Calendars.Period("Mon-Fri 10:00-12:00", from: "2026-03-04")]);
        Assert.Equal(At("2026-03-04 11:00 -05:00"), calendar.Add(At("2026-03-03 16:00 -05:00"), Lasting("2:00")));
        Assert.Equal(At("2026-03-03 16:00 -05:00"), calendar.Subtract(At("2026-03-04 11:00 -05:00"), Lasting("2:00")));
    }

    [Fact]
    public void Until_further_notice_may_be_written_as_the_end_of_time() =>
        Assert.True(Calendars.In("UTC", [Calendars.Period("Mon-Sun 09:00-17:00", "0001-01-01", "9999-12-31")], "9999-12-31").IsOpen(At("2026-03-02 09:00 +00:00")));

    [Theory]
    [InlineData("2026-03-06 12:00 -05:00", "2026-03-06 12:00 -05:00", "2026-03-06 17:00 -05:00")] // open: this moment
    [InlineData("2026-03-06 17:00 -05:00", "2026-03-09 00:30 -04:00", "2026-03-09 17:00 -04:00")] // closing is closed
    [InlineData("2026-03-08 12:00 -04:00", "2026-03-09 00:30 -04:00", "2026-03-09 17:00 -04:00")]
    public void Openings_and_closings_to_come(string at, string opening, string closing)
    {
        var calendar = Calendars.In("America/New_York", "Mon-Fri 00:30-17:00");
        Assert.Equal((At(opening), At(closing)), (calendar.NextOpening(At(at)), calendar.NextClosing(At(at))));
    }

    [Theory]
    [InlineData("2026-03-06 17:00 -05:00")]
    [InlineData("2026-03-07 12:00 -05:00")]
    [InlineData("2026-03-09 00:29 -04:00")]
    public void A_closed_window_has_one_name_for_all_its_instants(string at)
    {
        var calendar = Calendars.In("America/New_York", "Mon-Fri 00:30-17:00");
        Assert.Equal(new Interval(At("2026-03-06 17:00 -05:00"), At("2026-03-09 00:30 -04:00")), calendar.ClosedAt(At(at)));
        Assert.Null(calendar.StretchAt(At(at)));
    }

    [Fact]
    public void An_open_instant_is_in_a_stretch_and_in_no_closed_window()
    {
        var calendar = Calendars.In("America/New_York", "Mon 00:00-24:00, Tue 00:00-24:00, Wed 00:00-06:00");
        Assert.Equal(new Interval(At("2026-03-02 00:00 -05:00"), At("2026-03-04 06:00 -05:00")), calendar.StretchAt(At("2026-03-04 05:59 -05:00")));
        Assert.Null(calendar.ClosedAt(At("2026-03-04 05:59 -05:00")));
    }

    [Fact]
    public void Before_its_first_window_and_after_its_last_a_calendar_is_closed_without_end()
    {
        var calendar = Calendars.In("UTC", [Calendars.Period("Mon-Sun 09:00-17:00", "2026-03-02", "2026-03-03")]);
        Assert.Equal(new Interval(null, At("2026-03-02 09:00 +00:00")), calendar.ClosedAt(At("2020-01-01 00:00 +00:00")));
        Assert.Equal(new Interval(At("2026-03-03 17:00 +00:00"), null), calendar.ClosedAt(At("2040-01-01 00:00 +00:00")));
        Assert.Null(calendar.NextOpening(At("2026-03-03 17:00 +00:00")));
        Assert.Null(calendar.NextClosing(At("2026-03-03 17:00 +00:00")));
    }

    [Fact]
    public void A_calendar_closed_only_by_a_far_holiday_closes_then()
    {
        var calendar = Calendars.In("UTC", "Mon-Sun 00:00-24:00", "2027-12-25");
        Assert.Equal(At("2027-12-25 00:00 +00:00"), calendar.NextClosing(At("2026-03-03 17:00 +00:00")));
        Assert.Equal(new Interval(At("2027-12-26 00:00 +00:00"), null), calendar.StretchAt(At("2028-03-03 17:00 +00:00")));
    }

    [Fact]
    public void A_calendar_that_never_opens_says_its_name_and_what_to_do()
    {
        var over = Calendars.In("UTC", [Calendars.Period("Mon-Sun 09:00-17:00", "2026-03-02", "2026-03-03")]);
        var thrown = Assert.Throws<CalendarNeverOpensException>(() => over.Add(At("2026-03-03 16:00 +00:00"), Lasting("1:01")));
        Assert.StartsWith("Calendar 'test' has no open time within 20 years after 20", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Give it a window", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("test", thrown.Calendar);
        Assert.Equal(At("2026-03-03 17:00 +00:00"), over.Add(At("2026-03-03 16:00 +00:00"), Lasting("1:00")));
        Assert.Throws<CalendarNeverOpensException>(() => over.Subtract(At("2026-03-02 10:00 +00:00"), Lasting("1:01")));
        Assert.Throws<CalendarNeverOpensException>(() => BusinessDays.SameTimeNextDay(over, At("2026-03-03 10:00 +00:00")));
        Assert.Throws<CalendarNeverOpensException>(() => Calendars.In("UTC", "").Add(At("2026-03-03 16:00 +00:00"), Duration.Zero));
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BusinessCalendar.Always.Add(default, Lasting("-0:01")));
        Assert.Throws<ArgumentOutOfRangeException>(() => BusinessCalendar.Always.Subtract(default, Lasting("-0:01")));
        Assert.Throws<ArgumentOutOfRangeException>(() => BusinessDays.SameTimeNextDay(BusinessCalendar.Always, default, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => OpeningWindow.AllDay(IsoDayOfWeek.None));
        Assert.Throws<ArgumentException>(() => Calendars.Period("Mon 09:00-17:00", "2026-03-03", "2026-03-02"));
        Assert.Throws<ArgumentException>(() => new BusinessCalendar(" ", DateTimeZone.Utc, [], []));
    }

    [Fact]
    public void Always_is_elapsed_time()
    {
        var at = At("2026-03-08 01:59:59.5 -05:00");
        Assert.Equal(at + Duration.FromDays(400), BusinessCalendar.Always.Add(at, Duration.FromDays(400)));
        Assert.Equal(at - Duration.FromDays(400), BusinessCalendar.Always.Subtract(at, Duration.FromDays(400)));
        Assert.Equal(new Interval(null, null), BusinessCalendar.Always.StretchAt(at));
        Assert.Equal((at, null), (BusinessCalendar.Always.NextOpening(at), BusinessCalendar.Always.NextClosing(at)));
    }

    [Fact]
    public void The_ends_of_time_can_be_asked_about()
    {
        foreach (var at in new[] { Instant.MinValue, Instant.MaxValue })
        {
            Assert.True(BusinessCalendar.Always.IsOpen(at));
            Assert.NotNull(BusinessCalendar.Always.StretchAt(at));
        }
    }
}
