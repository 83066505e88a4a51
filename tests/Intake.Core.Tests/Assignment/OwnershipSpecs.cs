using Intake.Assignment;
using Intake.Clocks;
using Intake.Core.Tests.Tickets;
using Intake.OnCall;
using Intake.Tickets;

namespace Intake.Core.Tests.Assignment;

/// <summary>What a ticket makes of it: given by the system or by hand, passed on to a pod, or asked about.</summary>
public sealed class OwnershipSpecs
{
    private static readonly Person Ana = new("ana", "Ana");
    private static readonly Person Ben = new("ben", "Ben", Slack: "U0BEN0001");
    private static readonly Person Lena = new("lena", "Lena", Slack: "U0LENA001");

    [Fact]
    [Trait("Clause", "ER-2")]
    public void The_reason_of_an_assignment_and_of_every_skip_is_kept()
    {
        var desk = Begun();
        Give(desk, Ana);

        var assigned = Assert.Single(desk.Events.OfType<TicketEvent.Assigned>());
        Assert.Equal(("ana", "next available, 0 of 5 in hand", "A1", null), (assigned.Agent, assigned.Why, assigned.Clause, assigned.By));
        Assert.Equal(new Skip("ben", "is not available"), Assert.Single(assigned.Skipped));
        Assert.Equal(("ana", "next available, 0 of 5 in hand"), (desk.Ticket.Owner, desk.Ticket.Routing?.Why));
    }

    [Fact]
    [Trait("Clause", "ER-2")]
    public void Whoever_was_quicker_keeps_the_ticket()
    {
        var desk = Begun();
        Give(desk, Ana);
        Give(desk, Ben);

        Assert.Equal("ana", desk.Ticket.Owner);
        Assert.Single(desk.Events.OfType<TicketEvent.Assigned>());
    }

    [Fact]
    [Trait("Clause", "SC-2")]
    public void The_absent_agent_is_told_who_has_the_ticket_now()
    {
        var desk = Begun(Shop.Continuity);
        Give(desk, Ben);
        desk.Hear(new Signal.AgentAssigned(Ana, "Ben is absent: next available, 0 in hand", "A2", [], From: "ben", Inform: Ben, Template: "away"));

        Assert.Equal("ana", desk.Ticket.Owner);
        Assert.Equal("Ana has Smith - My kettle leaks instead of Ben.", Assert.Single(desk.Effects.OfType<Effect.PostToSlack>(), post => post.Room == "U0BEN0001").Text);
    }

    [Theory]
    [InlineData("sme", true)]
    [InlineData("team-lead", true)]
    [InlineData("wfm", true)]
    [InlineData("manager", false)]
    [InlineData(null, false)]
    [Trait("Clause", "ER-2")]
    public void Only_an_sme_a_team_lead_or_wfm_gives_a_ticket_to_a_person(string? title, bool allowed)
    {
        var desk = Begun();
        desk.Hear(new Signal.AssignRequested("lena", Ben, "He knows this kettle", title is null ? [] : [title]));

        Assert.Equal(allowed ? "ben" : null, desk.Ticket.Owner);
        Assert.Equal(allowed ? null : "Only a sme, team-lead or wfm gives a ticket to a person.", desk.Refused?.Why);
        Assert.Equal(allowed ? "lena" : null, desk.Ticket.Routing?.By);
    }

    [Fact]
    [Trait("Clause", "ER-2")]
    public void An_owner_is_not_set_without_a_reason_but_what_was_done_in_HubSpot_is_done()
    {
        var desk = Begun();
        desk.Hear(new Signal.OwnerChanged("ana", "ben"));
        Assert.Equal(("A1", "Here a ticket is given to a person with a reason."), (desk.Refused?.Clause, desk.Refused?.Why));

        desk.Hear(new Signal.OwnerChanged("HubSpot", "ben", "hubspot"));
        Assert.Equal("ben", desk.Ticket.Owner);
    }

    [Fact]
    [Trait("Clause", "SC-10")]
    public void An_agent_who_cannot_answer_gives_the_ticket_to_a_named_agent_with_a_reason()
    {
        var desk = Begun(Shop.Continuity);
        Give(desk, Ana);
        desk.Hear(new Signal.AssignRequested("ana", Ben, "He built that site", []));

        var assigned = desk.Events.OfType<TicketEvent.Assigned>().Last();
        Assert.Equal(("ben", "He built that site", "ana", "ana", "A2"), (assigned.Agent, assigned.Why, assigned.By, assigned.From, assigned.Clause));
    }

