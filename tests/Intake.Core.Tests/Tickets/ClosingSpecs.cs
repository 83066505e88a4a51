using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>"While the client is owed something" (TS-C3): after our answer, "thanks" starts no clock, and an agent may say otherwise.</summary>
public sealed class ClosingSpecs
{
    private const string Harmless = "Could you send me the link to the photos, please?";

    private readonly TripSupport _chat = new("2026-03-02 10:00 -05:00");

    [Theory]
    [Trait("Clause", "TS-C3")]
    [InlineData("Thanks!")]
    [InlineData("ok")]
    [InlineData("Perfect, got it 👍🏽")]
    [InlineData("Thank you so much Ana! Jane")]
    [InlineData("Hi, thanks a lot for your help.")]
    [InlineData("❤️")]
    [InlineData("Vielen Dank, alles klar")]
    [InlineData("Merci beaucoup, c'est parfait")]
    [InlineData("Muchas gracias")]
    [InlineData("Grazie mille, a lot")]
    [InlineData("Muito obrigado!!")]
    public void Thanks_after_our_answer_starts_no_clock(string text)
    {
        Answered();
        _chat.ClientWrites(text);
        _chat.Until("2026-03-02 14:00 -05:00");

        // TS-P3: it may be the answer we waited for, so the agent is told. TS-P9: after half an hour the agent is asked, once, to close it.
        Assert.Equal(["10:00 client reply", "10:00 slack cs", "10:30 slack cs"], _chat.Sent);
        Assert.Equal((text, "TS-C3"), (Assert.Single(_chat.Events.OfType<TicketEvent.NothingOwed>()).Words, _chat.Events.OfType<TicketEvent.NothingOwed>().Last().Clause));
    }

    [Theory]
    [Trait("Clause", "TS-C3")]
    [InlineData("Thanks, but the taxi is still not here")]
    [InlineData("Thanks?")]
    [InlineData("Hello")]
    [InlineData("ok and the luggage")]
    [InlineData("Good morning")]
    [InlineData("No thanks, we want a refund")]
    [InlineData("[image]")]
    public void Anything_else_does(string text)
    {
        Answered();
        _chat.ClientWrites(text);

        Assert.NotNull(_chat.Ticket.Waiting);
    }

    [Fact]
    [Trait("Clause", "TS-C3")]
    public void An_ok_to_our_question_is_a_yes_and_somebody_must_act_on_it()
    {
        _chat.ClientWrites(Harmless);
        _chat.AgentReplies("Shall I send them by e-mail?");
        _chat.ClientWrites("ok");

        Assert.NotNull(_chat.Ticket.Waiting);
    }

    [Fact]
    [Trait("Clause", "TS-C3")]
    public void Before_we_have_answered_thanks_ends_nothing()
    {
        _chat.ClientWrites(Harmless);
        _chat.ClientWrites("Thanks!");
        _chat.Until("2026-03-02 10:25 -05:00");

        Assert.Equal(["10:20 slack cs"], _chat.Sent);
    }

    [Fact]
    [Trait("Clause", "TS-C3")]
    public void The_agents_veto_starts_the_clock_from_that_message()
    {
        Answered();
        _chat.Until("2026-03-02 10:05 -05:00");
        _chat.ClientWrites("Perfect, thanks");
        _chat.Until("2026-03-02 10:07 -05:00");
        _chat.Hear(new Signal.StillOwed("ana"));
        _chat.Until("2026-03-02 10:30 -05:00");

        Assert.Equal(["10:00 client reply", "10:05 slack cs", "10:15 slack cs", "10:20 slack cs", "10:20 sms Ana", "10:20 slack page U0ANA0001"], _chat.Sent);
    }

    [Fact]
    [Trait("Clause", "TS-C3")]
    public void There_is_nothing_to_veto_when_the_last_message_asked_something()
    {
        Answered();
        _chat.Hear(new Signal.StillOwed("ana"));

        Assert.Equal("TS-C3", _chat.Refused!.Clause);
    }

    [Fact]
    [Trait("Clause", "TS-C3")]
    public void Thanks_after_the_close_reopens_nothing_until_somebody_says_so()
    {
        Answered();
        _chat.Moves("closed", "Link sent");
        _chat.ClientWrites("Thank you!");
        Assert.False(_chat.Ticket.IsOpen);

        _chat.Hear(new Signal.StillOwed("ana"));
        Assert.True(_chat.Ticket is { IsOpen: true, Waiting: not null });
    }

    private void Answered()
    {
        _chat.ClientWrites(Harmless);
        _chat.AgentReplies("Here it is: https://example.com/photos");
        _chat.Moves("plan-initiated", "Waiting on the client");
    }
}
