using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>The urgent phone line (TS-A), emergencies (TS-E), operations e-mail (TS-B), Lux (TS-D).</summary>
public sealed class PhoneAndEmergencySpecs
{
    [Fact] // TS-A2: "If you cannot get to a missed call within 15 minutes, immediately slack the CS channel requesting support."
    public void A_missed_call_asks_for_support_at_5_and_climbs_at_8_and_12()
    {
        var phone = new TripSupport("2026-03-02 10:00 -05:00", "phone");
        phone.ClientCallsInVain();
        phone.Until("2026-03-02 11:00 -05:00");

        Assert.Equal(
            ["10:05 slack cs", "10:05 sms Ana", "10:05 slack page U0ANA0001", "10:08 sms Ben", "10:08 slack page U0BEN0001", "10:12 sms Carla", "10:12 slack page U0CARLA01"],
            phone.Sent);
        Assert.Equal(Times.At("2026-03-02 10:15 -05:00"), Assert.Single(phone.Events.OfType<TicketEvent.TimerFired>()).Due);
    }

    [Fact] // TS-A3: closed by evidence, not by a click.
    public void Calling_back_is_the_evidence_that_ends_it()
    {
        var phone = new TripSupport("2026-03-02 10:00 -05:00", "phone");
        phone.ClientCallsInVain();
        phone.Until("2026-03-02 10:04 -05:00");
        phone.WeCallBack();
        phone.Moves("plan-initiated", "Waiting on the hotel");
        phone.Until("2026-03-02 10:33 -05:00");

        Assert.Empty(phone.Sent);
    }

    [Fact] // TS-A1: every call starts urgent, around the clock.
    public void A_call_at_three_on_a_Sunday_morning_is_urgent_too()
    {
        var phone = new TripSupport("2026-03-01 03:00 -05:00", "phone");
        phone.ClientCallsInVain(number: null);

        Assert.Equal(Urgency.Urgent, phone.Ticket.Urgency);
        Assert.Equal("TS-A1", phone.Ticket.Classification!.Clause);
    }

    [Fact] // TS-E1: leadership alerted in the same decision, repeated every 2 minutes until a named person acknowledges.
    public void An_emergency_wakes_leadership_at_once_and_again_until_somebody_has_it()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("My husband is unconscious and not breathing, please help");
        Assert.Contains("10:00 sms Carla", chat.Sent);
        chat.Until("2026-03-02 10:05 -05:00");
        Assert.Equal(3, chat.Sent.Count(line => line.EndsWith("sms Carla", StringComparison.Ordinal)));

