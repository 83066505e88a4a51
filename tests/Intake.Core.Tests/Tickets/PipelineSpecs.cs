using Intake.Clocks;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Core.Tests.Tickets;

/// <summary>The pipeline (TS-P), reminders (TS-A6, B4, C5), reopening.</summary>
public sealed class PipelineSpecs
{
    private readonly TripSupport _chat = new("2026-03-02 10:00 -05:00");

    [Fact] // TS-P1: moved on as soon as read and assessed: nag 10 min after first opening, urgent 3.
    public void A_ticket_that_was_read_but_stays_NEW_nags_after_10_minutes()
    {
        _chat.ClientWrites("Could you send me the link to the photos, please?");
        _chat.Until("2026-03-02 10:02 -05:00");
        _chat.AgentReplies("Here it is.");
        _chat.Until("2026-03-02 11:00 -05:00");

        Assert.Equal(["10:02 client reply", "10:12 slack cs"], _chat.Sent);
    }

    [Fact] // TS-P7: final resolution note.
    public void A_close_without_a_note_is_refused_with_the_remedy()
    {
        _chat.ClientWrites("Hello there");
        _chat.Moves("closed");

        Assert.Equal("TS-P7", _chat.Refused!.Clause);
        Assert.True(_chat.Ticket.IsOpen);
    }

    [Fact] // TS-P7: pending effects refuse the close.
    public void A_close_with_a_message_still_on_its_way_is_refused()
    {
        _chat.ClientWrites("Hello there");
        _chat.Facts = _chat.Facts with { Unsent = ["a message to the client is on its way"] };
        _chat.Moves("closed", "All done");

        Assert.Contains("on its way", _chat.Refused!.Why, StringComparison.Ordinal);
    }

    [Theory] // TS-P2, P4, P5: each stage's note, hyphen or dash alike.
    [InlineData("requires-support", "Internal input needed – which hotel?", true)]
    [InlineData("requires-support", "internal input needed - which hotel?", true)]
    [InlineData("requires-support", "please help", false)]
    [InlineData("requires-support", "Internal input needed –", false)]
    [InlineData("action-required", "PE Action Required – book a taxi", true)]
    [InlineData("action-required", null, false)]
    [InlineData("plan-finalized", "Plan fully finalized – pending execution at 08:30 tomorrow", true)]
    [InlineData("plan-finalized", "done", false)]
    public void A_move_needs_the_note_of_its_stage(string stage, string? note, bool allowed)
    {
        _chat.ClientWrites("Hello there");
        _chat.Moves(stage, note);

        Assert.Equal(allowed, _chat.Refused is null);
        Assert.Equal(allowed ? stage : "new", _chat.Ticket.Stage);
    }

    [Fact] // TS-C5: handled first, then the channel-hours reminder.
    public void Written_outside_the_advertised_hours_the_reminder_comes_with_the_close()
    {
        var early = new TripSupport("2026-03-02 07:00 -05:00");
        early.ClientWrites("Could you send me the link to the photos, please?");
        early.AgentReplies("Here it is.");
        early.Moves("closed", "Sent the link");

        Assert.Equal(["07:00 client reply", "07:00 client whatsapp-hours"], early.Sent);
    }

    [Fact]
    public void The_reminder_is_sent_once_per_ticket()
    {
        var early = new TripSupport("2026-03-02 07:00 -05:00");
        early.ClientWrites("Could you send me the link to the photos, please?");
        early.AgentReplies("Here it is.");
        early.Moves("closed", "Sent the link");
        early.ClientWrites("And the map?");
        early.AgentReplies("Here.");
        early.Moves("closed", "Sent the map");

        Assert.Single(early.Sent, line => line.Contains("whatsapp-hours", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "TS-X1")]
    public void A_message_within_a_week_of_the_close_reopens_the_ticket()
    {
        _chat.ClientWrites("Hello there");
        _chat.AgentReplies("Hello!");
        _chat.Moves("closed", "Said hello");
        _chat.Until("2026-03-05 10:00 -05:00");
        _chat.ClientWrites("One more question");

        Assert.True(_chat.Ticket.IsOpen);
        Assert.Equal(2, _chat.Ticket.Generation);
        Assert.Equal("new", _chat.Ticket.Stage);
    }

    [Fact]
    [Trait("Clause", "TS-X1")]
    public void A_message_after_more_than_a_week_belongs_to_a_successor()
    {
        _chat.ClientWrites("Hello there");
        _chat.AgentReplies("Hello!");
        _chat.Moves("closed", "Said hello");
        _chat.Until("2026-03-12 10:00 -04:00");
        var decision = _chat.Hear(id => new Signal.MessageArrived("whatsapp", new Client("Jane", "+15550199"), new Message(id, "text", "Hello again"), "test"));

        Assert.Equal(new TicketId("t1n2"), decision.Successor);
        Assert.Empty(decision.Events);
    }

    [Fact] // TS-T5: "Smith - Issue with taxi, 15th"
    public void A_title_is_proposed_in_the_teams_form()
    {
        _chat.ClientWrites("Issue with taxi. It has not come.");
        Assert.Equal("Smith - Issue with taxi, 2nd", _chat.Ticket.Title);
    }

    [Fact] // Where an SOP sets a time to resolution, its passing is a fact, once.
    public void A_time_to_resolution_runs_until_the_close()
    {
        var rule = new ResponseRule(Urgency.NonUrgent, "TS-U1", Duration.FromHours(4), Counting.Elapsed, null, null);
        var email = TripSupport.Playbook.Channels["email"] with { Resolve = rule };
        var world = new TripSupport("2026-03-02 10:00 -05:00", "email", TripSupport.Playbook with { Channels = TripSupport.Playbook.Channels.SetItem("email", email) });
        world.ClientWrites("Which boots do you recommend for the trip in August?");
        world.AgentReplies("Light ones.");
        world.Moves("plan-initiated", "Waiting on the client");
        world.Until("2026-03-03 10:00 -05:00");

        Assert.Equal(Times.At("2026-03-02 14:00 -05:00"), Assert.Single(world.Events.OfType<TicketEvent.TimerFired>(), e => e.Kind == TimerKind.ResolutionLimit).Due);
    }
}
