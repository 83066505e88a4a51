using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Tickets;
using NodaTime;

namespace Intake.Core.Tests.Tickets;

/// <summary>Missed calls: support at once (TS-A2), evidence (TS-A3), other clients told to wait (TS-A4).</summary>
public sealed class EvidenceSpecs
{
    private readonly TripSupport _phone = new("2026-03-02 10:00 -05:00", "phone");

    [Fact]
    [Trait("Clause", "TS-A2")]
    public void With_nobody_reachable_on_call_the_channel_is_asked_at_once()
    {
        _phone.Facts = _phone.Facts with { OnCall = _phone.Facts.OnCall.SetItem("primary", [new Person("fay", "Fay")]) };
        _phone.ClientCallsInVain();
        _phone.Until("2026-03-02 10:06 -05:00");

        Assert.Equal(["10:00 slack cs", "10:00 slack page cs", "10:03 sms Ben", "10:03 slack page U0BEN0001"], _phone.Sent);
        Assert.Contains("nobody reachable", Assert.Single(_phone.Events.OfType<TicketEvent.CannotReach>()).Why, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "TS-A2")]
    public void Cannot_before_the_first_rung_moves_the_whole_ladder_forward()
    {
        _phone.ClientCallsInVain();
        _phone.Until("2026-03-02 10:02 -05:00");
        _phone.Hear(new Signal.CannotReach("ana", "no signal"));
        _phone.Until("2026-03-02 10:30 -05:00");

        Assert.Equal(["10:02 slack cs", "10:02 sms Ana", "10:02 slack page U0ANA0001", "10:05 sms Ben", "10:05 slack page U0BEN0001", "10:09 sms Carla", "10:09 slack page U0CARLA01"], _phone.Sent);
    }

    [Fact]
    [Trait("Clause", "TS-A2")]
    public void Cannot_on_a_ticket_nobody_waits_on_is_refused()
    {
        _phone.ClientCallsInVain();
        _phone.WeCallBack();
        _phone.Hear(new Signal.CannotReach("ana", null));

        Assert.Equal("Nobody waits on this ticket.", _phone.Refused!.Why);
    }

    [Fact]
    [Trait("Clause", "TS-A7")]
    public void At_the_weekend_the_first_rung_also_pages_the_secondary()
    {
        var saturday = new TripSupport("2026-03-07 10:00 -05:00", "phone");
        saturday.ClientCallsInVain();
        saturday.Until("2026-03-07 10:06 -05:00");

        Assert.Equal(["10:05 slack cs", "10:05 sms Ana", "10:05 slack page U0ANA0001", "10:05 sms Ben", "10:05 slack page U0BEN0001"], saturday.Sent);
    }

    [Fact]
    [Trait("Clause", "TS-A3")]
    public void A_message_before_the_call_is_no_evidence()
    {
        _phone.ClientCallsInVain();
        _phone.Hear(new Signal.ReachedElsewhere(new TicketId("t2"), "whatsapp") { At = _phone.Now - Duration.FromMinutes(5) });

        Assert.NotNull(_phone.Ticket.Waiting);
    }

    [Fact]
    [Trait("Clause", "TS-A4")]
    public void The_offer_names_how_many_chats_and_nothing_happens_by_itself()
    {
        _phone.Facts = _phone.Facts with { ActiveChats = ImmutableDictionary<string, int>.Empty.Add("ana", 2) };
        _phone.ClientCallsInVain();
        _phone.ClientCallsInVain();

        var offer = Assert.Single(_phone.Effects.OfType<Effect.PostToSlack>());
        Assert.Equal(("U0ANA0001", "deprioritise"), (offer.Room, offer.Buttons.Single().Action));
        Assert.Contains("you have 2 chats going", offer.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "TS-A4")]
    public void A_chat_set_aside_is_told_and_alerts_after_15_minutes()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("Could you send me the link to the photos, please?");
        chat.AgentReplies("I'll update you in 5 minutes");
        chat.Moves("plan-initiated", "Waiting on the guide");
        chat.Until("2026-03-02 10:02 -05:00");
        chat.Hear(new Signal.SetAside(new TicketId("t2"), "Jones - Taxi", "ana"));
        chat.Until("2026-03-02 10:18 -05:00");

        Assert.Equal(["10:00 client reply", "10:02 client deprioritised", "10:02 slack cs", "10:12 slack cs", "10:17 slack cs", "10:17 sms Ana", "10:17 slack page U0ANA0001"], chat.Sent);
        Assert.Equal("set aside for t2", Assert.Single(chat.Events.OfType<TicketEvent.PromiseWithdrawn>()).Reason);
    }

    [Fact]
    [Trait("Clause", "TS-A4")]
    public void An_urgent_client_is_never_set_aside()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("Our taxi has not arrived and we are stuck at the trailhead");
        chat.AgentReplies("I am calling the driver.");
        chat.Hear(new Signal.SetAside(new TicketId("t2"), "Jones - Taxi", "ana"));

        Assert.Equal("TS-A4", chat.Refused!.Clause);
        Assert.Equal(["10:00 client reply"], chat.Sent);
    }
}
