using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Intake.Assignment;
using Intake.Playbooks;
using NodaTime;
using static Intake.Core.Tests.Assignment.Shop;

namespace Intake.Core.Tests.Assignment;

/// <summary>"An auto-assignment system designed to maintain approximately 5 tickets per agent inbox … will not assign new tickets until you have completed 4."</summary>
public sealed class BatchSpecs
{
    private static readonly BatchRule Rule = Batches.Assignment!.Batch!;

    [Fact]
    [Trait("Clause", "ER-2")]
    public void A_batch_is_filled_to_five_and_refilled_only_after_four_of_it_are_completed()
    {
        var desk = Filled();
        Assert.Equal("has completed 0 of the 4 after which a batch of 5 is refilled", desk.WhyFull(Rule));

        desk = Completed(desk, 3);
        Assert.Equal((2, "has completed 3 of the 4 after which a batch of 5 is refilled"), (desk.Counted, desk.WhyFull(Rule)));

        desk = Completed(desk, 1);
        Assert.Null(desk.WhyFull(Rule));
        Assert.Equal(5, Given(desk, 4).Counted);
        Assert.NotNull(Given(desk, 4).WhyFull(Rule));
    }

    [Fact]
    [Trait("Clause", "ER-2")]
    public void While_a_batch_is_being_filled_what_is_completed_makes_room_at_once()
    {
        var desk = Completed(Given(new AgentDesk("ana"), 3), 2);

        Assert.Null(desk.WhyFull(Rule));
        Assert.NotNull(Given(desk, 4).WhyFull(Rule));
        Assert.Equal(0, Given(desk, 4).Completed);
    }

    [Fact]
    [Trait("Clause", "ER-2")]
    public void A_snoozed_ticket_leaves_the_count_and_is_not_completed()
    {
        var desk = Filled().Become(Holding.Counted, Holding.Snoozed);

        Assert.Equal((4, 0), (desk.Counted, desk.Completed));
        Assert.NotNull(desk.WhyFull(Rule));
        Assert.Equal(5, Given(Completed(desk, 4), 5).Counted);
    }

    [Fact]
    [Trait("Clause", "ER-2")]
    public void What_wakes_from_a_snooze_does_not_count_again_but_its_completion_does()
    {
        var desk = Completed(Filled().Become(Holding.Counted, Holding.Snoozed), 3).Become(Holding.Snoozed, Holding.Woken);
        Assert.Equal((1, 3), (desk.Counted, desk.Completed));

        Assert.Null(desk.Complete(Holding.Woken).WhyFull(Rule));
    }

    [Fact]
    [Trait("Clause", "ER-2")]
    public void Reopened_and_manual_tickets_never_count()
    {
        var desk = Given(new AgentDesk("ana").Take().Take().Give(Rule, Holding.Extra, Nine), 4);

        Assert.Equal((7, 4, 4), (desk.InHand, desk.Counted, desk.Outstanding));
        Assert.Null(desk.WhyFull(Rule));
        Assert.Equal(0, Given(desk, 1).Complete(Holding.Extra).Completed);
    }

    [Fact]
    [Trait("Clause", "ER-2")]
    public void Whoever_has_nothing_of_the_batch_left_because_it_was_passed_on_is_given_a_new_one()
    {
        var desk = Completed(Filled(), 2);
        for (var n = 0; n < 3; n++)
        {
            Assert.NotNull(desk.WhyFull(Rule));
            desk = desk.TakeAway(Holding.Counted);
        }

        Assert.Null(desk.WhyFull(Rule));
        Assert.Equal(5, Given(desk, 5).Counted);
    }

    [Property(MaxTest = 500)]
    [Trait("Clause", "ER-2")]
    public Property Whatever_an_agent_does_the_cap_holds_and_a_refill_waits_for_its_four() => Prop.ForAll(
        Gen.Choose(0, 5).ListOf().ToArbitrary(),
        steps =>
        {
            var (desk, held, completed, filled) = (new AgentDesk("ana"), new List<Holding>(), 0, false);
            foreach (var step in steps)
            {
                var at = held.FindIndex(holding => holding == (Holding)(step % 4));
                switch (step)
                {
                    case 4 or 5 when desk.WhyFull(Rule) is null:
                        if (filled && completed < 4 && held.Any(holding => holding != Holding.Extra))
                        {
                            return false.Label($"refilled after {completed}");
                        }

                        (completed, filled) = filled ? (0, false) : (completed, false);
                        held.Add(Holding.Counted);
                        desk = desk.Give(Rule, Holding.Counted, Nine);
                        (completed, filled) = held.Count(holding => holding == Holding.Counted) == 5 ? (0, true) : (completed, filled);
                        break;
                    case 0 when at >= 0:
                        (held[at], desk) = (Holding.Snoozed, desk.Become(Holding.Counted, Holding.Snoozed));
                        break;
                    case 1 when at >= 0:
                        (held[at], desk) = (Holding.Woken, desk.Become(Holding.Snoozed, Holding.Woken));
                        break;
                    case 2 or 3 when held.Count > 0:
                        desk = desk.Complete(held[0]);
                        completed += held[0] == Holding.Extra ? 0 : 1;
                        held.RemoveAt(0);
                        break;
                }

                if (desk.Counted > 5 || desk.Counted != held.Count(holding => holding == Holding.Counted) || desk.InHand != held.Count)
                {
                    return false.Label($"{desk} holds {string.Join(",", held)}");
                }
            }

            return true.Label("held");
        });

    private static AgentDesk Filled() => Given(new AgentDesk("ana"), 5);

    private static AgentDesk Given(AgentDesk desk, int times) => Enumerable.Range(0, times).Aggregate(desk, (before, _) =>
    {
        Assert.Null(before.WhyFull(Rule));
        return before.Give(Rule, Holding.Counted, Nine);
    });

    private static AgentDesk Completed(AgentDesk desk, int times) => Enumerable.Range(0, times).Aggregate(desk, (before, _) => before.Complete(Holding.Counted));
}
