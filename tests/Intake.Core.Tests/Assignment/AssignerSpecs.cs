using Intake.Assignment;
using NodaTime;
using static Intake.Core.Tests.Assignment.Shop;

namespace Intake.Core.Tests.Assignment;

/// <summary>Who gets a ticket, why, and why everybody else was passed over.</summary>
public sealed class AssignerSpecs
{
    [Fact]
    [Trait("Clause", "ER-4")]
    public void The_ticket_that_waits_longest_is_given_first() =>
        Assert.Equal(
            ["t001 → ana", "t002 → ana", "t003 → ana", "t004 → ana", "t005 → ana", "t006 waits: everybody available has a full batch", "t007 waits: everybody available has a full batch"],
            Line(Batches, [Ticket(7), Ticket(3), Ticket(1), Ticket(6), Ticket(2), Ticket(5), Ticket(4)], [Agent("ana")]));

    [Fact]
    [Trait("Clause", "ER-12")]
    public void What_is_first_in_line_goes_before_whoever_waits_longer() =>
        Assert.Equal(["t009 → ana", "t001 → ana"], Line(Batches, [Ticket(1), Ticket(9) with { First = true }], [Agent("ana")]));

    [Fact]
    [Trait("Clause", "ER-2")]
    public void Tickets_are_spread_over_whoever_has_fewest_in_hand() =>
        Assert.Equal(
            ["t001 → ben", "t002 → cleo", "t003 → ana", "t004 → ben"],
            Line(Batches, [Ticket(1), Ticket(2), Ticket(3), Ticket(4)], [Agent("ana").With(desk => desk.Give(Batches.Assignment!.Batch, Holding.Counted, Nine)), Agent("ben"), Agent("cleo")]));

    [Fact]
    [Trait("Clause", "ER-3")]
    public void Pods_get_their_topics_and_what_is_nobodys_goes_to_anybody()
    {
        Agent[] team = [Agent("ana", "ops"), Agent("ben", "retention"), Agent("cleo")];

        Assert.Equal(["t001 → ana", "t002 → ben", "t003 → cleo"], Line(Batches, [Ticket(1, "ops"), Ticket(2, "retention"), Ticket(3)], team));
        Assert.Equal(["t001 waits: nobody in the Ops pod is available on Chat"], Line(Batches, [Ticket(1, "ops")], team[1..]));
    }

    [Fact]
    [Trait("Clause", "ER-3")]
    public void Everybody_who_was_passed_over_is_named_with_the_reason()
    {
        var rule = Batches.Assignment!.Batch!;
        var phone = Agent("fay", "ops");
        var verdict = Judge(
            Batches, Ticket(1, "ops"), Agent("ana", "ops"), Agent("ben"), Agent("cleo", "ops").With(desk => desk.Switch(["chat"], on: false, Nine)),
            Agent("dan", "ops").With(desk => Enumerable.Range(0, 5).Aggregate(desk, (before, _) => before.Give(rule, Holding.Counted, Nine))),
            Agent("eve", "ops").With(desk => desk.Switch(["chat"], on: false, Nine).Switch(["phone"], on: true, Nine)),
            phone with { Person = phone.Person with { Channels = ["phone"] } },
            Agent("gus", "ops").With(desk => desk.Give(rule, Holding.Counted, Nine)));

        var goes = Assert.IsType<Verdict.Goes>(verdict);
        Assert.Equal(("ana", "next available, 0 of 5 in hand", "A1"), (goes.Agent, goes.Why, goes.Clause));
        Assert.Equal(
            [
                "ben is not in the Ops pod", "cleo is not available", "dan has completed 0 of the 4 after which a batch of 5 is refilled", "eve is not available on Chat",
                "fay takes Phone only", "gus comes later: 1 in hand",
            ],
            goes.Skipped.Select(skip => $"{skip.Agent} {skip.Why}"));
    }

    [Fact]
    [Trait("Clause", "SC-2")]
    public void A_ticket_goes_to_the_next_available_agent_who_is_told_how_many_are_in_hand()
    {
        var goes = Assert.IsType<Verdict.Goes>(Judge(Continuity, Ticket(1), Agent("ana").With(desk => desk.Take()), Agent("ben")));

        Assert.Equal(("ben", "next available, 0 in hand"), (goes.Agent, goes.Why));
    }

