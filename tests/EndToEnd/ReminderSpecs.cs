namespace EndToEnd;

/// <summary>Operations e-mail (TS-B) and the reminders after the help (TS-A6, B4, C5), through HTTP on virtual time.</summary>
public sealed class ReminderSpecs
{
    private const string CallNextTime = "As a reminder, for urgent or time sensitive support requests, please call the on-call phone number at +1 414 455-5502.";
    private const string ChannelHours = "Please note that this channel is normally only staffed between 9 am and 5 pm, Mon - Fri. For urgent issues outside of these hours, please call the on-call phone number at +1 414 455-5502.";
    private const string Evening = "2026-03-02T23:00:00Z";

    [Fact]
    [Trait("Clause", "TS-A6")]
    public async Task Urgent_by_WhatsApp_is_urgent_and_the_client_is_told_to_call_next_time_once()
    {
        await using var world = await World.Start();
        await world.WhatsApp(World.UrgentText);
        Assert.Equal("2026-03-02T15:15:00Z", (await world.TheTicket())["ticket"]!["answerDue"]!.GetValue<string>());
        var refused = await world.Refused("Smith", "reminder", new { agent = "ben" });
        Assert.Equal(("TS-A6", "First the help, then the reminder: the matter is not marked as handled."), (refused["clause"]!.GetValue<string>(), refused["detail"]!.GetValue<string>()));

        await world.Do("Smith", "handled", new { agent = "ben", note = "The second taxi is there" });
        Assert.Empty(await world.Texts("whatsapp"));
        await world.Reply("Smith", "Your taxi is at the trailhead.");
        Assert.Equal(["Your taxi is at the trailhead.", CallNextTime], await world.Texts("whatsapp"));

        await world.Reply("Smith", "Have a good trip!");
        await world.Do("Smith", "close", new { agent = "ben", note = "Client is in the taxi" });
        Assert.Equal(3, (await world.Texts("whatsapp")).Count);
    }

