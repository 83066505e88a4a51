using Intake.Clocks;
using Intake.OnCall;
using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>No client is closed away, and no clock falls silent, because of something else that happened on the ticket.</summary>
public sealed class UnheardSpecs
{
    private const string Urgent = "Our taxi has not arrived and we are stuck at the trailhead";
    private const string Harmless = "Could you send me the link to the photos, please?";
    private const string Collapsed = "My husband collapsed and is not breathing, please help";

    private readonly TripSupport _chat = new("2026-03-02 10:00 -05:00");

    [Fact] // TS-P6, P7: "closes by itself a few minutes later" is no answer to a client who has written meanwhile.
    public void INVOICING_does_not_close_over_a_client_who_has_written_since()
    {
        Answered();
        _chat.Moves("invoicing", "Reimburse the client 85 EUR for the taxi (owner: Finance)");
        _chat.Until("2026-03-02 10:02 -05:00");
        _chat.ClientWrites(Urgent);
        _chat.Until("2026-03-02 10:12 -05:00");

        Assert.True(_chat.Ticket.IsOpen);
        Assert.Contains("10:12 sms Ana", _chat.Sent);
        Assert.DoesNotContain(_chat.Sent, line => line.Contains("call-the-phone", StringComparison.Ordinal));
        Assert.Contains(_chat.Effects.OfType<Effect.PostToSlack>(), post => post.Text.Contains("has written since", StringComparison.Ordinal));

        _chat.AgentReplies("A new taxi is on its way.");
        _chat.Until("2026-03-02 10:20 -05:00");
        Assert.False(_chat.Ticket.IsOpen);
    }

    [Fact] // TS-P5, B4: "done" is about the plan; what the client wrote since is not answered by it, and no reminder comes before the help.
    public void Done_does_not_close_over_a_client_who_has_written_since()
    {
        Answered();
        _chat.Moves("plan-finalized", "Plan fully finalized – pending execution at 11:00 today.");
        _chat.Until("2026-03-02 11:01 -05:00");
        _chat.ClientWrites(Urgent);
        _chat.Hear(new Signal.ExecutionReported("ana", Done: true, Note: null));
        _chat.Until("2026-03-02 11:12 -05:00");

        Assert.True(_chat.Ticket.IsOpen);
        Assert.Contains("11:11 sms Ana", _chat.Sent);
        Assert.DoesNotContain(_chat.Sent, line => line.Contains("call-the-phone", StringComparison.Ordinal));
    }

    [Fact] // TS-A3: "a missed call is closed by evidence"; a note is none.
    public void A_missed_call_is_not_closed_by_a_note()
    {
        var phone = new TripSupport("2026-03-02 10:00 -05:00", "phone");
        phone.ClientCallsInVain();
        phone.Moves("closed", "They will surely call again.");
        Assert.Equal(("TS-A3", true), (phone.Refused?.Clause, phone.Ticket.IsOpen));

        phone.WeCallBack();
        phone.Moves("closed", "Called back: the taxi came after all.");
        Assert.False(phone.Ticket.IsOpen);
    }

    [Fact] // TS-A3: a withheld number is closed by the agent with a reason.
    public void A_withheld_number_is_closed_with_the_note_as_its_reason()
    {
        var phone = new TripSupport("2026-03-02 10:00 -05:00", "phone");
        phone.ClientCallsInVain(number: null);
        phone.Moves("closed", "Number withheld, hung up after two rings.");

        Assert.False(phone.Ticket.IsOpen);
    }

    [Fact] // TS-C3, C4: a promise that was broken is not the clock of what the client writes later.
    public void Who_writes_after_a_broken_promise_has_a_clock()
    {
        _chat.ClientWrites(Harmless);
        _chat.AgentReplies("Let me check, I'll update you in 15 minutes.");
        _chat.Moves("plan-initiated", "Waiting on the guide");
        _chat.Until("2026-03-02 12:00 -05:00");
        _chat.ClientWrites("Any news about the photos?");
        _chat.Until("2026-03-02 12:16 -05:00");

        Assert.Equal(["12:10 slack cs", "12:15 slack cs", "12:15 sms Ana", "12:15 slack page U0ANA0001"], _chat.Sent.SkipWhile(line => string.CompareOrdinal(line, "12") < 0));
    }

    [Fact] // TS-E1: "repeated on every route until a named person acknowledges".
    public void A_close_in_HubSpot_does_not_silence_an_emergency_nobody_has_taken()
    {
        _chat.ClientWrites(Collapsed);
        _chat.Until("2026-03-02 10:03 -05:00");
        _chat.Hear(new Signal.StageMoved("HubSpot", "closed", null, "hubspot"));
        _chat.Until("2026-03-02 10:05 -05:00");

        Assert.True(_chat.Ticket.IsOpen);
        Assert.Contains("10:03 hubspot ticket", _chat.Log);
        Assert.Contains("10:04 sms Carla", _chat.Sent);
    }

