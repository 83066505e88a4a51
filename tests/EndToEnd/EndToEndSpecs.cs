using System.Net;
using System.Text.Json.Nodes;
using Intake.Tests.Support;

namespace EndToEnd;

/// <summary>The app from the webhook to the page, the same on every storage it runs on.</summary>
public abstract class EndToEndSpecs
{
    // The sandbox portal's ids of two stages.
    private const string PlanInitiated = "148731260";
    private const string ActionRequired = "148730903";

    protected abstract Task<string?> Storage();

    private async Task<World> World() => await EndToEnd.World.Start(await Storage());

    [Fact]
    public async Task An_unanswered_urgent_message_becomes_a_ticket_whose_clock_pages_on_call()
    {
        await using var world = await World();
        await world.WhatsApp(EndToEnd.World.UrgentText);
        await world.Advance("PT60M");

        Assert.Equal(
        [
            "10:08 slack chat.postMessage C0SUPPORT1",
            "10:10 slack chat.postMessage C0SUPPORT1",
            "10:10 slack chat.postMessage U0BEN0002",
            "10:10 sms sms.send +14145550102",
            "10:12 slack chat.postMessage U0CARLA003",
            "10:12 sms sms.send +14145550103",
            "10:14 slack chat.postMessage U0DORA0004",
            "10:14 sms sms.send +14145550104",
        ], (await world.Sent("slack", "sms", "whatsapp", "email")).Order(StringComparer.Ordinal));
        Assert.Equal(1, (await world.Sent("hubspot")).Count(line => line.Contains("tickets.upsert", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pressing_the_button_in_Slack_stops_the_ladder_and_changes_the_messages()
    {
        await using var world = await World();
        await world.WhatsApp(EndToEnd.World.UrgentText);
        await world.Advance("PT10M");
        Assert.Equal(HttpStatusCode.OK, (await world.Press("ack", await ButtonValue(world))).StatusCode);
        await world.Advance("PT4M");

        Assert.DoesNotContain(await world.Sent("sms"), line => line.Contains("+14145550103", StringComparison.Ordinal));
        Assert.Equal(3, (await world.Sent("slack")).Count(line => line.Contains("chat.update", StringComparison.Ordinal)));
        Assert.Equal("Ben Baker", (await world.TheTicket())["ticket"]!["alerts"]![0]!["takenBy"]!.GetValue<string>());
    }

    [Fact]
    public async Task Replying_to_the_sms_with_its_code_stops_the_ladder()
    {
        await using var world = await World();
        await world.WhatsApp(EndToEnd.World.UrgentText);
        await world.Advance("PT10M");
        var sms = (await world.Outbox()).Last(entry => entry!["service"]!.GetValue<string>() == "sms")!;
        var code = System.Text.RegularExpressions.Regex.Match(sms["request"]!["message"]!.GetValue<string>(), @"Reply (\d{5})").Groups[1].Value;
        Assert.Equal(HttpStatusCode.OK, (await world.Sms("14145550102", $"{code} on it")).StatusCode);
        await world.Advance("PT4M");

        Assert.Single(await world.Sent("sms"));
    }

    [Fact]
    public async Task Taken_without_a_first_touch_the_ladder_resumes_one_rung_up_after_5_minutes()
    {
        await using var world = await World();
        await world.WhatsApp(EndToEnd.World.UrgentText);
        await world.Advance("PT11M");
        await world.Press("ack", await ButtonValue(world));
        await world.Advance("PT30M");

        Assert.Equal(["10:10 sms sms.send +14145550102", "10:16 sms sms.send +14145550103", "10:18 sms sms.send +14145550104"], await world.Sent("sms"));
    }

    [Fact]
    public async Task An_agents_reply_reaches_the_client_and_ends_the_alert()
    {
        await using var world = await World();
        await world.WhatsApp(EndToEnd.World.UrgentText);
        await world.Advance("PT9M");
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        await EndToEnd.World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ana", text = "A taxi is on its way." }));
        await EndToEnd.World.Ok(await world.Post($"api/tickets/{id}/stage", new { agent = "ana", stage = "plan-initiated", note = "Waiting on the taxi company" }));
        await world.Advance("PT60M");

        Assert.Equal(["10:09 whatsapp messages.send +15550199"], (await world.Sent("whatsapp")).Select(line => line.Replace(" 15550199", " +15550199", StringComparison.Ordinal)));
        Assert.Empty(await world.Sent("sms"));
    }

    [Fact]
    public async Task The_same_delivery_ten_times_at_once_ten_more_later_and_once_after_the_close_is_one_message()
    {
        await using var world = await World();
        var body = EndToEnd.World.WhatsAppBody(EndToEnd.World.UrgentText, "wamid.same", "15550199", "Jane Smith", world.Now);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await EndToEnd.World.Ok(await world.PostWhatsApp(body))));
        await world.Advance("PT10M");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await EndToEnd.World.Ok(await world.PostWhatsApp(body))));
        await world.Settle();
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        await EndToEnd.World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ana", text = "Solved." }));
        await EndToEnd.World.Ok(await world.Post($"api/tickets/{id}/close", new { agent = "ana", note = "Solved with another taxi" }));
        await EndToEnd.World.Ok(await world.PostWhatsApp(body));
        await world.Advance("PT60M");

        var ticket = await world.TheTicket();
        Assert.Equal("closed", ticket["ticket"]!["stage"]!.GetValue<string>());
        Assert.Single(ticket["events"]!.AsArray(), e => e!["type"]!.GetValue<string>() == "message-received");
        Assert.Single(await world.Sent("sms"));
        Assert.Single((await HubSpot(world))["tickets"]!.AsArray());
    }

