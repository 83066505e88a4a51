using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>Words by which tickets are found and counted.</summary>
public sealed class TagSpecs
{
    [Fact]
    public void A_tag_is_added_once_whatever_its_letters_and_removed_again()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("Could you send me the photos?");

        chat.Hear(new Signal.TagsChanged("ana", [" No Response", "photos"], []));
        Assert.Equal(["No Response", "photos"], chat.Ticket.Tags);
        Assert.Equal("No Response; photos", chat.Effects.OfType<Effect.MirrorTicket>().Last().Tags);
        Assert.Empty(chat.Hear(new Signal.TagsChanged("ben", ["no response"], ["never there"])).Events);

        chat.Hear(new Signal.TagsChanged("ana", [], ["NO RESPONSE", "photos"]));
        Assert.Empty(chat.Ticket.Tags);
        Assert.Equal("", chat.Effects.OfType<Effect.MirrorTicket>().Last().Tags);
    }

    [Theory]
    [InlineData("")]
    [InlineData("one; two")]
    [InlineData("two\nlines")]
    public void What_is_no_tag_is_refused_and_changes_nothing(string tag)
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("Could you send me the photos?");
        chat.Hear(new Signal.TagsChanged("ana", ["photos", tag], []));

        Assert.Contains("1 to 60 characters", chat.Refused!.Remedy, StringComparison.Ordinal);
        Assert.Empty(chat.Ticket.Tags);
    }

    [Fact]
    public void A_ticket_without_tags_says_nothing_of_them()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("Could you send me the photos?");

        Assert.Null(Assert.Single(chat.Effects.OfType<Effect.MirrorTicket>()).Tags);
        Assert.Equal(TripSupport.Written(chat.Ticket), TripSupport.Written(Evolution.Replay(chat.Ticket.Id, chat.Events)));
    }
}
