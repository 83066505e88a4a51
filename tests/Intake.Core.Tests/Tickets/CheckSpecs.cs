using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>What is looked at before a reply, a refund or a close (ER-14, 17, 18, 21, 22): asked by the ticket's content, answered on the ticket.</summary>
public sealed class CheckSpecs
{
    private static string[] Open(TripSupport mail) =>
        [.. from state in mail.Ticket.Checks
            join check in EmailRetail.Playbook.Checks on state.Check equals check.Name
            where check.Unanswered(state).Any()
            select check.Name];

    [Theory]
    [Trait("Clause", "ER-14")]
    [InlineData("Where is my order?", "orders-in-transit")]
    [InlineData("Please cancel my order", "part-of-subscription")]
    [InlineData("I was charged twice this month", "duplicate-subscriptions")]
    [InlineData("I got three different products and both subscriptions renewed", "duplicate-subscriptions")]
    public void The_customers_words_prompt_the_check_and_the_reply_waits_for_it(string text, string check)
    {
        var mail = EmailRetail.Read("02 08:00", text);
        mail.Uses("answer");
        Assert.Contains(check, Open(mail));
        Assert.Contains(mail.Refused!.Clause, new[] { "ER-14" });
        Assert.Empty(mail.Effects.OfType<Effect.SendToClient>());

        foreach (var open in Open(mail).Where(open => open is not "before-close"))
        {
            mail.Finds(open, EmailRetail.Playbook.Checks.Single(known => known.Name == open).Answers[0]);
        }

        mail.Uses("answer");
        Assert.Null(mail.Refused);
        Assert.Single(mail.Effects.OfType<Effect.SendToClient>());
    }

    [Fact]
    [Trait("Clause", "ER-14")]
    public void Nothing_is_asked_that_the_message_gives_no_reason_for()
    {
        var mail = EmailRetail.Read("02 08:00", "How much of it do I give my dog?");

        Assert.Equal(["before-close"], Open(mail));
    }

    [Fact]
    [Trait("Clause", "ER-14")]
    public void An_answer_that_is_none_is_refused_and_nothing_is_kept()
    {
        var mail = EmailRetail.Read("02 08:00", "Where is my order?");
        mail.Finds("orders-in-transit", "maybe");

        Assert.Equal("Answer with “none” or “in transit”.", mail.Refused!.Remedy);
        Assert.Contains("orders-in-transit", Open(mail));
    }

    [Fact]
    [Trait("Clause", "ER-21")]
    public void Before_the_first_reply_the_earlier_conversations_are_read_and_the_primary_issue_is_set()
    {
        var mail = EmailRetail.Asked("02 08:00", "How much of it do I give my dog?");
        mail.Uses("answer");
        Assert.Equal("ER-21", mail.Refused!.Clause);
        Assert.Contains("What is the primary issue?", mail.Refused.Why, StringComparison.Ordinal);

        mail.Finds("context-read", "there are none");
        mail.Finds("primary-issue", "Other");
        mail.Uses("answer");
        Assert.Null(mail.Refused);
        Assert.Equal("other", mail.Ticket.Checks.Single(state => state.Check == "primary-issue").Answers.Values.Single());
    }

    [Fact]
    [Trait("Clause", "ER-22")]
    public void A_reply_without_a_contact_or_another_channel_is_questioned()
    {
        var mail = EmailRetail.Read("02 08:00", "How much of it do I give my dog?");
        mail.Uses("answer", text: "Hi Jane, one a day.");
        Assert.Equal("ER-22", mail.Refused!.Clause);

        mail.Finds("contact", "in the signature");
        mail.Uses("answer", text: "Hi Jane, one a day.");
        Assert.Null(mail.Refused);
    }

    [Fact]
    [Trait("Clause", "ER-22")]
    public void Before_the_close_every_concern_the_manual_tags_and_a_note_are_ticked()
    {
        var mail = EmailRetail.Read("02 08:00", "How much of it do I give my dog?");
        mail.Uses("answer");
        mail.Ticks("before-close", "done", "Every concern is answered", "Manual tags are added");
        mail.Moves("closed", "Told her the dose");
        Assert.Equal(("ER-22", "To be checked first: Before closing: A note says what was done"), (mail.Refused!.Clause, mail.Refused.Why));

        mail.Ticks("before-close", "n/a", "A note says what was done");
        mail.Moves("closed", "done");
        Assert.Equal("ER-22", mail.Refused!.Clause);

        mail.Moves("closed", "Told her the dose");
        Assert.False(mail.Ticket.IsOpen);
    }