    [Fact]
    [Trait("Clause", "SC-9")]
    public void What_is_about_a_project_goes_to_its_lead_agent_and_when_that_is_not_possible_the_lead_is_told()
    {
        var ticket = Ticket(1) with { Prefers = new Preference("ben", "leads the project “Shop”", "A1", "away") };
        var goes = Assert.IsType<Verdict.Goes>(Judge(Continuity, ticket, Agent("ana"), Agent("ben").With(desk => desk.Take().Take())));
        Assert.Equal(("ben", "leads the project “Shop”", "A1", null), (goes.Agent, goes.Why, goes.Clause, goes.Inform));

        var instead = Assert.IsType<Verdict.Goes>(Judge(Continuity, ticket, Agent("ana"), Agent("ben").With(desk => desk.Switch(["chat"], on: false, Nine))));
        Assert.Equal(("ana", "Ben cannot be given it: next available, 0 in hand", "ben"), (instead.Agent, instead.Why, instead.Inform?.Agent));
    }

    [Fact]
    [Trait("Clause", "SC-2")]
    public void An_existing_ticket_waits_for_its_absent_agent_then_goes_to_the_next_available_and_the_agent_is_told()
    {
        Agent[] team = [Agent("ana").With(desk => desk.Switch(["chat"], on: false, Nine)), Agent("ben")];

        var waits = Assert.IsType<Verdict.Waits>(Judge(Continuity, Ticket(45) with { From = "ana" }, team));
        Assert.Equal("Ana has it, is absent, and is waited for until 10:15", waits.Why);

        var goes = Assert.IsType<Verdict.Goes>(Judge(Continuity, Ticket(30) with { From = "ana" }, team));
        Assert.Equal(("ben", "Ana is absent: next available, 0 in hand", "ana", "away"), (goes.Agent, goes.Why, goes.Inform?.Agent, goes.Inform?.Template));
        Assert.Equal(["ana has it, and is absent"], goes.Skipped.Select(skip => $"{skip.Agent} {skip.Why}"));
    }

    [Fact]
    [Trait("Clause", "SC-2")]
    public void An_existing_ticket_whose_agent_is_back_stays_there() =>
        Assert.Equal(new Verdict.Stays("ana"), Judge(Continuity, Ticket(30) with { From = "ana" }, Agent("ana"), Agent("ben")));

    [Fact]
    [Trait("Clause", "ER-19")]
    public void An_override_of_the_cap_holds_from_its_beginning_to_its_end()
    {
        var eight = new AssignmentOverride("o1", "mona", "backlog after the holiday", Nine, Nine + Duration.FromHours(2)) { Fill = 8, EnteredAt = Nine };
        var line = Enumerable.Range(1, 9).Select(n => Ticket(n)).ToList();

        Assert.Equal(8, Line(Batches, line, [Agent("ana")], eight).Count(told => told.EndsWith("→ ana", StringComparison.Ordinal)));
        Assert.Equal(5, Line(Batches, line, [Agent("ana")], eight with { To = Nine + Duration.FromHours(1) }).Count(told => told.EndsWith("→ ana", StringComparison.Ordinal)));
        Assert.Equal(5, Line(Batches, line, [Agent("ana")], eight with { From = Nine + Duration.FromMinutes(61) }).Count(told => told.EndsWith("→ ana", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Clause", "ER-19")]
    public void An_override_of_the_routing_lets_another_pod_help_and_says_whose_it_is()
    {
        var help = new AssignmentOverride("o1", "mona", "Ops is ill", Nine, Nine + Duration.FromHours(8)) { OfPod = "ops", AlsoToPod = "retention", EnteredAt = Nine };
        var goes = Assert.IsType<Verdict.Goes>(new Assigner(Batches, [help], Nine + Duration.FromHours(1)).Judge(Ticket(1, "ops"), [Agent("ben", "retention")]));

        Assert.Equal("next available, 0 of 5 in hand, by the override of mona (Ops is ill)", goes.Why);
        Assert.Equal(["t001 waits: nobody in the Ops pod is available on Chat"], Line(Batches, [Ticket(1, "ops")], [Agent("cleo")], help));
    }
}
