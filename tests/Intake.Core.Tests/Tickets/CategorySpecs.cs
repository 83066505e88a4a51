using Intake.Clocks;
using Intake.Tickets;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Tickets;

public sealed class CategorySpecs
{
    [Theory]
    [Trait("Clause", "CC-3")]
    [InlineData("The report page shows an error when I open it.", "technical", "medium")]
    [InlineData("I cannot log in to the portal.", "technical", "medium")]
    [InlineData("Please send me the invoice for February.", "billing", "standard")]
    [InlineData("What are your opening hours?", "general", "standard")]
    [InlineData("I want to make a complaint about your service.", "complaint", "high")]
    [InlineData("This is unacceptable, the app is down again.", "complaint", "high")]
    [InlineData("Is there any news on my request?", "follow-up", "standard")]
    [InlineData("URGENT: please send me the invoice for February.", "billing", "high")]
    [InlineData("It is not urgent: please send me the invoice for February.", "billing", "standard")]
    public void An_inquiry_is_sorted_by_its_words(string text, string category, string priority)
    {
        var sorted = ClientCare.Inquiry("2026-03-02 09:00 -05:00", text).Only<TicketEvent.Categorised>();
        Assert.Equal((category, priority, null), (sorted.Category, sorted.Priority, sorted.Agent));
    }

    [Theory]
    [Trait("Clause", "CC-4")]
    [InlineData("I want to make a complaint.", "2026-03-02 09:00 -05:00", "2026-03-02 11:00 -05:00")] // High: 2 hours
    [InlineData("I want to make a complaint.", "2026-03-02 17:00 -05:00", "2026-03-03 09:00 -05:00")] // of which one is left on Monday
    [InlineData("I want to make a complaint.", "2026-03-07 12:00 -05:00", "2026-03-09 10:00 -04:00")] // on Saturday: from Monday, 08:00
    [InlineData("The app crashes.", "2026-03-02 09:00 -05:00", "2026-03-02 17:00 -05:00")] // Medium: 8 hours
    [InlineData("The app crashes.", "2026-03-06 16:00 -05:00", "2026-03-09 14:00 -04:00")] // two on Friday, six on Monday, whatever the clocks did on Sunday
    [InlineData("What are your opening hours?", "2026-03-02 09:00 -05:00", "2026-03-03 09:00 -05:00")] // Standard: 24 hours
    [InlineData("What are your opening hours?", "2026-03-06 16:00 -05:00", "2026-03-09 16:00 -04:00")] // the weekend does not count
    public void The_priority_says_when_the_client_is_answered(string text, string written, string due) =>
        Assert.Equal(At(due), FlightPlan.AnswerDue(ClientCare.Playbook, ClientCare.Inquiry(written, text).Ticket));

    [Fact]
    [Trait("Clause", "CC-4")]
    public void An_agent_may_call_an_information_request_low_with_a_reason_and_it_has_48_hours()
    {
        var care = ClientCare.Inquiry("2026-03-05 09:00 -05:00", "What are your opening hours?");
        care.Hear(new Signal.CategorySet("victor", null, "low", null));
        Assert.Equal("A priority is chosen with a reason.", care.Refused?.Why);

        care.Hear(new Signal.CategorySet("victor", null, "low", "plain information, no hurry"));
        Assert.Equal(("general", "low"), (care.Ticket.Category, care.Ticket.Priority));
        Assert.Equal(At("2026-03-09 09:00 -04:00"), FlightPlan.AnswerDue(ClientCare.Playbook, care.Ticket));

        care.Mails("Also, do you ship to Canada?");
        Assert.Equal("low", care.Ticket.Priority); // the agent's word stands
        care.Mails("This is unacceptable, nobody answers me!");
        Assert.Equal(("complaint", "high", Urgency.Urgent), (care.Ticket.Category, care.Ticket.Priority, care.Ticket.Urgency)); // unless the client complains
    }

