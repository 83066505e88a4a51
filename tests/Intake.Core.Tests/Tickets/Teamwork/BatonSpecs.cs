using Intake.Tickets;
using static Intake.Tickets.TicketEvent;

namespace Intake.Core.Tests.Tickets.Teamwork;

/// <summary>"No two people or departments should be working on the same ticket at the same time" (XD-2 to XD-4, XD-10).</summary>
public sealed class BatonSpecs
{
    [Fact]
    [Trait("Clause", "XD-4")]
    public void Who_answers_first_has_it_and_the_second_is_told_who_since_when()
    {
        var desk = CrossDepartment.Asked();
        desk.Until("2026-03-02 10:15 -05:00");
        desk.Replies("cora", "I am on it.");
        desk.Until("2026-03-02 11:00 -05:00");

        desk.Takes("colin");
        desk.IsRefused("XD-4", "Cora Castle has had this ticket since 10:15.");
        desk.Replies("colin", "Hello from me too.");
        desk.IsRefused("XD-4", "Cora Castle has had this ticket since 10:15.");
        desk.Stage("colin", "in-progress");
        desk.IsRefused("XD-4", "Cora Castle has had this ticket since 10:15.");

        Assert.Equal("cora", desk.Ticket.Owner);
        Assert.Single(desk.Effects.OfType<Effect.SendToClient>());
    }

    [Fact]
    [Trait("Clause", "XD-4")]
    [Trait("Clause", "XD-10")]
    public void Anybody_may_leave_a_comment()
    {
        var desk = CrossDepartment.Asked();
        desk.Takes("cora");
        desk.Hear(new Signal.NoteWritten("colin", "A screenshot of the old footer is in the drive."));

        Assert.Null(desk.Refused);
        Assert.Equal("A screenshot of the old footer is in the drive.", Assert.Single(desk.Events.OfType<Noted>()).Text);
        Assert.Equal("cora", desk.Ticket.Owner);
    }

    [Fact]
    [Trait("Clause", "XD-4")]
    public void Put_down_it_is_its_departments_again_and_a_manager_may_take_it()
    {
        var desk = CrossDepartment.Asked();
        desk.Takes("cora");
        desk.Hear(new Signal.OwnerChanged("cora", null));
        desk.Takes("dan");
        desk.IsRefused("XD-4", "Customer Service has had this ticket since 10:00.");
        desk.Takes("colin");
        Assert.Equal("colin", desk.Ticket.Baton!.Person);

        desk.Takes("mara");
        Assert.Null(desk.Refused);
        Assert.Equal("mara", desk.Ticket.Baton!.Person);
    }

    [Fact]
    [Trait("Clause", "XD-4")]
    public void Given_away_in_HubSpot_it_is_shown_there_again_as_it_is()
    {
        var desk = CrossDepartment.Asked();
        desk.Takes("cora");
        var decision = desk.Hear(new Signal.OwnerChanged("HubSpot", "colin", "hubspot"));

        Assert.Equal("cora", desk.Ticket.Owner);
        Assert.Equal("cora", Assert.Single(decision.Effects.OfType<Effect.MirrorTicket>()).Owner);
        Assert.Equal("given to Colin Cooper, while Cora Castle has it", Assert.Single(decision.Events.OfType<SeenElsewhere>()).Reference);
    }

    [Fact]
    [Trait("Clause", "XD-2")]
    public void It_is_passed_on_only_by_who_has_opened_the_newest_message()
    {
        var desk = CrossDepartment.Asked();
        desk.Takes("cora");
        desk.Passes("cora", "colin");
        desk.IsRefused("XD-2", "Read the entire ticket before assigning it out: you have not opened the newest message.");

        desk.Opens("cora");
        desk.Mails("And the phone number, please.");
        desk.Passes("cora", "colin");
        desk.IsRefused("XD-2", "Read the entire ticket before assigning it out: you have not opened the newest message.");

        desk.Opens("cora");
        desk.Passes("cora", "colin");
        Assert.Null(desk.Refused);
        Assert.Equal("colin", desk.Ticket.Owner);
    }

