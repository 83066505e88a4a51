using System.Net;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>DESIGN.md, Storage and Effects, through real HTTP: faults of the sandbox, restarts, and what the upkeep endpoints tell.</summary>
public sealed class StorageSpecs
{
    // "A ticket carries its playbook's version (SHA-256 of the text, stored under playbook/ before first use); a new version re-plans only when told to"
    [Fact]
    public async Task After_a_restart_with_an_edited_playbook_a_ticket_keeps_its_own_and_a_new_one_gets_the_new()
    {
        var data = Directory.CreateTempSubdirectory("intake-").FullName;
        await using (var before = await World.Start(data: data))
        {
            await before.WhatsApp(World.UrgentText);
            await before.Advance("PT1M");
        }

        var shipped = Path.Combine(AppContext.BaseDirectory, "playbooks");
        var edited = Path.Combine(data, "edited.yaml");
        var text = await File.ReadAllTextAsync(Path.Combine(shipped, "trip-support.yaml"));
        await File.WriteAllTextAsync(edited, text.Replace("{ after: 8 min,  room: cs, template: warning }", "{ after: 3 min,  room: cs, template: warning }", StringComparison.Ordinal));

        await using var after = await World.Start(data: data, playbook: edited);
        await after.WhatsApp(World.UrgentText, from: "15550200");
        await after.Advance("PT7M");

        // 10:01 + 3 min for the new one; 10:00 + 8 min for the old one.
        Assert.Equal(["10:04", "10:08"], (await after.Sent("slack")).Where(line => line.Contains("C0SUPPORT1", StringComparison.Ordinal)).Select(line => line[..5]));
    }

    // "exactly once, except one marked repeat": the provider took the page and its answer was lost.
    [Fact]
    public async Task A_page_whose_answer_is_lost_comes_once_more_and_says_so()
    {
        await using var world = await World.Start();
        await world.Fault(new { service = "sms", mode = "drop-response", count = 1 });
        await world.WhatsApp(World.UrgentText);
        await world.Advance("PT11M");

        var texts = (await world.Outbox()).Where(entry => entry!["service"]!.GetValue<string>() == "sms").Select(entry => entry!["request"]!["message"]!.GetValue<string>()).ToList();
        Assert.InRange(texts.Count, 1, 2); // a delivery report may settle it before the repeat
        Assert.All(texts.Skip(1), text => Assert.StartsWith("(repeat) ", text, StringComparison.Ordinal));
    }

    // "Slack message metadata": looked for outside, found, not posted again.
    [Fact]
    public async Task A_Slack_post_whose_answer_is_lost_is_found_and_its_button_works()
    {
        await using var world = await World.Start();
        await world.Fault(new { service = "slack", mode = "drop-response", match = "chat.postMessage", count = 1 });
        await world.WhatsApp(World.UrgentText);
        await world.Advance("PT9M");

        var post = Assert.Single(await world.Outbox(), entry => entry!["operation"]!.GetValue<string>() == "chat.postMessage")!;
        var buttons = post["request"]!["blocks"]!.AsArray().First(block => block!["type"]!.GetValue<string>() == "actions")!;
        await world.Press("ack", buttons["elements"]![0]!["value"]!.GetValue<string>());
        Assert.Contains(await world.Sent("slack"), line => line.Contains("chat.update", StringComparison.Ordinal));
    }

    // "Retry-After honoured"
    [Fact]
    public async Task A_rate_limit_of_Slack_delays_the_warning_and_nothing_else()
    {
        await using var world = await World.Start();
        await world.Fault(new { service = "slack", mode = "rate-limit", retryAfter = 120, count = 1 });
        await world.WhatsApp(World.UrgentText);
        await world.Advance("PT12M");

        Assert.Equal("10:10 slack chat.postMessage C0SUPPORT1", (await world.Sent("slack")).Order(StringComparer.Ordinal).First());
        Assert.Contains("10:10 sms sms.send +14145550102", await world.Sent("sms"));
    }

    // "a poisoned effect is parked in plain sight"; the health endpoint tells, and a replay releases it.
    [Fact]
    public async Task A_parked_effect_shows_in_the_ticket_and_in_the_health_and_a_replay_releases_it()
    {
        await using var world = await World.Start();
        await world.Fault(new { service = "hubspot", mode = "fail", status = 400, match = "notes", until = world.Now.AddMinutes(5).ToString("O") });
        await world.WhatsApp("Could you send me the photos?");
        await world.Advance("PT11M");

        var ticket = await world.TheTicket();
        var parked = Assert.Single(ticket["effects"]!.AsArray(), effect => effect!["parked"] is not null)!;
        Assert.Equal("attention", (await world.Get("api/health"))["status"]!.GetValue<string>());
        await World.Ok(await world.Post($"api/tickets/{ticket["ticket"]!["id"]}/effects/{parked["id"]}/replay", new { }));
        await world.Advance("PT11M");

        Assert.Empty((await world.TheTicket())["effects"]!.AsArray());
        Assert.Equal("ok", (await world.Get("api/health"))["status"]!.GetValue<string>());
    }

    // "The body gets 200 when each part is committed": a body of two messages is two inputs.
    [Fact]
    public async Task One_body_with_a_message_heard_before_and_a_new_one_adds_the_new_one_only()
    {
        await using var world = await World.Start();
        await world.WhatsApp("First", "wamid.first");
        var body = JsonNode.Parse(World.WhatsAppBody("First", "wamid.first", "15550199", "Jane Smith", world.Now))!;
        var second = JsonNode.Parse(World.WhatsAppBody("Second", "wamid.second", "15550199", "Jane Smith", world.Now))!;
        body["entry"]![0]!["changes"]![0]!["value"]!["messages"]!.AsArray().Add(second["entry"]![0]!["changes"]![0]!["value"]!["messages"]![0]!.DeepClone());
        Assert.Equal(HttpStatusCode.OK, (await world.PostWhatsApp(body.ToJsonString())).StatusCode);

        Assert.Equal(2, (await world.TheTicket())["events"]!.AsArray().Count(e => e!["type"]!.GetValue<string>() == "message-received"));
    }
}
