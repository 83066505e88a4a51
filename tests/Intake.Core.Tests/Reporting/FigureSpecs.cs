using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Intake.Core.Tests.Tickets;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Reporting;
using NodaTime;

namespace Intake.Core.Tests.Reporting;

/// <summary>A stretch of time in figures.</summary>
public sealed class FigureSpecs
{
    private static readonly Playbook Center = Told.Shipped("support-center");
    private static readonly Playbook Retail = Told.Shipped("email-retail");
    private static readonly Playbook Cross = Told.Shipped("cross-department");
    private static readonly string[] People = ["nina", "omar", "cora", "colin", "olive"];
    private static readonly IReadOnlyDictionary<string, Person> Names = People.ToDictionary(id => id, id => new Person(id, id.ToUpperInvariant()));

    [Fact]
    [Trait("Clause", "SC-8")]
    public void Requests_are_answered_within_an_hour_by_the_end_of_the_next_business_day_or_later()
    {
        var figures = Told.Count(Center, "2026-03-01 00:00 -05:00", "2026-03-13 16:30 -04:00", People,
            Told.Asked("support-center", "2026-03-02 10:00 -05:00", "Ann").Answered("2026-03-02 11:00 -05:00", "nina"),           // an hour exactly
            Told.Asked("support-center", "2026-03-06 16:00 -05:00", "Bob").Answered("2026-03-09 16:59 -04:00", "omar"),           // Friday; Monday before the end
            Told.Asked("support-center", "2026-03-02 10:00 -05:00", "Cid").Answered("2026-03-03 17:01 -05:00", "omar"),           // a minute too late
            Told.Asked("support-center", "2026-03-02 12:00 -05:00", "Dot"),                                                       // never
            Told.Asked("support-center", "2026-03-12 17:30 -04:00", "Eve"),                                                       // until Friday 17:00
            Told.Asked("support-center", "2026-02-27 10:00 -05:00", "Fay").Answered("2026-03-02 10:00 -05:00", "nina"));          // came before

        Assert.Equal(new AnswerFigures(Requests: 5, InFirst: 1, InOthers: 1, Late: 2, Waiting: 1), figures.Answers);
        Assert.Equal(0.2, figures.Answers.Share);
        Assert.Equal(
            ["Requests: 5 (up from 1)", "Answered within 1 h: 20 % (1 of 5; 0 % before)", "Others by the end of the next business day: 1; later: 2; still within it and unanswered: 1"],
            Part(Center, PeriodContent.Answers, figures, figures with { Answers = new AnswerFigures(1, 0, 1, 0, 0) }));
    }

    [Fact]
    [Trait("Clause", "ER-4")]
    public void Tickets_an_hour_are_the_tickets_answered_or_closed_in_the_hours_in_which_the_agent_worked()
    {
        Told[] stories =
        [
            Told.Asked("email-retail", "2026-03-02 08:00 -05:00", "Ann").Answered("2026-03-02 09:05 -05:00", "olive").Closed("2026-03-02 09:06 -05:00", "olive"),
            Told.Asked("email-retail", "2026-03-02 08:00 -05:00", "Bob").Answered("2026-03-02 09:20 -05:00", "olive"),
            Told.Asked("email-retail", "2026-03-02 08:00 -05:00", "Cid").Answered("2026-03-02 09:59 -05:00", "olive").Answered("2026-03-02 13:00 -05:00", "olive"),
        ];
        var figures = Told.Count(Retail, "2026-03-02 00:00 -05:00", "2026-03-03 00:00 -05:00", People, stories);

        Assert.Equal((4, 2, 2.0), (figures.Agents.Single().Handled, figures.Agents.Single().Hours, figures.Agents.Single().PerHour!.Value));
        Assert.Equal(["OLIVE: 2.0 an hour (4 in 2 h), goal 7"], Part(Retail, PeriodContent.Pace, figures, Told.Count(Retail, "2026-02-01 00:00 -05:00", "2026-03-01 00:00 -05:00", People, stories)));
    }

