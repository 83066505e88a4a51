using System.Net;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>Every channel and both directions of HubSpot, played by the sandbox with the providers' real webhook bodies and signatures.</summary>
public sealed class ChannelSpecs
{
    [Fact] // TS-A2: CS channel and primary at 5, secondary 8, leadership 12
    public async Task A_missed_call_climbs_its_own_ladder()
    {
        await using var world = await World.Start();
        await Play(world, "call", new { kind = "missed", from = "+15550177" });
        await world.Advance("PT30M");

        Assert.Equal(
            ["10:05 slack chat.postMessage C0SUPPORT1", "10:05 slack chat.postMessage U0BEN0002", "10:05 sms sms.send +14145550102", "10:08 slack chat.postMessage U0CARLA003", "10:08 sms sms.send +14145550103", "10:12 slack chat.postMessage U0DORA0004", "10:12 sms sms.send +14145550104"],
            (await world.Sent("slack", "sms")).Order(StringComparer.Ordinal));
    }

    [Fact] // TS-A3: an outbound attempt is the evidence
    public async Task Calling_back_ends_a_missed_call()
    {
        await using var world = await World.Start();
        await Play(world, "call", new { kind = "missed", from = "+15550177" });
        await world.Advance("PT3M");
        await Play(world, "call", new { kind = "outbound", from = "+15550177" });
        await world.Advance("PT1M");

        Assert.Null((await world.TheTicket())["ticket"]!["waitingSince"]);
        Assert.Empty(await world.Sent("sms"));
    }

    [Fact]
    public async Task An_answered_call_becomes_a_ticket_nobody_waits_on()
    {
        await using var world = await World.Start();
        await Play(world, "call", new { kind = "answered", from = "+15550177" });
        await world.Advance("PT2M");

        var ticket = (await world.TheTicket())["ticket"]!;
        Assert.Equal(("phone", "urgent"), (ticket["channel"]!.GetValue<string>(), ticket["urgency"]!.GetValue<string>()));
        Assert.Null(ticket["waitingSince"]);
    }

