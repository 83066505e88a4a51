using System.Globalization;
using System.Text.Json.Nodes;

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
        var people = Team();
        var (host, simulated) = await SimulationSpecs.Twice(world, () => new DayPlayer(world, script, people).Play(DateTimeOffset.Parse(to, CultureInfo.InvariantCulture)));

        var sent = new DayLog(await Names(world, script, people)).Lines(await world.Outbox());
        var expected = Path.Combine(Folder, log);

        // To look at a new log before it becomes the expected one.
        if (Environment.GetEnvironmentVariable("INTAKE_DAY_OUT") is { } write)
        {
            await File.WriteAllLinesAsync(Path.Combine(write, log), sent);
        }

        Assert.Equal(await File.ReadAllLinesAsync(expected), sent);
        Assert.Equal(host, simulated);
    }

    /// <summary>Whom an address, a Slack id, a ticket stands for.</summary>
    private static async Task<Dictionary<string, string>> Names(World world, DayScript script, JsonObject people)
    {
        var names = new Dictionary<string, string> { ["C0SUPPORT1"] = "#cs" };
        foreach (var (id, person) in people)
        {
            names[person!["slack"]!.GetValue<string>()] = id;
            names[person["sms"]!.GetValue<string>()] = id;
        }

        foreach (var client in script.Clients.Values)
        {
            names[client.Address] = names[client.Address.TrimStart('+')] = client.Name;
        }

        foreach (var ticket in await world.Tickets())
        {
            names[ticket["id"]!.GetValue<string>()] = ticket["client"]!["address"]?.GetValue<string>() is { } address ? names.GetValueOrDefault(address, address) : ticket["client"]!["name"]!.GetValue<string>();
        }

        return names;
    }

    /// <summary>Team.yaml's people, as far as the day needs them: the id in Slack, the mobile number.</summary>
    private static JsonObject Team() => new()
    {
        ["ana"] = new JsonObject { ["slack"] = "U0ANA0001", ["sms"] = "+14145550101" },
        ["ben"] = new JsonObject { ["slack"] = "U0BEN0002", ["sms"] = "+14145550102" },
        ["carla"] = new JsonObject { ["slack"] = "U0CARLA003", ["sms"] = "+14145550103" },
        ["dora"] = new JsonObject { ["slack"] = "U0DORA0004", ["sms"] = "+14145550104" },
        ["eddie"] = new JsonObject { ["slack"] = "U0EDDIE005", ["sms"] = "+14145550105" },
    };
}
