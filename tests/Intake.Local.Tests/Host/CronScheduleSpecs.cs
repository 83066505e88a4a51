using System.Globalization;
using Intake.Local.Host;

namespace Intake.Local.Tests.Host;

public sealed class CronScheduleSpecs
{
    [Theory]
    [InlineData("*/30 * * * * *", "2026-03-02T08:00:00Z", "2026-03-02T08:00:30Z")]
    [InlineData("*/30 * * * * *", "2026-03-02T08:00:29.999Z", "2026-03-02T08:00:30Z")]
    [InlineData("*/30 * * * * *", "2026-03-02T23:59:30Z", "2026-03-03T00:00:00Z")]
    [InlineData("0 */5 * * * *", "2026-03-02T08:00:00Z", "2026-03-02T08:05:00Z")]
    [InlineData("0 0 9 * * *", "2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z")]
    [InlineData("0 0 9 * * *", "2026-03-02T10:30:00+02:00", "2026-03-02T09:00:00Z")]
    [InlineData("15,45 10-12 8 * * *", "2026-03-02T08:10:15Z", "2026-03-02T08:10:45Z")]
    [InlineData("15,45 10-12 8 * * *", "2026-03-02T08:12:45Z", "2026-03-03T08:10:15Z")]
    [InlineData("0 10/20 * * * *", "2026-03-02T08:30:00Z", "2026-03-02T08:50:00Z")]
    [InlineData("0 0 0-23/6 * * *", "2026-03-02T07:00:00Z", "2026-03-02T12:00:00Z")]
    [InlineData("0 30 6 * * 1-5", "2026-03-06T06:30:00Z", "2026-03-09T06:30:00Z")]
    [InlineData("0 0 0 1 * *", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("0 0 0 29 2 *", "2096-02-29T00:00:00Z", "2104-02-29T00:00:00Z")]
    [InlineData("0 0 0 13 * 5", "2026-03-02T00:00:00Z", "2026-03-13T00:00:00Z")]
    public void The_next_occurrence(string schedule, string after, string next) =>
        Assert.Equal(At(next), CronSchedule.Parse(schedule).Next(At(after)));

    [Theory]
    [InlineData("*/5 * * * *", "has 5 fields; a schedule has six")]
    [InlineData("60 * * * * *", "'60' in the second field")]
    [InlineData("0 0 0 0 * *", "'0' in the day field")]
    [InlineData("0 x * * * *", "'x' in the minute field")]
    [InlineData("0 0 17-9 * * *", "'17-9' in the hour field of '0 0 17-9 * * *' runs backwards")]
    [InlineData("0 */0 * * * *", "'0' in the minute field")]
    [InlineData("0 0 0 30 2 *", "never happens")]
    public void A_schedule_that_cannot_be_read_says_which_field_is_wrong(string schedule, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<FormatException>(() => CronSchedule.Parse(schedule)).Message, StringComparison.Ordinal);

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
