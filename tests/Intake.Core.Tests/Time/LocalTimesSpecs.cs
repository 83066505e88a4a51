using Intake.Time;
using NodaTime;
using NodaTime.Text;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Time;

public sealed class LocalTimesSpecs
{
    [Theory]
    [InlineData("America/New_York", "2026-03-08T01:59", "2026-03-08 01:59 -05:00")]
    [InlineData("America/New_York", "2026-03-08T02:00", "2026-03-08 03:00 -04:00")] // skipped: when the clocks have moved
    [InlineData("America/New_York", "2026-03-08T02:59", "2026-03-08 03:00 -04:00")]
    [InlineData("America/New_York", "2026-03-08T03:00", "2026-03-08 03:00 -04:00")]
    [InlineData("America/New_York", "2026-11-01T00:59", "2026-11-01 00:59 -04:00")]
    [InlineData("America/New_York", "2026-11-01T01:00", "2026-11-01 01:00 -04:00")] // repeated: the first time round
    [InlineData("America/New_York", "2026-11-01T01:59", "2026-11-01 01:59 -04:00")]
    [InlineData("America/New_York", "2026-11-01T02:00", "2026-11-01 02:00 -05:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04 02:30 +11:00")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-05 01:45 +11:00")]
    [InlineData("America/Santiago", "2026-09-06T00:00", "2026-09-06 01:00 -03:00")]
    [InlineData("Pacific/Apia", "2011-12-30T10:00", "2011-12-31 00:00 +14:00")]
    public void A_wall_clock_time_is_one_point_in_time(string zone, string local, string expected) =>
        Assert.Equal(
            At(expected),
            LocalTimes.PointInTime(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value, DateTimeZoneProviders.Tzdb[zone]));

    [Theory]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08 00:00 -05:00", "2026-03-09 00:00 -04:00")] // 23 hours
    [InlineData("America/New_York", "2026-11-01", "2026-11-01 00:00 -04:00", "2026-11-02 00:00 -05:00")] // 25 hours
    [InlineData("America/Santiago", "2026-09-05", "2026-09-05 00:00 -04:00", "2026-09-06 01:00 -03:00")] // midnight is skipped
    [InlineData("America/Santiago", "2026-04-04", "2026-04-04 00:00 -03:00", "2026-04-05 00:00 -04:00")] // 23:00 to 24:00 comes twice
    [InlineData("America/Havana", "2026-10-31", "2026-10-31 00:00 -04:00", "2026-11-01 00:00 -04:00")] // midnight comes twice: the first
    [InlineData("Pacific/Apia", "2011-12-29", "2011-12-29 00:00 -10:00", "2011-12-31 00:00 +14:00")]
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-31 00:00 +14:00", "2011-12-31 00:00 +14:00")] // a day that was not
    public void A_day_ends_where_the_next_one_starts(string zone, string date, string start, string end)
    {
        Assert.Equal(At(start), LocalTimes.StartOfDay(Calendars.Date(date), DateTimeZoneProviders.Tzdb[zone]));
        Assert.Equal(At(end), LocalTimes.EndOfDay(Calendars.Date(date), DateTimeZoneProviders.Tzdb[zone]));
    }
}
