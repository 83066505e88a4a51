using Intake.Core.Tests.Playbooks;
using Intake.Playbooks;

namespace Intake.Core.Tests.Assignment;

/// <summary>Each row changes one thing in the shop's assignment section; the line is the one its writer is shown.</summary>
public sealed class AssignmentErrorSpecs
{
    [Theory]
    [InlineData("fill: 5", "fill: none", "assignment.batch.fill: \"none\" is not a number of things. Write a whole number from 1.")]
    [InlineData("refill-after: 4", "refill-after: 6", "assignment.batch.refill-after: Nobody completes 6 of a batch of 5. Write at most 5.")]
    [InlineData("triage: [broken], tags: [ops]", "triage: [brokn]", "assignment.pods.ops.triage[0]: There is no triage rule \"brokn\". Did you mean \"broken\"?")]
    [InlineData("title: the Retention pod, tags: [cancel],", "title: the Retention pod,", "assignment.pods.retention: No ticket is about this. Name what it is about under \"categories\", \"triage\" or \"tags\".")]
    [InlineData("  availability: { clause: A1 }\n", "", "assignment: \"availability\" is missing. Add \"availability: …\".")]
    [InlineData("by-hand: { titles: [sme, team-lead, wfm], clause: A1 }", "by-hand: { titel: [sme], clause: A1 }", "assignment.by-hand.titel: \"titel\" is not a key here. Did you mean \"titles\"?")]
    [InlineData("room-after: 15 min", "room-after: 0 min", "assignment.ask-lead.room-after: \"0 min\" is no time at all. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData("overrides: { titles: [manager], clause: A2 }", "overrides: { clause: A2 }", "assignment.overrides: \"titles\" is missing. Add \"titles: …\".")]
    public void A_mistake_is_told_at_its_place_with_the_remedy(string old, string replacement, string expected)
    {
        Assert.Equal(2, Shop.Section.Split(old).Length);
        var errors = PlaybookReader.Read(Small.File, $"{Shop.Text}\n{Shop.Section.Replace(old, replacement, StringComparison.Ordinal)}").Errors;

        Assert.Equal(expected, string.Join("; ", errors.Select(error => error.ToString().Split("): ", 2)[1])));
    }
}