    [Fact]
    [Trait("Clause", "XD-9")]
    public void The_manager_sees_what_each_person_has_and_how_their_tickets_went()
    {
        var figures = Told.Count(Cross, "2026-03-02 08:00 -05:00", "2026-03-09 08:00 -04:00", People,
            Told.Asked("cross-department", "2026-03-02 10:00 -05:00", "Ann").Given("2026-03-02 10:01 -05:00", "cora").Answered("2026-03-02 12:01 -05:00", "cora").Closed("2026-03-02 12:30 -05:00", "cora"),
            Told.Asked("cross-department", "2026-03-03 10:00 -05:00", "Bob").Given("2026-03-03 10:00 -05:00", "cora").Missed("2026-03-04 10:00 -05:00", "XD-5"),
            Told.Asked("cross-department", "2026-03-04 10:00 -05:00", "Cid").Given("2026-03-04 10:00 -05:00", "colin").Answered("2026-03-04 11:00 -05:00", "colin"));

        // 2 h on Ann's, and Bob's from Tuesday 10:00 to the week's end: 7 + 8 + 8 + 8 business hours.
        Assert.Equal(
            [
                "COLIN: 1 open now (0 waiting for an answer), 1 came to them, 1 answered, 0 (as before) closed, 0 targets missed, tickets lay with them for 1 h",
                "CORA: 1 open now (1 waiting for an answer), 2 came to them, 1 answered, 1 (up from 0) closed, 1 target missed, tickets lay with them for 33 h",
            ],
            Part(Cross, PeriodContent.Workload, figures, Told.Count(Cross, "2026-02-23 08:00 -05:00", "2026-03-02 08:00 -05:00", People)));
        Assert.Equal(["XD-5: 1 (up from 0)"], Part(Cross, PeriodContent.Missed, figures, new Figures(figures.From, figures.To)));
    }

    [Fact]
    [Trait("Clause", "XD-10")]
    public void Assignments_that_came_back_are_counted_for_whoever_made_them()
    {
        var figures = Told.Count(Cross, "2026-03-02 08:00 -05:00", "2026-03-09 08:00 -04:00", People,
            Told.Asked("cross-department", "2026-03-02 10:00 -05:00", "Ann").SentBack("2026-03-02 11:00 -05:00", "dan", "cora").SentBack("2026-03-02 12:00 -05:00", "faye", "cora"),
            Told.Asked("cross-department", "2026-03-02 10:00 -05:00", "Bob").SentBack("2026-03-02 11:00 -05:00", "dan", "colin"));
        Assert.Equal(["COLIN: 1 (up from 0) came back", "CORA: 2 (up from 0) came back"], Part(Cross, PeriodContent.Bounces, figures, new Figures(figures.From, figures.To)));
    }

    [Property(MaxTest = 300)]
    public Property The_minutes_of_two_stretches_are_those_of_both_together() => DeciderLaws.ForAllHistoriesAtTheEnd(world =>
    {
        var (first, last) = (world.Events[0].At, world.Now + Duration.FromHours(3));
        var middle = first + (last - first) / 3;
        MinuteLedger Of(Instant from, Instant to) => MinuteLedger.Of(TripSupport.Playbook, world.Ticket.Id, world.Events, to, from);
        var (whole, one, two) = (Of(first, last), Of(first, middle), Of(middle, last));
        return (whole.Elapsed == one.Elapsed + two.Elapsed && whole.With.All(with => with.Value == one.With[with.Key] + two.With[with.Key])
                && whole.With.Values.Aggregate(Duration.Zero, (a, b) => a + b) == whole.Elapsed && whole.Elapsed <= last - first)
            .Label($"{whole.Elapsed}, {one.Elapsed}, {two.Elapsed}");
    });

    private static IEnumerable<string> Part(Playbook playbook, PeriodContent content, Figures figures, Figures before) =>
        PeriodReport.Build(playbook, new PeriodReportRules("weekly", "X", "Week", "cs", null, [new PeriodSectionRule(content, "Part", "X", null)]) { At = LocalTime.Midnight }, figures, before, TeamRecords.None, Names, [])
            .Parts.Single().Lines.Select(line => line.Text);
}
