using Intake.Tickets;
using static Intake.Tickets.TicketEvent;

namespace Intake.Core.Tests.Tickets.Teamwork;

/// <summary>"You are required to try a minimum of 3 times within 3 weeks: 1x e-mail, 1x phone, 1x e-mail or phone" (XD-8).</summary>
[Trait("Clause", "XD-8")]
public sealed class AttemptSpecs
{
    [Fact]
    public void After_three_attempts_and_a_business_day_the_close_is_offered()
    {
        var desk = Awaiting();
        desk.MailsAgain("cora");
        desk.Until("2026-03-04 11:00 -05:00");
        desk.CallsInVain("cora", "2026-03-04 10:45");
        desk.Until("2026-03-06 09:30 -05:00");
        desk.MailsAgain("cora", "A last time: may we publish?");
        Assert.Null(desk.Refused);

        desk.Stage("cora", "closed");
        desk.IsRefused("XD-8", "The client has until Mon 9 Mar 09:30 to answer the last attempt.");
        var before = desk.Sent.Count;
        desk.Until("2026-03-09 09:29 -04:00");
        Assert.Empty(desk.Sent.Skip(before));

        desk.Until("2026-03-09 09:30 -04:00");
        var offer = desk.Effects.OfType<Effect.PostToSlack>().Last();
        Assert.Equal(":lock: Air Comfort has not answered after the documented attempts (e-mail Tue 3 Mar 10:00, phone Wed 4 Mar 10:45 (voicemail), e-mail Fri 6 Mar 09:30). The ticket may be closed.", offer.Text.Split('\n')[0]);
        Assert.Equal("Close", Assert.Single(offer.Buttons).Label);

        desk.Stage("cora", "closed", "No response after the documented attempts.");
        Assert.False(desk.Ticket.IsOpen);
    }

    [Fact]
    public void Closing_before_is_refused()
    {
        var desk = Awaiting();
        desk.Stage("cora", "closed");
        desk.IsRefused("XD-8", "Air Comfort has not answered, and there are 0 of 3 documented attempts, none by e-mail or by phone.");

        desk.MailsAgain("cora");
        desk.Stage("cora", "closed");
        desk.IsRefused("XD-8", "Air Comfort has not answered, and there are 1 of 3 documented attempts, none by phone.");
    }

    [Fact]
    public void Three_mails_are_not_enough_without_a_call()
    {
        var desk = Awaiting();
        foreach (var day in new[] { 4, 5, 6 })
        {
            desk.MailsAgain("cora");
            Assert.Null(desk.Refused);
            desk.Until($"2026-03-0{day} 10:00 -05:00");
        }

        desk.Stage("cora", "closed");
        desk.IsRefused("XD-8", "Air Comfort has not answered, and there are 3 of 3 documented attempts, none by phone.");
        desk.CallsInVain("cora", "2026-03-06 10:00", LeftWith.Message);
        desk.Until("2026-03-09 10:00 -04:00");
        desk.Stage("cora", "closed");
        Assert.Null(desk.Refused);
    }

    [Fact]
    public void Attempts_are_at_least_a_business_day_apart()
    {
        var desk = Awaiting();
        desk.MailsAgain("cora");
        desk.Until("2026-03-04 09:59 -05:00");
        desk.MailsAgain("cora");

        desk.IsRefused("XD-8", "The last attempt was at Tue 3 Mar 10:00; the next one counts from 10:00.");
        Assert.Single(desk.Ticket.Attempts);
    }

    [Theory]
    [InlineData(null, LeftWith.Voicemail, "A phone attempt is recorded with date, time, and whether you left a voicemail or message.")]
    [InlineData("2026-03-03 09:45", null, "A phone attempt is recorded with date, time, and whether you left a voicemail or message.")]
    [InlineData("2026-03-04", LeftWith.Voicemail, "“2026-03-04” is no date and time that lies behind us.")]
    [InlineData("2026-03-09 10:00", LeftWith.Nothing, "“2026-03-09 10:00” is no date and time that lies behind us.")]
    public void A_call_is_recorded_with_date_time_and_what_was_left(string? at, LeftWith? left, string why)
    {
        var desk = Awaiting();
        desk.CallsInVain("cora", at, left);

        desk.IsRefused("XD-8", why);
        Assert.Empty(desk.Ticket.Attempts);
    }

    [Fact]
    public void A_call_stands_in_the_ticket_as_a_comment()
    {
        var desk = Awaiting();
        desk.CallsInVain("cora", "2026-03-03 09:45");

        Assert.Equal("Called the client on Tue 3 Mar 09:45: no answer, left a voicemail.", desk.Events.OfType<Noted>().Last().Text);
    }

