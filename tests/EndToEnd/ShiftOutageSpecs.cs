using System.Globalization;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>A shift ends while Intake is dead (TS-O2, R1): the process is really killed, and started again when the shift is over.</summary>
public sealed class ShiftOutageSpecs : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("intake-shift-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    /// <summary>Also when it dies again while it catches up: after the first ticket changed hands, after the report is kept, around its post.</summary>
    [Theory]
    [Trait("Clause", "TS-O2")]
    [Trait("Clause", "TS-R1")]
    [InlineData(null)]
    [InlineData("table.transaction:1")]
    [InlineData("table.transaction:3")]
    [InlineData("send.received.slack:1")]
    [InlineData("send.recorded.slack:1")]
    public async Task Tickets_change_hands_once_and_the_report_is_posted_once(string? diesAgainAt)
    {
        await TwoTicketsThenDeath();
        if (diesAgainAt is not null)
        {
            await DiesAt("17:20", diesAgainAt);
        }

        await using (var back = await Alive("17:22"))
        {
            await back.Advance(TimeSpan.FromMinutes(3));
            await CaughtUp(back, repeat: diesAgainAt == "send.received.slack:1");
        }

        await using var again = await Alive("17:40");
        await again.Advance(TimeSpan.FromMinutes(3));
        await CaughtUp(again, repeat: diesAgainAt == "send.received.slack:1");
    }

    [Fact]
    [Trait("Clause", "TS-R1")]
    public async Task After_three_missed_ends_each_report_is_kept_only_the_last_is_posted_and_tickets_go_once_to_whoever_is_there_now()
    {
        await TwoTicketsThenDeath();
        await using var back = await Alive("10:00", "2026-03-03");
        await back.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal("Daily Report: morning shift, Tue 3 Mar 2026", Title(Assert.Single(await Reports(back))));
        Assert.Contains("2 earlier shifts ended", (await back.Get("api/reports/daily?shift=morning&date=2026-03-03"))["remarks"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("afternoon", (await back.Get("api/reports/daily?shift=afternoon&date=2026-03-02"))["shift"]!.GetValue<string>());
        Assert.Equal("evening", (await back.Get("api/reports/daily?shift=evening&date=2026-03-02"))["shift"]!.GetValue<string>());
        Assert.All(await HandOvers(back), handed => Assert.Equal(("morning", "afternoon", "1:00:00"), handed));
        Assert.Equal(2, (await HandOvers(back)).Count);
    }

    /// <summary>Two harmless e-mails at 16:40; killed at 16:45, a quarter of an hour before the afternoon shift ends.</summary>
    private async Task TwoTicketsThenDeath()
    {
        await using var host = await Alive("16:40");
        foreach (var name in new[] { "Adams", "Brown" })
        {
            await World.Ok(await host.Post("sandbox/play/email", new { from = $"{name}@client.example", name = $"Jo {name}", subject = "Boots", text = "Which boots do you recommend?" }));
        }

        await host.Advance(TimeSpan.FromMinutes(5));
        await host.Kill();
    }

    private async Task DiesAt(string time, string point)
    {
        await using var doomed = await Alive(time, more: ["--crash-at", point]);
        try
        {
            await doomed.Advance(TimeSpan.FromMinutes(1));
            Assert.Fail($"{point} was not passed");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            await doomed.Death();
            Assert.Equal(ChildHost.Killed, doomed.ExitCode);
        }
    }

    private Task<ChildHost> Alive(string time, string day = "2026-03-02", params string[] more) =>
        ChildHost.Start(_data, ["--clock-speed", "0", "--clock-start", DateTimeOffset.Parse($"{day}T{time}:00-05:00", CultureInfo.InvariantCulture).UtcDateTime.ToString("O", CultureInfo.InvariantCulture), .. more]);

    /// <param name="repeat">It died with the post on its way: Slack does not have it, so it is sent once more, marked.</param>
    private static async Task CaughtUp(ChildHost host, bool repeat)
    {
        var post = Assert.Single(await Reports(host));
        Assert.Equal("Daily Report: afternoon shift, Mon 2 Mar 2026", Title(post));
        Assert.Equal(repeat, post.StartsWith("(repeat) ", StringComparison.Ordinal));
        var report = await host.Get("api/reports/daily?shift=afternoon&date=2026-03-02");
        Assert.Equal(2, report["parts"]!.AsArray().Single(part => part!["list"]!.GetValue<string>() == "HandOvers")!["lines"]!.AsArray().Count);

        var handed = await HandOvers(host);
        Assert.Equal([("afternoon", "evening"), ("afternoon", "evening")], handed.Select(one => (one.From, one.To)));
        Assert.All(handed, one => Assert.StartsWith("0:2", one.Late, StringComparison.Ordinal));
        Assert.Equal(2, (await host.Get("api/handover"))["waiting"]!.AsArray().Count);
    }

    /// <summary>Each hand-over there ever was, on any ticket.</summary>
    private static async Task<List<(string From, string To, string Late)>> HandOvers(ChildHost host)
    {
        var handed = new List<(string, string, string)>();
        foreach (var ticket in (await host.Get("api/tickets"))["tickets"]!.AsArray())
        {
            handed.AddRange((await host.Get($"api/tickets/{ticket!["id"]}"))["events"]!.AsArray()
                .Where(e => e!["type"]!.GetValue<string>() == "handed-over")
                .Select(e => (e!["handOver"]!["fromShift"]!.GetValue<string>(), e["handOver"]!["toShift"]!.GetValue<string>(), e["late"]!.GetValue<string>())));
        }

        return handed;
    }

    private static async Task<List<string>> Reports(ChildHost host) =>
    [
        .. (await host.Outbox()).Where(entry => entry!["operation"]!.GetValue<string>() == "chat.postMessage")
            .Select(entry => entry!["request"]!["text"]!.GetValue<string>()).Where(text => text.Contains("Daily Report", StringComparison.Ordinal)),
    ];

    private static string Title(string post) => post.Split('*')[1];
}
