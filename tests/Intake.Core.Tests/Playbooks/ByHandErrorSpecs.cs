namespace Intake.Core.Tests.Playbooks;

/// <summary>Mistakes in linked documents, nags, tickets by hand and handoffs are told with line and remedy.</summary>
public sealed class ByHandErrorSpecs
{
    [Theory]
    [InlineData("links: { sop: { title: The SOP, clause: A1 } }", "links.sop: The link leads nowhere. Write either \"url: https://…\" or \"missing: true\".")]
    [InlineData("links: { sop: { title: The SOP, clause: A1, url: sop.pdf } }", "links.sop.url: \"sop.pdf\" is not a link. Write it whole, e.g. \"https://example.com/sop\".")]
    [InlineData("handoffs: { clause: A1, template: page, departments: { money: { title: Money, email: nowhere } } }", "handoffs.departments.money.email: \"nowhere\" is not an e-mail address. Write e.g. \"reservations@example.com\".")]
    [InlineData("by-hand: { clause: A1, required: { text: In doubt., clause: A1 }, sources: { fax: { channel: chaat, source: Fax } } }", "by-hand.sources.fax.channel: There is no channel \"chaat\". Did you mean \"chat\"?")]
    public void Each_is_told_with_its_remedy(string section, string says) =>
        Assert.EndsWith(says, Assert.Single(Small.ErrorsOf($"{Small.Text}\n{section}")), StringComparison.Ordinal);

    [Fact]
    public void The_room_is_asked_after_the_agent() => Assert.Contains(
        "The room is not asked later than the agent, at 10 min. Let the agent be asked first.",
        Assert.Single(Small.ErrorsOf($$"""
            {{Small.Text}}
            by-hand:
              clause: A1
              required: { text: In doubt., clause: A1 }
              sources: { fax: { channel: chat, source: Fax } }
              drafts: { clause: A1, dismiss: [{ reason: thanks, label: Thanks }], nag: { after: 10 min, room-after: 5 min, every: 5 min, template: page, room: cs, clause: A1 } }
            """)),
        StringComparison.Ordinal);
}
