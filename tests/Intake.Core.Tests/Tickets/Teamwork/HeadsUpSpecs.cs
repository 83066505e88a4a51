using Intake.Tickets;
using static Intake.Tickets.TicketEvent;

namespace Intake.Core.Tests.Tickets.Teamwork;

/// <summary>"Always preemptively respond with a heads-up email" (XD-5, XD-6), and what the statuses mean (XD-7).</summary>
public sealed class HeadsUpSpecs
{
    [Fact]
    [Trait("Clause", "XD-5")]
    public void A_customer_is_answered_within_one_business_day()
    {
        // Friday 15:00 is due Monday 15:00.
        var desk = CrossDepartment.Asked(at: "2026-03-06 15:00 -05:00");

        Assert.Equal(Times.At("2026-03-09 15:00 -04:00"), global::Intake.Clocks.FlightPlan.AnswerDue(CrossDepartment.Playbook, desk.Ticket));
    }

    [Theory]
    [Trait("Clause", "XD-5")]
    // Saturday 12:00 is due Monday 12:00, with three working hours before it; Monday 14:00 is due Tuesday 14:00.
    [InlineData("2026-03-07 12:00 -05:00", "10:00 slack desk, 11:00 slack desk, 11:00 slack page U0CORA0041, 11:15 slack desk, 12:00 slack desk")]
    [InlineData("2026-03-09 14:00 -04:00", "10:00 slack desk, 12:00 slack desk, 13:00 slack desk, 13:00 slack page U0CORA0041, 14:00 slack desk")]
    public void Everybody_is_warned_before_it_is_due_whenever_it_came(string at, string sent)
    {
        var desk = CrossDepartment.Asked(at: at);
        desk.Until("2026-03-12 10:00 -04:00");

        Assert.Equal(sent, string.Join(", ", desk.Sent));
    }

    [Fact]
    [Trait("Clause", "XD-5")]
    public void Unresolved_the_agent_is_reminded_before_the_day_ends_and_everybody_hears_when_it_has()
    {
        var desk = CrossDepartment.Asked(at: "2026-03-02 10:00 -05:00");
        desk.Replies("cora", "I am looking into it.");
        desk.Until("2026-03-02 15:59 -05:00");
        Assert.Equal(["10:00 client reply"], desk.Sent);

        desk.Until("2026-03-03 10:00 -05:00");
        Assert.Equal(["10:00 client reply", "16:00 slack desk", "10:00 slack desk"], desk.Sent);
        Assert.Equal(
            [":hourglass: Not resolved yet, and Air Comfort does not know that it takes longer. Send a heads-up before Tue 3 Mar 10:00, or finish it.", ":warning: The business day is over (10:00): Air Comfort has neither a solution nor a heads-up."],
            desk.Effects.OfType<Effect.PostToSlack>().Select(post => post.Text.Split('\n')[0]));
    }

    [Fact]
    [Trait("Clause", "XD-5")]
    public void Asking_for_news_does_not_put_the_day_off()
    {
        var desk = CrossDepartment.Asked(at: "2026-03-02 10:00 -05:00");
        desk.Replies("cora", "I am looking into it.");
        desk.Until("2026-03-02 15:00 -05:00");
        desk.Mails("Is there any news?");
        desk.Replies("cora", "Not yet.");

        desk.Until("2026-03-03 10:00 -05:00");
        Assert.Equal(["10:00 client reply", "15:00 client reply", "16:00 slack desk", "10:00 slack desk"], desk.Sent);
    }

    [Fact]
    [Trait("Clause", "XD-5")]
    public void What_is_asked_after_the_answer_was_awaited_has_a_day_of_its_own()
    {
        var desk = CrossDepartment.Asked(at: "2026-03-02 10:00 -05:00");
        desk.Replies("cora", "It is done; would you have a look?");
        desk.Stage("cora", "waiting");
        desk.Until("2026-03-04 11:00 -05:00");
        desk.Mails("Fine. Please change the footer, too.");
        desk.Replies("cora", "I am looking into it.");

        Assert.Equal(Times.At("2026-03-05 11:00 -05:00"), global::Intake.Clocks.FlightPlan.For(CrossDepartment.Playbook, desk.Ticket).Single(timer => timer.Kind == global::Intake.Clocks.TimerKind.HeadsUpDue).Due);
    }

    [Fact]
    [Trait("Clause", "XD-5")]
    [Trait("Clause", "XD-6")]
    public void Told_in_time_nobody_is_reminded_until_the_customer_asks_again()
    {
        var desk = CrossDepartment.Asked(at: "2026-03-02 10:00 -05:00");
        desk.Until("2026-03-02 11:00 -05:00");
        desk.Hear(new Signal.HeadsUpRequested("cora", null));
        Assert.Equal("takes-longer", Assert.Single(desk.Effects.OfType<Effect.SendToClient>()).Template);
        Assert.Null(desk.Ticket.Waiting);

        desk.Until("2026-03-05 10:00 -05:00");
        Assert.Equal(["11:00 client takes-longer"], desk.Sent);

        desk.Mails("And when will it be there?");
        desk.Until("2026-03-06 09:59 -05:00");
        Assert.Contains("16:00 slack desk", desk.Sent);
    }

