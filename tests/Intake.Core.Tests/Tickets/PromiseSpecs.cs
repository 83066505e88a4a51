using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>"Let me check this for you. I’ll update you in about 10–15 minutes." (TS-C4): the team's word is the clock.</summary>
public sealed class PromiseSpecs
{
    private const string Harmless = "Could you send me the link to the photos, please?";
    private const string Holding = "Let me check this for you. I’ll update you in about 10–15 minutes.";

    private readonly TripSupport _chat = new("2026-03-02 10:00 -05:00");

    [Theory]
    [Trait("Clause", "TS-C4")]
    [InlineData(Holding, "2026-03-02 10:15 -05:00")]
    [InlineData("I'll update you in about 10–15 minutes", "2026-03-02 10:15 -05:00")]
    [InlineData("I will get back to you in half an hour.", "2026-03-02 10:30 -05:00")]
    [InlineData("We will let you know by 3 pm", "2026-03-02 15:00 -05:00")]
    [InlineData("I'll call you tomorrow morning, promised!", "2026-03-03 09:00 -05:00")]
    [InlineData("Give me 20 minutes", "2026-03-02 10:20 -05:00")]
    [InlineData("The driver is on the road. You will hear from me within the next 10 minutes.", "2026-03-02 10:10 -05:00")]
    [InlineData("Please bear with me, I need 5 minutes.", "2026-03-02 10:05 -05:00")]
    public void An_agents_words_are_a_promise_due_at_the_upper_end(string text, string due)
    {
        _chat.ClientWrites(Harmless);
        _chat.AgentReplies(text);

        Assert.Equal(Times.At(due), Assert.Single(_chat.Ticket.Promises).Due);
    }

    [Theory]
    [Trait("Clause", "TS-C4")]
    [InlineData("Here is the link.")]
    [InlineData("Your taxi comes at 15:00 to the hotel.")]
    [InlineData("I'll let you know.")]
    [InlineData("Breakfast is until 10 am.")]
    [InlineData("The stage took others 6 hours.")]
    public void Other_words_promise_nothing(string text)
    {
        _chat.ClientWrites(Harmless);
        _chat.AgentReplies(text);

        Assert.Empty(_chat.Ticket.Promises);
    }

    [Fact]
    [Trait("Clause", "TS-C4")]
    public void The_agent_is_reminded_and_a_broken_promise_alerts_and_is_counted()
    {
        _chat.ClientWrites(Harmless);
        _chat.Moves("plan-initiated", "Waiting on the guide");
        _chat.AgentReplies(Holding);
        _chat.Until("2026-03-02 11:00 -05:00");

        Assert.Equal(
            ["10:00 client reply", "10:10 slack cs", "10:15 slack cs", "10:15 sms Ana", "10:15 slack page U0ANA0001", "10:20 sms Ben", "10:20 slack page U0BEN0001"],
            _chat.Sent);
        Assert.Equal(1, _chat.Ticket.BrokenPromises);
        Assert.Equal("TS-C4", Assert.Single(_chat.Events.OfType<TicketEvent.PromiseBroken>()).Clause);
    }

    [Fact]
    [Trait("Clause", "TS-C4")]
    public void The_next_message_keeps_it_and_nobody_hears_of_it()
    {
        _chat.ClientWrites(Harmless);
        _chat.Moves("plan-initiated", "Waiting on the guide");
        _chat.AgentReplies(Holding);
        _chat.Until("2026-03-02 10:09 -05:00");
        _chat.AgentReplies("Here is the link.");
        _chat.Until("2026-03-02 12:00 -05:00");

        Assert.Equal(["10:00 client reply", "10:09 client reply"], _chat.Sent);
        Assert.Equal(NodaTime.Duration.Zero, Assert.Single(_chat.Events.OfType<TicketEvent.PromiseKept>()).Late);
    }

    [Fact]
    [Trait("Clause", "TS-C4")]
    [Trait("Clause", "TS-C3")]
    public void While_it_is_open_the_live_gap_is_silent()
    {
        _chat.ClientWrites(Harmless);
        _chat.Moves("plan-initiated", "Waiting on the guide");
        _chat.AgentReplies("I'll update you in half an hour");
        _chat.Until("2026-03-02 10:03 -05:00");
        _chat.ClientWrites("It is the one from Sunday's hike");
        _chat.Until("2026-03-02 10:24 -05:00");
        Assert.Equal(["10:00 client reply"], _chat.Sent);

        _chat.Until("2026-03-02 10:26 -05:00");
        Assert.Equal(["10:00 client reply", "10:25 slack cs"], _chat.Sent);
        Assert.Equal(Times.At("2026-03-02 10:30 -05:00"), Intake.Clocks.FlightPlan.AnswerDue(TripSupport.Playbook, _chat.Ticket));
    }

