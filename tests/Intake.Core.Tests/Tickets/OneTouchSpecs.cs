using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>One touch (ER-11), offers and fulfilment (ER-12), and the requests that keep a ticket open (ER-15).</summary>
public sealed class OneTouchSpecs
{
    private const string Question = "How much of it do I give my dog?";

    private static TripSupport Ready(string text)
    {
        var mail = EmailRetail.Read("02 08:00", text);
        mail.Finds("orders-in-transit", "none");
        mail.Finds("part-of-subscription", "no");
        mail.TicksAll("before-close", "done");
        return mail;
    }

    [Fact]
    [Trait("Clause", "ER-11")]
    public void An_answer_that_needs_no_follow_up_closes_with_the_tag_and_the_reply_reopens()
    {
        var mail = Ready(Question);
        mail.Uses("answer", close: true);

        Assert.False(mail.Ticket.IsOpen);
        Assert.Equal(["no-response"], mail.Ticket.Tags);

        mail.Until("2026-03-03 08:00 -05:00");
        mail.Customer("And for a cat?");
        Assert.Equal((true, "open"), (mail.Ticket.IsOpen, mail.Ticket.Stage));
    }

    [Fact]
    [Trait("Clause", "ER-11")]
    public void When_only_the_customers_information_is_missing_it_may_be_closed_without_the_tag()
    {
        var mail = Ready(Question);
        mail.Uses("need-information");
        mail.Hear(new Signal.OneTouchRequested("olive", WaitsForClient: true));

        Assert.False(mail.Ticket.IsOpen);
        Assert.Empty(mail.Ticket.Tags);
    }

    [Theory]
    [Trait("Clause", "ER-11")]
    [InlineData("subscription-save", "ER-10", "“Before a subscription is cancelled” needs its follow-up: it is no one-touch answer.")]
    [InlineData("fulfilment-solution", "ER-12", "“Solution to a fulfilment issue” needs its follow-up: it is no one-touch answer.")]
    public void A_macro_with_a_snooze_and_fulfilment_are_no_one_touch(string macro, string clause, string why)
    {
        var mail = Ready(Question);
        mail.Uses(macro, close: true);
        Assert.Equal((clause, why), (mail.Refused!.Clause, mail.Refused.Why));
        Assert.Empty(mail.Effects.OfType<Effect.SendToClient>());

        mail.Uses(macro);
        mail.Hear(new Signal.OneTouchRequested("olive", WaitsForClient: true));
        Assert.Equal(clause, mail.Refused!.Clause);
        Assert.True(mail.Ticket.IsOpen);
    }

    [Fact]
    [Trait("Clause", "ER-11")]
    public void Nobody_is_closed_away_without_an_answer()
    {
        var mail = Ready(Question);
        mail.Hear(new Signal.OneTouchRequested("olive", WaitsForClient: false));

        Assert.StartsWith("The client has no answer yet.", mail.Refused!.Why, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "ER-12")]
    public void An_offer_closes_over_the_open_request_and_the_reply_is_first_in_line_to_the_same_agent()
    {
        var mail = Ready("Please cancel my order");
        mail.Uses("order-save");
        Assert.Equal((false, "Cancel the order"), (mail.Ticket.IsOpen, mail.Ticket.Tasks.Single().Text));
        Assert.Equal(["order-save"], mail.Ticket.Tags);

        mail.Until("2026-03-02 15:00 -05:00");
        mail.Customer("No, I want the full refund");

        Assert.Equal((true, "olive", "olive"), (mail.Ticket.IsOpen, mail.Ticket.FirstInLine, mail.Ticket.Owner));
        Assert.Equal(["Cancel the order", "Refund"], mail.Ticket.Tasks.Select(task => task.Text));
    }

    [Fact]
    [Trait("Clause", "ER-12")]
    public void Once_answered_it_is_nobodys_next_ticket_any_more()
    {
        var mail = Ready("Please cancel my order");
        mail.Uses("order-save");
        mail.Customer("No, I want the full refund");
        mail.Finds("primary-issue", "refund");
        mail.Finds("orders-in-transit", "none");
        mail.Uses("answer");

        Assert.Null(mail.Refused);
        Assert.Null(mail.Ticket.FirstInLine);
    }

    [Fact]
    [Trait("Clause", "ER-12")]
    public void A_reply_after_another_answer_is_no_reply_to_an_offer()
    {
        var mail = Ready(Question);
        mail.Uses("answer", close: true);
        mail.Customer("And for a cat?");

        Assert.Null(mail.Ticket.FirstInLine);
    }

    [Fact]
    [Trait("Clause", "ER-12")]
    public void Fulfilment_stays_open_for_24_hours_after_the_solution_and_then_closes_by_itself()
    {
        var mail = Ready("My package never arrived");
        mail.Until("2026-03-02 16:00 -05:00");
        mail.Uses("fulfilment-solution");
        mail.Moves("closed", "Sent a new one");
        Assert.Equal(("ER-12", "It stays open for the client's answer until Tue 3 Mar 16:00."), (mail.Refused!.Clause, mail.Refused.Why));
        Assert.Equal("open", mail.Ticket.Stage);

        mail.Until("2026-03-03 16:00 -05:00");
        Assert.False(mail.Ticket.IsOpen);
        Assert.Equal(["16:00 client reply"], mail.Sent);
    }

    [Fact]
    [Trait("Clause", "ER-12")]
    public void The_customers_answer_ends_that_and_snoozing_is_not_for_fulfilment()
    {
        var mail = Ready("My package never arrived");
        mail.Uses("fulfilment-solution");
        mail.Hear(new Signal.SnoozeRequested("olive", 120, "wait", Confirm: true));
        Assert.Equal("ER-12", mail.Refused!.Clause);

        mail.Until("2026-03-02 10:00 -05:00");
        mail.Customer("It is still not here");
        Assert.Null(mail.Ticket.Hold);
        mail.Until("2026-03-03 08:30 -05:00");
        Assert.True(mail.Ticket.IsOpen);
    }

    [Fact]
    [Trait("Clause", "ER-15")]
    public void Each_request_is_a_task_once_and_open_tasks_refuse_the_close_and_the_tag()
    {
        var mail = Ready("Please refund me. A refund is all I want, and cancel my subscription.");
        Assert.Equal(["Refund", "Cancel the subscription"], mail.Ticket.Tasks.Select(task => task.Text));

        mail.Uses("answer", close: true);
        Assert.Contains("Task k", mail.Refused!.Why, StringComparison.Ordinal);

        mail.Hear(new Signal.TagsChanged("olive", ["No-Response"], []));
        Assert.Equal("ER-15", mail.Refused!.Clause);

        foreach (var task in mail.Ticket.Tasks)
        {
            mail.Hear(new Signal.TaskFinished("olive", task.Id, null));
        }

        mail.Uses("answer", close: true);
        Assert.Null(mail.Refused);
        Assert.False(mail.Ticket.IsOpen);
    }

    [Fact]
    [Trait("Clause", "ER-15")]
    public void An_agent_adds_a_request_of_a_known_kind()
    {
        var mail = Ready(Question);
        mail.Hear(new Signal.TaskRequested("olive", "Refund order 1001", null, "refunds"));
        Assert.Contains("“refunds” is no kind of request.", mail.Refused!.Why, StringComparison.Ordinal);

        mail.Hear(new Signal.TaskRequested("olive", "Refund order 1001", null, "refund"));
        Assert.Equal("refund", mail.Ticket.Tasks.Single().Request);
    }
}
