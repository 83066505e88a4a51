using Intake.Clocks;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>How the support center takes a request in: what it is, the confirmation, by when it is answered.</summary>
public sealed class SupportCenterSpecs
{
    private static readonly Playbook SupportCenter = LifecycleSpecs.SupportCenter;

    [Theory]
    [InlineData("How do I log into the support system?", "question")]
    [InlineData("What is the difference between the two hosting plans?", "question")]
    [InlineData("Please add Maria to the team page", "work-request")]
    [InlineData("The contact form is not sending e-mails any more", "work-request")]
    [InlineData("We would like a new page for our summer camp", "work-request")]
    [InlineData("Here is our feedback on the second draft", "project")]
    [InlineData("Can we move the kickoff call to Thursday?", "project")]
    [InlineData("Could you please change the colours in the new design?", "project")]
    [Trait("Clause", "SC-1")]
    public void A_new_ticket_is_a_question_a_work_request_or_about_a_project(string text, string category)
    {
        var ticket = Written(text);

        Assert.Equal(category, ticket.Ticket.Category);
        Assert.Equal("SC-1", Assert.Single(ticket.Events.OfType<TicketEvent.Categorised>()).Clause);
    }

    [Fact]
    [Trait("Clause", "SC-1")]
    public void An_agent_sorts_it_otherwise()
    {
        var ticket = Written("How do I log into the support system?");
        ticket.Hear(new Signal.CategorySet("ana", "work-request", null, null, null));

        Assert.Equal("work-request", ticket.Ticket.Category);
    }

    [Fact]
    [Trait("Clause", "SC-3")]
    public void The_client_hears_at_once_that_it_came_and_only_once()
    {
        var ticket = Written("How do I log into the support system?");
        ticket.ClientWrites("I mean the one of last year.");

        var mail = Assert.Single(ticket.Effects.OfType<Effect.SendToClient>());
        Assert.Equal("Thank you, Jane Smith. We have received your request and an agent will be assigned shortly.", mail.Text);
        Assert.Equal(("SC-3", "open"), (mail.Clause, ticket.Ticket.Stage));
        Assert.NotNull(ticket.Ticket.Waiting); // the confirmation is no answer
    }

    [Theory] // Monday to Friday 09:00 to 17:00 in New York; 6 March 2026 is a Friday
    [InlineData("2026-03-02 10:00 -05:00", "2026-03-03 17:00 -05:00")]
    [InlineData("2026-03-02 22:00 -05:00", "2026-03-03 17:00 -05:00")]
    [InlineData("2026-03-06 16:59 -05:00", "2026-03-09 17:00 -04:00")]
    [InlineData("2026-03-07 12:00 -05:00", "2026-03-09 17:00 -04:00")]
    [Trait("Clause", "SC-8")]
    public void It_is_answered_by_the_end_of_the_next_business_day(string written, string due)
    {
        var ticket = Written("How do I log into the support system?", written);

        Assert.Equal(Times.At(due), FlightPlan.AnswerDue(SupportCenter, ticket.Ticket));
    }

    private static TripSupport Written(string text, string at = "2026-03-02 10:00 -05:00")
    {
        var ticket = new TripSupport(at, "email", SupportCenter);
        ticket.ClientWrites(text);
        return ticket;
    }
}
