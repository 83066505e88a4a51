using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Reporting;
using NodaTime;

namespace Intake.Core.Tests.Reporting;

/// <summary>"A weekly summary report is compiled every Friday and submitted to the team lead. Monthly reports highlight trends, common issues, and areas for improvement."</summary>
public sealed class PeriodReportSpecs
{
    private static readonly Playbook Care = Told.Shipped("client-care");
    private static readonly ImmutableDictionary<string, Person> People = ImmutableDictionary<string, Person>.Empty.Add("victor", new Person("victor", "Victor Vance"));

    [Theory]
    [Trait("Clause", "CC-9")]
    [InlineData("2026-03-02 10:00 -05:00", "2026-02-27 16:00 -05:00", "2026-03-06 16:00 -05:00")]
    [InlineData("2026-03-06 15:59 -05:00", "2026-02-27 16:00 -05:00", "2026-03-06 16:00 -05:00")]
    [InlineData("2026-03-06 16:00 -05:00", "2026-03-06 16:00 -05:00", "2026-03-13 16:00 -04:00")] // 167 hours: the clocks go forward
    public void The_week_ends_on_Friday_at_four(string now, string from, string to) =>
        Assert.Equal(new ReportSpan(Times.At(from), Times.At(to), Times.At(to)), ReportSpan.NextDue(Rules("weekly"), Care.Zone, Times.At(now)));

    [Theory]
    [Trait("Clause", "CC-9")]
    [InlineData("2026-02-10 10:00 -05:00", "2026-02-01 00:00 -05:00", "2026-03-01 00:00 -05:00", "2026-03-02 09:00 -05:00")] // 1 March is a Sunday
    [InlineData("2026-03-02 09:00 -05:00", "2026-03-01 00:00 -05:00", "2026-04-01 00:00 -04:00", "2026-04-01 09:00 -04:00")]
    [InlineData("2026-07-15 09:00 -04:00", "2026-07-01 00:00 -04:00", "2026-08-01 00:00 -04:00", "2026-08-03 09:00 -04:00")] // 1 August is a Saturday
    public void The_month_is_reported_on_the_first_working_day_of_the_next(string now, string from, string to, string at) =>
        Assert.Equal(new ReportSpan(Times.At(from), Times.At(to), Times.At(at)), ReportSpan.NextDue(Rules("monthly"), Care.Zone, Times.At(now)));

