using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

public sealed class ReceiptSpecs
{
    [Fact]
    [Trait("Clause", "CC-2")]
    [Trait("Clause", "CC-5")]
    public void Whoever_writes_is_told_at_once_that_it_has_come_and_under_which_number()
    {
        var care = ClientCare.Inquiry("2026-03-02 03:00 -05:00", "What are your opening hours?");
        Assert.Equal("CC-1042", care.Ticket.Reference);
        var receipt = Assert.Single(care.Effects.OfType<Effect.SendToClient>());
        Assert.StartsWith("Thank you for contacting us, Jane Smith. We have received your inquiry; your reference number is CC-1042.", receipt.Text, StringComparison.Ordinal);
        Assert.Equal("A question [CC-1042]", receipt.Subject);
        Assert.NotNull(care.Ticket.Waiting); // the confirmation is no answer
    }

    [Fact]
    [Trait("Clause", "CC-2")]
    public void The_CRM_shows_date_client_issue_type_and_number()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "The app crashes.");
        var shown = Assert.Single(care.Effects.OfType<Effect.MirrorTicket>());
        Assert.Equal(("Technical Support Issue", "CC-1042", "Smith - The app crashes"), (shown.Type, shown.Reference, shown.Title));
        Assert.Equal("Jane Smith", Assert.Single(care.Effects.OfType<Effect.MirrorContact>()).Client.Name);
        Assert.Equal(Times.At("2026-03-02 09:00 -05:00"), care.Effects.OfType<Effect.MirrorNote>().First().At);
    }

    [Fact]
    [Trait("Clause", "CC-5")]
    public void A_second_message_about_the_same_inquiry_is_not_confirmed_again_but_one_after_the_close_is()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "What are your opening hours?");
        care.Mails("And on Sundays?");
        Assert.Equal(["09:00 client receipt"], care.Sent);
        care.Hear(new Signal.StageMoved("victor", "closed", "Answered.", "hubspot"));
        care.Until("2026-03-03 09:00 -05:00");
        care.Mails("One more question.");
        Assert.Equal("09:00 client receipt", care.Sent[^1]);
    }

    [Fact]
    [Trait("Clause", "CC-5")]
    public void An_automatic_message_is_not_confirmed()
    {
        var care = ClientCare.At("2026-03-02 09:00 -05:00");
        care.Mails("I am out of the office.", automatic: true);
        Assert.Empty(care.Sent);
    }

    [Fact]
    [Trait("Clause", "CC-5")]
    public void A_confirmation_that_has_not_gone_out_after_five_minutes_is_said_in_the_room()
    {
        var ticket = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "What are your opening hours?").Events.OfType<TicketEvent>()
            .Where(e => e is not TicketEvent.EffectDelivered).Aggregate(Ticket.None(new TicketId("t1")), Evolution.Evolve);
        var now = Times.At("2026-03-02 09:05 -05:00");
        var decision = Decider.Decide(ClientCare.Playbook, ticket, new Signal.ClockRang { Id = "clock", At = now, ReceivedAt = now }, now);
        var post = Assert.Single(decision.Effects.OfType<Effect.PostToSlack>());
        Assert.Equal(("care", "CC-5"), (post.Room, post.Clause));
        Assert.Contains("CC-1042", post.Text, StringComparison.Ordinal);
    }
}
