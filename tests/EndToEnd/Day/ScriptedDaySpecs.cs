using System.Globalization;

namespace EndToEnd.Day;

/// <summary>
/// A whole day of the team, from 06:00 to 06:00 in New York, through real HTTP on virtual time: everything that went out is compared, line by line,
/// with a log that a person has checked, and with what a simulation of the recorded day sends. The same day again on the two days on which New York changes its clocks.
/// </summary>
public sealed class ScriptedDaySpecs
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Day");

    [Theory]
    [InlineData("2026-03-02", "2026-03-02T11:00:00Z", "2026-03-03T11:00:00Z", "monday.log", "ben")]
    [InlineData("2026-03-07", "2026-03-07T11:00:00Z", "2026-03-08T10:00:00Z", "clocks-forward.log", "carla")]
    [InlineData("2026-10-31", "2026-10-31T10:00:00Z", "2026-11-01T11:00:00Z", "clocks-back.log", "carla")]
    public async Task The_day_sends_exactly_this(string date, string from, string to, string log, string afternoon)
    {
        // At weekends Carla has the afternoon.
        var text = (await File.ReadAllTextAsync(Path.Combine(Folder, "the-day.txt"))).Replace("  ben  ", $"  {afternoon}  ", StringComparison.Ordinal);
        var script = DayScript.Read(text, DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        await using var world = await World.Start(at: from);
        await DayLog.Compare(world, script, DateTimeOffset.Parse(to, CultureInfo.InvariantCulture), Path.Combine(Folder, log));
    }
}
