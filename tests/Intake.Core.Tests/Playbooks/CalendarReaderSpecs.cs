using Intake.Playbooks;
using NodaTime;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Playbooks;

public sealed class CalendarReaderSpecs
{
    private static readonly DateTimeZone Vienna = DateTimeZoneProviders.Tzdb["Europe/Vienna"];

    [Theory]
    [InlineData("2026-07-03 22:00 +02:00", true)] // Friday
    [InlineData("2026-07-04 05:59 +02:00", true)]
    [InlineData("2026-07-04 06:00 +02:00", false)]
    [InlineData("2026-07-04 22:00 +02:00", false)]
    [InlineData("2026-07-06 22:00 +02:00", false)] // a holiday
    public void A_calendar_may_be_JSON(string at, bool open)
    {
        var text = """{"open": [{"days": ["mon-wed", "thu", "fri"], "from": "22:00", "to": "06:00"}], "holidays": ["2026-07-06"]}""";

        Assert.Equal(open, Read(text).IsOpen(At(at)));
    }

    [Theory]
    [InlineData("2026-06-30 09:30 +02:00", false)]
    [InlineData("2026-07-01 09:30 +02:00", true)]
    [InlineData("2026-08-31 09:30 +02:00", true)]
    [InlineData("2026-09-01 09:30 +02:00", false)]
    public void A_window_may_hold_for_a_season(string at, bool open) =>
        Assert.Equal(open, Read("open: [{days: every-day, from: 09:00, to: 24:00, effective-from: 2026-07-01, effective-to: 2026-08-31}]").IsOpen(At(at)));

    [Fact]
    public void A_calendar_may_be_in_a_zone_of_its_own() =>
        Assert.True(Read("{zone: America/New_York, open: [{days: sat-sun, from: 00:00, to: 24:00}]}").IsOpen(At("2026-07-06 05:59 +02:00")));

    [Fact]
    public void Errors_are_told_as_in_a_playbook() =>
        Assert.Equal(
            ["(1,13): open[0]: \"to\" is missing. Add \"to: …\"."],
            CalendarReader.Read("desk", """{ "open": [ { "days": "mon", "from": "09:00" } ] }""", "desk", Vienna).Errors.Select(error => error.ToString()["desk".Length..]));

    private static Intake.Time.BusinessCalendar Read(string text) => CalendarReader.Read("desk", text, "desk", Vienna).Calendar!;
}
