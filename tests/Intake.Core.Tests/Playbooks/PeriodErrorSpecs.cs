namespace Intake.Core.Tests.Playbooks;

/// <summary>Mistakes in reports of weeks and months, numbers, reviews, feedback and the log are told with line and remedy.</summary>
public sealed class PeriodErrorSpecs
{
    private const string Sections = """
        reports:
          weekly: { clause: A1, title: "Week to {to}", day: fri, at: "16:00", room: cs, role: primary, sections: [{ list: counts, title: Counts, clause: A1 }] }
          monthly: { clause: A1, title: "Month of {month}", calendar: office, at: "09:00", room: cs, sections: [{ list: categories, title: Issues, clause: A1, empty: None. }] }
        numbers: { clause: A1, first-answer: { within: 1 h, clause: A1 }, other-answers: { within: end of next business day, clause: A2 }, per-hour: { goal: 7, clause: A1 } }
        reviews: { clause: A1, per-agent: 5, best: 5, day: mon, at: "08:00", room: cs, text: "{count} of {agents}", questions: { tone: { ask: Is it kind?, clause: A1 } } }
        feedback: { clause: A1 }
        log: { clause: A1, days: 92 }
        """;

    [Fact]
    public void The_sections_as_they_are_have_no_error() => Assert.Empty(Small.ErrorsOf($"{Small.Text}\n{Sections}"));

    [Theory]
    [InlineData("day: fri", "day: mon-fri", "reports.weekly.day: A week ends on one day. Write for example fri.")]
    [InlineData("Week to {to}", "Week to {too}", "reports.weekly.title: Nobody fills in {too}. Did you mean {to}? Fields: from, to, month.")]
    [InlineData("list: counts", "list: count", "reports.weekly.sections[0].list: \"count\" is not a list of a report. Did you mean \"counts\"?")]
    [InlineData("role: primary", "role: boss", "reports.weekly.role: There is no role \"boss\". Known: leadership, primary, secondary.")]
    [InlineData("calendar: office", "calendar: ofice", "reports.monthly.calendar: There is no calendar \"ofice\". Did you mean \"office\"?")]
    [InlineData("first-answer: { within: 1 h, clause: A1 }, ", "", "numbers.other-answers: Others than which? Add \"first-answer\" before it, e.g. { within: 1 h, clause: … }.")]
    [InlineData("goal: 7", "goal: 0", "numbers.per-hour.goal: \"0\" is not a whole number. Write for example 1001.")]
    [InlineData("per-agent: 5", "per-agent: some", "reviews.per-agent: \"some\" is not a number of things. Write a whole number from 1.")]
    [InlineData("days: 92", "days: all", "log.days: \"all\" is not a number of things. Write a whole number from 1.")]
    public void Each_is_told_with_its_remedy(string old, string replacement, string says) =>
        Assert.EndsWith(says, Assert.Single(Small.ErrorsOf($"{Small.Text}\n{Sections.Replace(old, replacement, StringComparison.Ordinal)}")), StringComparison.Ordinal);
}