    [Fact]
    [Trait("Clause", "TS-A6")]
    public async Task Whoever_took_the_alert_says_handled_under_it_in_Slack_and_the_reminder_follows_the_help_once()
    {
        await using var world = await World.Start();
        await world.WhatsApp(World.UrgentText);
        await world.Advance("PT9M");
        await world.Press("ack", await world.Button("ack"));
        await world.Reply("Smith", "Your taxi is at the trailhead.");
        Assert.Equal(["Your taxi is at the trailhead."], await world.Texts("whatsapp"));

        var handled = await world.Button("handled");
        await World.Ok(await world.Press("handled", handled));
        await World.Ok(await world.Press("handled", handled));
        Assert.Equal(["Your taxi is at the trailhead.", CallNextTime], await world.Texts("whatsapp"));
        Assert.Equal("ben", (await world.TheTicket())["events"]!.AsArray().Single(e => e!["type"]!.GetValue<string>() == "handled")!["agent"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Clause", "TS-C5")]
    public async Task Without_an_alert_handled_is_offered_with_the_first_nag_or_typed_and_not_where_no_reminder_belongs()
    {
        await using var world = await World.Start(at: "2026-03-02T12:00:00Z"); // 07:00: watched, not advertised
        await world.WhatsApp("Could you send me the link to the photos, please?", from: "15550201", name: "Client Nagged");
        await world.WhatsApp("Could you send me the link to the photos, please?", from: "15550202", name: "Client Typed");
        await world.Reply("Nagged", "Here they are.", "ana");
        await world.Reply("Typed", "Here they are.", "ana");
        await world.Slash($"handled {await world.IdOf("Typed")} | photos sent", "U0ANA0001");
        Assert.Equal(["Here they are.", "Here they are.", ChannelHours], await world.Texts("whatsapp"));

        await world.Advance("PT10M");
        await World.Ok(await world.Press("handled", await world.Button("handled"), "U0ANA0001"));
        Assert.Equal(2, (await world.Texts("whatsapp")).Count(text => text == ChannelHours));

        await using var day = await World.Start(); // 10:00: within the advertised hours no reminder belongs to a harmless question
        await day.WhatsApp("Could you send me the link to the photos, please?");
        await day.Reply("Smith", "Here they are.");
        await day.Advance("PT11M");
        Assert.Contains(await day.Texts("slack"), text => text.Contains("assess it and move it on", StringComparison.Ordinal));
        Assert.DoesNotContain(await day.Outbox(), entry => entry!.ToJsonString().Contains("\"handled\"", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "TS-A5")]
    [Trait("Clause", "TS-A6")]
    public async Task An_urgent_example_is_urgent_on_every_channel_at_any_hour()
    {
        await using var world = await World.Start(at: Evening);
        await world.WhatsApp("There is no booking for us at the hotel", from: "15550201", name: "Client Chat");
        await world.Email("Hotel", "There is no booking for us at the hotel", "mail@client.example", "Client Mail");
        await world.Lux("There is no booking for us at the hotel");
        await world.Call("missed");

        Assert.Equal(4, (await world.Tickets()).Count);
        Assert.All(await world.Tickets(), ticket => Assert.Equal(("urgent", "18:15"), (ticket["urgency"]!.GetValue<string>(), World.Local(ticket["answerDue"]!.GetValue<string>()))));
    }

    [Fact]
    [Trait("Clause", "TS-B1")]
    [Trait("Clause", "TS-B3")]
    [Trait("Clause", "TS-B5")]
    public async Task A_packing_question_by_email_opens_a_ticket_waits_for_no_auto_reply_and_alerts_before_24_hours()
    {
        await using var world = await World.Start(at: Evening);
        await world.Email("Boots", "What boots should I pack?");
        var ticket = (await world.TheTicket())["ticket"]!;
        Assert.Equal(("non-urgent", "email", "2026-03-03T23:00:00Z"), (ticket["urgency"]!.GetValue<string>(), ticket["channel"]!.GetValue<string>(), ticket["answerDue"]!.GetValue<string>()));

        await world.Advance("PT21H");
        Assert.Empty(await world.Texts("email"));
        Assert.DoesNotContain(await world.Texts("slack"), text => text.Contains("Support needed", StringComparison.Ordinal));
        await world.Advance("PT90M");
        Assert.Contains("16:00 slack C0SUPPORT1", await world.Told());
        Assert.Single(await world.Texts("slack"), text => text.Contains("Support needed", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "TS-B2")]
    public async Task Time_sensitive_email_is_watched_by_day_and_worth_one_page_in_the_evening()
    {
        await using var day = await World.Start();
        await day.Email("Luggage", "Could you tell us where our luggage is today?");
        await day.Advance("PT2H");
        Assert.Equal(["11:30 slack C0SUPPORT1"], await day.Told());

        await using var evening = await World.Start(at: Evening);
        await evening.Email("Luggage", "Could you tell us where our luggage is today?");
        await evening.Advance("PT2H");
        Assert.Equal(["18:00 slack U0EDDIE005", "18:00 sms +14145550105"], await evening.Told());
    }

    [Fact]
    [Trait("Clause", "TS-B4")]
    public async Task After_hours_email_is_reminded_right_behind_the_help_once_it_is_marked_handled()
    {
        await using var world = await World.Start(at: Evening);
        await world.Email("Taxi", World.UrgentText);
        await world.Reply("Smith", "Another taxi is on its way.", "eddie");
        Assert.Single(await world.Texts("email"));
        await world.Do("Smith", "handled", new { agent = "eddie" });

        var mails = await world.Texts("email");
        Assert.Equal(["Another taxi is on its way.", CallNextTime], mails.Select(mail => mail.Trim()));
        Assert.Contains("reminded TS-B4", await world.EventsOf("Smith"));
        await world.Do("Smith", "close", new { agent = "eddie", note = "The client is in the taxi" });
        Assert.Equal(2, (await world.Texts("email")).Count);
    }

    [Fact]
    [Trait("Clause", "TS-C5")]
    public async Task WhatsApp_outside_the_advertised_hours_is_told_them_at_the_close_at_the_latest()
    {
        await using var world = await World.Start(at: "2026-03-02T12:00:00Z"); // 07:00: watched, not advertised
        await world.WhatsApp("Could you send me the link to the photos, please?");
        await world.Reply("Smith", "Here they are.", "ana");
        Assert.Equal(["Here they are."], await world.Texts("whatsapp"));
        await world.Do("Smith", "close", new { agent = "ana", note = "Photos sent" });

        Assert.Equal(["Here they are.", ChannelHours], await world.Texts("whatsapp"));
    }

    [Fact]
    [Trait("Clause", "TS-C5")]
    public async Task After_24_hours_the_reminder_is_the_approved_template()
    {
        await using var world = await World.Start(at: Evening);
        await World.Ok(await world.Post("sandbox/meta/_templates", new { name = "ts_channel_hours", language = "en", bodyParameters = 0 }));
        await world.WhatsApp("Could you send me the link to the photos, please?");
        await world.Reply("Smith", "Here they are.", "eddie");
        await world.Advance("PT25H");
        await world.Do("Smith", "close", new { agent = "eddie", note = "Photos sent" });

        Assert.StartsWith("template ts_channel_hours", (await world.Texts("whatsapp"))[^1], StringComparison.Ordinal);
        Assert.Contains("reminded TS-C5", await world.EventsOf("Smith"));
    }

    [Fact]
    [Trait("Clause", "TS-A6")]
    [Trait("Clause", "TS-D1")]
    public async Task Lux_and_emergencies_are_never_reminded()
    {
        await using var world = await World.Start(at: Evening);
        await world.Lux(World.UrgentText);
        await world.WhatsApp("My husband is unconscious and not breathing, please help");
        await world.Do("Lux", "reply", new { agent = "eddie", text = "On it." });
        await world.Do("Lux", "handled", new { agent = "eddie" });
        await world.Do("Smith", "reply", new { agent = "eddie", text = "Help is on its way." });
        await world.Do("Smith", "handled", new { agent = "eddie" });

        Assert.DoesNotContain(await world.Texts("whatsapp"), text => text is CallNextTime or ChannelHours);
        Assert.Contains("No reminder belongs to this ticket", (await world.Refused("Lux", "reminder", new { agent = "eddie" }))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
