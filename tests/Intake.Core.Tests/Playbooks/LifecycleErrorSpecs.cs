namespace Intake.Core.Tests.Playbooks;

/// <summary>Mistakes in how a stage deals with the client: each is told with its line and what to write.</summary>
public sealed class LifecycleErrorSpecs
{
    private const string Stage = "guidance: Read it. }";

    [Theory]
    [InlineData("on-reply: { to: nowhere, clause: A1 }", "on-reply.to: There is no stage \"nowhere\". Known: done, new.")]
    [InlineData("on-reply: { to: new, clause: A1 }", "on-reply.to: The ticket is in this stage already. Name the stage in which an answer is dealt with, or remove on-reply.")]
    [InlineData("remind-client: [{ after: 2 d, template: closed, clause: A1 }, { after: 1 d, template: closed, clause: A1 }]", "remind-client[1]: This reminder does not come after the one before it, at 2 d. Write reminders in order of time.")]
    [InlineData(
        "remind-client: [{ after: 8 d, template: closed, clause: A1 }], closes-after: { after: 7 d, from: question, note: closed, blocked: closed, room: cs, clause: A1 }",
        "remind-client[0]: The ticket has closed by itself after 7 d: this reminder is never sent. Let it come earlier, or the close later.")]
    [InlineData("closes-after: { after: 7 d, from: questoin, note: closed, blocked: closed, room: cs, clause: A1 }", "closes-after.from: There is no beginning \"questoin\". Did you mean \"question\"?")]
    [InlineData("message: { template: closed, clause: A1 }", "message: \"example\" is missing. Add \"example: …\".")]
    [InlineData("hold: { day-at: noon, again-after: 1 d, template: closed, room: cs, clause: A1 }", "hold.day-at: \"noon\" is not a time of day. Write hours and minutes, e.g. \"09:00\".")]
    [InlineData("sealed: { clause: A1 }", "sealed: Only the closed stage can be sealed. Move \"sealed\" to the stage with \"closed: true\".")]
    public void A_mistake_in_a_stage_is_told(string rule, string expected)
    {
        var errors = Small.ErrorsWith(Stage, Stage.Replace(" }", $", {rule} }}", StringComparison.Ordinal));

        Assert.Contains($"stages[0].{expected}", errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_sealed_ticket_is_never_reopened()
    {
        var errors = Small.ErrorsWith("guidance: Nothing left., closed: true }", "guidance: Nothing left., closed: true, sealed: { clause: A1 } }");

        Assert.Contains("reopen: DONE is sealed: no ticket is reopened. Remove one of the two.", Assert.Single(errors), StringComparison.Ordinal);
    }
}
