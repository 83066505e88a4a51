namespace EndToEnd;

/// <summary>Live chats and what is said in them: TS-C1 to C4, D1, U1 and U2, through HTTP on virtual time.</summary>
public sealed class ConversationSpecs
{
    private const string Photos = "Could you send me the link to the photos, please?";
    private const string Holding = "Let me check this for you. I’ll update you in about 10–15 minutes.";

    [Fact]
    [Trait("Clause", "TS-C1")]
    public async Task The_auto_reply_runs_from_17_00_to_00_30_once_and_never_into_a_live_chat()
    {
        await using var world = await World.Start(at: "2026-03-02T21:50:00Z");
        await world.WhatsApp(Photos, from: "15550201", name: "Client Live");
        await world.Reply("Live", "Here they are.");
        await world.Do("Live", "stage", new { agent = "ben", stage = "plan-initiated", note = "Waiting on the client" });
        await world.At("17:00");
        await world.WhatsApp("Could you resend the second photo?", from: "15550201", name: "Client Live");
        await world.WhatsApp(Photos, from: "15550202", name: "Client Evening");
        await world.WhatsApp("Hello", from: "15550202", name: "Client Evening");

        Assert.Single(await world.Texts("whatsapp"), text => text.Contains("+1 414 455-5502", StringComparison.Ordinal));
        Assert.Equal(["16:50 whatsapp 15550201", "17:00 whatsapp 15550202"], (await world.Told()).Where(line => line.Contains("whatsapp", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Clause", "TS-C2")]
    [Trait("Clause", "TS-U3")]
    public async Task Support_is_asked_for_at_10_minutes_when_urgent_and_at_20_otherwise()
    {
        await using var world = await World.Start();
        await world.WhatsApp(World.UrgentText, from: "15550201", name: "Client Stuck");
        await world.WhatsApp(Photos, from: "15550202", name: "Client Photo");
        await world.Advance("PT30M");

        var asked = (await world.Outbox()).Where(entry => entry!["summary"]!.GetValue<string>().Contains("Support needed", StringComparison.Ordinal))
            .Select(entry => $"{World.Local(entry!["at"]!.GetValue<string>())} {(entry["summary"]!.GetValue<string>().Contains("Stuck", StringComparison.Ordinal) ? "Stuck" : "Photo")}");
        Assert.Equal(["10:10 Stuck", "10:20 Photo"], asked);
        Assert.Equal("non-urgent", (await world.TicketOf("Photo"))["ticket"]!["urgency"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Clause", "TS-C3")]
    public async Task A_live_chat_is_owed_an_answer_until_the_client_says_thanks_and_the_agent_may_say_still_owed()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Photos);
        await world.Reply("Smith", "Here they are.");
        await world.Do("Smith", "stage", new { agent = "ben", stage = "plan-initiated", note = "Waiting on the client" });
        await world.WhatsApp("And the route description as well, please");
        await world.Advance("PT16M");
        Assert.Equal(["10:10 slack U0BEN0002", "10:15 slack C0SUPPORT1", "10:15 slack U0BEN0002", "10:15 sms +14145550102"], await world.Told("10:01"));

        await world.Reply("Smith", "Attached.");
        await world.WhatsApp("Perfect, thanks 👍");
        await world.Advance("PT29M");
        Assert.Empty(await world.Told("10:17"));
        Assert.Contains("nothing-owed TS-C3", await world.EventsOf("Smith"));

        await world.Do("Smith", "still-owed", new { agent = "ben" });
        Assert.Equal("2026-03-02T15:16:00Z", (await world.TicketOf("Smith"))["ticket"]!["waitingSince"]!.GetValue<string>());
        Assert.Equal("TS-C3", (await world.Refused("Smith", "still-owed", new { agent = "ben" }))["clause"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Clause", "TS-C3")]
    public async Task Asked_to_close_after_a_thanks_the_agent_presses_still_owed_in_Slack_and_the_client_waits_again()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Photos);
        await world.Reply("Smith", "Here they are, the rest follows.");
        await world.Do("Smith", "stage", new { agent = "ben", stage = "plan-initiated", note = "Waiting on the client" });
        await world.WhatsApp("Perfect, thanks");
        await world.Advance("PT31M");
        Assert.Equal(["10:30 slack U0BEN0002"], await world.Told("10:01"));

        var owed = await world.Button("still-owed");
        await World.Ok(await world.Press("still-owed", owed));
        Assert.Equal("2026-03-02T15:00:00Z", (await world.TicketOf("Smith"))["ticket"]!["waitingSince"]!.GetValue<string>());
        Assert.Contains("still-owed TS-C3", await world.EventsOf("Smith"));

        await world.Reply("Smith", "And the rest.");
        await World.Ok(await world.Press("still-owed", owed)); // the button of a "thanks" that has been answered since
        Assert.Null((await world.TicketOf("Smith"))["ticket"]!["waitingSince"]);
    }

    [Fact]
    [Trait("Clause", "TS-C4")]
    public async Task The_holding_text_is_a_promise_kept_by_the_next_message_or_broken_aloud()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Photos, from: "15550201", name: "Client Kept");
        await world.WhatsApp(Photos, from: "15550202", name: "Client Broken");
        foreach (var client in new[] { "Kept", "Broken" })
        {
            await world.Reply(client, Holding);
            await world.Do(client, "stage", new { agent = "ben", stage = "plan-initiated", note = "Waiting on the guide" });
        }

        await world.Advance("PT9M");
        await world.Reply("Kept", "Here they are.");
        Assert.Empty((await world.TicketOf("Kept"))["promises"]!.AsArray());
        await world.Advance("PT7M");

        Assert.Equal(["10:10 slack U0BEN0002", "10:15 slack C0SUPPORT1", "10:15 slack U0BEN0002", "10:15 sms +14145550102"], await world.Told("10:10"));
        Assert.Contains("promise-broken TS-C4", await world.EventsOf("Broken"));
        Assert.Equal(1, (await world.TicketOf("Broken"))["brokenPromises"]!.GetValue<int>());
        Assert.Contains("promise-kept TS-C4", await world.EventsOf("Kept"));
    }

    [Fact]
    [Trait("Clause", "TS-C4")]
    public async Task By_button_a_promise_is_made_shown_and_withdrawn_with_a_reason()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Photos);
        await world.Do("Smith", "holding", new { agent = "ben" });
        Assert.Equal(Holding, Assert.Single(await world.Texts("whatsapp")));
        await world.Do("Smith", "promise", new { agent = "ben", due = "3 pm" });
        Assert.Contains("20 minutes", (await world.Refused("Smith", "promise", new { agent = "ben", due = "soon" }))["remedy"]!.GetValue<string>(), StringComparison.Ordinal);

        var promises = (await world.TicketOf("Smith"))["promises"]!.AsArray();
        Assert.Equal(["2026-03-02T15:15:00Z", "2026-03-02T20:00:00Z"], promises.Select(promise => promise!["due"]!.GetValue<string>()));
        await world.Do("Smith", $"promise/{promises[1]!["id"]}/withdraw", new { agent = "ben", reason = "The guide is away" });
        Assert.Single((await world.TicketOf("Smith"))["promises"]!.AsArray());
    }

    [Fact]
    [Trait("Clause", "TS-D1")]
    public async Task On_Lux_a_gap_longer_than_15_minutes_is_fine_once_action_and_time_were_stated()
    {
        await using var world = await World.Start();
        await world.Lux("Could we have dinner at seven today instead?");
        await world.Do("Lux", "reply", new { agent = "ben", text = "I am calling the hotel and will update you in 40 minutes." });
        await world.Lux("We will be in the spa");
        await world.Advance("PT30M");
        Assert.DoesNotContain(await world.Told(), line => line.Contains("sms", StringComparison.Ordinal));

        await world.Advance("PT11M");
        Assert.Contains("10:40 sms +14145550102", await world.Told());
    }

    [Fact]
    [Trait("Clause", "TS-U1")]
    public async Task A_time_sensitive_answer_without_a_time_is_asked_for_one()
    {
        await using var world = await World.Start();
        foreach (var (n, name) in new[] { (1, "Vague"), (2, "Clear") })
        {
            await world.WhatsApp("Could you tell us where our luggage is today?", from: $"1555020{n}", name: $"Client {name}");
            Assert.Equal("time-sensitive", (await world.TicketOf(name))["ticket"]!["urgency"]!.GetValue<string>());
        }

        await world.Reply("Vague", "The driver has it.");
        await world.Reply("Clear", "The driver has it and brings it at 15:00.");
        foreach (var name in new[] { "Vague", "Clear" })
        {
            await world.Do(name, "stage", new { agent = "ben", stage = "plan-initiated", note = "Waiting on the driver" });
        }

        await world.Advance("PT30M");
        var asked = Assert.Single(await world.Texts("slack"), text => text.Contains("Say when it will be solved", StringComparison.Ordinal));
        Assert.Contains("Vague", asked, StringComparison.Ordinal);
        Assert.Contains("guidance", (await world.TicketOf("Vague"))["events"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("whatsapp")]
    [InlineData("email")]
    [InlineData("lux")]
    [InlineData("phone")]
    [Trait("Clause", "TS-U2")]
    public async Task Overruling_with_a_reason_moves_the_clocks_on_every_channel(string channel)
    {
        await using var world = await World.Start();
        await (channel switch
        {
            "whatsapp" => world.WhatsApp(World.UrgentText),
            "email" => world.Email("Taxi", World.UrgentText),
            "lux" => world.Lux(World.UrgentText),
            _ => world.Call("missed"),
        });
        Assert.Equal("2026-03-02T15:15:00Z", (await world.TheTicket())["ticket"]!["answerDue"]!.GetValue<string>());
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        await World.Ok(await world.Post($"api/tickets/{id}/urgency", new { agent = "ben", urgency = "non-urgent", reason = "It is about next year" }));

        var due = channel switch { "whatsapp" => "2026-03-02T15:30:00Z", "email" => "2026-03-03T15:00:00Z", _ => "2026-03-02T15:15:00Z" };
        Assert.Equal(due, (await world.TheTicket())["ticket"]!["answerDue"]!.GetValue<string>());
        Assert.Contains("It is about next year", (await world.TheTicket())["events"]!.ToJsonString(), StringComparison.Ordinal);
    }
}
