namespace Intake.Core.Tests.Playbooks;

/// <summary>Mistakes in what people do again and again are told with line and remedy.</summary>
public sealed class RecurringDutyErrorSpecs
{
    private const string Section = """
        recurring-duties:
          morning:
            title: Morning look
            clause: A1
            calendar: office
            from: "00:00"
            by: "08:00"
            items: { inbox: Inbox }
            room: cs
            ask: "07:30"
            ask-text: "{duty} by {by}: {items}"
            missed-text: "{duty} of {date}: {items}"
            done-text: "{duty}: {agents}"
        """;

    [Fact]
    public void The_section_as_it_is_has_no_error() => Assert.Empty(Small.ErrorsOf($"{Small.Text}\n{Section}"));

    [Theory]
    [InlineData("by: \"08:00\"", "by: \"00:00\"", "recurring-duties.morning.by: The window ends at 00:00 and begins at 00:00. Both are times of one day: let \"from\" be the earlier.")]
    [InlineData("ask: \"07:30\"", "ask: \"08:00\"", "recurring-duties.morning.ask: It is asked for at 08:00, outside its window. Write a time from 00:00 to before 08:00.")]
    [InlineData("items: { inbox: Inbox }", "items: { The inbox: Inbox }", "recurring-duties.morning.items.The inbox: \"The inbox\" is not a name here. Write lower-case letters, digits and hyphens, e.g. \"morning-look\".")]
    [InlineData("{duty} of {date}", "{duty} of {day}", "recurring-duties.morning.missed-text: Nobody fills in {day}. Fields: duty, items, by, date.")]
    public void Each_is_told_with_its_remedy(string old, string replacement, string says) =>
        Assert.EndsWith(says, Assert.Single(Small.ErrorsOf($"{Small.Text}\n{Section.Replace(old, replacement, StringComparison.Ordinal)}")), StringComparison.Ordinal);
}
