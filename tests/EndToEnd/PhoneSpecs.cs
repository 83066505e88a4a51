namespace EndToEnd;

/// <summary>"A. Phone (All Clients, 24/7) — URGENT ONLY", TS-A1 to A4 and A7, through HTTP on virtual time.</summary>
public sealed class PhoneSpecs
{
    private const string Saturday = "2026-03-07T15:00:00Z";
    private const string Photos = "Could you send me the link to the photos, please?";

    [Fact]
    [Trait("Clause", "TS-A1")]
    [Trait("Clause", "TS-U2")]
    public async Task Every_call_starts_urgent_and_after_contact_the_agent_lowers_it_with_a_reason()
    {
        await using var world = await World.Start();
        await world.Call("missed");
        Assert.Equal("urgent", (await world.TheTicket())["ticket"]!["urgency"]!.GetValue<string>());
        Assert.Equal("2026-03-02T15:15:00Z", (await world.TheTicket())["ticket"]!["answerDue"]!.GetValue<string>());

        await world.Advance("PT2M");
        await world.Call("outbound");
        await world.Do("5550177", "urgency", new { agent = "ben", urgency = "non-urgent", reason = "Only wants the packing list" });
        await world.Do("5550177", "stage", new { agent = "ben", stage = "plan-initiated", note = "Waiting on the client" });
        await world.Advance("PT2H");

        Assert.Empty(await world.Told());
        Assert.Contains("urgency-set TS-U2", await world.EventsOf("5550177"));
    }

    [Fact]
    [Trait("Clause", "TS-A2")]
    public async Task Cannot_asks_for_support_at_once_and_again_one_rung_up()
    {
        await using var world = await World.Start();
        await world.Call("missed");
        await world.Advance("PT1M");
        await world.Do("5550177", "cannot", new { agent = "ana", reason = "with another client" });
        Assert.Equal(["10:01 slack C0SUPPORT1", "10:01 slack U0BEN0002", "10:01 sms +14145550102"], await world.Told());
        Assert.Contains("cannot-reach TS-A2", await world.EventsOf("5550177"));

        await world.Press("cannot", await world.Button("cannot"));
        Assert.Equal(["10:01 slack U0CARLA003", "10:01 sms +14145550103"], (await world.Told()).Except(["10:01 slack C0SUPPORT1", "10:01 slack U0BEN0002", "10:01 sms +14145550102"]));
    }

    [Fact]
    [Trait("Clause", "TS-A2")]
    public async Task Unclaimed_it_is_asked_for_at_minute_5_and_a_lapsed_claim_says_so()
    {
        await using var world = await World.Start();
        await world.Call("missed");
        await world.Advance("PT5M");
        Assert.Equal(["10:05 slack C0SUPPORT1", "10:05 slack U0BEN0002", "10:05 sms +14145550102"], await world.Told());

        await world.Press("ack", await world.Button("ack"));
        await world.Advance("PT5M");
        Assert.Equal(["10:10 slack U0CARLA003", "10:10 sms +14145550103"], await world.Told("10:06"));
        Assert.EndsWith("Ben Baker had it; the client still waits.", (await world.Outbox()).Last(entry => entry!["operation"]!.GetValue<string>() == "chat.update")!["request"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "TS-A3")]
    public async Task Only_evidence_ends_a_missed_call()
    {
        await using var world = await World.Start();
        await world.Call("missed", "+15550101");
        await world.Call("missed", "+15550102");
        await world.Call("missed", "+15550199");
        await world.Call("missed", from: null);
        Assert.Contains("can be reached", (await world.Refused("5550101", "end-wait", new { agent = "ben", reason = "no answer" }))["detail"]!.GetValue<string>(), StringComparison.Ordinal);

        await world.Advance("PT2M");
        await world.Call("outbound", "+15550101");
        await world.Call("answered", "+15550102");
        await world.WhatsApp(Photos, from: "15550199");
        await world.Reply("Smith", "Sorry that we missed your call. Here they are.");
        await world.Do("caller", "end-wait", new { agent = "ben", reason = "Withheld number, hung up after two rings" });
        await world.Advance("PT30M");

        Assert.DoesNotContain(await world.Told(), line => line.Contains("sms", StringComparison.Ordinal));
        Assert.Contains("reached-elsewhere TS-A3", await world.EventsOf("5550199"));
        Assert.Contains("wait-ended TS-A3", await world.EventsOf("caller"));
        Assert.All(await world.Tickets(), ticket => Assert.Null(ticket["waitingSince"]));
    }

    [Fact]
    [Trait("Clause", "TS-A3")]
    public async Task A_reply_typed_in_HubSpot_to_the_same_number_is_evidence_too_unless_it_went_out_before_the_call()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Photos, from: "15550199");
        await world.TypedInHubSpot("Smith", "Here they are.");
        await world.Advance("PT1M");
        await world.Call("missed", "+15550199");
        Assert.NotNull((await world.TicketOf("5550199"))["ticket"]!["waitingSince"]);

