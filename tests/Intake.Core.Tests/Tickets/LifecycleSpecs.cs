using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>
/// A ticket of the support center between its agents and its client: OPEN, PENDING, ON-HOLD, SOLVED, CLOSED. 2 March 2026 is a Monday; the office
/// is open from 09:00 to 17:00 in New York.
/// </summary>
public sealed class LifecycleSpecs
{
    internal static readonly Playbook SupportCenter = Shipped();

    [Fact]
    [Trait("Clause", "SC-4")]
    public void A_question_is_followed_by_two_reminders_and_the_close_with_its_tag_all_counted_from_it()
    {
        var ticket = Asked();
        ticket.Until("2026-03-10 12:00 -04:00");

        Assert.Equal(
            [
                "03-03 10:30 client first-reminder SC-4",
                "03-07 10:30 client second-reminder SC-4",
                "03-09 11:30 closed SC-4", // New York has put its clocks forward: 7 times 24 hours
            ],
            Story(ticket));
        Assert.Equal(["No Response"], ticket.Ticket.Tags);
        Assert.Equal("closed", ticket.Ticket.Stage);
    }

    [Fact]
    [Trait("Clause", "SC-4")]
    public void Another_question_begins_the_count_anew()
    {
        var ticket = Asked();
        ticket.Until("2026-03-04 09:00 -05:00");
        ticket.AgentReplies("Or shall I use the address on your homepage?");
        ticket.Until("2026-03-11 10:30 -04:00");

        Assert.Equal(["03-03 10:30 client first-reminder SC-4", "03-05 09:00 client first-reminder SC-4", "03-09 10:00 client second-reminder SC-4", "03-11 10:00 closed SC-4"], Story(ticket));
    }

    [Fact]
    [Trait("Clause", "SC-4")]
    [Trait("Clause", "SC-3")]
    public void The_clients_answer_ends_the_reminders_and_opens_the_ticket_but_an_automatic_one_does_not()
    {
        var ticket = Asked();
        ticket.ClientWrites("I am out of the office.", automatic: true);
        Assert.Equal("pending", ticket.Ticket.Stage);

        ticket.ClientWrites("The first one, please.");
        Assert.Equal("open", ticket.Ticket.Stage);
        Assert.Equal("SC-3", ticket.Events.OfType<TicketEvent.StageChanged>().Last().Clause);
        ticket.Until("2026-03-02 16:00 -05:00");
        Assert.Empty(Story(ticket));
        Assert.NotNull(ticket.Ticket.Waiting);
    }

    [Fact]
    [Trait("Clause", "SC-4")]
    public void The_question_comes_with_the_move_or_was_sent_before_it()
    {
        var ticket = Opened();
        ticket.Moves("pending");
        Assert.Equal(("SC-4", "open"), (ticket.Refused!.Clause, ticket.Ticket.Stage));

        ticket.AgentReplies("Which of the two addresses?");
        ticket.Until("2026-03-02 11:00 -05:00");
        ticket.Moves("pending");
        Assert.Null(ticket.Refused);
        ticket.Until("2026-03-03 12:00 -05:00");
        Assert.Equal(["03-03 10:00 client first-reminder SC-4"], Story(ticket)); // 24 h after the question, not after the move
    }

    [Fact]
    [Trait("Clause", "SC-4")]
    public void After_an_outage_only_the_latest_reminder_that_is_due_goes_out()
    {
        var ticket = Asked();
        ticket.SleepsUntil("2026-03-08 08:00 -04:00");

        Assert.Equal(["03-08 08:00 client second-reminder SC-4"], Story(ticket));
    }