    [Fact]
    [Trait("Clause", "TS-C4")]
    public void A_promise_for_tomorrow_does_not_silence_a_new_question()
    {
        _chat.ClientWrites(Harmless);
        _chat.Moves("plan-initiated", "Waiting on the guide");
        _chat.AgentReplies("I'll call you tomorrow morning");
        _chat.Until("2026-03-02 10:05 -05:00");
        _chat.ClientWrites("And where do we leave the luggage?");
        _chat.Until("2026-03-02 10:30 -05:00");

        Assert.Equal(["10:00 client reply", "10:15 slack cs", "10:20 slack cs", "10:20 sms Ana", "10:20 slack page U0ANA0001"], _chat.Sent);
    }

    [Fact]
    [Trait("Clause", "TS-C4")]
    public void By_button_with_a_length_or_a_time_in_any_spelling_and_nothing_is_sent()
    {
        _chat.ClientWrites(Harmless);
        _chat.Hear(new Signal.PromiseRequested("ana", null, 25, null));
        _chat.Hear(new Signal.PromiseRequested("ana", "3 pm", null, null));

        Assert.Equal([Times.At("2026-03-02 10:25 -05:00"), Times.At("2026-03-02 15:00 -05:00")], _chat.Ticket.Promises.Select(promise => promise.Due));
        Assert.Empty(_chat.Sent);
    }

    [Theory]
    [Trait("Clause", "TS-C4")]
    [InlineData("soon", null)]
    [InlineData(null, 0)]
    [InlineData(null, null)]
    [InlineData("2020-01-01T00:00:00Z", null)]
    public void A_promise_without_a_time_ahead_is_refused_with_the_forms(string? due, int? minutes)
    {
        _chat.ClientWrites(Harmless);
        _chat.Hear(new Signal.PromiseRequested("ana", due, minutes, null));

        Assert.Contains("in 20 minutes", _chat.Refused!.Remedy, StringComparison.Ordinal);
        Assert.Empty(_chat.Ticket.Promises);
    }

    [Fact]
    [Trait("Clause", "TS-C4")]
    public void Withdrawn_with_a_reason_the_clock_of_the_chat_runs_again()
    {
        _chat.ClientWrites(Harmless);
        _chat.Moves("plan-initiated", "Waiting on the guide");
        _chat.AgentReplies("I'll update you in half an hour");
        _chat.ClientWrites("It is the one from Sunday's hike");
        _chat.Hear(new Signal.PromiseWithdrawn(_chat.Ticket.Promises[0].Id, "ana", "Wrong chat"));
        _chat.Until("2026-03-02 10:20 -05:00");

        Assert.Equal(["10:00 client reply", "10:10 slack cs", "10:15 slack cs", "10:15 sms Ana", "10:15 slack page U0ANA0001"], _chat.Sent);
        Assert.Equal(0, _chat.Ticket.BrokenPromises);
    }

    [Fact]
    [Trait("Clause", "TS-C4")]
    public void What_never_reached_the_client_promised_nothing()
    {
        _chat.ClientWrites(Harmless);
        _chat.AgentReplies(Holding);
        var sent = _chat.Effects.OfType<Effect.SendToClient>().Last();
        _chat.Hear(new Signal.DeliveryReported(sent.Id, "wamid.1", Failed: true, "blocked"));

        Assert.Empty(_chat.Ticket.Promises);
        Assert.NotNull(_chat.Ticket.Waiting);
    }

    [Fact]
    [Trait("Clause", "TS-C4")]
    public void Tomorrow_morning_by_email_is_a_promise_too()
    {
        var mail = new TripSupport("2026-03-02 10:00 -05:00", "email");
        mail.ClientWrites("What boots should I pack?");
        mail.Moves("plan-initiated", "Waiting on the guide");
        mail.AgentReplies("I will get back to you tomorrow morning.");
        mail.Until("2026-03-03 09:59 -05:00");

        Assert.Equal(["10:00 client reply", "08:55 slack cs", "09:00 slack cs", "09:00 sms Ana", "09:00 slack page U0ANA0001", "09:05 sms Ben", "09:05 slack page U0BEN0001"], mail.Sent);
    }

    [Fact] // "without communicating expectations and actions"
    [Trait("Clause", "TS-D1")]
    public void On_Lux_a_longer_gap_is_fine_when_action_and_time_were_stated()
    {
        var lux = new TripSupport("2026-03-02 10:00 -05:00", "lux");
        lux.ClientWrites("Could we have dinner at seven today instead?");
        lux.Hear(new Signal.TicketRequested("lux", new Client("Smith", null), "Dinner at seven", "From the group", null, "ana", null));
        lux.Moves("plan-initiated", "Waiting on the hotel");
        lux.AgentReplies("I am calling the hotel and will update you in 40 minutes.");
        lux.ClientWrites("We will be in the spa");
        var before = lux.Sent.Count;
        lux.Until("2026-03-02 10:34 -05:00");
        Assert.Equal(before, lux.Sent.Count);

        lux.Until("2026-03-02 10:41 -05:00");
        Assert.Contains("10:40 slack cs", lux.Sent);
    }
}