    [Theory] // TS-A3, C4, E4: what a close in HubSpot cuts off stays an exception until somebody says what became of it.
    [InlineData("emergency", "TS-E2")]
    [InlineData("promise", "TS-P7")]
    [InlineData("missed call", "TS-A3")]
    public void What_a_close_in_HubSpot_cuts_off_stays_listed_until_its_note(string what, string clause)
    {
        var ticket = what == "missed call" ? new TripSupport("2026-03-02 10:00 -05:00", "phone") : _chat;
        switch (what)
        {
            case "emergency":
                ticket.ClientWrites(Collapsed);
                ticket.Takes(TripSupport.Ana);
                ticket.AgentReplies("Help is on its way.");
                break;
            case "promise":
                ticket.ClientWrites(Harmless);
                ticket.AgentReplies("I'll update you in 20 minutes.");
                break;
            default:
                ticket.ClientCallsInVain();
                break;
        }

        ticket.Hear(new Signal.StageMoved("HubSpot", "closed", null, "hubspot"));
        Assert.Contains(ticket.Ticket.Exceptions, breach => breach.Clause == clause);

        ticket.Hear(new Signal.NoteWritten("ana", "Called the client: everything is solved and nothing is open."));
        Assert.Empty(ticket.Ticket.Exceptions);
    }

    [Fact] // TS-P5: the plan happens when the newest note says.
    public void A_new_note_for_the_same_stage_moves_the_plan_and_the_same_note_again_changes_nothing()
    {
        Answered();
        _chat.Moves("plan-finalized", "Plan fully finalized – pending execution at 11:00 today.");
        _chat.Moves("plan-finalized", "Plan fully finalized – pending execution at 15:00 today.");
        _chat.Moves("plan-finalized", "Plan fully finalized – pending execution at 15:00 today.");

        Assert.Equal(Times.At("2026-03-02 15:00 -05:00"), _chat.Ticket.Execution!.At);
        Assert.Equal(2, _chat.Events.OfType<TicketEvent.ExecutionPlanned>().Count());
        _chat.Moves("plan-finalized", "Plan fully finalized – pending execution some day.");
        Assert.Equal("TS-P5", _chat.Refused!.Clause);
        Assert.Equal(Times.At("2026-03-02 15:00 -05:00"), _chat.Ticket.Execution!.At);
    }

    [Fact] // TS-P4: what was to be done before is not done because something else is to be done too.
    public void A_second_task_for_the_same_stage_leaves_the_first_open()
    {
        Answered();
        _chat.Moves("action-required", "PE Action Required – book a taxi for tomorrow");
        _chat.Moves("action-required", "PE Action Required – send the new route");

        Assert.Equal(["book a taxi for tomorrow", "send the new route"], _chat.Ticket.Tasks.Select(task => task.Text));
    }

    [Fact] // HubSpot's events come in any order.
    public void An_older_move_seen_in_HubSpot_does_not_undo_a_newer_one()
    {
        Answered();
        _chat.Until("2026-03-02 10:10 -05:00");
        _chat.Hear(new Signal.StageMoved("HubSpot", "action-required", null, "hubspot") { At = Times.At("2026-03-02 10:09 -05:00") });
        _chat.Hear(new Signal.StageMoved("HubSpot", "plan-initiated", null, "hubspot") { At = Times.At("2026-03-02 10:08 -05:00") });

        Assert.Equal("action-required", _chat.Ticket.Stage);
        Assert.All(_chat.Ticket.Exceptions, breach => Assert.Equal("action-required", breach.Stage));
    }

    [Fact] // TS-A4: "suspends their clocks for at most 15 min", however often somebody calls.
    public void A_chat_is_not_set_aside_twice()
    {
        Answered();
        _chat.Hear(new Signal.SetAside(new TicketId("t8"), "call", "ana"));
        _chat.Until("2026-03-02 10:10 -05:00");
        _chat.ClientWrites("Hello?");
        _chat.Hear(new Signal.SetAside(new TicketId("t9"), "another call", "ana"));
        Assert.Equal("TS-A4", _chat.Refused!.Clause);

        _chat.Until("2026-03-02 10:15 -05:00");
        Assert.Contains("10:15 sms Ana", _chat.Sent);
        Assert.Single(_chat.Sent, line => line.EndsWith("client deprioritised", StringComparison.Ordinal));
    }

    [Fact] // TS-P9: "nothing is awaited any more" is not said while a caller waits.
    public void Who_calls_after_all_was_done_is_awaited_again()
    {
        var phone = new TripSupport("2026-03-02 10:00 -05:00", "phone");
        phone.ClientCallsInVain();
        phone.WeCallBack();
        phone.Moves("invoicing", "Reimburse the client 85 EUR for the taxi (owner: Finance)");
        phone.Until("2026-03-02 10:03 -05:00");
        phone.ClientCallsInVain();
        phone.Until("2026-03-02 10:45 -05:00");

        Assert.DoesNotContain(phone.Effects.OfType<Effect.PostToSlack>(), post => post.Text.Contains("Nothing is awaited", StringComparison.Ordinal));
    }

    [Fact] // TS-C6: "unaccepted after 5 min": of the asking, when that came after the shift's end.
    public void Who_is_named_after_the_shifts_end_has_5_minutes_to_accept()
    {
        var chat = new TripSupport("2026-03-02 16:30 -05:00");
        chat.ClientWrites(Harmless);
        chat.AgentReplies("Here.");
        chat.Moves("plan-initiated", "Waiting on the guide");
        chat.Until("2026-03-02 17:40 -05:00");
        chat.Hear(new Signal.HandOverRequested("ana", new Person("ben", "Ben", "+15550102", "U0BEN0001")));
        chat.Until("2026-03-02 17:44 -05:00");
        Assert.Equal(["17:40 slack U0BEN0001"], chat.Sent.Where(line => line.StartsWith("17:4", StringComparison.Ordinal)));

        chat.Until("2026-03-02 17:45 -05:00");
        Assert.Equal("17:45 slack page cs", chat.Sent[^1]);
    }

    private void Answered()
    {
        _chat.ClientWrites(Harmless);
        _chat.AgentReplies("Here it is.");
    }
}