    [Fact]
    public void A_reply_cancels_them()
    {
        var desk = Awaiting();
        desk.MailsAgain("cora");
        desk.Until("2026-03-04 10:00 -05:00");
        desk.CallsInVain("cora", "2026-03-04 10:00");
        desk.Until("2026-03-05 10:00 -05:00");
        desk.Mails("Sorry, I was away. Yes, publish it.");
        Assert.Empty(desk.Ticket.Attempts);
        Assert.Equal("the client has answered", Assert.Single(desk.Events.OfType<AttemptsEnded>()).Why);

        desk.Hear(new Signal.HeadsUpRequested("cora", null));
        var before = desk.Sent.Count;
        desk.Until("2026-03-30 10:00 -04:00");
        Assert.DoesNotContain(desk.Effects.OfType<Effect.PostToSlack>(), post => post.Text.Contains("documented attempts", StringComparison.Ordinal));
        Assert.Empty(desk.Sent.Skip(before));
    }

    [Fact]
    public void An_automatic_answer_cancels_nothing()
    {
        var desk = Awaiting();
        desk.MailsAgain("cora");
        desk.Until("2026-03-04 10:00 -05:00");
        desk.Mails("I am out of the office.", automatic: true);

        Assert.Single(desk.Ticket.Attempts);
    }

    [Fact]
    public void Too_few_by_day_21_are_said_aloud_and_close_nothing()
    {
        var desk = Awaiting();
        desk.MailsAgain("cora");
        desk.Until("2026-03-05 10:00 -05:00");
        desk.CallsInVain("cora", "2026-03-05 10:00", LeftWith.Nothing);
        var before = desk.Sent.Count;
        desk.Until("2026-03-24 11:01 -04:00");

        Assert.Equal(["11:00 slack desk"], desk.Sent.Skip(before));
        Assert.StartsWith(":warning: 3 weeks are over with too few attempts to reach Air Comfort", desk.Effects.OfType<Effect.PostToSlack>().Last().Text, StringComparison.Ordinal);
        Assert.True(desk.Ticket.IsOpen);
    }

    [Fact]
    public void No_attempt_at_all_is_too_few_as_well()
    {
        var desk = Awaiting();
        var before = desk.Sent.Count;
        desk.Until("2026-04-20 11:00 -04:00");

        Assert.Equal(["11:00 slack desk"], desk.Sent.Skip(before)); // 21 days after Monday 10:00, on summer time, and once
        Assert.StartsWith(":warning: 3 weeks are over with too few attempts to reach Air Comfort", desk.Effects.OfType<Effect.PostToSlack>().Last().Text, StringComparison.Ordinal);
        Assert.True(desk.Ticket.IsOpen);
    }

    [Fact]
    public void A_call_before_the_customer_wrote_is_no_attempt_to_get_an_answer()
    {
        var desk = Awaiting();
        desk.CallsInVain("cora", "2026-02-27 10:00");

        desk.IsRefused("XD-8", "“2026-02-27 10:00” was before Air Comfort last wrote: it was no attempt to get this answer.");
        Assert.Empty(desk.Ticket.Attempts);
    }

    [Fact]
    public void A_mail_that_came_back_later_was_no_attempt_either()
    {
        var desk = Awaiting();
        desk.MailsAgain("cora");
        var mail = desk.Effects.OfType<Effect.SendToClient>().Last();
        desk.Hear(new Signal.DeliveryReported(mail.Id, "m1", Failed: true, "mailbox unknown"));

        Assert.Empty(desk.Ticket.Attempts);
    }

    [Fact]
    public void A_mail_that_did_not_go_out_was_no_attempt()
    {
        var desk = Awaiting();
        desk.Becomes = effect => effect is Effect.SendToClient ? new Outcome.Refused("mailbox unknown") : new Outcome.Delivered(effect.Id);
        desk.MailsAgain("cora");

        Assert.Empty(desk.Ticket.Attempts);
        Assert.Equal(TripSupport.Written(desk.Ticket), TripSupport.Written(Evolution.Replay(desk.Ticket.Id, desk.Events)));
    }

    [Fact]
    public void Closed_in_HubSpot_before_it_is_an_exception_with_what_lacks()
    {
        var desk = Awaiting();
        desk.MailsAgain("cora");
        desk.Hear(new Signal.StageMoved("cora", "closed", null, "hubspot"));

        var broken = Assert.Single(desk.Ticket.Exceptions);
        Assert.Equal(("XD-8", "Air Comfort has not answered, and there are 1 of 3 documented attempts, none by phone."), (broken.Clause, broken.Missing));
        Assert.Contains("Moved to Closed in HubSpot against the protocol.", desk.Effects.OfType<Effect.PostToSlack>().Last().Text, StringComparison.Ordinal);
    }

    /// <summary>Cora has done what Air Comfort asked for and awaits their approval, on Tuesday 3 March, 10:00.</summary>
    private static TripSupport Awaiting()
    {
        var desk = CrossDepartment.Asked();
        desk.Replies("cora", "The new address is there. May we publish it?");
        desk.Stage("cora", "waiting");
        desk.Until("2026-03-03 10:00 -05:00");
        return desk;
    }
}
