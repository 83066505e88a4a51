using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>Beside the SLA (TS-E): the question on an injury, what must be recorded, responders, the linked SOP.</summary>
public sealed class EmergencySpecs
{
    private const string Injury = "I twisted my ankle and it is swollen";
    private const string Emergency = "My husband is unconscious and not breathing, please help";

    private readonly TripSupport _chat = new("2026-03-02 10:00 -05:00");

    [Fact] // Decision: other injury or illness is urgent, with the mandatory question.
    [Trait("Clause", "TS-E1")]
    public void An_injury_asks_the_agent_at_once_and_every_3_minutes_until_somebody_answers()
    {
        _chat.ClientWrites(Injury);
        _chat.Until("2026-03-02 10:07 -05:00");
        Assert.Equal(["10:00 slack cs", "10:03 slack cs", "10:06 slack cs"], _chat.Sent);

        _chat.Hear(new Signal.EmergencyAnswered("ana", Yes: false));
        _chat.AgentReplies("Rest it, a taxi comes.");
        _chat.Moves("plan-initiated", "Waiting on the taxi");
        _chat.Until("2026-03-02 10:36 -05:00");
        Assert.Equal(Urgency.Urgent, _chat.Ticket.Urgency);
        Assert.Equal(3, _chat.Sent.Count(line => line.EndsWith("slack update cs", StringComparison.Ordinal)));
        Assert.DoesNotContain(_chat.Sent, line => line.EndsWith("slack cs", StringComparison.Ordinal) && line.CompareTo("10:07", StringComparison.Ordinal) > 0);
    }

    [Fact]
    [Trait("Clause", "TS-E1")]
    public void A_yes_makes_it_an_emergency_with_the_reason()
    {
        _chat.ClientWrites(Injury);
        _chat.Hear(new Signal.EmergencyAnswered("ana", Yes: true));

        Assert.Equal(("life-threatening or rescue", Urgency.Emergency), (_chat.Events.OfType<TicketEvent.UrgencySet>().Single().Reason, _chat.Ticket.Urgency));
        Assert.Contains("10:00 sms Carla", _chat.Sent);
        Assert.Null(_chat.Ticket.Question);
    }

    [Fact] // Two people press the button.
    public void The_second_answer_changes_nothing()
    {
        _chat.ClientWrites(Injury);
        _chat.Hear(new Signal.EmergencyAnswered("ana", Yes: false));
        Assert.Empty(_chat.Hear(new Signal.EmergencyAnswered("ben", Yes: true)).Events);
    }

    [Fact] // TS-E1: only an agent steps down, with a reason; what the client says afterwards does not.
    [Trait("Clause", "TS-E1")]
    public void An_emergency_is_stepped_down_only_by_an_agent()
    {
        _chat.ClientWrites(Emergency);
        _chat.ClientWrites("It is fine, false alarm");
        Assert.NotNull(_chat.Ticket.Emergency);

        _chat.Overrules(Urgency.NonUrgent, "He had fainted and is well");
        Assert.Null(_chat.Ticket.Emergency);
        Assert.Equal("He had fainted and is well", _chat.Events.OfType<TicketEvent.UrgencySet>().Single().Reason);
    }

