using System.Text.RegularExpressions;
using Intake.Connectors;
using Intake.Connectors.Storage;
using Intake.Local.Cli;
using Intake.Playbooks;
using Intake.Tickets;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EndToEnd;

/// <summary>The commands that ask a running Intake.</summary>
public sealed class ExplainSpecs
{
    [Fact]
    public async Task A_ticket_is_explained_with_its_clauses_and_what_comes_next()
    {
        await using var world = await World.Start();
        await world.WhatsApp(World.UrgentText);
        await world.Advance("PT8M");
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();

        var (exit, told, _) = await Explain(id, world);

        Assert.Equal(0, exit);

        Assert.Contains("Mon 2 Mar 10:00:00     TS-C1   Jane Smith wrote: Our taxi has not arrived and we are stuck at the trailhead", told, StringComparison.Ordinal);
        Assert.Contains("“If urgent, do not wait longer than 15 minutes", told, StringComparison.Ordinal);
        Assert.Contains("Flight plan, unless something changes", told, StringComparison.Ordinal);
        Assert.Contains("Mon 2 Mar 10:10:00     TS-C2   posts to cs in Slack and pages Ben Baker", told, StringComparison.Ordinal);
        Assert.Contains("cancelled by an answer to the client, or somebody taking the alert", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_a_ladder_told_is_told_by_name_and_a_resumption_in_words()
    {
        await using var world = await World.Start();
        await world.WhatsApp(World.UrgentText);
        await world.Advance("PT10M");
        var sms = (await world.Outbox()).Last(entry => entry!["service"]!.GetValue<string>() == "sms")!;
        await world.Sms("14145550102", Regex.Match(sms["request"]!["message"]!.GetValue<string>(), @"Reply (\d{5})").Groups[1].Value);
        await world.Advance("PT5M");
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();

        var (_, told, _) = await Explain(id, world);

        Assert.Contains("Mon 2 Mar 10:10:00     TS-C2   rung 2 told cs, Ben Baker", told, StringComparison.Ordinal);
        Assert.Contains("TS-C2   sent: sms to Ben Baker", told, StringComparison.Ordinal);
        Assert.Contains("Mon 2 Mar 10:15:00     TS-C2   whoever took it has not been heard of by the client since: the ladder goes on", told, StringComparison.Ordinal);
        Assert.DoesNotContain("U0BEN0002", told, StringComparison.Ordinal);
        Assert.DoesNotContain("+1414555", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_found_by_its_title_and_what_is_not_there_is_said()
    {
        await using var world = await World.Start();
        await world.WhatsApp(World.UrgentText);

        Assert.Equal(0, (await Explain("SMITH - ", world)).Exit);
        Assert.Equal((1, "There is no ticket “Nobody at all”, by id, HubSpot id or title. GET /api/tickets lists them."), await Error("Nobody at all", world.Host.Address.ToString()));
        Assert.Equal((1, "'somewhere' is not an address. Write e.g. --url http://localhost:7071."), await Error("x", "somewhere"));
        Assert.StartsWith("No Intake answers at http://127.0.0.1:1/ (ConnectionError). Start one with: dotnet run --project infra/local", (await Error("x", "http://127.0.0.1:1")).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_are_replayed_and_each_is_accounted_for()
    {
        await using var world = await World.Start();
        var letters = world.Host.Services.GetRequiredService<DeadLetters>();
        var now = Instant.FromDateTimeOffset(world.Now);
        await letters.Keep(new Inbound.FromClient(ChannelKind.WhatsApp, ["wa:+15550199"], new Client("Jane Smith", "+15550199"), new Message("m1", "text", World.UrgentText), false, "whatsapp") { Delivery = "whatsapp:m1", At = now }, "the store was away", transient: false, now, default);
        await letters.Keep(new Inbound.SmsReply("+14145550101", "hello") { Delivery = "sms:1", At = now }, "a bug", transient: false, now, default);

        var waiting = await Replay(world, list: true);
        var replayed = await Replay(world);
        await world.Settle();

        Assert.Equal(1, waiting.Exit);
        Assert.EndsWith("2 wait to be replayed.", waiting.Told, StringComparison.Ordinal);
        Assert.Equal(0, replayed.Exit);
        Assert.Contains("why      the store was away", replayed.Told, StringComparison.Ordinal);
        Assert.EndsWith("2 taken in, 0 left.", replayed.Told, StringComparison.Ordinal);
        Assert.Single(await world.Tickets());
        Assert.Equal((0, "There are no dead letters."), await Replay(world));
    }

    private static async Task<(int Exit, string Told)> Replay(World world, bool list = false)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (await ReplayDeadletters.Run(world.Host.Address.ToString(), list, json: false, output, errors, default), output.ToString().Trim());
    }

    private static async Task<(int Exit, string Told, string Errors)> Explain(string named, World world)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (await Intake.Local.Cli.Explain.Run(named, world.Host.Address.ToString(), json: false, output, errors, default), output.ToString(), errors.ToString());
    }

    private static async Task<(int Exit, string Said)> Error(string named, string url)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (await Intake.Local.Cli.Explain.Run(named, url, json: false, output, errors, default), errors.ToString().Trim());
    }
}
