using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>"The last four digits of the card on file" (ER-7) are asked for; a whole card number is never kept.</summary>
public sealed class CardNumberSpecs
{
    [Theory]
    [Trait("Clause", "ER-7")]
    [InlineData("My card is 4111 1111 1111 1111, thanks", "My card is •••• 1111, thanks")]
    [InlineData("4111-1111-1111-1111", "•••• 1111")]
    [InlineData("4111111111111111", "•••• 1111")]
    [InlineData("Visa4111111111111111.", "Visa•••• 1111.")]
    [InlineData("5555 5555 5555 4444 12/27 123", "•••• 4444 12/27 123")]
    [InlineData("4111 1111 1111 1111 12 27", "•••• 1111 12 27")]
    [InlineData("amex 3782 822463 10005", "amex •••• 0005")]
    [InlineData("4111 1111 1111 1111 and 5105105105105100", "•••• 1111 and •••• 5100")]
    [InlineData("4111 1111 1111 1111 5105 1051 0510 5100", "•••• 1111 •••• 5100")]
    [InlineData("41111111 11111111 12", "•••• 1111 12")]
    [InlineData("for my order 4111111111111111", "for my order •••• 1111")]
    [InlineData("٤١١١١١١١١١١١١١١١", "•••• ١١١١")]
    public void Of_a_card_number_the_last_four_digits_stay(string written, string kept) => Assert.Equal(kept, CardNumbers.Mask(written));

    [Theory]
    [Trait("Clause", "ER-7")]
    [InlineData("Call me at +1 414 555 0200 or +49 170 1234567")]
    [InlineData("+4111111111111111")]
    [InlineData("0049 170 12345678")]
    [InlineData("Order #1001, order no. 4111111111111111")]
    [InlineData("Booking number: 4111111111111111")]
    [InlineData("4111 1111 1111 1112")]
    [InlineData("tracking 9400 1000 0000 0000 0000 00")]
    [InlineData("2026-03-02 08:00, 2026-03-03 09:30")]
    [InlineData("last four digits 4242")]
    [InlineData("1732551234.123456")]
    public void Telephone_order_and_booking_numbers_stay_as_they_are(string written) => Assert.Equal(written, CardNumbers.Mask(written));

    [Fact]
    [Trait("Clause", "ER-7")]
    public void No_card_number_is_in_anything_a_ticket_stores_or_sends()
    {
        var mail = EmailRetail.At("02 08:00");
        mail.Hear(id => new Signal.MessageArrived(
            "email", new Client("Jane Doe", "jane@example.com", Email: "jane@example.com"), new Message(id, "text", "Please charge 4111 1111 1111 1111 instead.", "My card 4111111111111111"), "Customer e-mail"));
        mail.Hear(new Signal.NoteWritten("olive", "Her card is 4111-1111-1111-1111."));
        mail.Hear(new Signal.ReplyRequested("olive", "We use 4111111111111111 now. Call us.", Confirm: true));
        mail.Hear(new Signal.TaskRequested("olive", "Charge 4111111111111111", Due: null));

        foreach (var stored in mail.Events.Select(e => System.Text.Json.JsonSerializer.Serialize(e, StoredJson.Options))
                     .Concat(mail.Effects.Select(effect => System.Text.Json.JsonSerializer.Serialize(effect, StoredJson.Options)))
                     .Append(System.Text.Json.JsonSerializer.Serialize(mail.Ticket, StoredJson.Options)))
        {
            Assert.DoesNotMatch(@"4111.?1111", stored);
        }

        Assert.Equal("Please charge •••• 1111 instead.", Assert.Single(mail.Events.OfType<TicketEvent.MessageReceived>()).Message.Text);
    }

    [Fact]
    [Trait("Clause", "ER-7")]
    public void What_leads_somewhere_is_left_whole()
    {
        var signal = new Signal.MessageArrived("email", new Client(null, "4111111111111111@example.com", Email: "4111111111111111@example.com"), new Message("4111111111111111@mail", "text", "hello"), "test") { Id = "4111111111111111" };

        Assert.Same(signal, CardNumbers.Masked<Signal>(signal));
    }

    [Property(MaxTest = 20000)]
    [Trait("Clause", "ER-7")]
    public Property Masking_twice_changes_nothing_more() => Prop.ForAll(
        Gen.ListOf(Gen.Elements("4111", " ", "1111", "-", "+", "order no. ", "5555", "4444", "7", "x", ".")).Select(parts => string.Concat(parts)).ToArbitrary(),
        text => CardNumbers.Mask(CardNumbers.Mask(text)) == CardNumbers.Mask(text));
}
