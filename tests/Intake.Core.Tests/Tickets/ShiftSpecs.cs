using Intake.Clocks;
using Intake.OnCall;
using Intake.Tickets;
using NodaTime;

namespace Intake.Core.Tests.Tickets;

/// <summary>"By default a ticket belongs to the shift"; "avoid gaps": what becomes of a ticket and of a live chat when the shift ends.</summary>
public sealed class ShiftSpecs
{
    private static readonly Person Eddie = new("eddie", "Eddie Evans", null, "U0EDDIE05");

    [Fact]
    [Trait("Clause", "TS-O2")]
    public void A_ticket_nobody_closed_goes_to_the_next_shift_and_is_silent_about_it()
    {
        var world = new TripSupport("2026-03-02 16:00 -05:00", "email");
        world.ClientWrites("What boots should I pack?");
        var before = world.Sent.Count;
        world.Until("2026-03-02 17:10 -05:00");

        Assert.Equal(("afternoon", "evening", false), (world.Ticket.HandOver!.FromShift, world.Ticket.HandOver.ToShift, world.Ticket.HandOver.Live));
        Assert.Equal(before, world.Sent.Count);
        Assert.Single(world.Events.OfType<TicketEvent.HandedOver>());
    }

    [Fact]
    [Trait("Clause", "TS-O2")]
    public void Whoever_accepts_owns_it_and_the_list_is_empty()
    {
        var world = Handed();
        world.Hear(new Signal.HandOverAccepted("eddie"));

        Assert.Null(world.Ticket.HandOver);
        Assert.Equal("eddie", world.Ticket.Owner);
        world.Hear(new Signal.HandOverAccepted("eddie"));
        Assert.Equal("Nothing on this ticket waits to be accepted.", world.Refused!.Why);
    }

    [Fact]
    [Trait("Clause", "TS-O2")]
    public void Unaccepted_it_stays_on_the_list_and_goes_on_to_the_shift_after()
    {
        var world = Handed();
        world.Until("2026-03-03 00:40 -05:00");

        Assert.Equal(("evening", "morning"), (world.Ticket.HandOver!.FromShift, world.Ticket.HandOver.ToShift));
    }

    [Fact]
    [Trait("Clause", "TS-O2")]
    public void An_owner_who_is_on_duty_next_keeps_the_ticket()
    {
        var world = new TripSupport("2026-03-02 16:00 -05:00", "email");
        world.ClientWrites("What boots should I pack?");
        world.Hear(new Signal.OwnerChanged("eddie", "eddie"));
        world.Facts = world.Facts with { OnDuty = [Eddie] };
        world.Until("2026-03-02 17:10 -05:00");

        Assert.Null(world.Ticket.HandOver);
        Assert.Equal("eddie is on duty in the next shift", Assert.Single(world.Events.OfType<TicketEvent.ShiftPassed>()).Why);
    }

    [Fact]
    [Trait("Clause", "TS-O2")]
    public void Found_late_it_goes_once_to_whoever_is_there_now()
    {
        var world = new TripSupport("2026-03-02 16:00 -05:00", "email");
        world.ClientWrites("What boots should I pack?");
        world.SleepsUntil("2026-03-04 10:00 -05:00");

        var handed = Assert.Single(world.Events.OfType<TicketEvent.HandedOver>());
        Assert.Equal(("morning", "afternoon"), (handed.HandOver.FromShift, handed.HandOver.ToShift));
        Assert.Equal(Duration.FromHours(1), handed.Late);
    }

    [Theory]
    [Trait("Clause", "TS-O2")]
    [InlineData("2026-03-07 23:00 -05:00", "2026-03-08 00:30 -05:00", "2026-03-08 09:00 -04:00")] // the clocks go forward
    [InlineData("2026-10-31 23:00 -04:00", "2026-11-01 00:30 -04:00", "2026-11-01 09:00 -05:00")] // and back
    public void Shift_ends_are_exact_when_the_clocks_change(string opened, string first, string second)
    {
        var world = new TripSupport(opened, "email");
        world.ClientWrites("What boots should I pack?");
        Assert.Equal(Times.At(first), Due(world));
        world.Until(first.Replace("00:30", "00:31", StringComparison.Ordinal));
        Assert.Equal(Times.At(second), Due(world));
    }

    [Fact]
    [Trait("Clause", "TS-C6")]
    public void A_live_chats_agent_is_asked_10_minutes_before_the_end_and_may_stay()
    {
        var world = LiveChat();
        world.Until("2026-03-02 16:51 -05:00");
        Assert.Equal("16:50 slack U0ANA0001", world.Sent[^1]);
        world.Hear(new Signal.StayRequested("ana", "nearly done"));
        var before = world.Sent.Count;
        world.Until("2026-03-02 17:04 -05:00");

        Assert.Null(world.Ticket.HandOver);
        Assert.Equal("ana", world.Ticket.Owner);
        Assert.Equal(before, world.Sent.Count);
    }