    [Fact]
    [Trait("Clause", "CC-4")]
    public void An_agent_who_calls_it_technical_gives_it_eight_hours_from_when_the_client_wrote()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "It looks strange.");
        care.Until("2026-03-02 10:00 -05:00");
        care.Hear(new Signal.CategorySet("victor", "technical", null, null));
        Assert.Equal(("technical", "medium", Urgency.TimeSensitive), (care.Ticket.Category, care.Ticket.Priority, care.Ticket.Urgency));
        Assert.Equal(At("2026-03-02 18:00 -05:00"), FlightPlan.AnswerDue(ClientCare.Playbook, care.Ticket)); // raised by hand: from the raising
    }

    [Fact]
    [Trait("Clause", "CC-4")]
    public void Lowering_the_urgency_by_hand_lowers_the_priority_with_it()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "URGENT: what are your opening hours?");
        Assert.Equal("high", care.Ticket.Priority);
        care.Hear(new Signal.UrgencyOverruled("victor", Urgency.NonUrgent, "nothing urgent in it"));
        Assert.Equal("standard", care.Ticket.Priority);
        Assert.Equal(At("2026-03-03 09:00 -05:00"), FlightPlan.AnswerDue(ClientCare.Playbook, care.Ticket));
    }

    [Fact]
    [Trait("Clause", "CC-3")]
    [Trait("Clause", "CC-4")]
    public void A_follow_up_is_linked_to_the_previous_request_and_inherits_its_priority()
    {
        var earlier = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "The app crashes.").Ticket with { Id = new TicketId("t0"), Reference = "CC-1001" };
        var care = ClientCare.At("2026-03-16 09:00 -04:00");
        care.Facts = care.Facts with { Earlier = earlier };
        care.Mails("Regarding CC-1001: thank you, one more question.");
        Assert.Equal(("follow-up", "medium", new TicketId("t0")), (care.Ticket.Category, care.Ticket.Priority, care.Ticket.Follows));
        Assert.Contains(care.Effects.OfType<Effect.MirrorNote>(), note => note.Text == $"Follows CC-1001: {earlier.Title}.");
    }

    [Fact]
    [Trait("Clause", "CC-3")]
    public void A_complaint_about_a_previous_request_is_a_complaint_and_linked_all_the_same()
    {
        var care = ClientCare.At("2026-03-16 09:00 -04:00");
        care.Facts = care.Facts with { Earlier = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "What are your opening hours?").Ticket with { Id = new TicketId("t0") } };
        care.Mails("I wrote last week and nobody answers. Unacceptable.");
        Assert.Equal(("complaint", "high", new TicketId("t0")), (care.Ticket.Category, care.Ticket.Priority, care.Ticket.Follows));
    }

    [Fact]
    [Trait("Clause", "CC-3")]
    public void An_agent_who_calls_it_a_follow_up_says_of_what()
    {
        var care = ClientCare.Inquiry("2026-03-16 09:00 -04:00", "One more question.");
        care.Hear(new Signal.CategorySet("victor", "follow-up", null, null));
        Assert.Equal("It does not say which previous request it follows.", care.Refused?.Why);

        care.Facts = care.Facts with { Earlier = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "The app crashes.").Ticket with { Id = new TicketId("t0") } };
        care.Hear(new Signal.CategorySet("victor", "follow-up", null, null, "CC-1001"));
        Assert.Equal(("follow-up", "medium", new TicketId("t0")), (care.Ticket.Category, care.Ticket.Priority, care.Ticket.Follows));
    }

    [Theory]
    [Trait("Clause", "CC-X1")]
    [InlineData("2026-03-09 09:00 -04:00", true)]
    [InlineData("2026-03-09 11:00 -04:00", false)] // seven days and an hour later: a request of its own, which the shell links
    public void A_message_within_seven_days_of_the_close_takes_it_up_again(string written, bool reopens)
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "The app crashes.");
        care.Hear(new Signal.ResolutionRequested("victor", "Please install version 4.3."));
        care.Until(written);
        care.Mails("Where do I find it?");
        Assert.Equal((reopens, !reopens), (care.Ticket.IsOpen, care.Decisions[^1].Successor is not null));
    }

    [Fact]
    [Trait("Clause", "CC-4")]
    public void Taken_up_again_it_is_as_pressing_as_it_was()
    {
        var care = ClientCare.Inquiry("2026-03-02 09:00 -05:00", "The app crashes.");
        care.Hear(new Signal.StageMoved("victor", "closed", "Renewed the certificate.", "hubspot"));
        care.Until("2026-03-03 09:00 -05:00");
        care.Mails("One more thing, please.");
        Assert.True(care.Ticket.IsOpen);
        Assert.Equal(("technical", "medium", Urgency.TimeSensitive), (care.Ticket.Category, care.Ticket.Priority, care.Ticket.Urgency));
    }

    [Fact]
    [Trait("Clause", "CC-4")]
    public void The_agent_then_the_room_then_the_lead_hear_of_a_complaint_before_its_two_hours_are_over()
    {
        var care = ClientCare.Inquiry("2026-03-02 16:30 -05:00", "I want to make a complaint.");
        care.Until("2026-03-03 12:00 -05:00");
        Assert.Equal(["16:30 client receipt", "17:30 slack care", "18:00 slack care", "18:00 sms Victor", "18:00 slack page U0VICTOR1", "08:20 sms Lena", "08:20 slack page U0LENA001"], care.Sent);
    }
}