    [Fact]
    public async Task Fifty_first_messages_of_one_new_client_in_parallel_are_one_ticket_with_fifty_messages()
    {
        await using var world = await World();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async n =>
            await EndToEnd.World.Ok(await world.PostWhatsApp(EndToEnd.World.WhatsAppBody($"Message {n}", $"wamid.many{n}", "15550199", "Jane Smith", world.Now)))));
        await world.Settle();

        var ticket = await world.TheTicket();
        Assert.Equal(50, ticket["events"]!.AsArray().Count(e => e!["type"]!.GetValue<string>() == "message-received"));
        Assert.Single((await HubSpot(world))["tickets"]!.AsArray());
    }

    [Fact]
    public async Task The_ticket_shows_its_story_with_clauses_and_its_flight_plan()
    {
        await using var world = await World();
        await world.WhatsApp(EndToEnd.World.UrgentText);

        var ticket = await world.TheTicket();
        var opened = ticket["events"]![0]!;
        Assert.Equal(("opened", "TS-C1"), (opened["type"]!.GetValue<string>(), opened["clause"]!.GetValue<string>()));
        Assert.Equal("2026-03-02T15:08:00Z", ticket["flightPlan"]![0]!["due"]!.GetValue<string>());
        Assert.All(ticket["flightPlan"]!.AsArray(), timer => Assert.StartsWith("TS-", timer!["clause"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task HubSpot_down_for_an_hour_loses_nothing_and_keeps_the_order()
    {
        await using var world = await World();
        for (var client = 0; client < 20; client++)
        {
            await world.WhatsApp("Could you send me the photos?", from: $"1555020{client:D2}", name: $"Client {client}");
        }

        await world.Fault(new { service = "hubspot", mode = "fail", status = 503, until = world.Now.AddHours(1).ToString("O") });
        foreach (var ticket in await world.Tickets())
        {
            var id = ticket["id"]!.GetValue<string>();
            foreach (var (stage, note) in new[] { ("plan-initiated", "Waiting on the client"), ("action-required", "PE Action Required – send the link"), ("plan-initiated", "Waiting on the client") })
            {
                await EndToEnd.World.Ok(await world.Post($"api/tickets/{id}/stage", new { agent = "ana", stage, note }));
            }
        }

        await world.Advance("PT90M");
        var state = await HubSpot(world);
        Assert.Equal(20, state["tickets"]!.AsArray().Count);
        Assert.All(await world.Tickets(), ticket => Assert.Equal("plan-initiated", ticket["stage"]!.GetValue<string>()));
        foreach (var ticket in await world.Tickets())
        {
            Assert.Empty((await world.Ticket(ticket["id"]!.GetValue<string>()))["effects"]!.AsArray());
        }

        var moves = (await world.Outbox()).Where(e => e!["accepted"]!.GetValue<bool>() && e["operation"]!.GetValue<string>() == "tickets.update")
            .GroupBy(e => e!["target"]!.GetValue<string>(), e => e!["request"]!["properties"]!["hs_pipeline_stage"]!.GetValue<string>()).ToList();
        Assert.Equal(20, moves.Count);
        Assert.All(moves, history => Assert.Equal([PlanInitiated, ActionRequired, PlanInitiated], history));
    }

    [Fact]
    public async Task A_restart_carries_on_where_it_was_even_without_its_durable_history()
    {
        var data = Directory.CreateTempSubdirectory("intake-").FullName;
        var storage = await Storage();
        await using (var before = await EndToEnd.World.Start(storage, data))
        {
            await before.WhatsApp(EndToEnd.World.UrgentText, from: "15550177");
            await before.Advance("PT9M");
        }

        foreach (var file in Directory.GetFiles(data, "durable*"))
        {
            File.Delete(file);
        }

        await using var after = await EndToEnd.World.Start(storage, data);
        await after.Advance("PT30M");

        Assert.Equal(["10:10 sms sms.send +14145550102", "10:12 sms sms.send +14145550103", "10:14 sms sms.send +14145550104"], await after.Sent("sms"));
    }

    [Fact]
    public async Task Wrong_and_missing_signatures_get_401_and_change_nothing()
    {
        await using var world = await World();
        var body = EndToEnd.World.WhatsAppBody("Hello", "wamid.bad", "15550199", "Jane Smith", world.Now);
        Assert.Equal(HttpStatusCode.Unauthorized, (await world.PostWhatsApp(body, signature: "sha256=00")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await world.PostWhatsApp(body, signature: "")).StatusCode);
        foreach (var path in new[] { "hubspot", "email/postmark", "email/sendgrid", "phone", "slack/events", "slack/actions", "slack/commands", "sms" })
        {
            var response = await world.Http.PostAsync($"api/webhooks/{path}", new StringContent("[]", System.Text.Encoding.UTF8, "application/json"));
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{path}: {response.StatusCode}");
        }

        Assert.Empty(await world.Tickets());
    }

    private static async Task<string> ButtonValue(World world)
    {
        var post = (await world.Outbox()).Last(entry => entry!["operation"]!.GetValue<string>() == "chat.postMessage")!;
        var actions = post["request"]!["blocks"]!.AsArray().First(block => block!["type"]!.GetValue<string>() == "actions")!;
        return actions["elements"]![0]!["value"]!.GetValue<string>();
    }

    private static Task<JsonObject> HubSpot(World world) => world.Get("sandbox/hubspot/_state");
}

public sealed class OnSqlite : EndToEndSpecs
{
    protected override Task<string?> Storage() => Task.FromResult<string?>(null);
}

/// <summary>A real Azurite for each test, so that no test sees another's tickets.</summary>
public sealed class OnAzurite : EndToEndSpecs, IAsyncLifetime
{
    private Azurite? _azurite;

    public async Task InitializeAsync() => _azurite = await Azurite.Start();

    public async Task DisposeAsync() => await _azurite!.DisposeAsync();

    protected override Task<string?> Storage() => Task.FromResult<string?>(_azurite!.ConnectionString);
}
