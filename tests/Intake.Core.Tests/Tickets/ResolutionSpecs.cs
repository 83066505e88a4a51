using Intake.Clocks;
using Intake.Tickets;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Tickets;

/// <summary>Resolved, told, closed; two days later the client is asked.</summary>
public sealed class ResolutionSpecs
{
    [Fact]
    [Trait("Clause", "CC-8")]
    public void On_resolution_the_client_is_told_the_CRM_has_the_details_and_the_ticket_closes()
    {
        var care = Resolved("2026-03-03 10:00 -05:00");
        Assert.False(care.Ticket.IsOpen);
        Assert.Contains("your request CC-1042 has been resolved.\n\nPlease install version 4.3.", care.ToClient()[^1], StringComparison.Ordinal);
        Assert.Contains(care.Effects.OfType<Effect.MirrorNote>(), note => note.Text == "victor: Please install version 4.3.");
        Assert.Equal("closed", care.Effects.OfType<Effect.MirrorTicket>().Last().Stage);
        Assert.Null(care.Ticket.Waiting);
    }

    [Theory]
    [Trait("Clause", "CC-8")]
    [InlineData("2026-03-03 10:00 -05:00", "2026-03-05 10:00 -05:00")]
    [InlineData("2026-03-06 10:00 -05:00", "2026-03-10 10:00 -04:00")] // a Friday's resolution: Tuesday
    public void Forty_eight_hours_after_the_e_mail_the_client_is_asked_once(string resolved, string asked)
    {
        var care = Resolved(resolved);
        care.Until("2026-03-20 10:00 -04:00");
        Assert.Equal(At(asked), care.Only<TicketEvent.SatisfactionAsked>().Due);
        Assert.Single(care.Sent, line => line.EndsWith("client satisfaction", StringComparison.Ordinal));
        Assert.Null(FlightPlan.NextDue(ClientCare.Playbook, care.Ticket)); // and then the ticket rests
    }

    [Fact]
    [Trait("Clause", "CC-8")]
    public void Taken_up_again_nobody_is_asked_before_the_next_resolution()
    {
        var care = Resolved("2026-03-03 10:00 -05:00");
        care.Until("2026-03-04 10:00 -05:00");
        care.Mails("It crashes again.");
        Assert.True(care.Ticket.IsOpen);
        care.Until("2026-03-06 10:00 -05:00");
        Assert.Empty(care.Events.OfType<TicketEvent.SatisfactionAsked>());
        care.Hear(new Signal.ResolutionRequested("victor", "Please install version 4.4."));
        care.Until("2026-03-12 10:00 -04:00");
        Assert.Equal(At("2026-03-10 10:00 -04:00"), care.Only<TicketEvent.SatisfactionAsked>().Due);
    }

    [Fact]
    [Trait("Clause", "CC-8")]
    public void A_question_the_provider_could_not_take_is_not_sent_once_the_ticket_is_taken_up_again()
    {
        var care = Resolved("2026-03-03 10:00 -05:00");
        care.Becomes = effect => effect is Effect.SendToClient ? null : new Outcome.Delivered(effect.Id);
        care.Until("2026-03-05 10:00 -05:00");
        var question = care.Effects.OfType<Effect.SendToClient>().Last();
        Assert.Equal(("satisfaction", null), (question.Template, Wanted.WhyNot(care.Ticket, question, care.Now)));

        care.Until("2026-03-05 11:00 -05:00");
        care.Mails("It crashes again.");
        Assert.Equal("the client has answered", Wanted.WhyNot(care.Ticket, question, care.Now));
    }

    [Theory]
    [Trait("Clause", "CC-8")]
    [InlineData("5", true, 5)]
    [InlineData("4/5 - thank you!", true, 4)]
    [InlineData("Score: 3", true, 3)]
    [InlineData("Yes, all good, thanks", true, null)]
    [InlineData("2", false, 2)]
    [InlineData("1, it took far too long", false, 1)]
    [InlineData("No, it still crashes.", false, null)]
    public void The_answer_is_scored_and_kept(string answer, bool content, int? score)
    {
        var care = Asked();
        care.Mails(answer);
        var outcome = care.Only<TicketEvent.SatisfactionAnswered>();
        Assert.Equal((content, score), (outcome.Content, outcome.Score));
        Assert.Equal(!content, care.Ticket.IsOpen); // whoever is not content has it taken up again
    }

    [Theory]
    [Trait("Clause", "CC-8")]
    [InlineData("2 of my colleagues cannot log in any more.")]
    [InlineData("Where can I find the manual?")]
    public void What_is_no_answer_to_the_question_is_a_message_like_any_other(string text)
    {
        var care = Asked();
        care.Mails(text);
        Assert.Empty(care.Events.OfType<TicketEvent.SatisfactionAnswered>());
        Assert.True(care.Ticket.IsOpen);
    }

