using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>An issue nobody made a ticket of (TS-D2): asked for, made, dismissed from the fixed list.</summary>
public sealed class DraftSpecs
{
    private readonly TripSupport _lux = new("2026-03-02 10:00 -05:00", "lux");

    public DraftSpecs() => _lux.ClientWrites("Could we get a later breakfast?");

    [Fact]
    [Trait("Clause", "TS-D2")]
    public void It_asks_the_on_call_primary_at_5_the_channel_at_10_and_every_15_minutes_from_then()
    {
        _lux.AgentReplies("Of course.");
        _lux.Until("2026-03-02 10:45 -05:00");

        Assert.Equal(["10:05 slack U0ANA0001", "10:10 slack cs", "10:25 slack cs", "10:40 slack cs"], _lux.Sent.Where(line => line.Contains("slack", StringComparison.Ordinal)));
        Assert.Contains("Proposed: Smith - ", _lux.Effects.OfType<Effect.PostToSlack>().First().Text, StringComparison.Ordinal);
    }

    [Fact] // TS-D1: the draft's own clock runs all the same.
    [Trait("Clause", "TS-D1")]
    public void While_it_waits_to_be_a_ticket_the_clients_clock_runs()
    {
        _lux.Until("2026-03-02 10:20 -05:00");

        Assert.Contains("10:14 sms Ana", _lux.Sent);
    }

    [Fact]
    [Trait("Clause", "TS-D2")]
    public void One_click_makes_it_a_ticket_with_the_agent_as_owner_and_ends_the_asking()
    {
        _lux.Until("2026-03-02 10:06 -05:00");
        _lux.Hear(new Signal.DraftConfirmed("ana"));
        Assert.Equal((false, "ana"), (_lux.Ticket.Draft, _lux.Ticket.Owner));
        Assert.Contains("10:06 slack update U0ANA0001", _lux.Sent);
        Assert.Contains("10:06 hubspot ticket", _lux.Log);

        _lux.AgentReplies("Of course.");
        _lux.Moves("closed", "Breakfast at 9");
        var before = _lux.Sent.Count;
        _lux.Until("2026-03-02 12:00 -05:00");
        Assert.Equal(before, _lux.Sent.Count);
    }

    [Theory]
    [InlineData("thanks")]
    [InlineData("emoji")]
    [InlineData("staff-chatter")]
    [Trait("Clause", "TS-D2")]
    public void It_is_dismissed_from_the_fixed_list(string reason)
    {
        _lux.Hear(new Signal.DraftDismissed("ana", reason));
        _lux.Until("2026-03-02 12:00 -05:00");

        Assert.False(_lux.Ticket.IsOpen);
        Assert.Empty(_lux.Sent);
        Assert.DoesNotContain(_lux.Log, line => line.Contains("hubspot", StringComparison.Ordinal));
    }

    [Fact] // TS-T4 has a one-off question need no ticket; on Lux, TS-D2 wins.
    [Trait("Clause", "TS-D2")]
    [Trait("Clause", "TS-T3")]
    public void A_one_off_question_is_no_reason_and_the_refusal_says_when_a_ticket_is_required()
    {
        _lux.Hear(new Signal.DraftDismissed("ana", "one-off-question"));

        Assert.Equal("TS-D2", _lux.Refused!.Clause);
        Assert.Contains("all issues from this channel", _lux.Refused.Why, StringComparison.Ordinal);
        Assert.Contains("follow-up is needed", _lux.Refused.Remedy, StringComparison.Ordinal);
        Assert.True(_lux.Ticket.IsOpen);
    }

    [Fact]
    public void Any_other_reason_is_refused_with_the_list()
    {
        _lux.Hear(new Signal.DraftDismissed("ana", "busy"));

        Assert.Contains("thanks, emoji, staff-chatter, belongs-to", _lux.Refused!.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void It_belongs_to_another_ticket_only_when_that_is_named()
    {
        _lux.Hear(new Signal.DraftDismissed("ana", "belongs-to", "t9"));

        Assert.Equal("TS-D2", _lux.Refused!.Clause);
    }

    [Fact] // TS-E1: nobody has to press a button first.
    [Trait("Clause", "TS-E1")]
    public void An_emergency_is_a_ticket_at_once()
    {
        _lux.ClientWrites("My husband is unconscious and not breathing, please help");

        Assert.False(_lux.Ticket.Draft);
        Assert.Contains("10:00 hubspot ticket", _lux.Log);
    }

    [Fact] // TS-T5: a by-hand ticket has its source, its note and its maker as owner; the client waits from now (TS-D1).
    [Trait("Clause", "TS-T2")]
    [Trait("Clause", "TS-T5")]
    public void What_an_agent_types_in_is_a_ticket_whose_clock_runs()
    {
        var typed = new TripSupport("2026-03-02 10:00 -05:00", "lux");
        typed.Hear(new Signal.TicketRequested("lux", new Client("Smith", null), "taxi missing at the hut", "taxi missing at the hut", null, "ana", null, "Lux WhatsApp group", Waits: true));

        Assert.Equal(("Smith - Taxi missing at the hut, 2nd", "ana", "Lux WhatsApp group", "new"), (typed.Ticket.Title, typed.Ticket.Owner, typed.Ticket.Source, typed.Ticket.Stage));
        Assert.Equal(Times.At("2026-03-02 10:15 -05:00"), Clocks.FlightPlan.AnswerDue(TripSupport.Playbook, typed.Ticket));
        Assert.Single(typed.Events.OfType<TicketEvent.Noted>());
    }
}