    [Fact]
    [Trait("Clause", "CC-8")]
    [Trait("Clause", "CC-9")]
    public void The_week_shows_what_came_what_was_missed_and_what_clients_said_against_the_week_before()
    {
        Told[] stories =
        [
            Told.Asked("client-care", "2026-02-24 10:00 -05:00", "Ann").About("2026-02-24 10:00 -05:00", "billing").Answered("2026-02-24 11:00 -05:00", "victor").Closed("2026-02-25 11:00 -05:00", "victor").Said("2026-03-03 11:00 -05:00", content: true, 5),
            Told.Asked("client-care", "2026-03-02 10:00 -05:00", "Bob").About("2026-03-02 10:00 -05:00", "technical").Missed("2026-03-02 18:00 -05:00", "CC-4"),
            Told.Asked("client-care", "2026-03-03 10:00 -05:00", "Cid").About("2026-03-03 10:00 -05:00", "technical").Said("2026-03-04 10:00 -05:00", content: false, 1),
        ];
        var report = Build("weekly", "2026-02-27 16:00 -05:00", "2026-03-06 16:00 -05:00", "2026-02-20 16:00 -05:00", TeamRecords.None, stories);

        Assert.Equal("Weekly summary, Fri 27 Feb to Fri 6 Mar 2026", report.Title);
        Assert.Equal(["Opened: 2 (up from 1)", "Closed: 0 (down from 1)", "Reopened: 0 (as before)", "Open at the end: 2 (up from 0)", "Escalated: 0 (as before)"], Lines(report, PeriodContent.Counts));
        Assert.Equal(["Asked: 0 (as before); satisfied: 1; not satisfied: 1", "Mean mark: 3.0 of 5", "Ann - A question: satisfied, 5 of 5", "Cid - A question: not satisfied, 1 of 5"], Lines(report, PeriodContent.Outcomes));
        Assert.Equal(["CC-4: 1 (up from 0)"], Lines(report, PeriodContent.Missed));
        Assert.Equal(["Technical Support Issue: 2 (up from 0)"], Lines(report, PeriodContent.Categories));

        var slack = ReportText.Slack(report, Care.Zone);
        Assert.StartsWith(":bar_chart: *Weekly summary, Fri 27 Feb to Fri 6 Mar 2026*\nFri 27 Feb 16:00 to Fri 6 Mar 16:00", slack, StringComparison.Ordinal);
        Assert.EndsWith("Whole report: GET /api/reports/weekly?playbook=client-care&date=2026-03-06", slack, StringComparison.Ordinal);
        Assert.Contains("## What inquiries were about (CC-3)", ReportText.Markdown(report, Care.Zone), StringComparison.Ordinal);
        Assert.Contains("<h1>Weekly summary, Fri 27 Feb to Fri 6 Mar 2026</h1>", ReportText.Html(report, Care.Zone), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "CC-1")]
    [Trait("Clause", "CC-9")]
    public void The_month_names_common_issues_and_where_to_improve()
    {
        var missed = DutyRun.On(Care, Care.RecurringDuties.Single(), new LocalDate(2026, 3, 3))!;
        var done = DutyRun.On(Care, Care.RecurringDuties.Single(), new LocalDate(2026, 3, 4))!;
        var records = TeamRecords.None with { Duties = [missed, done.Tick(done.Asked, "victor", done.Due - Duration.FromMinutes(1)), DutyRun.On(Care, Care.RecurringDuties.Single(), new LocalDate(2026, 3, 5))!.Tick(["inbox", "live-chat", "tickets"], "victor", Times.At("2026-03-05 08:00 -05:00"))] };
        var report = Build("monthly", "2026-03-01 00:00 -05:00", "2026-04-01 00:00 -04:00", "2026-02-01 00:00 -05:00", records,
            Told.Asked("client-care", "2026-02-24 10:00 -05:00", "Ann").About("2026-02-24 10:00 -05:00", "technical"),
            Told.Asked("client-care", "2026-03-02 10:00 -05:00", "Bob").About("2026-03-02 10:00 -05:00", "technical").Missed("2026-03-02 18:00 -05:00", "CC-4").Missed("2026-03-03 18:00 -05:00", "CC-4"),
            Told.Asked("client-care", "2026-03-03 10:00 -05:00", "Cid").About("2026-03-03 10:00 -05:00", "technical").Said("2026-03-04 10:00 -05:00", content: false, null));

        Assert.Equal("Monthly report, March 2026", report.Title);
        Assert.Equal(["Technical Support Issue: 2 (up from 1)"], Lines(report, PeriodContent.Categories));
        Assert.Equal(
            ["Technical Support Issue grew from 1 to 2: is there a common cause?", $"CC-4 was missed twice: {Care.Clauses["CC-4"]}", "1 of 1 clients who answered were not satisfied.", "Recurring duties were missed twice."],
            Lines(report, PeriodContent.Improvements));
        Assert.Equal(["Morning look at inbox, live chat and ticket system: 1 of 3 in time; not on Tue 3 Mar, Thu 5 Mar (late)"], Lines(report, PeriodContent.Duties));
    }

    private static PeriodReport Build(string name, string from, string to, string before, TeamRecords records, params Told[] stories) => PeriodReport.Build(
        Care, Rules(name), Told.Count(Care, from, to, ["victor"], stories), Told.Count(Care, before, from, ["victor"], stories), records, People, []);

    private static PeriodReportRules Rules(string name) => Care.PeriodReports.Single(rules => rules.Name == name);

    private static IEnumerable<string> Lines(PeriodReport report, PeriodContent content) => report.Parts.Single(part => part.List == content.ToString()).Lines.Select(line => line.Text);
}