    [Fact]
    [Trait("Clause", "ER-17")]
    public void After_a_change_of_data_every_platform_is_ticked_or_not_applicable_before_the_close()
    {
        var mail = EmailRetail.Read("02 08:00", "I moved: please change my address");
        mail.TicksAll("before-close", "done");
        mail.Uses("data-changed");
        mail.Hear(new Signal.TaskFinished("olive", mail.Ticket.Tasks.Single().Id, null));
        mail.Ticks("platforms", "updated", "Intercom", "Shopify", "Klaviyo");
        mail.Moves("closed", "Address changed");
        Assert.Equal(("ER-17", "To be checked first: Is the customer's information updated everywhere? Sticky, Ultracart, ClickBank, Maropost, PBS"), (mail.Refused!.Clause, mail.Refused.Why));

        mail.Ticks("platforms", "n/a", "Sticky", "Ultracart", "ClickBank", "Maropost", "PBS");
        mail.Moves("closed", "Address changed");
        Assert.False(mail.Ticket.IsOpen);
    }

    [Fact]
    [Trait("Clause", "ER-18")]
    public void A_ClickBank_refund_is_preceded_by_the_lifetime_value()
    {
        var mail = EmailRetail.Read("02 08:00", "I bought through ClickBank and want a refund");
        mail.Finds("orders-in-transit", "none");
        var refund = mail.Ticket.Tasks.Single().Id;
        mail.Hear(new Signal.TaskFinished("olive", refund, null));
        Assert.Equal("ER-18", mail.Refused!.Clause);
        mail.Uses("refund-issued");
        Assert.Equal("ER-18", mail.Refused!.Clause);

        mail.Finds("lifetime-value", "412 USD");
        mail.Hear(new Signal.TaskFinished("olive", refund, "40 USD"));
        mail.Uses("refund-issued");
        Assert.Null(mail.Refused);
        Assert.Empty(mail.Ticket.Tasks);
    }

    [Fact]
    [Trait("Clause", "ER-18")]
    public void Reopened_by_a_reply_to_the_offer_the_lifetime_value_is_still_asked_for_and_the_primary_issue_anew()
    {
        var mail = EmailRetail.Read("02 08:00", "Cancel my order, I bought through ClickBank");
        mail.Finds("orders-in-transit", "none");
        mail.Finds("part-of-subscription", "no");
        mail.TicksAll("before-close", "done");
        mail.Uses("order-save");
        mail.Until("2026-03-02 12:00 -05:00");
        mail.Customer("No, I want all my money back");

        Assert.Equal(["lifetime-value", "primary-issue", "before-close"], Open(mail));
        mail.Hear(new Signal.TaskFinished("olive", mail.Ticket.Tasks.Single(task => task.Request == "refund").Id, null));
        Assert.Equal("ER-18", mail.Refused!.Clause);
    }

    [Fact]
    [Trait("Clause", "ER-18")]
    public void A_refund_of_another_order_asks_for_no_lifetime_value()
    {
        var mail = EmailRetail.Read("02 08:00", "I want a refund");
        mail.Hear(new Signal.TaskFinished("olive", mail.Ticket.Tasks.Single().Id, null));

        Assert.Null(mail.Refused);
    }

    [Fact]
    [Trait("Clause", "ER-22")]
    public void A_close_in_HubSpot_against_the_checks_is_an_exception_until_they_are_answered()
    {
        var mail = EmailRetail.Read("02 08:00", "How much of it do I give my dog?");
        mail.Uses("answer");
        mail.Hear(new Signal.StageMoved("Olive", "closed", null, "hubspot"));

        Assert.False(mail.Ticket.IsOpen);
        Assert.Contains(mail.Ticket.Exceptions, breach => breach.Missing.Contains("Before closing", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "ER-21")]
    public void The_state_is_what_its_events_make_of_it()
    {
        var mail = EmailRetail.Read("02 08:00", "I bought three products through ClickBank. Cancel my order and refund me");
        mail.Finds("orders-in-transit", "in transit");
        mail.Finds("part-of-subscription", "no");
        mail.Finds("duplicate-subscriptions", "none");
        mail.Uses("order-save");
        mail.TicksAll("before-close", "done");
        mail.Uses("order-save");
        mail.Customer("I want all my money back");

        Assert.Equal(TripSupport.Written(mail.Ticket), TripSupport.Written(Evolution.Replay(mail.Ticket.Id, mail.Events)));
    }
}