    [Fact] // TS-E2: required fields nag the agent, never the client.
    [Trait("Clause", "TS-E2")]
    public void Situation_and_location_are_asked_of_the_agent_until_both_are_recorded()
    {
        _chat.ClientWrites(Emergency);
        _chat.Takes(TripSupport.Ana);
        _chat.AgentReplies("Help is on its way.");
        _chat.Moves("action-required", "PE Action Required – stay with the client");
        _chat.Until("2026-03-02 10:06 -05:00");
        Assert.Equal(["10:02 slack cs", "10:05 slack cs"], _chat.Sent.Where(line => line.EndsWith("slack cs", StringComparison.Ordinal)).Skip(1));
        Assert.Contains("situation and location", Said(), StringComparison.Ordinal);

        _chat.Hear(new Signal.EmergencyRecorded("ana", Situation: "Husband collapsed, breathing again"));
        _chat.Until("2026-03-02 10:08 -05:00");
        Assert.Contains("emergency: location.", Said(), StringComparison.Ordinal);

        _chat.Hear(new Signal.EmergencyRecorded("ana", Location: "Hut above Grindelwald"));
        var before = _chat.Sent.Count;
        _chat.Until("2026-03-02 10:29 -05:00");
        Assert.Equal(before, _chat.Sent.Count);
        Assert.Equal(("Husband collapsed, breathing again", "Hut above Grindelwald"), (_chat.Ticket.Emergency!.Situation, _chat.Ticket.Emergency.Location));
        Assert.DoesNotContain(_chat.Effects.OfType<Effect.SendToClient>(), message => message.Text.Contains("location", StringComparison.Ordinal));
    }

    [Fact] // TS-E2, E4: an emergency cannot close over what is missing.
    [Trait("Clause", "TS-E4")]
    public void It_closes_only_when_recorded_and_the_linked_SOP_was_followed()
    {
        _chat.ClientWrites(Emergency);
        _chat.AgentReplies("Help is on its way.");
        _chat.Moves("closed", "Rescued");
        Assert.Equal("TS-E2", _chat.Refused!.Clause);

        _chat.Hear(new Signal.EmergencyRecorded("ana", "Collapsed", "Hut above Grindelwald"));
        _chat.Moves("closed", "Rescued");
        Assert.Equal("TS-E4", _chat.Refused!.Clause);
        Assert.Contains("Emergency Contact Handling SOP", _chat.Refused.Why, StringComparison.Ordinal);

        _chat.Hear(new Signal.EmergencyRecorded("ana", ConfirmSop: true));
        _chat.Moves("closed", "Rescued");
        Assert.False(_chat.Ticket.IsOpen);
    }

    [Fact]
    [Trait("Clause", "TS-E4")]
    public void The_alert_carries_the_linked_SOP_or_says_that_nobody_supplied_it()
    {
        _chat.ClientWrites(Emergency);

        Assert.Contains("Emergency Contact Handling SOP (the link has not been supplied)", _chat.Effects.OfType<Effect.PostToSlack>().First().Text, StringComparison.Ordinal);
    }

    [Fact] // TS-E3: "Provide logistical support after responders take over."
    [Trait("Clause", "TS-E3")]
    public void After_responders_take_over_the_logistics_stay_on_the_ticket_until_done()
    {
        _chat.ClientWrites(Emergency);
        _chat.AgentReplies("Help is on its way.");
        _chat.Hear(new Signal.EmergencyRecorded("ana", "Collapsed", "Hut above Grindelwald", RespondersTookOver: true, ConfirmSop: true));
        _chat.Hear(new Signal.EmergencyRecorded("ana", RespondersTookOver: true));
        Assert.Equal(["Contact the client's companions", "Arrange transport and lodging", "Adjust the bookings that follow"], _chat.Ticket.Tasks.Select(task => task.Text));

        _chat.Moves("closed", "Rescued");
        Assert.True(_chat.Ticket.IsOpen);
        foreach (var task in _chat.Ticket.Tasks)
        {
            _chat.Hear(new Signal.TaskFinished(Agent: "ana", Task: task.Id, Note: null));
        }

        _chat.Moves("closed", "Rescued");
        Assert.Null(_chat.Refused);
        Assert.False(_chat.Ticket.IsOpen);
    }

    [Fact]
    public void What_is_no_emergency_has_nothing_to_record()
    {
        _chat.ClientWrites("Could you send me the photos?");
        _chat.Hear(new Signal.EmergencyRecorded("ana", "Nothing"));

        Assert.Equal("TS-E1", _chat.Refused!.Clause);
    }

    private string Said() => _chat.Effects.OfType<Effect.PostToSlack>().Last().Text;
}
