using Intake.Clocks;
using Intake.Tickets;
using NodaTime;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Tickets;

/// <summary>An issue that cannot be resolved within 24 hours goes to Lena, the team lead.</summary>
public sealed class EscalationSpecs
{
    [Theory]
    [Trait("Clause", "CC-7")]
    [InlineData("I want to make a complaint.", "2026-03-02 09:00 -05:00", "2026-03-03 09:00 -05:00")] // its target is 2 hours, its escalation 24
    [InlineData("What are your opening hours?", "2026-03-02 09:00 -05:00", "2026-03-03 09:00 -05:00")]
    [InlineData("The app crashes.", "2026-03-06 15:00 -05:00", "2026-03-09 15:00 -04:00")] // the weekend does not count
    public void Unresolved_after_24_hours_it_is_escalated_by_itself(string text, string written, string escalated)
    {
        var care = ClientCare.Inquiry(written, text);
        care.Answers("We are looking into it.");
        care.Until("2026-03-13 18:00 -04:00");
        var e = care.Only<TicketEvent.Escalated>();
        Assert.Equal((At(escalated), null, "lena", Duration.Zero), (e.At, e.Agent, e.To, e.Late));
        Assert.Equal("Not resolved within 24 hours of its receipt.", e.Reason);
    }

    [Fact]
    [Trait("Clause", "CC-7")]
    public void What_has_48_hours_for_its_answer_is_not_escalated_before_they_are_over()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "What are your opening hours?");
        care.Hear(new Signal.CategorySet("victor", null, "low", "plain information"));
        Assert.Equal(At("2026-03-04 09:00 -05:00"), FlightPlan.For(ClientCare.Playbook, care.Ticket).Single(timer => timer.Kind == TimerKind.Escalation).Due);
    }

    [Fact]
    [Trait("Clause", "CC-7")]
    public void The_lead_gets_the_reason_and_the_steps_and_the_CRM_has_both()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "The app crashes.");
        care.Answers("Which version do you use?");
        care.Hear(new Signal.NoteWritten("victor", "Reproduced with 4.2; the import is to blame."));
        care.Facts = care.Facts with { Steps = Escalations.Steps(ClientCare.Playbook, care.Events) };
        care.Hear(new Signal.EscalationRequested("victor", "Needs a fix in the import, which nobody here can make."));

        var post = care.Effects.OfType<Effect.PostToSlack>().Last();
        Assert.Equal("U0LENA001", post.Room);
        Assert.Equal(
            """
            Escalated to you: Smith - The app crashes (CC-1042), Technical Support Issue, priority Medium.
            Reason: Needs a fix in the import, which nobody here can make.
            Steps taken:
            • Mon 2 Mar 09:00 victor answered the client
            • Mon 2 Mar 09:00 victor took it over
            • Mon 2 Mar 09:00 victor noted: Reproduced with 4.2; the import is to blame.
            """, post.Text);
        Assert.StartsWith("Escalated to Lena. Reason: Needs a fix in the import", care.Effects.OfType<Effect.MirrorNote>().Last().Text, StringComparison.Ordinal);

        care.Hear(new Signal.EscalationRequested("victor", "Again."));
        Assert.Equal("It was escalated already: Needs a fix in the import, which nobody here can make.", care.Refused?.Why);
    }

    [Fact]
    [Trait("Clause", "CC-7")]
    public void An_automatic_answer_is_no_issue_to_escalate()
    {
        var care = ClientCare.At("2026-03-02 09:00 -05:00");
        care.Mails("5 days out of office", automatic: true);
        care.Until("2026-03-06 18:00 -05:00");
        Assert.Empty(care.Sent);
    }

    [Fact]
    [Trait("Clause", "CC-7")]
    public void Steps_of_a_ticket_taken_up_again_begin_with_that()
    {
        TicketEvent[] events =
        [
            new TicketEvent.Noted("victor", "Old news.") { At = At("2026-03-02 09:00 -05:00"), RecordedAt = At("2026-03-02 09:00 -05:00"), Clause = "CC-10" },
            new TicketEvent.Reopened(2, "new") { At = At("2026-03-03 09:00 -05:00"), RecordedAt = At("2026-03-03 09:00 -05:00"), Clause = "CC-X1" },
            new TicketEvent.Noted("victor", "New news.") { At = At("2026-03-03 10:00 -05:00"), RecordedAt = At("2026-03-03 10:00 -05:00"), Clause = "CC-10" },
        ];
        Assert.Equal(["Tue 3 Mar 10:00 victor noted: New news."], Escalations.Steps(ClientCare.Playbook, events).ToArray());
    }

    [Fact]
    [Trait("Clause", "CC-7")]
    public void The_client_is_told_with_an_estimate_and_until_then_the_agent_then_the_room_is_asked()
    {
        var care = ClientCare.Inquiry("2026-03-02 15:00 -05:00", "The app crashes.");
        care.Hear(new Signal.EscalationRequested("victor", "Needs a fix."));
        care.Until("2026-03-02 17:10 -05:00");
        Assert.Equal(["15:00 client receipt", "15:00 slack U0LENA001", "15:30 slack U0VICTOR1", "16:30 slack care"], care.Sent);
        Assert.Contains(care.Events.OfType<TicketEvent.TimerFired>(), missed => missed.Kind == TimerKind.EscalationLimit && missed.Due == At("2026-03-02 17:00 -05:00"));

        care.Hear(new Signal.EscalationTold("victor", "soon"));
        Assert.Equal("“soon” names no time that lies ahead.", care.Refused?.Why);
        care.Hear(new Signal.EscalationTold("victor", "tomorrow 3 pm"));
        Assert.Equal("tomorrow 3 pm", care.Ticket.Escalation?.Estimate);
        Assert.Contains("we have escalated it to our team lead.\nWe expect to have it resolved by tomorrow 3 pm", care.ToClient()[^1], StringComparison.Ordinal);
        var before = care.Sent.Count;
        care.Until("2026-03-03 12:00 -05:00");
        Assert.Equal(before, care.Sent.Count); // nobody is asked again
    }

    [Fact]
    [Trait("Clause", "CC-7")]
    public void The_two_hours_and_the_asking_run_only_while_the_office_is_open()
    {
        var care = ClientCare.Inquiry("2026-03-02 17:30 -05:00", "What are your opening hours?");
        care.Answers("We are looking into it.");
        care.Until("2026-03-03 17:30 -05:00");
        Assert.NotNull(care.Ticket.Escalation);
        Assert.Equal(At("2026-03-04 09:30 -05:00"), FlightPlan.For(ClientCare.Playbook, care.Ticket).Single(timer => timer.Kind == TimerKind.EscalationLimit).Due);
        care.Until("2026-03-04 08:59 -05:00");
        Assert.Equal(["17:30 client receipt", "17:30 client reply", "17:30 slack U0LENA001", "18:00 slack U0VICTOR1"], care.Sent);
    }

    [Fact]
    [Trait("Clause", "CC-7")]
    public void An_answer_in_the_agents_own_words_that_names_a_time_tells_the_client_too()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "The app crashes.");
        care.Hear(new Signal.EscalationRequested("victor", "Needs a fix."));
        care.Answers("Our team lead has it now, thank you for your patience.");
        Assert.Null(care.Ticket.Escalation?.Estimate);
        care.Answers("We will have it fixed by tomorrow 5 pm.");
        Assert.NotNull(care.Ticket.Escalation?.Estimate);
    }

    [Fact]
    [Trait("Clause", "CC-7")]
    public void Resolved_in_time_it_is_never_escalated_and_taken_up_again_it_has_24_hours_anew()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "The app crashes.");
        care.Hear(new Signal.ResolutionRequested("victor", "Please install version 4.3."));
        care.Until("2026-03-04 08:00 -05:00");
        Assert.Empty(care.Events.OfType<TicketEvent.Escalated>());
        care.Mails("It crashes again.");
        care.Until("2026-03-05 10:00 -05:00");
        Assert.Equal(At("2026-03-05 08:00 -05:00"), care.Only<TicketEvent.Escalated>().At);
    }
}