        chat.Takes(TripSupport.Ana);
        chat.AgentReplies("I am with you. Where are you?");
        chat.Hear(new Signal.EmergencyRecorded("ana", "Husband not breathing", "Hut above Grindelwald"));
        chat.Moves("action-required", "PE Action Required – stay with the client");
        var before = chat.Sent.Count;
        chat.Until("2026-03-02 10:34 -05:00");
        Assert.Equal(before, chat.Sent.Count);
    }

    [Fact] // TS-E2: the local-emergency-services text is the first outbound; nag after 1 min.
    public void The_agent_is_asked_after_a_minute_to_send_the_emergency_text()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("My husband is unconscious and not breathing, please help");
        chat.Until("2026-03-02 10:01 -05:00");

        Assert.Contains("10:01 slack cs", chat.Sent);
        Assert.DoesNotContain(chat.Sent, line => line.Contains("client", StringComparison.Ordinal));
    }

    [Fact] // TS-E2 °: sent by Intake when no agent is on the channel.
    public void At_night_Intake_sends_the_emergency_text_itself()
    {
        var chat = new TripSupport("2026-03-02 20:00 -05:00");
        chat.ClientWrites("My husband is unconscious and not breathing, please help");

        Assert.Equal("20:00 client emergency-text", chat.Sent.First(line => line.Contains("client", StringComparison.Ordinal)));
        Assert.NotNull(chat.Ticket.Waiting);
    }

    [Fact] // TS-E1: an acknowledgement is not an answer.
    public void An_emergency_taken_but_untouched_resumes_after_5_minutes()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("My husband is unconscious and not breathing, please help");
        chat.Takes(TripSupport.Ana);
        chat.Until("2026-03-02 10:05 -05:00");

        Assert.Contains("10:05 sms Carla", chat.Sent);
    }

    [Fact] // TS-B1: answered within 24 h, elapsed; a post at 22 h.
    public void A_harmless_email_is_remembered_at_22_hours()
    {
        var email = new TripSupport("2026-03-06 10:00 -05:00", "email");
        email.ClientWrites("Which boots do you recommend for the trip in August?");
        email.Until("2026-03-09 10:00 -04:00");

        Assert.Equal(["08:00 slack cs"], email.Sent);
        Assert.Equal(Times.At("2026-03-07 10:00 -05:00"), Assert.Single(email.Events.OfType<TicketEvent.TimerFired>()).Due);
    }

    [Fact] // TS-D1: Lux, 24/7, within 15 minutes; TS-D2: by hand, so a draft that HubSpot does not see.
    public void A_Lux_message_is_due_in_15_minutes_and_opens_a_draft()
    {
        var lux = new TripSupport("2026-03-01 03:00 -05:00", "lux");
        lux.ClientWrites("Could we get a later breakfast?");

        Assert.True(lux.Ticket.Draft);
        Assert.Equal(Times.At("2026-03-01 03:15 -05:00"), Clocks.FlightPlan.AnswerDue(TripSupport.Playbook, lux.Ticket));
        Assert.DoesNotContain(lux.Log, line => line.Contains("hubspot", StringComparison.Ordinal));
    }

    [Fact] // Found by breaking it: the second cry for help in an emergency must wake people again.
    public void A_second_emergency_message_after_the_first_was_handled_wakes_leadership_again()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("My husband is unconscious and not breathing, please help");
        chat.Takes(TripSupport.Ana);
        chat.AgentReplies("Help is on its way.");
        chat.Moves("action-required", "PE Action Required – stay with the client");
        chat.Until("2026-03-02 10:20 -05:00");
        chat.ClientWrites("Nobody came and he is unconscious again");

        Assert.Contains("10:20 sms Carla", chat.Sent);
    }

    [Fact]
    public void A_harmless_looking_message_in_a_handled_emergency_still_runs_the_urgent_ladder()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("My husband is unconscious and not breathing, please help");
        chat.Takes(TripSupport.Ana);
        chat.AgentReplies("Help is on its way.");
        chat.Until("2026-03-02 10:20 -05:00");
        chat.ClientWrites("Are you there?");
        chat.Until("2026-03-02 10:40 -05:00");

        Assert.Contains("10:30 sms Ana", chat.Sent);
    }

    [Fact] // An alert repeated all night can still be taken: one transaction holds a hundred changes.
    public void An_emergency_nobody_took_for_hours_can_still_be_taken()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("My husband is unconscious and not breathing, please help");
        chat.Until("2026-03-02 14:00 -05:00");
        chat.Takes(TripSupport.Ana);

        Assert.InRange(chat.Decisions[^1].Effects.Length + chat.Decisions[^1].Events.Length, 1, 90);
        Assert.NotNull(chat.Alert.Taken);
    }

    [Fact] // News of an answer may come late.
    public void An_answer_older_than_the_clients_last_message_does_not_answer_it()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("Hello there");
        chat.Until("2026-03-02 10:05 -05:00");
        chat.ClientWrites("We are stuck, the taxi has not arrived");
        chat.Hear(id => new Signal.ReplySeen("ana", "Hi!", "m1") { Id = id, At = Times.At("2026-03-02 10:02 -05:00"), ReceivedAt = chat.Now });
        chat.Until("2026-03-02 10:16 -05:00");

        Assert.Contains("10:15 sms Ana", chat.Sent);
    }

    [Fact]
    public void A_close_older_than_the_clients_last_message_does_not_close_over_it()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("Hello there");
        chat.Until("2026-03-02 10:05 -05:00");
        chat.ClientWrites("My husband is unconscious and not breathing, please help");
        chat.Hear(id => new Signal.StageMoved("HubSpot", "closed", null, "hubspot") { Id = id, At = Times.At("2026-03-02 10:03 -05:00"), ReceivedAt = chat.Now });

        Assert.True(chat.Ticket.IsOpen);
        Assert.Contains("10:05 hubspot ticket", chat.Log);
    }

    [Fact] // What never reached the client is no answer.
    public void A_refused_reply_starts_the_clients_waiting_again_and_is_said_aloud()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("We are stuck, the taxi has not arrived");
        var reply = new Effect.SendToClient("whatsapp", chat.Ticket.Client, "On our way", null, null, null, false) { Id = "x", Clause = "TS-C1" };
        chat.AgentReplies("On our way");
        chat.Hear(id => new Signal.EffectSettled(reply, new Outcome.Refused("no such number"), false));

        Assert.NotNull(chat.Ticket.Waiting);
        Assert.Contains("10:00 slack page cs", chat.Sent);
    }

    [Fact] // TS-A6: an e-mail's subject is part of what it says.
    public void An_urgent_subject_makes_an_email_urgent()
    {
        var email = new TripSupport("2026-03-02 10:00 -05:00", "email");
        email.Hear(id => new Signal.MessageArrived("email", new Client("Jane", "jane@client.example", null, "jane@client.example"), new Message(id, "email", "Please help", "We are stuck, the taxi has not arrived"), "test"));

        Assert.Equal(Urgency.Urgent, email.Ticket.Urgency);
    }
}
