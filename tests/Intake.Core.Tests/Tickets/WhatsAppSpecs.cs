using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>"WhatsApp Chat (HubSpot)", TS-C, and what is urgent on it, TS-A5, A6.</summary>
public sealed class WhatsAppSpecs
{
    private const string Urgent = "Our taxi has not arrived and we are stuck at the trailhead";
    private const string Harmless = "Could you send me the link to the photos, please?";

    private readonly TripSupport _monday = new("2026-03-02 10:00 -05:00");

    [Fact] // TS-C2: "If urgent, do not wait longer than 15 minutes"; support asked for before the limit.
    public void An_unanswered_urgent_message_climbs_the_ladder_minute_by_minute()
    {
        _monday.ClientWrites(Urgent);
        _monday.Until("2026-03-02 11:30 -05:00");

        Assert.Equal(Urgency.Urgent, _monday.Ticket.Urgency);
        Assert.Equal(
        [
            "10:08 slack cs",
            "10:10 slack cs", "10:10 sms Ana", "10:10 slack page U0ANA0001",
            "10:12 sms Ben", "10:12 slack page U0BEN0001",
            "10:14 sms Carla", "10:14 slack page U0CARLA01",
        ], _monday.Sent);
    }

    [Fact]
    public void The_missed_target_is_a_fact_at_its_own_time()
    {
        _monday.ClientWrites(Urgent);
        _monday.Until("2026-03-02 11:30 -05:00");

        var missed = Assert.Single(_monday.Events.OfType<TicketEvent.TimerFired>());
        Assert.Equal(Times.At("2026-03-02 10:15 -05:00"), missed.Due);
    }

    [Fact]
    public void An_answer_in_time_keeps_everybody_asleep()
    {
        _monday.ClientWrites(Urgent);
        _monday.Until("2026-03-02 10:07 -05:00");
        _monday.AgentReplies("I am calling the driver.");
        _monday.Moves("plan-initiated", "Waiting on the taxi company");
        _monday.Until("2026-03-02 10:36 -05:00");

        Assert.Equal(["10:07 client reply"], _monday.Sent);
    }

    [Fact]
    public void Somebody_taking_it_stops_the_ladder_and_the_messages_say_so()
    {
        _monday.ClientWrites(Urgent);
        _monday.Until("2026-03-02 10:11 -05:00");
        _monday.Takes(TripSupport.Ana);
        _monday.Until("2026-03-02 10:15 -05:00");

        Assert.Equal(
        [
            "10:08 slack cs", "10:10 slack cs", "10:10 sms Ana", "10:10 slack page U0ANA0001",
            "10:11 slack update cs", "10:11 slack update cs", "10:11 slack update U0ANA0001",
        ], _monday.Sent);
    }

