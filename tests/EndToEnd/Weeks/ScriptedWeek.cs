using System.Globalization;
using EndToEnd.Day;

namespace EndToEnd.Weeks;

/// <summary>
/// Some days of a team under its own playbook, from Monday 2 March 2026, 00:00 in the playbook's zone, to the end of the last day in the script: Weeks/PLAYBOOK.txt says what
/// happens, Weeks/PLAYBOOK.log what goes out, line by line. A spec per playbook names the clauses: <c>await ScriptedWeek.SendsExactlyItsLog("client-care");</c>.
/// A new log: set INTAKE_DAY_OUT to a folder, run the spec, read what it wrote, and only then put it here.
/// </summary>
internal static class ScriptedWeek
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Weeks");

    public static async Task SendsExactlyItsLog(string playbook)
    {
        var script = DayScript.Read(await File.ReadAllTextAsync(Path.Combine(Folder, $"{playbook}.txt")), Monday);
        var zone = Intake.Functions.PlaybookFile.Load(playbook).Playbook.Zone;
        await using var world = await World.Start(at: Midnight(zone, Monday), playbook: playbook);
        await DayLog.Compare(world, script, DateTimeOffset.Parse(Midnight(zone, script.LastDay.AddDays(1)), CultureInfo.InvariantCulture), Path.Combine(Folder, $"{playbook}.log"));
    }

    private static string Midnight(NodaTime.DateTimeZone zone, DateOnly day) =>
        NodaTime.LocalDate.FromDateOnly(day).AtStartOfDayInZone(zone).ToInstant().ToString("uuuu-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