    [Theory]
    [Trait("Clause", "XD-2")]
    [InlineData(null, null, null)]
    [InlineData("The customer moved.", null, null)]
    [InlineData("see below", "please handle", null)]
    [InlineData(null, null, "not required")]
    public void A_customers_email_needs_synopsis_and_breakdown_or_a_reason(string? synopsis, string? breakdown, string? notRequired)
    {
        var desk = Read();
        desk.Passes("cora", "colin", synopsis, breakdown, notRequired);

        desk.IsRefused("XD-2", "A client's e-mail is not passed on without synopsis and breakdown.");
        Assert.Equal("cora", desk.Ticket.Owner);
    }

    [Fact]
    [Trait("Clause", "XD-2")]
    public void A_reason_stands_for_both()
    {
        var desk = Read();
        desk.Passes("cora", "colin", null, null, "Colin has done the same page for them last week.");

        Assert.Null(desk.Refused);
        Assert.Contains("11:00 slack desk", desk.Sent);
    }

    [Fact]
    [Trait("Clause", "XD-2")]
    public void An_internal_ticket_needs_its_synopsis()
    {
        var desk = CrossDepartment.At(CrossDepartment.MondayMorning);
        desk.Hear(new Signal.InternalRequested("cora", new Client("Air Comfort", null), "4711", "Logo", "The logo is the old one.", false));

        desk.Passes("cora", "web-design", synopsis: "Logo", breakdown: null);
        desk.IsRefused("XD-2", "An internal ticket is not passed on without a synopsis.");
        desk.Passes("cora", "web-design", synopsis: "Replace the old logo on the contact page.", breakdown: null);
        Assert.Equal((null, "web-design"), (desk.Ticket.Owner, desk.Ticket.Baton!.Department));
    }

    [Fact]
    [Trait("Clause", "XD-3")]
    public void Own_tasks_first_and_then_over()
    {
        var desk = Read();
        desk.Tasks("cora", "Change the opening hours");
        desk.Passes("cora", "web-design", tasks: ["New address in the footer"]);
        desk.IsRefused("XD-3", $"Task {desk.Ticket.Tasks[0].Id} is still Customer Service's: Change the opening hours.");

        desk.Finishes("cora");
        desk.Passes("cora", "web-design", tasks: ["New address in the footer"]);
        Assert.Null(desk.Refused);
        Assert.Equal((null, "web-design", null), (desk.Ticket.Owner, desk.Ticket.Baton!.Department, desk.Ticket.Baton.ExpectedBack));

        desk.Finishes("cora");
        desk.IsRefused("XD-4", "Web Design has had this ticket since 11:00.");
        desk.Takes("dan");
        desk.Finishes("dan");
        Assert.Empty(desk.Ticket.Tasks);
    }

    [Fact]
    [Trait("Clause", "XD-3")]
    public void Over_and_back_with_a_clock_on_the_return()
    {
        var desk = Read();
        desk.Tasks("cora", "Change the opening hours");
        desk.Passes("cora", "web-design", tasks: ["New address in the footer"], back: true);
        Assert.Equal(Times.At("2026-03-03 11:00 -05:00"), desk.Ticket.Baton!.ExpectedBack);
        desk.Takes("dan");
        desk.Opens("dan");

        desk.Passes("dan", "customer-service", notRequired: "All of it is done.");
        desk.IsRefused("XD-3", $"Task {desk.Ticket.Tasks[1].Id} is still Web Design's: New address in the footer.");
        desk.Hear(new Signal.TaskFinished("dan", desk.Ticket.Tasks[1].Id, null));

        desk.Until("2026-03-03 10:59 -05:00");
        var before = desk.Sent.Count;
        desk.Until("2026-03-03 11:00 -05:00");
        Assert.Equal(":hourglass: Dan Dorsey still has this ticket; it was expected back 11:00.", desk.Effects.OfType<Effect.PostToSlack>().Last().Text.Split('\n')[0]);
        Assert.Equal(["11:00 slack desk"], desk.Sent.Skip(before));

        desk.Passes("dan", "customer-service", synopsis: null, breakdown: null, notRequired: "All of it is done.");
        Assert.Equal(("cora", "customer-service"), (desk.Ticket.Owner, desk.Ticket.Baton!.Department));
        desk.Finishes("cora");
        Assert.Empty(desk.Ticket.Tasks);
    }