    [Fact]
    [Trait("Clause", "SC-4")]
    public void A_question_that_never_arrived_is_no_reason_to_remind()
    {
        var ticket = Asked();
        var mail = ticket.Effects.OfType<Effect.SendToClient>().Last();
        ticket.Hear(new Signal.DeliveryReported(mail.Id, "bounced", Failed: true, "bounced"));
        Assert.NotNull(ticket.Ticket.Waiting);
        ticket.Until("2026-03-04 16:00 -05:00");

        Assert.DoesNotContain(Story(ticket), line => line.Contains("reminder", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "SC-5")]
    public void Solved_tells_the_client_and_closes_after_24_hours()
    {
        var ticket = Opened();
        ticket.Moves("solved");
        Assert.Equal("SC-5", ticket.Refused!.Clause);

        ticket.Hear(new Signal.StageMoved("ana", "solved", null, Message: "The form now writes to both addresses."));
        var mail = ticket.Effects.OfType<Effect.SendToClient>().Last();
        Assert.StartsWith("The form now writes to both addresses.\n\nYour ticket has been resolved. You have 24 hours", mail.Text, StringComparison.Ordinal);
        Assert.Null(ticket.Ticket.Waiting);
        Assert.Equal("ana", ticket.Ticket.Owner);

        ticket.Until("2026-03-03 09:59 -05:00");
        Assert.True(ticket.Ticket.IsOpen);
        ticket.Until("2026-03-03 10:01 -05:00");
        Assert.Equal(["03-03 10:00 closed SC-5"], Story(ticket));
        Assert.Empty(ticket.Ticket.Tags);
    }

    [Fact]
    [Trait("Clause", "SC-5")]
    public void What_the_client_adds_within_24_hours_opens_it_again()
    {
        var ticket = Opened();
        ticket.Hear(new Signal.StageMoved("ana", "solved", null, Message: "Done."));
        ticket.Until("2026-03-03 09:58 -05:00");
        ticket.ClientWrites("One more thing: the phone number is wrong.");
        ticket.Until("2026-03-03 11:00 -05:00");

        Assert.Equal("open", ticket.Ticket.Stage);
        Assert.Equal("SC-5", ticket.Events.OfType<TicketEvent.StageChanged>().Last().Clause);
        Assert.Empty(Story(ticket));
    }

    [Fact]
    [Trait("Clause", "SC-6")]
    public void A_closed_ticket_is_sealed_and_what_comes_next_is_another_one_linked_to_it()
    {
        var ticket = Opened();
        ticket.Hear(new Signal.StageMoved("ana", "solved", null, Message: "Done."));
        ticket.Until("2026-03-04 10:00 -05:00");

        foreach (var change in new Signal[]
        {
            new Signal.StageMoved("ana", "open", null), new Signal.NoteWritten("ana", "more"), new Signal.TagsChanged("ana", ["late"], []), new Signal.OwnerChanged("ana", "ben"), new Signal.ReplyRequested("ana", "Hello"),
        })
        {
            ticket.Hear(change);
            Assert.Equal("SC-6", ticket.Refused?.Clause);
            Assert.Contains("follows", ticket.Refused!.Remedy, StringComparison.Ordinal);
        }

        var sequence = ticket.Ticket.Sequence;
        var decision = ticket.Hear(new Signal.MessageArrived("email", ticket.Ticket.Client, new Message("late", "email", "It is broken again"), "test"));
        Assert.Equal((new TicketId("t1n2"), sequence), (decision.Successor, ticket.Ticket.Sequence));
    }

    [Fact]
    [Trait("Clause", "SC-6")]
    public void What_the_client_wrote_before_the_close_and_arrives_after_it_is_no_update()
    {
        var ticket = Opened();
        ticket.Hear(new Signal.StageMoved("ana", "solved", null, Message: "Done."));
        ticket.Until("2026-03-03 10:02 -05:00");
        Assert.False(ticket.Ticket.IsOpen);
        ticket.Hear(new Signal.MessageArrived("email", ticket.Ticket.Client, new Message("slow", "email", "One more thing"), "test") { At = Times.At("2026-03-03 09:59 -05:00") });

        Assert.True(ticket.Ticket.IsOpen);
    }

    [Fact]
    [Trait("Clause", "SC-6")]
    public void Moved_in_HubSpot_a_closed_ticket_is_shown_closed_again()
    {
        var ticket = Opened();
        ticket.Hear(new Signal.StageMoved("ana", "solved", null, Message: "Done."));
        ticket.Until("2026-03-04 10:00 -05:00");
        var decision = ticket.Hear(new Signal.StageMoved("HubSpot", "open", null, "hubspot"));

        Assert.Equal("closed", Assert.Single(decision.Effects.OfType<Effect.MirrorTicket>()).Stage);
        Assert.Equal(("closed", false), (ticket.Ticket.Stage, ticket.Ticket.IsOpen));
    }

    [Fact]
    [Trait("Clause", "SC-7")]
    public void On_hold_needs_a_reason_and_a_date_on_which_the_owner_is_asked_every_day()
    {
        var ticket = Opened();
        ticket.AgentReplies("Take your time.");
        ticket.Moves("on-hold");
        Assert.Equal("SC-7", ticket.Refused!.Clause);
        ticket.Moves("on-hold", "She gathers the photos");
        Assert.Contains("until", ticket.Refused!.Remedy, StringComparison.Ordinal);
        ticket.Hear(new Signal.StageMoved("ana", "on-hold", "She gathers the photos", Until: "last Monday"));
        Assert.NotNull(ticket.Refused);

        ticket.Hear(new Signal.StageMoved("ana", "on-hold", "She gathers the photos", Until: "Thursday"));
        Assert.Equal(Times.At("2026-03-05 09:00 -05:00"), ticket.Ticket.Visit!.Until);
        ticket.Until("2026-03-06 12:00 -05:00");
        Assert.Equal(["03-05 09:00 slack SC-7", "03-06 09:00 slack SC-7"], Story(ticket));
        Assert.Contains("She gathers the photos", ticket.Effects.OfType<Effect.PostToSlack>().Last().Text, StringComparison.Ordinal);

        ticket.Hear(new Signal.StageMoved("ana", "on-hold", null, Until: "Monday"));
        Assert.NotNull(ticket.Refused); // a new date needs its reason too
        ticket.Hear(new Signal.StageMoved("ana", "on-hold", "She is ill", Until: "Monday"));
        ticket.Until("2026-03-08 12:00 -04:00");
        Assert.Equal(2, Story(ticket).Count);
        ticket.ClientWrites("Here are the photos.");
        ticket.Until("2026-03-09 16:00 -04:00");
        Assert.Equal(("open", 2), (ticket.Ticket.Stage, Story(ticket).Count(line => line.EndsWith("slack SC-7", StringComparison.Ordinal))));
    }

    [Fact]
    [Trait("Clause", "SC-4")]
    public void Moved_in_HubSpot_without_a_question_it_is_an_exception_until_the_client_is_asked()
    {
        var ticket = Opened();
        ticket.Hear(new Signal.StageMoved("HubSpot", "pending", null, "hubspot"));
        Assert.Equal("SC-4", Assert.Single(ticket.Ticket.Exceptions).Clause);

        ticket.Hear(new Signal.StageMoved("ana", "pending", null, Message: "Which address?"));
        Assert.Empty(ticket.Ticket.Exceptions);
        Assert.Equal("Which address?", ticket.Effects.OfType<Effect.SendToClient>().Last().Text);
    }

    [Fact]
    [Trait("Clause", "SC-4")]
    public void A_close_by_itself_waits_for_what_is_open_and_is_tried_again_within_the_hour()
    {
        var ticket = Asked();
        ticket.Hear(new Signal.TaskRequested("ana", "Ask the printer", null));
        ticket.Until("2026-03-09 12:00 -04:00");
        Assert.True(ticket.Ticket.IsOpen);
        ticket.Hear(new Signal.TaskFinished("ana", ticket.Ticket.Tasks[0].Id, null));
        ticket.Until("2026-03-09 12:31 -04:00");

        Assert.False(ticket.Ticket.IsOpen);
    }

    [Fact]
    [Trait("Clause", "SC-4")]
    public void A_reminder_the_provider_could_not_take_is_not_sent_after_the_answer()
    {
        var ticket = Asked();
        ticket.Becomes = effect => effect is Effect.SendToClient ? null : new Outcome.Delivered(effect.Id);
        ticket.Until("2026-03-03 10:30 -05:00");
        var reminder = ticket.Effects.OfType<Effect.SendToClient>().Last();
        Assert.Equal("first-reminder", reminder.Template);
        Assert.Null(Wanted.WhyNot(ticket.Ticket, reminder, ticket.Now));

        ticket.Until("2026-03-03 11:00 -05:00");
        ticket.ClientWrites("The first one, please.");
        Assert.Equal("the client has answered", Wanted.WhyNot(ticket.Ticket, reminder, ticket.Now));
        var before = ticket.Sent.Count;
        ticket.Settle(reminder, new Outcome.Dropped("the client has answered"));
        Assert.Equal(before, ticket.Sent.Count);
    }

    [Fact]
    [Trait("Clause", "SC-4")]
    public void Whoever_never_got_our_question_is_not_closed_for_not_answering_it()
    {
        var ticket = Opened();
        ticket.Becomes = effect => effect is Effect.SendToClient ? new Outcome.Refused("mailbox full") : new Outcome.Delivered(effect.Id);
        ticket.Hear(new Signal.StageMoved("ana", "pending", null, Message: "Which of the two addresses shall we use?"));
        ticket.Until("2026-03-12 12:00 -04:00");

        Assert.True(ticket.Ticket.IsOpen);
        Assert.DoesNotContain("No Response", ticket.Ticket.Tags);
        Assert.Contains(ticket.Effects.OfType<Effect.PostToSlack>(), post => post.Text.Contains("Our last message has not reached Jane Smith.", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "SC-5")]
    public void Whoever_was_not_told_that_it_is_solved_is_not_closed_a_day_later()
    {
        var ticket = Opened();
        ticket.Becomes = effect => effect is Effect.SendToClient ? new Outcome.Refused("mailbox full") : new Outcome.Delivered(effect.Id);
        ticket.Hear(new Signal.StageMoved("ana", "solved", null, Message: "Done."));
        ticket.Until("2026-03-04 10:00 -05:00");

        Assert.True(ticket.Ticket.IsOpen);
    }

    private static TripSupport Opened()
    {
        var ticket = new TripSupport("2026-03-02 10:00 -05:00", "email", SupportCenter);
        ticket.ClientWrites("How do I change the address our contact form writes to?");
        Assert.Equal("open", ticket.Ticket.Stage);
        return ticket;
    }

    private static TripSupport Asked()
    {
        var ticket = Opened();
        ticket.Until("2026-03-02 10:30 -05:00");
        ticket.Hear(new Signal.StageMoved("ana", "pending", null, Message: "Which of the two addresses shall we use?"));
        Assert.Null(ticket.Refused);
        Assert.Equal("Which of the two addresses shall we use?", ticket.Effects.OfType<Effect.SendToClient>().Last().Text);
        return ticket;
    }

    /// <summary>What Intake did by itself after the first moment of the story.</summary>
    private static List<string> Story(TripSupport ticket) =>
    [
        .. ticket.Decisions.SelectMany(decision => decision.Events.Select(e => e switch
            {
                TicketEvent.Replied { Agent: null } said when said.Template is "first-reminder" or "second-reminder" => $"{Local(said.At)} client {said.Template} {said.Clause}",
                TicketEvent.TimerFired { Kind: Intake.Clocks.TimerKind.HoldDue } asked => $"{Local(asked.At)} slack {asked.Clause}",
                TicketEvent.Closed => $"{Local(e.At)} closed {decision.Events.OfType<TicketEvent.StageChanged>().Last().Clause}",
                _ => null,
            }))
            .OfType<string>(),
    ];

    private static string Local(NodaTime.Instant at) => at.InZone(SupportCenter.Zone).ToString("MM-dd HH:mm", null);

    private static Playbook Shipped()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "playbooks", "support-center.yaml");
        var read = PlaybookReader.Read(file, File.ReadAllText(file));
        return read.Playbook ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
    }
}