    [Fact]
    [Trait("Clause", "XD-6")]
    public void A_handoff_to_another_department_waits_until_the_24_hour_rule_is_delivered()
    {
        var desk = ReadBy("cora");
        desk.Becomes = effect => effect is Effect.SendToClient ? null : new Outcome.Delivered(effect.Id);
        desk.Passes("cora", "web-design");

        var mail = Assert.Single(desk.Effects.OfType<Effect.SendToClient>());
        Assert.Equal("24-hour-rule", mail.Template);
        Assert.Contains("our Web Design team", mail.Text, StringComparison.Ordinal);
        Assert.Equal(("cora", "customer-service"), (desk.Ticket.Baton!.Person, desk.Ticket.Baton.Department));
        Assert.DoesNotContain(desk.Sent, line => line.EndsWith("slack desk", StringComparison.Ordinal));
        desk.Passes("cora", "billing");
        desk.IsRefused("XD-4", "It is on its way to Web Design already.");

        desk.Settle(mail, new Outcome.Delivered("m1"));
        Assert.Equal((null, "web-design"), (desk.Ticket.Baton!.Person, desk.Ticket.Baton.Department));
        Assert.Equal(":inbox_tray: For Web Design, from Cora Castle: The customer moved. – Put the new address into the footer.", desk.Effects.OfType<Effect.PostToSlack>().Last().Text.Split('\n')[0]);
    }

    [Fact]
    [Trait("Clause", "XD-6")]
    public void When_the_heads_up_does_not_go_out_the_ticket_stays()
    {
        var desk = ReadBy("cora");
        desk.Becomes = effect => effect is Effect.SendToClient ? new Outcome.Refused("mailbox unknown") : new Outcome.Delivered(effect.Id);
        desk.Passes("cora", "web-design");

        Assert.Equal(("cora", "customer-service", null), (desk.Ticket.Baton!.Person, desk.Ticket.Baton.Department, desk.Ticket.Baton.Held));
        Assert.Null(desk.Ticket.HeadsUp);
        Assert.Contains(desk.Effects.OfType<Effect.PostToSlack>(), post => post.Text.StartsWith("Not passed on: the heads-up has not gone out (mailbox unknown).", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "XD-6")]
    [Trait("Clause", "XD-2")]
    public void When_the_customer_writes_meanwhile_the_ticket_stays_to_be_read()
    {
        var desk = ReadBy("cora");
        desk.Becomes = effect => effect is Effect.SendToClient ? null : new Outcome.Delivered(effect.Id);
        desk.Passes("cora", "web-design");
        desk.Until("2026-03-02 10:01 -05:00");
        desk.Mails("Wait, not yet!");
        desk.Settle(desk.Effects.OfType<Effect.SendToClient>().Single(), new Outcome.Delivered("m1"));

        Assert.Equal(("cora", null), (desk.Ticket.Baton!.Person, desk.Ticket.Baton.Held));
        Assert.Equal("Air Comfort has written since", Assert.Single(desk.Events.OfType<PassDropped>()).Why);
    }

    [Fact]
    [Trait("Clause", "XD-6")]
    public void Who_knows_already_is_not_told_again_and_colleagues_need_no_heads_up()
    {
        var desk = ReadBy("cora");
        desk.Passes("cora", "colin");
        Assert.Empty(desk.Effects.OfType<Effect.SendToClient>());

        desk.Opens("colin");
        desk.Passes("colin", "web-design", headsUp: "Our designers look at it; more on Wednesday.");
        Assert.Equal("Our designers look at it; more on Wednesday.", Assert.Single(desk.Effects.OfType<Effect.SendToClient>()).Text);
        desk.Takes("dan");
        desk.Opens("dan");
        desk.Passes("dan", "billing");
        Assert.Null(desk.Refused);
        Assert.Single(desk.Effects.OfType<Effect.SendToClient>());
    }

    [Fact]
    [Trait("Clause", "XD-7")]
    public void Waiting_is_for_when_own_tasks_are_done_and_an_answer_is_awaited()
    {
        var desk = ReadBy("cora");
        desk.Stage("cora", "waiting");
        desk.IsRefused("XD-7", "Waiting / Awaiting Response is for when an answer is awaited; Air Comfort waits for ours.");

        desk.Tasks("cora", "Change the opening hours");
        desk.Replies("cora", "Which hours are right?");
        desk.Stage("cora", "waiting");
        desk.IsRefused("XD-7", $"Waiting / Awaiting Response is for when the tasks are done; {desk.Ticket.Tasks[0].Id} is open: Change the opening hours.");

        desk.Finishes("cora");
        desk.Stage("cora", "waiting");
        Assert.Equal("waiting", desk.Ticket.Stage);

        desk.Mails("Nine to five.");
        Assert.Equal("open", desk.Ticket.Stage);
    }

    [Fact]
    [Trait("Clause", "XD-7")]
    public void A_backburner_project_may_have_open_tasks()
    {
        var desk = ReadBy("cora");
        desk.Tasks("cora", "Redo the gallery");
        desk.Stage("cora", "in-progress");

        Assert.Equal("in-progress", desk.Ticket.Stage);
    }

    private static TripSupport ReadBy(string agent)
    {
        var desk = CrossDepartment.Asked();
        desk.Takes(agent);
        desk.Opens(agent);
        return desk;
    }
}