    [Fact]
    [Trait("Clause", "CC-8")]
    public void An_automatic_answer_says_nothing()
    {
        var care = Asked();
        care.Mails("5 days out of office", automatic: true);
        Assert.Empty(care.Events.OfType<TicketEvent.SatisfactionAnswered>());
        Assert.False(care.Ticket.IsOpen);
    }

    [Fact]
    [Trait("Clause", "CC-8")]
    public void A_close_without_the_e_mail_is_refused()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "The app crashes.");
        care.Moves("closed", "Solved by version 4.3.");
        Assert.Equal(("CC-8", "The client has not been told how it was resolved."), (care.Refused?.Clause, care.Refused?.Why));
        Assert.True(care.Ticket.IsOpen);
        care.Moves("closed", "No inquiry");
        Assert.False(care.Ticket.IsOpen); // spam is owed nothing
        Assert.Null(FlightPlan.NextDue(ClientCare.Playbook, care.Ticket));
    }

    [Fact]
    [Trait("Clause", "CC-8")]
    public void Closed_in_HubSpot_without_it_the_e_mail_is_asked_for_and_may_still_be_sent()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "The app crashes.");
        care.Hear(new Signal.StageMoved("HubSpot", "closed", null, "hubspot"));
        Assert.Contains("The client has not been told how it was resolved.", care.Effects.OfType<Effect.PostToSlack>().Last().Text, StringComparison.Ordinal);
        Assert.Contains(care.Ticket.Exceptions, breach => breach.Id.EndsWith("-resolution", StringComparison.Ordinal));

        care.Until("2026-03-02 11:00 -05:00");
        care.Hear(new Signal.ResolutionRequested("victor", "Please install version 4.3."));
        Assert.Null(care.Refused);
        Assert.DoesNotContain(care.Ticket.Exceptions, breach => breach.Id.EndsWith("-resolution", StringComparison.Ordinal));
        care.Until("2026-03-05 11:00 -05:00");
        Assert.Equal(At("2026-03-04 11:00 -05:00"), care.Only<TicketEvent.SatisfactionAsked>().Due);
    }

    [Fact]
    [Trait("Clause", "CC-8")]
    public void What_else_is_open_refuses_the_close_and_then_no_e_mail_goes_out()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "The app crashes.");
        care.Hear(new Signal.TaskRequested("victor", "Ask the vendor", null));
        var sent = care.Sent.Count;
        care.Hear(new Signal.ResolutionRequested("victor", "Please install version 4.3."));
        Assert.StartsWith("Task k", care.Refused?.Why, StringComparison.Ordinal);
        Assert.Equal(sent, care.Sent.Count);
        Assert.True(care.Ticket.IsOpen);
    }

    [Fact]
    [Trait("Clause", "CC-10")]
    public void Every_message_call_and_note_is_in_the_CRM_with_the_decision_that_made_it()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "The app crashes.");
        care.Answers("Which version do you use?");
        care.Mails("4.2");
        care.Hear(new Signal.ReplySeen("Victor", "Thank you.", "m9"));
        care.Hear(new Signal.NoteWritten("victor", "Known issue."));
        care.Hear(new Signal.EscalationRequested("victor", "Needs a fix."));
        care.Hear(new Signal.EscalationTold("victor", "tomorrow 3 pm"));
        care.Hear(new Signal.ResolutionRequested("victor", "Please install version 4.3."));
        care.Until("2026-03-05 10:00 -05:00");
        care.Mails("5");
        foreach (var decision in care.Decisions.Where(decision => decision.Events.Any(IsInteraction)))
        {
            Assert.Contains(decision.Effects, effect => effect is Effect.MirrorNote);
        }

        Assert.Equal(10, care.Decisions.Count(decision => decision.Events.Any(IsInteraction)));
    }

    private static bool IsInteraction(TicketEvent e) =>
        e is TicketEvent.MessageReceived or TicketEvent.Replied or TicketEvent.Noted or TicketEvent.Escalated or TicketEvent.SatisfactionAsked;

    private static TripSupport Resolved(string at)
    {
        var care = ClientCare.Inquiry(at, "The app crashes.");
        care.Hear(new Signal.ResolutionRequested("victor", "Please install version 4.3."));
        Assert.Null(care.Refused);
        return care;
    }

    private static TripSupport Asked()
    {
        var care = Resolved("2026-03-03 10:00 -05:00");
        care.Until("2026-03-05 11:00 -05:00");
        return care;
    }
}
