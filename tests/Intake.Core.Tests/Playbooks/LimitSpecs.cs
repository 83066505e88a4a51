using Intake.Clocks;
using Intake.Playbooks;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Playbooks;

/// <summary>Limits as a playbook may write them. The office is open Monday to Friday, 09:00 to 17:00 in Vienna.</summary>
public sealed class LimitSpecs
{
    private const string TwoHours = "clause: A2, within: 2 h";

    [Theory]
    [InlineData("within: 2 h", "2026-03-07 09:00 +01:00", "2 h")] // written on Saturday at 07:00: elapsed, unless something else is said
    [InlineData("within: 2 h, counting: monitored", "2026-03-09 11:00 +01:00", "2 h")]
    [InlineData("within: 26 h, counting: working-days", "2026-03-10 02:00 +01:00", "26 h")]
    [InlineData("within: 1 business day", "2026-03-09 07:00 +01:00", "1 business day")]
    [InlineData("within: 3 business days", "2026-03-11 07:00 +01:00", "3 business days")]
    [InlineData("within: end of next business day", "2026-03-09 17:00 +01:00", "the end of the next business day")]
    [InlineData("within: end of the next business day", "2026-03-09 17:00 +01:00", "the end of the next business day")]
    public void A_limit_is_counted_as_it_is_written(string written, string due, string said)
    {
        var channel = PlaybookReader.Read(Small.File, OfficeHours.Replace(TwoHours, $"clause: A2, {written}", StringComparison.Ordinal)).Playbook!.Channels["chat"];
        var rule = channel.RespondTo(Intake.Tickets.Urgency.NonUrgent);
        Assert.Equal(At(due), rule.Counting.Due(At("2026-03-07 07:00 +01:00"), rule.Within, channel.Monitored));
        Assert.Equal(said, Text.Of(rule));
    }

    [Theory]
    [InlineData("within: 0 business days", "\"0 business days\" is not a length of time. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData("within: 1 business day, counting: monitored", "Business days are counted one way only. Leave \"counting\" out, or write a length such as \"24 h\".")]
    [InlineData("within: 24 h, counting: workdays", "\"workdays\" is not a way of counting. Did you mean \"working-days\"?")]
    public void A_limit_that_says_nothing_or_two_things_is_an_error(string written, string expected) =>
        Assert.Contains(expected, Assert.Single(Small.ErrorsOf(OfficeHours.Replace(TwoHours, $"clause: A2, {written}", StringComparison.Ordinal))));

    [Theory]
    [InlineData("within: 1 business day")]
    [InlineData("within: 24 h, counting: working-days")]
    public void Working_days_need_a_calendar_that_has_them(string written) =>
        Assert.Equal(
            "(20,16): channels.chat.monitored: A limit here is counted in working days, and the channel is monitored on every day. Name a calendar that says when the team works.",
            Assert.Single(Small.ErrorsWith(TwoHours, $"clause: A2, {written}")));

    private static string OfficeHours => Small.Text.Replace("monitored: always", "monitored: office", StringComparison.Ordinal);
}
