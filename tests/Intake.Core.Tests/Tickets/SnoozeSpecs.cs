using Intake.Clocks;
using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>"Tickets are snoozed according to the relevant process. When selecting a macro, it will automatically include a snooze if required" (ER-10).</summary>
public sealed class SnoozeSpecs
{
    private static TripSupport Cancels()
    {
        var mail = EmailRetail.Read("02 08:00", "Please cancel my subscription");
        mail.Finds("orders-in-transit", "none");
        return mail;
    }

    [Fact]
    [Trait("Clause", "ER-10")]
    public void The_macro_snoozes_and_on_waking_the_ticket_is_open_again_with_the_original_request_in_a_note()
    {
        var mail = Cancels();
        mail.Uses("subscription-save");
        Assert.Equal(("snoozed", Times.At("2026-03-02 10:00 -05:00")), (mail.Ticket.Stage, mail.Ticket.Snooze!.Until));

        mail.Until("2026-03-02 10:00 -05:00");

        Assert.Equal(("open", true), (mail.Ticket.Stage, mail.Ticket.Snooze is null));
        Assert.StartsWith("No answer for 2 h: action the original request. Open: Cancel the subscription.", mail.Events.OfType<TicketEvent.Noted>().Last().Text, StringComparison.Ordinal);
        Assert.Equal(["08:00 client reply", "10:00 client still-there", "10:00 slack cx"], mail.Sent);
    }

    [Fact]
    [Trait("Clause", "ER-10")]
    public void The_customers_words_stand_in_the_note_where_they_are_at_hand()
    {
        var mail = Cancels();
        var asked = mail.Events.OfType<TicketEvent.MessageReceived>().Single();
        mail.Uses("subscription-save");
        mail.Facts = mail.Facts with { Messages = [asked] };
        mail.Until("2026-03-02 10:00 -05:00");

        Assert.EndsWith("The customer wrote: “Please cancel my subscription”", mail.Events.OfType<TicketEvent.Noted>().Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "ER-10")]
    public void The_customers_reply_ends_it_and_nothing_wakes_later()
    {
        var mail = Cancels();
        mail.Uses("subscription-save");
        mail.Until("2026-03-02 09:00 -05:00");
        mail.Customer("Just cancel it, please");

        Assert.Equal(("open", "the client answered"), (mail.Ticket.Stage, mail.Events.OfType<TicketEvent.SnoozeEnded>().Single().Why));
        mail.Until("2026-03-02 12:00 -05:00");
        Assert.Equal(["08:00 client reply"], mail.Sent);
    }

    [Fact]
    [Trait("Clause", "ER-10")]
    public void A_reply_whose_clock_was_slow_ends_it_too()
    {
        var mail = Cancels();
        mail.Uses("subscription-save");
        mail.Until("2026-03-02 08:05 -05:00");
        mail.Hear(new Signal.MessageArrived("email", mail.Ticket.Client, new Message("slow", "text", "Just cancel it, please"), "Customer e-mail") { At = Times.At("2026-03-02 07:58 -05:00") });

        Assert.Equal(("open", true), (mail.Ticket.Stage, mail.Ticket.Snooze is null));
        mail.Until("2026-03-02 12:00 -05:00");
        Assert.DoesNotContain("10:00 client still-there", mail.Sent);
    }

    [Fact]
    [Trait("Clause", "ER-10")]
    public void It_never_goes_past_the_24_hour_limit()
    {
        var mail = Cancels();
        mail.Until("2026-03-03 07:30 -05:00");
        mail.Uses("subscription-save");
        Assert.Equal(Times.At("2026-03-03 08:00 -05:00"), mail.Ticket.Snooze!.Until);

        mail.Until("2026-03-03 09:00 -05:00");
        mail.Uses("subscription-save");
        Assert.Equal(("open", true), (mail.Ticket.Stage, mail.Ticket.Snooze is null));
    }

    [Fact]
    [Trait("Clause", "ER-10")]
    public void Without_a_macro_it_is_questioned_and_4_hours_is_the_most()
    {
        var mail = Cancels();
        mail.Hear(new Signal.SnoozeRequested("olive", 120, "waits for the warehouse", Confirm: false));
        Assert.Equal(("ER-10", "A ticket is snoozed by the macro that needs it."), (mail.Refused!.Clause, mail.Refused.Why));

        mail.Hear(new Signal.SnoozeRequested("olive", 241, "waits for the warehouse", Confirm: true));
        Assert.Equal("A ticket is snoozed for at most 4 h.", mail.Refused!.Why);

        mail.Hear(new Signal.SnoozeRequested("olive", 240, "waits for the warehouse", Confirm: true));
        Assert.Equal(Times.At("2026-03-02 12:00 -05:00"), mail.Ticket.Snooze!.Until);
    }

    [Fact]
    [Trait("Clause", "ER-10")]
    public void A_ticket_put_there_in_HubSpot_is_an_exception_and_wakes_all_the_same()
    {
        var mail = Cancels();
        mail.Hear(new Signal.StageMoved("Olive", "snoozed", null, "hubspot"));
        Assert.Equal(Times.At("2026-03-02 10:00 -05:00"), mail.Ticket.Snooze!.Until);
        Assert.Equal("ER-10", Assert.Single(mail.Ticket.Exceptions).Clause);

        mail.Until("2026-03-02 10:00 -05:00");
        Assert.Equal("open", mail.Ticket.Stage);
        Assert.Empty(mail.Ticket.Exceptions);
    }

    [Fact]
    [Trait("Clause", "ER-10")]
    public void Asked_of_Intake_the_move_is_refused()
    {
        var mail = Cancels();
        mail.Moves("snoozed");

        Assert.Equal("ER-10", mail.Refused!.Clause);
    }

    [Fact]
    [Trait("Clause", "ER-10")]
    public void A_snoozed_ticket_does_not_close_and_whoever_takes_it_on_ends_the_snooze()
    {
        var mail = Cancels();
        mail.TicksAll("before-close", "done");
        mail.Uses("subscription-save");
        mail.Hear(new Signal.TaskFinished("olive", mail.Ticket.Tasks.Single().Id, null));
        mail.Moves("closed", "Cancelled the subscription in Sticky");
        Assert.Equal(("ER-10", "It is snoozed until 10:00, for the client's answer."), (mail.Refused!.Clause, mail.Refused.Why));

        mail.Moves("open");
        Assert.Null(mail.Ticket.Snooze);
        mail.Moves("closed", "Cancelled the subscription in Sticky");
        Assert.False(mail.Ticket.IsOpen);
    }

    [Fact]
    [Trait("Clause", "ER-10")]
    public void Another_answer_takes_the_place_of_the_one_it_waited_for()
    {
        var mail = Cancels();
        mail.Uses("subscription-save");
        mail.Until("2026-03-02 09:00 -05:00");
        mail.Uses("answer");

        Assert.Equal(("open", true), (mail.Ticket.Stage, mail.Ticket.Snooze is null));
        Assert.DoesNotContain(FlightPlan.For(EmailRetail.Playbook, mail.Ticket), timer => timer.Kind == TimerKind.SnoozeEnds);
    }
}
