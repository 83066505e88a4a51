using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>Lux and tickets by hand through the whole app (TS-D1, D2, T2, T3): drafts, their dismissal, the slash command.</summary>
public sealed class LuxSpecs
{
    [Fact]
    [Trait("Clause", "TS-D2")]
    public async Task A_Lux_issue_nobody_made_a_ticket_of_asks_until_one_click_makes_it_one()
    {
        await using var world = await World.Start();
        var draft = await Writes(world, "The taxi is missing at the hut");
        await world.Advance("PT11M");
        var asked = (await world.Outbox()).Where(entry => Posted(entry!).Contains("No ticket yet", StringComparison.Ordinal)).ToList();
        Assert.Equal(["U0BEN0002", "C0SUPPORT1"], asked.Select(entry => entry!["target"]!.GetValue<string>()));
        Assert.Contains("Proposed: Lux - ", Posted(asked[0]!), StringComparison.Ordinal);
        Assert.Empty(await world.Sent("hubspot"));

        await world.Press("draft-create", $"{draft}/");
        await world.Advance("PT5S");
        var ticket = (await world.TheTicket())["ticket"]!;
        Assert.Equal((false, "ben"), (ticket["draft"]!.GetValue<bool>(), ticket["owner"]!.GetValue<string>()));
        Assert.Contains("The taxi is missing at the hut", (await world.Get("sandbox/hubspot/_state"))["tickets"]![0]!["properties"]!["content"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(2, (await world.Sent("slack")).Count(line => line.Contains("chat.update", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Clause", "TS-D1")]
    public async Task A_drafts_client_is_answered_within_15_minutes_or_somebody_is_paged()
    {
        await using var world = await World.Start();
        await Writes(world, "Could we get a later breakfast?");
        await world.Advance("PT15M");

        Assert.Equal(["10:14 sms sms.send +14145550102"], await world.Sent("sms"));
    }

    [Fact]
    [Trait("Clause", "TS-D2")]
    [Trait("Clause", "TS-T3")]
    public async Task A_draft_is_dismissed_from_the_fixed_list_only()
    {
        await using var world = await World.Start();
        var draft = await Writes(world, "Thank you so much!");
        var refused = await world.Post($"api/tickets/{draft}/dismiss", new { agent = "ben", reason = "one-off-question" });
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.Conflict, "TS-D2"), (refused.StatusCode, problem["clause"]!.GetValue<string>()));
        Assert.Contains("there is any doubt", problem["remedy"]!.GetValue<string>(), StringComparison.Ordinal);

        await world.Press("draft-dismiss:thanks", $"{draft}/");
        await world.Advance("PT60M");
        Assert.Equal("closed", (await world.TheTicket())["ticket"]!["stage"]!.GetValue<string>());
        Assert.Empty(await world.Sent("slack", "sms", "hubspot"));
    }

    [Fact] // The words go to the other ticket, where the client waits; what the group writes next goes there too.
    [Trait("Clause", "TS-D2")]
    [Trait("Clause", "TS-T6")]
    public async Task A_draft_that_belongs_to_another_ticket_takes_its_words_and_its_thread_there()
    {
        await using var world = await World.Start();
        var other = TicketIn(await Slash(world, "lux Smith | taxi missing at the hut | answered"));
        var draft = await Writes(world, "Still no taxi here");
        await World.Ok(await world.Post($"api/tickets/{draft}/dismiss", new { agent = "ben", reason = "belongs-to", ticket = other }));
        await world.Advance("PT5S");
        await Writes(world, "Now it came, thanks");

        Assert.Equal(["Still no taxi here", "Now it came, thanks"], Messages(await world.Ticket(other)));
        Assert.NotNull((await world.Ticket(other))["ticket"]!["waitingSince"]);
        Assert.Equal(2, (await world.Tickets()).Count);
    }

    [Fact]
    [Trait("Clause", "TS-T2")]
    [Trait("Clause", "TS-T5")]
    [Trait("Clause", "TS-D1")]
    public async Task Typing_a_slash_command_makes_a_Lux_ticket_owned_by_who_typed_it_and_its_clock_runs()
    {
        await using var world = await World.Start();
        var answer = await Slash(world, "lux Smith | taxi missing at the hut");
        Assert.Equal("ephemeral", answer["response_type"]!.GetValue<string>());
        Assert.Contains("Smith - Taxi missing at the hut, 2nd", answer["text"]!.GetValue<string>(), StringComparison.Ordinal);

        await world.Advance("PT5S");
        var ticket = (await world.TheTicket())["ticket"]!;
        Assert.Equal(("ben", "Lux WhatsApp group", "new", "2026-03-02T15:15:00Z"), (ticket["owner"]!.GetValue<string>(), ticket["source"]!.GetValue<string>(), ticket["stage"]!.GetValue<string>(), ticket["answerDue"]!.GetValue<string>()));
        var hubSpot = (await world.Get("sandbox/hubspot/_state"))["tickets"]![0]!["properties"]!;
        Assert.Equal("Smith - Taxi missing at the hut, 2nd", hubSpot["subject"]!.GetValue<string>());
        Assert.Contains("Source: Lux WhatsApp group", hubSpot["content"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("call Smith | +1 555 010 0177 | no taxi at the trailhead", "Direct RingCentral call", "phone", false)]
    [InlineData("partner Alpin Taxi | invoice for last week", "Partner outside our channels", "email", true)]
    [Trait("Clause", "TS-T2")]
    public async Task A_direct_call_or_a_partners_word_is_a_ticket_by_hand_too(string typed, string source, string channel, bool waits)
    {
        await using var world = await World.Start();
        await Slash(world, typed);

        var ticket = (await world.TheTicket())["ticket"]!;
        Assert.Equal((source, channel, waits), (ticket["source"]!.GetValue<string>(), ticket["channel"]!.GetValue<string>(), ticket["waitingSince"] is not null));
    }

    [Theory]
    [InlineData("", "/intake lux CLIENT | WHAT IS THE MATTER")]
    [InlineData("dance", "/intake lux CLIENT | WHAT IS THE MATTER")]
    [InlineData("lux Smith", "Who is it, and what is the matter?")]
    [InlineData("situation", "/intake situation TICKET | ")]
    [InlineData("situation t1 | fell", "There is no such ticket.")]
    [Trait("Clause", "TS-T3")]
    public async Task What_it_does_not_understand_it_answers_with_the_usage_and_makes_nothing(string typed, string says)
    {
        await using var world = await World.Start();

        Assert.Contains(says, (await Slash(world, typed))["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(await world.Tickets());
    }

    [Fact]
    [Trait("Clause", "TS-E2")]
    public async Task Situation_and_location_can_be_typed_in_Slack()
    {
        await using var world = await World.Start();
        await world.WhatsApp("My husband is unconscious and not breathing, please help");
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        await Slash(world, $"situation {id} | collapsed, breathing");
        await Slash(world, $"location {id} | hut above Grindelwald");

        var emergency = (await world.TheTicket())["emergency"]!;
        Assert.Equal(("collapsed, breathing", "hut above Grindelwald"), (emergency["situation"]!.GetValue<string>(), emergency["location"]!.GetValue<string>()));
    }

    private static async Task<string> Writes(World world, string text)
    {
        await World.Ok(await world.Post("sandbox/play/whatsapp", new { from = "15550188", name = "Lou Lux", text, groupId = "lux-smith" }));
        return (await world.Tickets()).FirstOrDefault(ticket => ticket["draft"]!.GetValue<bool>())?["id"]!.GetValue<string>() ?? "";
    }

    /// <summary>Types a slash command, signed as Slack signs; the answer is what Slack shows to who typed it.</summary>
    private static async Task<JsonNode> Slash(World world, string text, string user = "U0BEN0002")
    {
        var body = $"command=%2Fintake&text={Uri.EscapeDataString(text)}&user_id={user}&user_name=ben&trigger_id={Guid.NewGuid():n}&response_url=https%3A%2F%2Fhooks.slack.com%2Fx";
        var timestamp = world.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/slack/commands") { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", $"v0={World.Hex(HMACSHA256.HashData("local-slack-signing-secret"u8, Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")))}");
        var response = await world.Http.SendAsync(request);
        await World.Ok(response);
        await world.Settle();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private static string TicketIn(JsonNode answer) => System.Text.RegularExpressions.Regex.Match(answer["text"]!.GetValue<string>(), @"ticket (\w+)\)").Groups[1].Value;

    private static string Posted(JsonNode entry) => entry["request"]?["text"]?.GetValue<string>() ?? "";

    private static IEnumerable<string> Messages(JsonNode ticket) =>
        ticket["events"]!.AsArray().Where(e => e!["type"]!.GetValue<string>() == "message-received").Select(e => e!["message"]!["text"]!.GetValue<string>());
}