    [Fact] // "an acknowledgement without a first touch of the client resumes the ladder one rung up after 5"
    public void Taken_but_the_client_hears_nothing_the_ladder_goes_on_one_rung_up()
    {
        _monday.ClientWrites(Urgent);
        _monday.Until("2026-03-02 10:11 -05:00");
        _monday.Takes(TripSupport.Ana);
        _monday.Until("2026-03-02 11:00 -05:00");

        Assert.Equal(
            ["10:16 sms Ben", "10:16 slack page U0BEN0001", "10:18 sms Carla", "10:18 slack page U0CARLA01"],
            _monday.Sent.SkipWhile(line => !line.StartsWith("10:16", StringComparison.Ordinal)).Where(line => !line.Contains("update", StringComparison.Ordinal)));
        Assert.EndsWith("⏳ Ana had it; the client still waits.", _monday.Effects.OfType<Effect.UpdateSlack>().Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Taken_and_answered_ends_it()
    {
        _monday.ClientWrites(Urgent);
        _monday.Until("2026-03-02 10:11 -05:00");
        _monday.Takes(TripSupport.Ana);
        _monday.Until("2026-03-02 10:13 -05:00");
        _monday.AgentReplies("Another taxi is on its way.");
        _monday.Moves("plan-initiated", "Waiting on the taxi company");
        _monday.Until("2026-03-02 10:42 -05:00");

        Assert.DoesNotContain(_monday.Sent, line => string.CompareOrdinal(line, "10:14") > 0);
    }

    [Fact]
    public void Need_help_climbs_at_once()
    {
        _monday.ClientWrites(Urgent);
        _monday.Until("2026-03-02 10:10 -05:00");
        _monday.NeedsHelp(TripSupport.Ana);

        Assert.Contains("10:10 sms Ben", _monday.Sent);
        _monday.Until("2026-03-02 10:12 -05:00");
        Assert.Contains("10:12 sms Carla", _monday.Sent);
    }

    [Fact] // TS-C2: "For all other requests, not longer than 30 minutes": support asked for in the CS channel at 20.
    public void Anything_else_asks_for_support_at_20_minutes_and_pages_nobody()
    {
        _monday.ClientWrites(Harmless);
        _monday.Until("2026-03-02 12:00 -05:00");

        Assert.Equal(["10:20 slack cs"], _monday.Sent);
        Assert.Equal(Times.At("2026-03-02 10:30 -05:00"), Assert.Single(_monday.Events.OfType<TicketEvent.TimerFired>()).Due);
    }

    [Fact] // TS-C3: once an agent has answered, no silence over 10–15 minutes.
    public void A_live_chat_warns_its_agent_at_10_minutes_and_alerts_at_15()
    {
        _monday.ClientWrites(Harmless);
        _monday.AgentReplies("Of course, one moment.");
        _monday.Moves("plan-initiated", "Waiting on the client");
        _monday.Until("2026-03-02 10:05 -05:00");
        _monday.ClientWrites("And the route description too?");
        _monday.Until("2026-03-02 11:00 -05:00");

        Assert.Equal(
            ["10:00 client reply", "10:05 slack cs", "10:15 slack cs", "10:20 slack cs", "10:20 sms Ana", "10:20 slack page U0ANA0001"],
            _monday.Sent);
    }

    [Fact] // TS-C1: auto-reply from 17:00 to 00:30, once per conversation and closed window.
    public void Out_of_hours_the_client_is_told_once_to_call_the_phone_line()
    {
        var evening = new TripSupport("2026-03-02 18:00 -05:00");
        evening.ClientWrites(Harmless);
        evening.Until("2026-03-02 18:30 -05:00");
        evening.ClientWrites("Hello?");
        evening.Until("2026-03-03 00:00 -05:00");

        Assert.Equal(["18:00 client whatsapp-closed"], evening.Sent);
    }

    [Fact] // "other WhatsApp clocks start at 00:30"
    public void A_harmless_message_of_the_evening_waits_for_the_morning_shift()
    {
        var evening = new TripSupport("2026-03-02 18:00 -05:00");
        evening.ClientWrites(Harmless);
        evening.Until("2026-03-03 02:00 -05:00");

        Assert.Equal(["18:00 client whatsapp-closed", "00:50 slack cs"], evening.Sent);
    }

    [Fact] // TS-A6: "If an urgent issue arrives through email or WhatsApp, treat it as urgent", at any hour.
    public void Urgent_while_nobody_watches_pages_the_primary_at_once()
    {
        var evening = new TripSupport("2026-03-02 18:00 -05:00");
        evening.ClientWrites(Urgent);
        evening.Until("2026-03-02 19:00 -05:00");

        Assert.Equal(
        [
            "18:00 client whatsapp-closed", "18:00 sms Ana", "18:00 slack page U0ANA0001",
            "18:10 slack cs", "18:12 sms Ben", "18:12 slack page U0BEN0001", "18:14 sms Carla", "18:14 slack page U0CARLA01",
        ], evening.Sent);
    }

    [Fact]
    public void An_auto_reply_is_never_answered_and_starts_no_clock()
    {
        var evening = new TripSupport("2026-03-02 18:00 -05:00");
        evening.ClientWrites("I am out of office.", automatic: true);
        evening.Until("2026-03-03 12:00 -05:00");

        Assert.Empty(evening.Sent);
    }

    [Fact]
    public void A_message_that_turns_urgent_starts_the_urgent_ladder_from_its_own_time()
    {
        _monday.ClientWrites(Harmless);
        _monday.Until("2026-03-02 10:10 -05:00");
        _monday.ClientWrites(Urgent);
        _monday.Until("2026-03-02 10:30 -05:00");

        Assert.Equal(
            ["10:18 slack cs", "10:20 slack cs", "10:20 sms Ana", "10:20 slack page U0ANA0001", "10:22 sms Ben", "10:22 slack page U0BEN0001", "10:24 sms Carla", "10:24 slack page U0CARLA01"],
            _monday.Sent);
    }

    [Fact] // TS-U2: an agent can overrule the class, with a reason, and the clocks follow.
    public void Overruled_to_non_urgent_the_pages_stop()
    {
        _monday.ClientWrites(Urgent);
        _monday.Until("2026-03-02 10:09 -05:00");
        _monday.Overrules(Urgency.NonUrgent, "It is about next year's taxi");
        _monday.Moves("plan-initiated", "Waiting on the client");
        _monday.Until("2026-03-02 11:00 -05:00");

        Assert.Equal(["10:08 slack cs", "10:09 slack update cs", "10:20 slack cs"], _monday.Sent);
    }

    [Fact] // After an outage nothing is lost, and it says how late it is.
    public void A_clock_that_slept_fires_everything_it_missed_and_says_how_late()
    {
        _monday.ClientWrites(Urgent);
        _monday.SleepsUntil("2026-03-02 10:40 -05:00");

        Assert.Equal(8, _monday.Sent.Count);
        Assert.Equal(["32:00", "30:00", "28:00", "26:00"], _monday.Events.OfType<TicketEvent.RungFired>().Select(rung => rung.Late.ToString("M:ss", null)));
    }
}