    [Fact]
    [Trait("Clause", "XD-3")]
    public void A_return_can_be_expected_at_another_time_and_none_is_missed_when_it_came()
    {
        var desk = Read();
        desk.Passes("cora", "web-design", expected: "Friday 12:00");
        Assert.Equal(Times.At("2026-03-06 12:00 -05:00"), desk.Ticket.Baton!.ExpectedBack);
        desk.Takes("dan");
        desk.Opens("dan");
        desk.Passes("dan", "customer-service", null, null, "All of it is done.");
        desk.Replies("cora", "The new address is there.");
        desk.Stage("cora", "waiting");
        var before = desk.Sent.Count;

        desk.Until("2026-03-09 10:00 -05:00");
        Assert.Empty(desk.Sent.Skip(before));
    }

    [Fact]
    [Trait("Clause", "XD-3")]
    public void A_task_list_that_asks_nothing_of_the_department_is_refused()
    {
        var desk = Read();
        desk.Tasks("cora", "Change the opening hours");
        desk.Passes("cora", "web-design", back: true);

        desk.IsRefused("XD-3", "The task list asks nothing of Web Design.");
    }

    [Fact]
    [Trait("Clause", "XD-10")]
    public void What_was_never_theirs_goes_back_and_is_counted_for_its_assigner()
    {
        var desk = Read();
        desk.Passes("cora", "billing");
        desk.Takes("faye");
        desk.Hear(new Signal.BounceRequested("faye", "The footer is Web Design's."));

        var bounced = Assert.Single(desk.Events.OfType<Bounced>());
        Assert.Equal(("faye", "cora", "customer-service", "The footer is Web Design's."), (bounced.Agent, bounced.Assigner, bounced.Department, bounced.Reason));
        Assert.Equal(("cora", "customer-service"), (desk.Ticket.Owner, desk.Ticket.Baton!.Department));
        Assert.Equal("U0CORA0041", desk.Effects.OfType<Effect.PostToSlack>().Last().Mention);

        desk.Hear(new Signal.BounceRequested("cora", "Not mine."));
        desk.IsRefused("XD-10", "Nobody passed this ticket on.");
    }

    [Fact]
    [Trait("Clause", "XD-4")]
    public void Closed_and_taken_up_again_it_is_its_owners()
    {
        var desk = Read();
        desk.Passes("cora", "web-design");
        desk.Takes("dan");
        desk.Replies("dan", "The address is there.");
        desk.Stage("dan", "closed", "Done.");
        Assert.Null(desk.Ticket.Baton);

        desk.Mails("It is the wrong one.");
        Assert.Equal(("dan", "web-design"), (desk.Ticket.Baton!.Person, desk.Ticket.Baton.Department));
        Assert.Equal(TripSupport.Written(desk.Ticket), TripSupport.Written(Evolution.Replay(desk.Ticket.Id, desk.Events)));
    }

    [Fact]
    [Trait("Clause", "XD-X1")]
    public void A_message_within_7_days_reopens_it_and_a_later_one_begins_another()
    {
        var desk = CrossDepartment.Asked();
        desk.Replies("cora", "The address is there.");
        desk.Stage("cora", "closed", "Done.");
        desk.Until("2026-03-09 10:00 -04:00");
        desk.Mails("One more thing.");
        Assert.Equal(("open", true, "cora"), (desk.Ticket.Stage, desk.Ticket.IsOpen, desk.Ticket.Baton!.Person));

        desk.Replies("cora", "That is done, too.");
        desk.Stage("cora", "closed", "Done.");
        desk.Until("2026-03-16 10:01 -04:00");
        desk.Mails("And another.");
        Assert.False(desk.Ticket.IsOpen);
        Assert.Equal(new TicketId("t1n2"), desk.Decisions[^1].Successor);
    }

    /// <summary>A customer's e-mail that Cora has taken and read, at 11:00.</summary>
    private static TripSupport Read()
    {
        var desk = CrossDepartment.Asked();
        desk.Until("2026-03-02 11:00 -05:00");
        desk.Takes("cora");
        desk.Opens("cora");
        return desk;
    }
}
