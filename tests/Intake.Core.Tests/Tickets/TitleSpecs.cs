using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>"Smith - Issue with taxi, 15th" (TS-T5): proposed, confirmed by the agent, and of the team's form.</summary>
public sealed class TitleSpecs
{
    [Theory] // The day is the day the issue is about; 2 March 2026 is a Monday.
    [InlineData("Our taxi has not arrived, and we need one tomorrow", "Smith - Issue with taxi, 3rd")]
    [InlineData("Our taxi has not arrived and we are stuck", "Smith - Issue with taxi, 2nd")]
    [InlineData("Could you send me the photos on Thursday", "Smith - Could you send me the photos on Thursday, 5th")]
    [InlineData("Is breakfast included on the 15th", "Smith - Is breakfast included on the 15th, 15th")]
    [InlineData("We arrive on 21 August, may we check in early", "Smith - We arrive on 21 August, may we check in early, 21st")]
    [InlineData("could you send me the photos?", "Smith - Could you send me the photos, 2nd")]
    [Trait("Clause", "TS-T5")]
    public void A_title_is_proposed_from_the_message(string text, string title)
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites(text);

        Assert.Equal((title, true), (chat.Ticket.Title, chat.Ticket.TitleProposed));
    }

    [Fact]
    [Trait("Clause", "TS-T5")]
    public void The_agent_confirms_it_or_gives_another_of_the_form()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("Could you send me the photos?");
        chat.Hear(new Signal.TitleSet("ana", "photos"));
        Assert.Equal("TS-T5", chat.Refused!.Clause);
        Assert.Contains("Smith - Could you send me the photos, 2nd", chat.Refused.Remedy, StringComparison.Ordinal);

        chat.Hear(new Signal.TitleSet("ana", "Smith – Wants photos, 2nd"));
        Assert.Equal(("Smith – Wants photos, 2nd", false), (chat.Ticket.Title, chat.Ticket.TitleProposed));
        Assert.Empty(chat.Hear(new Signal.TitleSet("ana", null)).Events);
    }

    [Fact]
    [Trait("Clause", "TS-T5")]
    public void The_first_nag_to_assess_it_carries_the_button_and_closing_confirms_what_nobody_changed()
    {
        var chat = new TripSupport("2026-03-02 10:00 -05:00");
        chat.ClientWrites("Could you send me the photos?");
        chat.AgentReplies("Here they are.");
        chat.Until("2026-03-02 10:11 -05:00");
        Assert.Equal(SlackActions.ConfirmTitle, Assert.Single(Assert.Single(chat.Effects.OfType<Effect.PostToSlack>()).Buttons).Action);

        chat.Moves("closed", "Sent the photos");
        Assert.Equal("ana", Assert.Single(chat.Events.OfType<TicketEvent.TitleConfirmed>()).Agent);
    }

    [Theory] // TS-H1
    [InlineData("billing", "reservations, product, finance")]
    [Trait("Clause", "TS-H1")]
    public void A_handoff_names_a_known_department(string department, string known)
    {
        var email = new TripSupport("2026-03-02 10:00 -05:00", "email");
        email.ClientWrites("Please send the invoice");
        email.Hear(new Signal.HandoffRequested("ana", department, null, null));

        Assert.Contains(known, email.Refused!.Remedy, StringComparison.Ordinal);
    }

    [Fact] // TS-H1: the connecting e-mail first, then the close.
    [Trait("Clause", "TS-H1")]
    public void A_handoff_whose_mail_is_refused_leaves_the_ticket_open()
    {
        var email = new TripSupport("2026-03-02 10:00 -05:00", "email");
        email.ClientWrites("Please send the invoice");
        var now = new Signal.HandoffRequested("ana", "finance", null, null) { Id = "h", At = email.Now, ReceivedAt = email.Now };
        var decision = Decider.Decide(TripSupport.Playbook, email.Ticket, now, email.Now);
        var mail = Assert.Single(decision.Effects.OfType<Effect.SendToClient>());
        var after = Decider.Decide(TripSupport.Playbook, decision.After, new Signal.EffectSettled(mail, new Outcome.Refused("no such address"), false) { Id = "s", At = email.Now, ReceivedAt = email.Now }, email.Now).After;

        Assert.True(decision.After.IsOpen);
        Assert.True(after.IsOpen);
        Assert.Null(after.Handoff);
    }
}
