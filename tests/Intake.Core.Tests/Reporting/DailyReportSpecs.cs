using System.Collections.Immutable;
using Intake.Core.Tests.Tickets;
using Intake.OnCall;
using Intake.Reporting;

namespace Intake.Core.Tests.Reporting;

/// <summary>"Daily Report: executions in the next shift and ownership exceptions."</summary>
public sealed class DailyReportSpecs
{
    [Fact]
    [Trait("Clause", "TS-R1")]
    [Trait("Clause", "TS-P5")]
    public void The_report_lists_what_is_carried_out_in_the_next_shift_and_only_counts_what_comes_later()
    {
        TicketStory[] plans = [Planned("at 20:00", "Brown"), Planned("at 17:00", "Adams"), Planned("at 0:29", "Clark"), Planned("at 0:30", "Davis"), Planned("at 8:00 on 3 March", "Evans")];

        var evening = Executions(plans, "afternoon");
        Assert.Equal(
            [
                "Adams - Which bus goes there, 2nd: pending execution at 17:00, planned by ana",
                "Brown - Which bus goes there, 2nd: pending execution at 20:00, planned by ana",
                "Clark - Which bus goes there, 2nd: pending execution at Tue 3 Mar 00:29, planned by ana",
                "later than the evening shift: 2, the first at Tue 3 Mar 00:30",
            ],
            evening.Lines.Select(line => line.Text));
        Assert.Equal(["Davis", "Evans"], Executions(plans, "evening").Lines.Select(line => line.Text[..5]));
    }

    [Fact]
    [Trait("Clause", "TS-R1")]
    public void A_plan_for_a_day_without_a_time_is_listed_for_every_shift_of_that_day_and_not_before()
    {
        TicketStory[] plans = [Planned("at 3 March", "Brown")];

        // The morning shift begins at 00:30, the evening shift before it ends then: it works into that day.
        Assert.Equal(["Brown - Which bus goes there, 2nd: pending execution at Tue 3 Mar 23:59 (date only), planned by ana"], Executions(plans, "afternoon").Lines.Select(line => line.Text));
        Assert.Equal(["Brown"], Executions(plans, "evening").Lines.Select(line => line.Text[..5]));
        Assert.Equal(["later than the afternoon shift: 1, the first at Tue 3 Mar 23:59"], Executions(plans, "morning").Lines.Select(line => line.Text));
    }

    /// <summary>The report of Monday's turn of a shift.</summary>
    private static ReportPart Executions(TicketStory[] stories, string shift)
    {
        var turn = ShiftTimes.Turn(TripSupport.Playbook.Shifts.Single(known => known.Name == shift), new(2026, 3, 2), TripSupport.Playbook.Zone);
        var report = DailyReports.Build(TripSupport.Playbook, turn, stories, ImmutableDictionary<string, Person>.Empty, inbound: null, remarks: []);
        return report!.Parts.Single(part => part.List == "Executions");
    }

    /// <summary>A ticket whose plan was finalized at 08:00 on Monday.</summary>
    private static TicketStory Planned(string when, string name)
    {
        var world = new TripSupport("2026-03-02 08:00 -05:00", "email");
        world.ClientWrites("Which bus goes there?", name: $"Jane {name}");
        world.Moves("plan-finalized", $"Plan fully finalized – pending execution {when}.");
        Assert.Null(world.Refused);
        return new TicketStory(world.Ticket, [.. world.Events]);
    }
}
