using Intake.Core.Tests.Tickets.Teamwork;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>An open ticket follows an edited playbook only where whatever it waits for still happens there.</summary>
public sealed class ReplanningSpecs
{
    [Fact]
    public void A_promise_keeps_its_ladder()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("Which gate is it?");
        chat.AgentReplies("Let me look; I will update you in 20 minutes.");
        var edited = TripSupport.Playbook with { Version = "edited", Ladders = TripSupport.Playbook.Ladders.Remove(Assert.Single(chat.Ticket.Promises).Ladder) };

        Refuses(TripSupport.Playbook, edited, chat.Ticket, "The promise “in 20 minutes” needs the ladder");
    }

    [Fact]
    public void A_snoozed_ticket_wakes()
    {
        var mail = EmailRetail.Read("02 08:00", "Please cancel my subscription");
        mail.Finds("orders-in-transit", "none");
        mail.Uses("subscription-save");
        Refuses(EmailRetail.Playbook, EmailRetail.Playbook with { Version = "edited", Snooze = null }, mail.Ticket, "The ticket is snoozed, and the playbook wakes nothing any more.");
    }

    [Fact]
    public void A_department_that_has_the_ticket_is_still_one()
    {
        var desk = CrossDepartment.Asked();
        var rules = CrossDepartment.Playbook.Baton! with { Departments = [] };
        Refuses(CrossDepartment.Playbook, CrossDepartment.Playbook with { Version = "edited", Baton = rules }, desk.Ticket, "The playbook has no department “customer-service” any more.");
    }

    private static void Refuses(Playbook before, Playbook edited, Ticket ticket, string why) =>
        Assert.StartsWith(why, Replanning.Preview(before, edited, ticket).Refusal?.Why, StringComparison.Ordinal);
}
