using Intake.Clocks;
using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>"The target resolution time is within 12 hours"; "our 24-hour resolution goal" (ER-1).</summary>
public sealed class ResolutionClockSpecs
{
    private const string Question = "How much of it do I give my dog?";

    [Fact]
    [Trait("Clause", "ER-1")]
    public void A_ticket_that_stays_open_is_warned_of_at_10_hours_missed_at_12_and_breached_at_24()
    {
        var mail = EmailRetail.Read("02 08:00", Question);
        mail.Uses("answer");
        mail.Until("2026-03-03 09:00 -05:00");

        Assert.Equal(["08:00 client reply", "18:00 slack cx", "20:00 slack cx", "08:00 slack cx"], mail.Sent);
        Assert.Equal(Times.At("2026-03-03 08:00 -05:00"), Assert.Single(mail.Events.OfType<TicketEvent.TimerFired>(), timer => timer.Kind == TimerKind.ResolutionLimit).Due);
    }

    [Fact]
    [Trait("Clause", "ER-1")]
    public void Resolved_in_time_nobody_hears_of_it()
    {
        var mail = EmailRetail.Read("02 08:00", Question);
        mail.TicksAll("before-close", "done");
        mail.Uses("answer", close: true);
        mail.Until("2026-03-04 08:00 -05:00");

        Assert.Equal(["08:00 client reply"], mail.Sent);
    }

    [Fact]
    [Trait("Clause", "ER-1")]
    public void A_customer_without_any_answer_is_told_of_at_11_hours_too()
    {
        var mail = EmailRetail.Asked("02 08:00", Question);
        mail.Until("2026-03-02 19:30 -05:00");

        Assert.Equal(["18:00 slack cx", "19:00 slack cx"], mail.Sent);
    }

    [Fact]
    [Trait("Clause", "ER-1")]
    public void Snoozed_time_counts()
    {
        var mail = EmailRetail.Read("02 08:00", "Please cancel my subscription");
        mail.Finds("orders-in-transit", "none");
        mail.Until("2026-03-02 17:30 -05:00");
        mail.Uses("subscription-save");
        mail.Until("2026-03-02 18:30 -05:00");

        Assert.NotNull(mail.Ticket.Snooze);
        Assert.Equal(["17:30 client reply", "18:00 slack cx"], mail.Sent);
    }

    [Fact]
    [Trait("Clause", "ER-1")]
    public void Reopened_its_time_begins_anew()
    {
        var mail = EmailRetail.Read("02 08:00", Question);
        mail.TicksAll("before-close", "done");
        mail.Uses("answer", close: true);
        mail.Until("2026-03-05 08:00 -05:00");
        mail.Customer("And how often?");

        Assert.Equal(Times.At("2026-03-05 18:00 -05:00"), FlightPlan.For(EmailRetail.Playbook, mail.Ticket).First(timer => timer.Episode.StartsWith("resolve/", StringComparison.Ordinal)).Due);
    }

    [Fact]
    [Trait("Clause", "ER-1")]
    public void Whoever_takes_the_warning_is_reminded_when_the_target_passes_all_the_same()
    {
        var mail = EmailRetail.Read("02 08:00", Question);
        mail.Uses("answer");
        mail.Until("2026-03-02 18:05 -05:00");
        mail.Takes(TripSupport.Ana);
        mail.Until("2026-03-02 20:10 -05:00");

        Assert.Equal("20:05 slack cx", mail.Sent[^1]);
    }
}
