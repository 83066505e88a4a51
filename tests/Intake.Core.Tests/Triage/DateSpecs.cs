using Intake.Playbooks;
using Intake.Tickets;
using Intake.Triage;
using static Intake.Triage.Triage;

namespace Intake.Core.Tests.Triage;

/// <summary>What the default playbook's date words mean on the day a message is written: soon, later, earlier, long ago, or nothing.</summary>
public sealed class DateSpecs
{
    private static readonly TriageRules Days = new([.. new[] { "soon", "later", "long-ago", "earlier" }.Select(day => new TriageRule(day, Urgency.Urgent, "U1", [$"@{day}"]))])
    {
        Dates = Labelled.Rules.Dates,
    };

    // 8 July 2026 is a Wednesday.
    [Theory]
    [InlineData("2026-07-08T10:00", "tonight", "soon")]
    [InlineData("2026-07-08T10:00", "Tomorrow's stage", "soon")]
    [InlineData("2026-07-08T10:00", "the day after tomorrow", "later")]
    [InlineData("2026-07-08T10:00", "yesterday", "earlier")]
    [InlineData("2026-07-08T10:00", "since yesterday", "soon")]
    [InlineData("2026-07-08T10:00", "last Friday", "earlier")]
    [InlineData("2026-07-08T10:00", "on Friday", "later")]
    [InlineData("2026-07-09T10:00", "on Friday", "soon")]
    [InlineData("2026-07-10T10:00", "on Friday", "soon")]
    [InlineData("2026-07-08T10:00", "in 2 hours", "soon")]
    [InlineData("2026-07-08T10:00", "in 48 hours", "later")]
    [InlineData("2026-07-08T23:00", "in 26 hours", "later")]
    [InlineData("2026-07-08T10:00", "in 1 days", "soon")]
    [InlineData("2026-07-08T10:00", "in 3 days", "later")]
    [InlineData("2026-07-08T10:00", "next year", "later")]
    [InlineData("2026-07-08T10:00", "five years ago", "long-ago")]
    [InlineData("2026-07-08T10:00", "last week", "long-ago")]
    [InlineData("2026-07-08T10:00", "on the 9th", "soon")]
    [InlineData("2026-07-08T10:00", "on the 15th", "later")]
    [InlineData("2026-07-08T10:00", "on the 7th", "earlier")]
    [InlineData("2026-07-31T10:00", "on the 1st", "soon")]
    [InlineData("2026-07-08T10:00", "in August", "later")]
    [InlineData("2026-07-08T10:00", "in July", "nothing")]
    [InlineData("2026-07-08T10:00", "9 July", "soon")]
    [InlineData("2026-07-08T10:00", "July 9", "soon")]
    [InlineData("2026-07-08T10:00", "9th of July", "soon")]
    [InlineData("2026-07-08T10:00", "July 9 2027", "later")]
    [InlineData("2026-07-08T10:00", "August 2025", "long-ago")]
    [InlineData("2026-12-31T10:00", "1 January", "soon")]
    [InlineData("2026-07-08T10:00", "am 9. Juli", "soon")]
    [InlineData("2026-07-08T10:00", "le 9 juillet", "soon")]
    [InlineData("2026-07-08T10:00", "el 9 de julio", "soon")]
    [InlineData("2026-07-08T10:00", "may we come?", "nothing")]
    [InlineData("2026-08-11T10:00", "12.08.", "soon")]
    [InlineData("2026-08-11T10:00", "12.08.2026", "soon")]
    [InlineData("2026-08-11T10:00", "12.08.2027", "later")]
    [InlineData("2026-08-11T10:00", "for 12.50 euros", "nothing")]
    [InlineData("2026-08-11T10:00", "at 10.30", "nothing")]
    [InlineData("2026-08-14T10:00", "8/15", "soon")]
    [InlineData("2026-08-14T10:00", "15/8", "soon")]
    [InlineData("2026-08-08T10:00", "8/9", "soon")]
    [InlineData("2026-09-07T10:00", "8/9", "soon")]
    [InlineData("2026-07-08T10:00", "24/7", "nothing")]
    [InlineData("2026-07-08T10:00", "2026-07-09", "soon")]
    [InlineData("2026-07-08T10:00", "31/31", "nothing")]
    [InlineData("2026-07-08T10:00", "in 2028", "later")]
    [InlineData("2026-07-08T10:00", "Guten Morgen", "nothing")]
    [InlineData("2026-07-08T10:00", "morgen", "soon")]
    public void A_date_means(string written, string text, string expected)
    {
        var rule = Classify(Days, ChannelKind.Email, text, Labelled.On(written)).Rule;

        Assert.Equal(expected, rule == "default" ? "nothing" : rule);
    }
}
