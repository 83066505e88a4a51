using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>"Choose the appropriate macro as your template" (ER-9).</summary>
public sealed class MacroSpecs
{
    private const string Question = "How much of it do I give my dog?";

    [Fact]
    [Trait("Clause", "ER-9")]
    public void A_macro_is_the_agents_answer_and_carries_its_tags()
    {
        var mail = EmailRetail.Read("02 08:00", Question);
        mail.Uses("quality-issue-photos");

        var sent = Assert.Single(mail.Effects.OfType<Effect.SendToClient>());
        Assert.Equal((false, "ER-10"), (sent.Automatic, sent.Clause));
        Assert.Equal(["quality-issue"], mail.Ticket.Tags);
        Assert.Equal(("quality-issue-photos", "olive"), (mail.Ticket.Macro!.Name, mail.Ticket.Macro.Agent));
        Assert.Null(mail.Ticket.Waiting);
    }

    [Fact]
    [Trait("Clause", "ER-9")]
    public void A_missing_field_is_named_and_nothing_is_sent()
    {
        var mail = EmailRetail.Read("02 08:00", Question);
        mail.Hear(new Signal.MacroRequested("olive", "order-status", "", ["order-number"], Edited: false, Close: false));

        Assert.Equal("“Where an order is” needs “status”.", mail.Refused!.Why);
        Assert.Empty(mail.Effects.OfType<Effect.SendToClient>());
    }

    [Fact]
    [Trait("Clause", "ER-9")]
    public void Nobody_guesses_which_macro_was_meant()
    {
        var mail = EmailRetail.Read("02 08:00", Question);
        mail.Uses("order-saves");

        Assert.Equal("Did you mean \"order-save\"? They are listed with GET /api/macros.", mail.Refused!.Remedy);
    }

    [Fact]
    [Trait("Clause", "ER-9")]
    public void The_specialist_reads_it_too_unless_the_agent_says_otherwise()
    {
        var mail = EmailRetail.Read("02 08:00", Question);
        mail.Uses("adverse-event-details");
        Assert.Equal("safety@example.com", mail.Effects.OfType<Effect.SendToClient>().Single().Cc);

        mail.Hear(new Signal.MacroRequested("olive", "adverse-event-details", "Reply to this e-mail", ["product"], Edited: false, Close: false, Cc: false));
        Assert.Null(mail.Effects.OfType<Effect.SendToClient>().Last().Cc);
    }

    [Fact]
    [Trait("Clause", "ER-9")]
    public void A_reply_in_the_agents_own_words_is_questioned_once()
    {
        var mail = EmailRetail.Read("02 08:00", Question);
        mail.Hear(new Signal.ReplyRequested("olive", "One a day. Call us if anything is unclear."));
        Assert.Equal(("ER-9", "Answers start from a macro."), (mail.Refused!.Clause, mail.Refused.Why));

        mail.Hear(new Signal.ReplyRequested("olive", "One a day. Call us if anything is unclear.", Confirm: true));
        Assert.Null(mail.Refused);
        Assert.Null(mail.Ticket.Macro);
    }

    [Fact]
    [Trait("Clause", "ER-9")]
    public void The_same_request_twice_sends_one_answer()
    {
        var mail = EmailRetail.Read("02 08:00", Question);
        mail.Uses("answer");
        var repeated = new Signal.MacroRequested("olive", "answer", "Hi Jane, call us", ["answer", "issue"], Edited: false, Close: false) { Id = mail.Ticket.Recent[^1], At = mail.Now, ReceivedAt = mail.Now };
        mail.Hand(repeated);

        Assert.Single(mail.Effects.OfType<Effect.SendToClient>());
    }

    [Fact]
    [Trait("Clause", "CC-6")]
    public void Client_cares_templates_answer_an_inquiry_and_the_specialist_gets_a_copy()
    {
        var care = ClientCare.Inquiry("2026-03-02 10:00 -05:00", "The app crashes");
        care.Hear(new Signal.MacroRequested("victor", "technical-steps", "Dear Jane Smith, please install 4.3.", ["issue", "steps"], Edited: true, Close: false));

        Assert.Equal(("Dear Jane Smith, please install 4.3.", "technical@example.com", "CC-6"), care.Effects.OfType<Effect.SendToClient>().Select(sent => (sent.Text, sent.Cc, sent.Clause)).Last());
        Assert.True(care.Only<TicketEvent.MacroSent>().Edited);
        Assert.Null(care.Ticket.Waiting);
    }

    [Fact]
    [Trait("Clause", "CC-6")]
    public void A_general_answer_has_no_specialist()
    {
        var care = ClientCare.Inquiry("2026-03-02 10:00 -05:00", "What are your opening hours?");
        care.Hear(new Signal.MacroRequested("victor", "general-answer", "Dear Jane Smith, from 8 to 6.", ["question", "answer"], Edited: false, Close: false));

        Assert.Null(care.Effects.OfType<Effect.SendToClient>().Last().Cc);
    }
}