    [Fact] // TS-A6: urgent by e-mail is urgent; the answer threads, and the reminder comes with the close
    public async Task An_urgent_email_is_answered_in_its_thread_and_reminded_at_the_close()
    {
        await using var world = await World.Start();
        await Play(world, "email", new { from = "jane@client.example", name = "Jane Smith", subject = "Help", text = World.UrgentText, messageId = "<first@client.example>" });
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "Another taxi is on its way." }));
        var reply = (await world.Outbox()).Last(entry => entry!["service"]!.GetValue<string>() == "email")!["request"]!;
        var ours = Header(reply, "Message-ID");
        await Play(world, "email", new { from = "jane@client.example", subject = "Re: Help", text = "Thank you, it is here.", messageId = "<second@client.example>", inReplyTo = ours, references = $"<first@client.example> {ours}" });
        await World.Ok(await world.Post($"api/tickets/{id}/close", new { agent = "ben", note = "The second taxi came" }));

        Assert.Equal("<first@client.example>", Header(reply, "In-Reply-To"));
        Assert.Equal(2, (await world.TheTicket())["events"]!.AsArray().Count(e => e!["type"]!.GetValue<string>() == "message-received"));
        Assert.Contains("call the on-call phone number", (await world.Outbox()).Last(entry => entry!["service"]!.GetValue<string>() == "email")!["request"]!["TextBody"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auto_reply_is_never_answered()
    {
        await using var world = await World.Start(at: "2026-03-02T23:00:00Z");
        await Play(world, "email", new { from = "jane@client.example", subject = "Out of office", text = "I am away, call an ambulance if needed", headers = new Dictionary<string, string> { ["Auto-Submitted"] = "auto-replied" } });
        await world.Advance("PT26H");

        Assert.Empty(await world.Sent("email"));
    }

    [Fact] // TS-E1: leadership in the same decision, again every 2 minutes until somebody has it
    public async Task An_emergency_wakes_leadership_until_a_named_person_has_it()
    {
        await using var world = await World.Start();
        await world.WhatsApp("My husband is unconscious and not breathing, please help");
        await world.Advance("PT4M");
        Assert.Equal(3, (await world.Sent("sms")).Count(line => line.EndsWith("+14145550104", StringComparison.Ordinal)));

        var alert = (await world.TheTicket())["ticket"]!["alerts"]![0]!["id"]!.GetValue<string>();
        await World.Ok(await world.Post($"api/alerts/{alert}/ack", new { by = "dora" }));
        await world.Advance("PT4M");
        Assert.Equal(3, (await world.Sent("sms")).Count(line => line.EndsWith("+14145550104", StringComparison.Ordinal)));
    }

    [Fact] // TS-D2: a draft that HubSpot does not see until an agent makes it a ticket
    public async Task A_Lux_message_is_a_draft_until_an_agent_makes_it_a_ticket()
    {
        await using var world = await World.Start();
        await Play(world, "whatsapp", new { from = "15550188", name = "Lou Lux", text = "The taxi is missing at the hut", groupId = "lux-smith" });
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        Assert.Empty(await world.Sent("hubspot"));

        var made = await world.Post("api/tickets", new { channel = "lux", from = id, client = "Smith", summary = "Taxi missing at the hut", note = "From the Lux group", agent = "ben", title = "Smith - Taxi missing at the hut, 2nd" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("Smith - Taxi missing at the hut, 2nd", (await world.Get("sandbox/hubspot/_state"))["tickets"]![0]!["properties"]!["subject"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_stage_moved_in_HubSpot_moves_here_and_our_own_echo_does_not()
    {
        await using var world = await World.Start();
        await world.WhatsApp("Could you send me the photos?");
        var hubSpotId = (await world.TheTicket())["ticket"]!["hubSpotId"]!.GetValue<string>();
        await Play(world, "hubspot-event", new { subscriptionType = "ticket.propertyChange", objectId = long.Parse(hubSpotId), propertyName = "hs_pipeline_stage", propertyValue = "148731260", changeSource = "CRM_UI" });
        await world.Advance("PT1M");

        var ticket = await world.TheTicket();
        Assert.Equal("plan-initiated", ticket["ticket"]!["stage"]!.GetValue<string>());
        var moved = ticket["events"]!.AsArray().Last(e => e!["type"]!.GetValue<string>() == "stage-changed")!;
        Assert.Equal("hubspot", moved["seenIn"]!.GetValue<string>());
        Assert.DoesNotContain(await world.Sent("hubspot"), line => line.Contains("tickets.update", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ticket_HubSpot_made_for_a_direct_channel_is_not_adopted()
    {
        await using var world = await World.Start();
        await Play(world, "hubspot-event", new { subscriptionType = "ticket.creation", properties = new { subject = "From HubSpot", hs_pipeline_stage = "1", source_type = "CHAT" } });
        await world.Advance("PT5M");

        Assert.Empty(await world.Tickets());
    }

    [Fact] // The same message by another route is evidence only.
    public async Task A_WhatsApp_message_that_HubSpot_also_reports_is_one_message()
    {
        await using var world = await World.Start();
        await world.WhatsApp("Could you send me the photos?", from: "15550199");
        await Play(world, "hubspot-event", new { subscriptionType = "conversation.newMessage", text = "Could you send me the photos?", from = "+15550199", name = "Jane Smith", channelId = "1007", direction = "INCOMING" });
        await world.Advance("PT1M");

        Assert.Single((await world.TheTicket())["events"]!.AsArray(), e => e!["type"]!.GetValue<string>() == "message-received");
    }

    [Fact]
    public async Task A_message_that_WhatsApp_could_not_deliver_is_said_aloud()
    {
        await using var world = await World.Start();
        await world.WhatsApp("Could you send me the photos?");
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "Here they are." }));
        await Play(world, "whatsapp-status", new { status = "failed", code = 131047 });

        Assert.Contains((await world.Outbox()).Select(entry => entry!["summary"]!.GetValue<string>()), summary => summary.Contains("did not arrive", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_the_SOP_does_not_allow_says_which_clause_and_what_would_be_right()
    {
        await using var world = await World.Start();
        await world.WhatsApp("Could you send me the photos?");
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        var response = await world.Post($"api/tickets/{id}/stage", new { agent = "ben", stage = "action-required", note = "do it" });

        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.Conflict, "TS-P4"), (response.StatusCode, problem["clause"]!.GetValue<string>()));
        Assert.Contains("PE Action Required", problem["remedy"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static async Task Play(World world, string what, object play)
    {
        await World.Ok(await world.Post($"sandbox/play/{what}", play));
        await world.Advance("PT10S");
    }

    private static string Header(JsonNode mail, string name) =>
        mail["Headers"]!.AsArray().First(header => header!["Name"]!.GetValue<string>() == name)!["Value"]!.GetValue<string>();
}
