using Intake.Time;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Time;

public sealed class ClockChangeSpecs
{
    // New York 2026. 8 March: 01:59 -05:00, then 03:00 -04:00. 1 November: 01:59 -04:00, then 01:00 -05:00.
    private static readonly BusinessCalendar NewYork = Calendars.In("America/New_York", "Mon-Sun 00:30-17:00");

    [Theory]
    [InlineData("2026-03-07 16:15 -05:00", "0:30", "2026-03-07 16:45 -05:00")]
    [InlineData("2026-03-07 16:30 -05:00", "0:30", "2026-03-07 17:00 -05:00")] // used up exactly at closing: due at closing
    [InlineData("2026-03-07 16:45 -05:00", "0:30", "2026-03-08 00:45 -05:00")]
    [InlineData("2026-03-07 17:00 -05:00", "0:30", "2026-03-08 01:00 -05:00")]
    [InlineData("2026-03-07 23:59 -05:00", "0:30", "2026-03-08 01:00 -05:00")] // midnight is nothing special
    [InlineData("2026-03-08 00:00 -05:00", "0:30", "2026-03-08 01:00 -05:00")]
    [InlineData("2026-03-08 01:29 -05:00", "0:30", "2026-03-08 01:59 -05:00")]
    [InlineData("2026-03-08 01:30 -05:00", "0:30", "2026-03-08 03:00 -04:00")] // 01:59 -05:00 is followed by 03:00 -04:00
    [InlineData("2026-03-08 01:45 -05:00", "0:30", "2026-03-08 03:15 -04:00")]
    [InlineData("2026-03-08 00:30 -05:00", "15:30", "2026-03-08 17:00 -04:00")] // the day is an hour short
    [InlineData("2026-03-08 00:30 -05:00", "15:31", "2026-03-09 00:31 -04:00")]
    [InlineData("2026-10-31 16:45 -04:00", "0:30", "2026-11-01 00:45 -04:00")]
    [InlineData("2026-11-01 00:45 -04:00", "0:30", "2026-11-01 01:15 -04:00")]
    [InlineData("2026-11-01 01:30 -04:00", "0:30", "2026-11-01 01:00 -05:00")] // 01:59 -04:00 is followed by 01:00 -05:00
    [InlineData("2026-11-01 01:45 -04:00", "0:30", "2026-11-01 01:15 -05:00")]
    [InlineData("2026-11-01 01:15 -05:00", "0:30", "2026-11-01 01:45 -05:00")]
    [InlineData("2026-11-01 01:45 -05:00", "0:30", "2026-11-01 02:15 -05:00")]
    [InlineData("2026-11-01 00:30 -04:00", "17:30", "2026-11-01 17:00 -05:00")] // the day is an hour long
    [InlineData("2026-11-01 00:30 -04:00", "17:31", "2026-11-02 00:31 -05:00")]
    public void A_target_in_New_York_is_due(string from, string within, string due)
    {
        Assert.Equal(At(due), NewYork.Add(At(from), Lasting(within)));
        Assert.Equal(Lasting(within), NewYork.Between(At(from), At(due)));
        Assert.Equal(-Lasting(within), NewYork.Between(At(due), At(from)));
    }

    [Theory]
    [InlineData("2026-03-08 00:29 -05:00", false)]
    [InlineData("2026-03-08 00:30 -05:00", true)] // opening minute is in
    [InlineData("2026-03-08 16:59 -04:00", true)]
    [InlineData("2026-03-08 17:00 -04:00", false)] // closing minute is out
    [InlineData("2026-03-08 16:59 -05:00", false)] // what a fixed -05:00 would have called open
    [InlineData("2026-11-01 00:29 -04:00", false)]
    [InlineData("2026-11-01 00:30 -04:00", true)]
    [InlineData("2026-11-01 16:59 -05:00", true)]
    [InlineData("2026-11-01 17:00 -05:00", false)]
    [InlineData("2026-11-01 00:29 -05:00", true)] // that is 01:29 -04:00
    public void New_York_is_open(string at, bool open) => Assert.Equal(open, NewYork.IsOpen(At(at)));

    [Theory]
    // A window in the repeated hour is open twice.
    [InlineData("01:00-01:30", "2026-11-01 01:10 -04:00", "2026-11-01 01:00 -04:00", "2026-11-01 01:30 -04:00")]
    [InlineData("01:00-01:30", "2026-11-01 01:10 -05:00", "2026-11-01 01:00 -05:00", "2026-11-01 01:30 -05:00")]
    // One that ends in it: once from its opening, once from the change.
    [InlineData("00:15-01:15", "2026-11-01 00:15 -04:00", "2026-11-01 00:15 -04:00", "2026-11-01 01:15 -04:00")]
    [InlineData("00:15-01:15", "2026-11-01 01:00 -05:00", "2026-11-01 01:00 -05:00", "2026-11-01 01:15 -05:00")]
    // One that begins in it: once until the change, once until its closing.
    [InlineData("01:45-03:00", "2026-11-01 01:50 -04:00", "2026-11-01 01:45 -04:00", "2026-11-01 01:00 -05:00")]
    [InlineData("01:45-03:00", "2026-11-01 02:50 -05:00", "2026-11-01 01:45 -05:00", "2026-11-01 03:00 -05:00")]
    // One that is the repeated hour: two hours without a break.
    [InlineData("01:00-02:00", "2026-11-01 01:10 -05:00", "2026-11-01 01:00 -04:00", "2026-11-01 02:00 -05:00")]
    // In spring a window keeps what the clocks leave of it.
    [InlineData("01:30-02:30", "2026-03-08 01:45 -05:00", "2026-03-08 01:30 -05:00", "2026-03-08 03:00 -04:00")]
    [InlineData("02:30-03:30", "2026-03-08 03:00 -04:00", "2026-03-08 03:00 -04:00", "2026-03-08 03:30 -04:00")]
    public void A_stretch_is_what_the_wall_clock_shows_of_its_window(string window, string at, string from, string to)
    {
        var stretch = Calendars.In("America/New_York", $"Sun {window}").StretchAt(At(at));
        Assert.Equal((At(from), At(to)), (stretch?.Start, stretch?.End));
    }

