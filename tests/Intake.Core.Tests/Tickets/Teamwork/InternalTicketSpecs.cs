using Intake.Tickets;

namespace Intake.Core.Tests.Tickets.Teamwork;

/// <summary>"The goal is to create a simple ticket that is concise and brief": tickets by co-workers (XD-1).</summary>
[Trait("Clause", "XD-1")]
public sealed class InternalTicketSpecs
{
    [Fact]
    [Trait("Clause", "XD-10")]
    public void It_carries_the_CID_in_its_title_and_the_details_as_a_comment()
    {
        var desk = Made("Logo on the contact page", "The logo is the old one; the new one is in the drive.");

        Assert.Null(desk.Refused);
        Assert.Equal(("Air Comfort, CID 4711 - Logo on the contact page", "cora"), (desk.Ticket.Title, desk.Ticket.Owner));
        Assert.Equal(new InternalTicket("4711", "cora"), desk.Ticket.Internal);
        Assert.Equal("CID 4711. The logo is the old one; the new one is in the drive.", Assert.Single(desk.Events.OfType<TicketEvent.Noted>()).Text);
        Assert.Contains(desk.Effects.OfType<Effect.MirrorNote>(), note => note.Text.Contains("CID 4711", StringComparison.Ordinal));
        Assert.Empty(desk.Effects.OfType<Effect.SendToClient>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("Logo, contact page.")]
    public void Just_a_title_is_not_enough(string? details)
    {
        var desk = Made("Logo on the contact page", details);

        desk.IsRefused("XD-1", "Just a title is not enough.");
        Assert.False(desk.Ticket.Exists);
    }

    [Fact]
    public void Without_the_CID_it_is_refused()
    {
        var desk = Made("Logo on the contact page", "The logo is the old one.", cid: null);

        desk.IsRefused("XD-1", "The CID is missing.");
    }

    [Theory]
    [InlineData("The logo is the old one. Another issue: the phone number in the footer is wrong.", "It seems to hold several issues (“Another issue”): keep a ticket to a single one.")]
    [InlineData("1. Change the logo\n2. Change the number", "It seems to hold several issues (2 numbered points): keep a ticket to a single one.")]
    public void Several_issues_in_one_are_questioned_and_not_refused(string details, string why)
    {
        Made("Website", details).IsRefused("XD-1", why);

        var meant = Made("Website", details, confirm: true);
        Assert.Null(meant.Refused);
        Assert.True(meant.Ticket.IsOpen);
    }

    [Fact]
    public void What_is_not_concise_is_questioned()
    {
        var desk = Made(new string('x', 81), "The logo is the old one.");

        desk.IsRefused("XD-1", "The title has 81 characters, more than 80: keep it concise.");
        Assert.Contains("“confirm”: true", desk.Refused!.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_request_twice_makes_one_ticket()
    {
        var desk = Made("Logo on the contact page", "The logo is the old one.");
        var again = desk.Hand(Request("Logo on the contact page", "The logo is the old one.") with { Id = "s1", At = desk.Now, ReceivedAt = desk.Now });

        Assert.Empty(again.Events);
        Assert.Null(again.Refusal);
    }

    [Fact]
    public void No_clock_runs_for_a_customer_who_asked_nothing()
    {
        var desk = Made("Logo on the contact page", "The logo is the old one.");
        desk.Until("2026-03-06 10:00 -05:00");

        Assert.Empty(desk.Sent);
    }

    private static TripSupport Made(string title, string? details, string? cid = "4711", bool confirm = false)
    {
        var desk = CrossDepartment.At(CrossDepartment.MondayMorning);
        desk.Hear(Request(title, details, cid, confirm));
        return desk;
    }

    private static Signal.InternalRequested Request(string title, string? details, string? cid = "4711", bool confirm = false) =>
        new("cora", new Client("Air Comfort", null), cid, title, details, confirm);
}