    [Fact]
    [Trait("Clause", "TS-C6")]
    public void Handed_over_by_name_only_the_receiver_accepts()
    {
        var world = LiveChat();
        world.Hear(new Signal.HandOverRequested("ana", Eddie));
        Assert.Equal("16:45 slack U0EDDIE05", world.Sent[^1]);
        world.Hear(new Signal.HandOverAccepted("ben"));
        Assert.Equal("It was handed to eddie by name.", world.Refused!.Why);
        world.Until("2026-03-02 17:01 -05:00");
        Assert.Equal("eddie", world.Ticket.HandOver!.To);
        world.Hear(new Signal.HandOverAccepted("eddie"));
        var before = world.Sent.Count;
        world.Until("2026-03-02 17:08 -05:00");

        Assert.Equal("eddie", world.Ticket.Owner);
        Assert.Equal(before, world.Sent.Count);
    }

    [Fact]
    [Trait("Clause", "TS-C6")]
    public void Neither_kept_nor_accepted_5_minutes_after_the_end_the_channel_hears_of_it_once()
    {
        var world = LiveChat();
        world.Until("2026-03-02 17:04 -05:00");
        Assert.True(world.Ticket.HandOver!.Live);
        Assert.DoesNotContain("17:05 slack page cs", world.Sent);
        world.Until("2026-03-02 17:09 -05:00");

        Assert.Single(world.Sent, line => line == "17:05 slack page cs");
        world.Hear(new Signal.HandOverAccepted("ben"));
        Assert.Equal("ben", world.Ticket.Owner);
    }

    [Fact]
    [Trait("Clause", "TS-C6")]
    public void The_gap_clock_runs_on_after_the_window_and_no_auto_reply_goes_into_the_chat()
    {
        var world = LiveChat();
        world.Until("2026-03-02 17:20 -05:00");
        world.ClientWrites("And where do we meet the driver?");
        world.Until("2026-03-02 17:36 -05:00");

        Assert.DoesNotContain(world.Sent, line => line.Contains("whatsapp-closed", StringComparison.Ordinal));
        Assert.Contains("17:30 slack", string.Join('\n', world.Sent), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "TS-O1")]
    public void A_kept_ticket_carries_the_name_belongs_to_no_shift_and_loses_the_name_when_released()
    {
        var world = new TripSupport("2026-03-02 16:00 -05:00", "email");
        world.ClientWrites("What boots should I pack?");
        var usual = world.Ticket.Title;
        world.Hear(new Signal.KeepRequested("eddie", "EDDIE", "Only Eddie knows this hotel"));
        Assert.Equal($"EDDIE – {usual}", world.Ticket.Title);
        Assert.Contains(world.Effects.OfType<Effect.MirrorNote>(), note => note.Text.Contains("Only Eddie knows this hotel", StringComparison.Ordinal));
        world.Until("2026-03-02 18:00 -05:00");
        Assert.Null(world.Ticket.HandOver);

        var before = world.Sent.Count;
        world.Hear(new Signal.ReleaseRequested("eddie", CloseNote: null));
        Assert.Equal(usual, world.Ticket.Title);
        Assert.Null(world.Ticket.Owner);
        Assert.Equal(["18:00 slack cs"], world.Sent.Skip(before));
        world.Until("2026-03-03 00:40 -05:00");
        Assert.Equal("morning", world.Ticket.HandOver!.ToShift);
    }

    [Fact]
    [Trait("Clause", "TS-O1")]
    public void Closing_a_kept_ticket_removes_the_name_and_tells_the_channel()
    {
        var world = new TripSupport("2026-03-02 16:00 -05:00", "email");
        world.ClientWrites("What boots should I pack?");
        var usual = world.Ticket.Title;
        world.Hear(new Signal.KeepRequested("eddie", "EDDIE", "Only Eddie knows this hotel"));
        world.Moves("closed", "Sent the list");

        Assert.Equal((usual, false), (world.Ticket.Title, world.Ticket.IsOpen));
        Assert.Contains("16:00 slack cs", world.Sent);
    }

    private static Instant Due(TripSupport world) => FlightPlan.For(TripSupport.Playbook, world.Ticket).First(timer => timer.Kind == TimerKind.ShiftEnd).Due;

    private static TripSupport Handed()
    {
        var world = new TripSupport("2026-03-02 16:00 -05:00", "email");
        world.ClientWrites("What boots should I pack?");
        world.Until("2026-03-02 17:10 -05:00");
        return world;
    }

    /// <summary>A WhatsApp chat that Ana answered at 16:45.</summary>
    private static TripSupport LiveChat()
    {
        var world = new TripSupport("2026-03-02 16:40 -05:00");
        world.ClientWrites("Could you tell us where the luggage is?");
        world.Until("2026-03-02 16:45 -05:00");
        world.AgentReplies("It is at the hut since 11:00, and comes to you at 18:00.");
        world.Moves("plan-initiated", "Waiting on the driver");
        world.Facts = world.Facts with { Agent = TripSupport.Ana };
        return world;
    }
}