    [Fact]
    public void A_window_in_the_skipped_hour_is_not_open_that_day() =>
        Assert.Equal(At("2026-03-15 02:00 -04:00"), Calendars.In("America/New_York", "Sun 02:00-03:00").NextOpening(At("2026-03-08 00:00 -05:00")));

    // Half an hour in Lord Howe: 5 April 02:00 +11:00 is 01:30 +10:30; 4 October 02:00 +10:30 is 02:30 +11:00.
    // Midnight in Santiago: 5 April 00:00 -03:00 is 4 April 23:00 -04:00; 6 September 00:00 -04:00 is 01:00 -03:00.
    // Midnight in Beirut: 29 March 00:00 +02:00 is 01:00 +03:00; 25 October 00:00 +03:00 is 24 October 23:00 +02:00.
    // Midnight in Cairo: 24 April 00:00 +02:00 is 01:00 +03:00; 30 October 00:00 +03:00 is 29 October 23:00 +02:00.
    // Apia has no 30 December 2011: 29 December 23:59 -10:00 is followed by 31 December 00:00 +14:00.
    [Theory]
    [InlineData("Australia/Lord_Howe", "Mon-Sun 01:00-03:00", "2026-04-05 01:45 +11:00", "0:30", "2026-04-05 01:45 +10:30")]
    [InlineData("Australia/Lord_Howe", "Mon-Sun 01:00-03:00", "2026-04-05 01:00 +11:00", "2:30", "2026-04-05 03:00 +10:30")]
    [InlineData("Australia/Lord_Howe", "Mon-Sun 01:40-01:50", "2026-04-05 01:45 +11:00", "0:10", "2026-04-05 01:45 +10:30")]
    [InlineData("Australia/Lord_Howe", "Mon-Sun 01:00-03:00", "2026-10-04 01:45 +10:30", "0:30", "2026-10-04 02:45 +11:00")]
    [InlineData("Australia/Lord_Howe", "Mon-Sun 01:00-03:00", "2026-10-04 01:00 +10:30", "1:30", "2026-10-04 03:00 +11:00")]
    [InlineData("America/Santiago", "Sat 22:00-24:00", "2026-04-04 22:00 -03:00", "3:00", "2026-04-05 00:00 -04:00")]
    [InlineData("America/Santiago", "Sat 23:30-00:30", "2026-04-04 23:30 -03:00", "0:45", "2026-04-04 23:45 -04:00")]
    [InlineData("America/Santiago", "Sat 23:30-00:30", "2026-04-04 23:30 -03:00", "1:30", "2026-04-05 00:30 -04:00")]
    [InlineData("America/Santiago", "Sat 22:00-02:00", "2026-09-05 23:30 -04:00", "1:00", "2026-09-06 01:30 -03:00")]
    [InlineData("America/Santiago", "Sun 00:00-09:00", "2026-09-05 23:30 -04:00", "8:00", "2026-09-06 09:00 -03:00")]
    [InlineData("Asia/Beirut", "Sun 00:30-09:00", "2026-03-28 23:59 +02:00", "1:00", "2026-03-29 02:00 +03:00")]
    [InlineData("Asia/Beirut", "Sat 23:15-24:00", "2026-10-24 23:00 +03:00", "1:30", "2026-10-25 00:00 +02:00")]
    [InlineData("Africa/Cairo", "Thu 22:00-03:00", "2026-04-23 22:00 +02:00", "4:00", "2026-04-24 03:00 +03:00")]
    [InlineData("Africa/Cairo", "Thu 22:00-03:00", "2026-10-29 22:00 +03:00", "6:00", "2026-10-30 03:00 +02:00")]
    [InlineData("Pacific/Apia", "Mon-Sun 09:00-17:00", "2011-12-29 16:30 -10:00", "1:00", "2011-12-31 09:30 +14:00")]
    [InlineData("Pacific/Apia", "Mon-Sun 00:00-24:00", "2011-12-29 00:00 -10:00", "48:00", "2012-01-01 00:00 +14:00")]
    [InlineData("Pacific/Apia", "Fri 09:00-17:00", "2011-12-29 12:00 -10:00", "0:30", "2012-01-06 09:30 +14:00")]
    // The wall clock decides: Saturday 00:00 lies in Friday's night window, though nobody saw that Friday.
    [InlineData("Pacific/Apia", "Fri 22:00-06:00", "2011-12-29 12:00 -10:00", "0:30", "2011-12-31 00:30 +14:00")]
    public void A_target_elsewhere_is_due(string zone, string windows, string from, string within, string due)
    {
        var calendar = Calendars.In(zone, windows);
        Assert.Equal(At(due), calendar.Add(At(from), Lasting(within)));
        Assert.Equal(Lasting(within), calendar.Between(At(from), At(due)));
    }

    [Fact]
    public void A_calendar_of_whole_days_never_closes_whatever_the_clocks_do()
    {
        var calendar = Calendars.In("Pacific/Apia", "Mon-Sun 00:00-24:00");
        var stretch = calendar.StretchAt(At("2011-12-31 00:00 +14:00"));
        Assert.Equal((false, false), (stretch?.HasStart, stretch?.HasEnd));
        Assert.Null(calendar.NextClosing(At("2011-12-29 00:00 -10:00")));
    }
}
