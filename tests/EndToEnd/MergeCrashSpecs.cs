using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>Two conversations are being merged (ER-8) when the process is really killed: afterwards they are one, or still two, and nothing is lost.</summary>
public sealed class MergeCrashSpecs : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("intake-merge-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [Trait("Clause", "ER-8")]
    [InlineData("table.update:1")]
    [InlineData("table.transaction:2")]
    [InlineData("table.transaction:3")]
    public async Task A_merge_that_dies_on_its_way_is_finished_and_counts_once(string point)
    {
        var (one, other) = await TwoConversations();
        await using (var doomed = await Alive("--crash-at", point))
        {
            try
            {
                await doomed.Post($"api/tickets/{one}/merge", new { agent = "olive", into = other });
                await doomed.Advance(TimeSpan.FromMinutes(1));
                Assert.Fail($"{point} was not passed");
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                await doomed.Death();
                Assert.Equal(ChildHost.Killed, doomed.ExitCode);
            }
        }

        await using var back = await Alive();
        await back.Advance(TimeSpan.FromMinutes(12));
        var (merged, target) = (await Ticket(back, one), await Ticket(back, other));
        if (merged["mergedInto"] is null)
        {
            // It died before anything was decided: whoever asked has no answer and asks again.
            Assert.True(merged["open"]!.GetValue<bool>());
            await World.Ok(await back.Post($"api/tickets/{one}/merge", new { agent = "olive", into = other }));
            await back.Advance(TimeSpan.FromMinutes(1));
            (merged, target) = (await Ticket(back, one), await Ticket(back, other));
        }

        Assert.Equal((other, false), (merged["mergedInto"]!.GetValue<string>(), merged["open"]!.GetValue<bool>()));
        Assert.Equal([one], target["merged"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.True(target["open"]!.GetValue<bool>());
        Assert.Single((await back.Get($"api/tickets/{one}"))["events"]!.AsArray(), e => $"{e!["type"]}" == "merged");
        Assert.Single((await back.Get($"api/tickets/{other}"))["events"]!.AsArray(), e => $"{e!["type"]}" == "merged-in");
    }

    private static async Task<JsonNode> Ticket(ChildHost host, string id) => (await host.Get($"api/tickets/{id}"))["ticket"]!;

    private async Task<(string One, string Other)> TwoConversations()
    {
        await using var host = await Alive();
        foreach (var subject in new[] { "Refund", "Where is it" })
        {
            await World.Ok(await host.Post("sandbox/play/email", new { from = "jane@me.com", name = "Jane Smith", subject, text = "Could you look into it, please?" }));
            await host.Advance(TimeSpan.FromMinutes(1));
        }

        var ids = (await host.Get("api/tickets"))["tickets"]!.AsArray().Select(ticket => ticket!["id"]!.GetValue<string>()).ToList();
        await host.Kill();
        return (ids[0], ids[1]);
    }

    private Task<ChildHost> Alive(params string[] more) => ChildHost.Start(_data, ["--playbook", "email-retail", "--clock-speed", "0", "--clock-start", World.Monday, .. more]);
}