        await world.Advance("PT2M");
        await world.TypedInHubSpot("Smith", "Sorry that we missed your call: is it about the photos?");
        await world.Advance("PT30M");

        Assert.DoesNotContain(await world.Told(), line => line.Contains("sms", StringComparison.Ordinal));
        Assert.Null((await world.TicketOf("5550199"))["ticket"]!["waitingSince"]);
        Assert.Contains("reached-elsewhere TS-A3", await world.EventsOf("5550199"));
    }

    [Fact]
    [Trait("Clause", "TS-A4")]
    public async Task An_urgent_call_during_three_chats_is_offered_room_and_each_client_is_told()
    {
        await using var world = await World.Start();
        foreach (var n in new[] { 1, 2, 3 })
        {
            await world.WhatsApp(Photos, from: $"1555020{n}", name: $"Client Chat{n}");
            await world.Reply($"Chat{n}", "Looking at it.");
            await world.Do($"Chat{n}", "stage", new { agent = "ben", stage = "plan-initiated", note = "Waiting on the guide" });
        }

        await world.WhatsApp(World.UrgentText, from: "15550204", name: "Client Stuck");
        await world.Reply("Stuck", "I am calling the driver.");
        await world.Do("Stuck", "stage", new { agent = "ben", stage = "plan-initiated", note = "Waiting on the taxi company" });
        await world.Call("missed");
        var offer = Assert.Single(await world.Texts("slack"));
        Assert.Contains("you have 3 chats going", offer, StringComparison.Ordinal);
        Assert.DoesNotContain(await world.Texts("whatsapp"), text => text.StartsWith("I must answer", StringComparison.Ordinal));

        var button = await world.Button("deprioritise");
        await world.Press("deprioritise", button);
        await world.Press("deprioritise", button);
        Assert.Equal(3, (await world.Texts("whatsapp")).Count(text => text == "I must answer an urgent call and will return to you as quickly as possible."));
        Assert.Equal(3, (await world.Texts("slack")).Count(text => text.Contains("was set aside until 10:15", StringComparison.Ordinal)));
        Assert.Contains("room-made TS-A4", await world.EventsOf("5550177"));
        Assert.Contains("chat-set-aside TS-A4", await world.EventsOf("Chat2"));
        Assert.DoesNotContain("chat-set-aside TS-A4", await world.EventsOf("Stuck"));

        await world.Advance("PT2M");
        await world.Call("outbound");
        await world.Advance("PT5M");
        await world.WhatsApp("Hello, are you there", from: "15550201", name: "Client Chat1");
        await world.Reply("Chat2", "Here is the link.");
        await world.Reply("Chat3", "Here is the link.");
        await world.At("10:15");
        Assert.DoesNotContain(await world.Told(), line => line.Contains("sms", StringComparison.Ordinal));
        await world.Advance("PT1M");
        Assert.Equal(["10:15 sms sms.send +14145550102"], await world.Sent("sms"));
        Assert.Contains("promise-broken TS-A4", await world.EventsOf("Chat1"));
    }

    [Fact]
    [Trait("Clause", "TS-A4")]
    public async Task By_request_it_names_who_was_told_and_refuses_what_is_not_urgent()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Photos);
        await world.Reply("Smith", "Looking at it.");
        var harmless = await world.IdOf("Smith");
        Assert.Equal(System.Net.HttpStatusCode.Conflict, (await world.Post("api/agents/ben/deprioritise", new Dictionary<string, string> { ["for"] = harmless })).StatusCode);

        await world.Call("missed");
        var urgent = await world.IdOf("5550177");
        var made = await world.Post("api/agents/ben/deprioritise", new Dictionary<string, string> { ["for"] = urgent });
        Assert.Contains(harmless, await made.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await world.Post("api/agents/nobody/deprioritise", new Dictionary<string, string> { ["for"] = urgent })).StatusCode);
    }

    [Fact]
    [Trait("Clause", "TS-A7")]
    public async Task At_weekends_the_secondary_is_paged_with_the_first_rung_and_room_is_offered_at_once()
    {
        await using var world = await World.Start(at: Saturday);
        await world.Lux("Could we have dinner at seven today instead?");
        await world.Do("Lux", "reply", new { agent = "carla", text = "Asking the hotel." });
        await world.Call("missed");
        Assert.Contains("10:00 slack U0CARLA003", await world.Told());

        await world.Advance("PT5M");
        Assert.Equal(
            ["10:05 slack C0SUPPORT1", "10:05 slack U0ANA0001", "10:05 slack U0CARLA003", "10:05 sms +14145550101", "10:05 sms +14145550103"],
            (await world.Told("10:05")).Distinct().Where(line => line.StartsWith("10:05", StringComparison.Ordinal)));
    }
}