    [Fact]
    [Trait("Clause", "ER-3")]
    [Trait("Clause", "XD-10")]
    public void An_agent_of_the_wrong_pod_sends_the_ticket_to_the_right_one_and_the_bounce_is_counted()
    {
        var desk = Begun();
        desk.Hear(new Signal.AssignRequested("lena", Ana, "Looks like yours", ["team-lead"]));
        desk.Hear(new Signal.PodRequested("ana", "retention", "She wants to cancel"));

        Assert.Equal((null, "retention", 1), (desk.Ticket.Owner, desk.Ticket.Routing?.Pod, desk.Ticket.Routing?.Bounces));
        var sent = Assert.Single(desk.Events.OfType<TicketEvent.SentToPod>());
        Assert.Equal(("A2", "ana", "lena"), (sent.Clause, sent.From, sent.GivenBy));

        desk.Hear(new Signal.PodRequested("ana", "retention", "again"));
        Assert.Equal("It belongs to the Retention pod already.", desk.Refused?.Why);
        desk.Hear(new Signal.PodRequested("ana", "finance", "bills"));
        Assert.Equal(("“finance” is not a pod.", "Use one of ops, retention."), (desk.Refused?.Why, desk.Refused?.Remedy));
    }

    [Fact]
    [Trait("Clause", "ER-16")]
    public void A_team_lead_is_asked_privately_at_once_then_the_room_until_there_is_an_answer_and_the_answer_is_timed()
    {
        var desk = Begun();
        Give(desk, Ana);
        var before = desk.Effects.Count;
        desk.Hear(new Signal.LeadRequested("ana", Lena, "May I refund this one?"));

        Assert.Equal(["10:00 slack U0LENA001"], desk.Sent.TakeLast(1));
        Assert.DoesNotContain(desk.Effects.Skip(before), effect => effect is Effect.SendToClient);
        Assert.Equal("Smith - My kettle leaks: May I refund this one?", desk.Effects.OfType<Effect.PostToSlack>().Last().Text);
        Assert.Contains(FlightPlan.For(Shop.Batches, desk.Ticket), timer => timer.Kind == TimerKind.Nag && timer.Due == Times.At("2026-03-02 10:15 +01:00") && timer.Clause == "A2");

        desk.Until("2026-03-02 10:50 +01:00");
        Assert.Equal(["10:15 slack cs", "10:45 slack cs"], desk.Sent.TakeLast(2));

        desk.Hear(new Signal.LeadAnswered("ben", "Yes", []));
        Assert.Equal("Lena was asked, or another team-lead.", desk.Refused?.Why);
        desk.Hear(new Signal.LeadAnswered("lena", "Yes, all of it", ["team-lead"]));
        Assert.Equal("0:00:50:00", Assert.Single(desk.Events.OfType<TicketEvent.LeadAnswered>()).Took.ToString("D:hh:mm:ss", null));
        Assert.DoesNotContain(FlightPlan.For(Shop.Batches, desk.Ticket), timer => timer.Kind == TimerKind.Nag);
    }

    [Fact]
    [Trait("Clause", "ER-16")]
    public void A_lead_who_gives_the_ticket_to_somebody_else_has_answered()
    {
        var desk = Begun();
        Give(desk, Ana);
        desk.Hear(new Signal.LeadRequested("ana", Lena, "I cannot do this one"));
        desk.Hear(new Signal.AssignRequested("lena", Ben, "He can", ["team-lead"]));

        Assert.Null(Assert.Single(desk.Events.OfType<TicketEvent.LeadAnswered>()).Words);
        Assert.Null(desk.Ticket.Routing?.Lead);
    }

    private static TripSupport Begun(Intake.Playbooks.Playbook? playbook = null)
    {
        var desk = new TripSupport("2026-03-02 10:00 +01:00", "chat", playbook ?? Shop.Batches);
        desk.ClientWrites("My kettle leaks");
        return desk;
    }

    private static void Give(TripSupport desk, Person agent) =>
        desk.Hear(new Signal.AgentAssigned(agent, "next available, 0 of 5 in hand", "A1", [new Skip("ben", "is not available")], From: null, Inform: null, Template: null));
}
