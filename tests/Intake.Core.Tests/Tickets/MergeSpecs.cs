using Intake.Tickets;
using NodaTime;

namespace Intake.Core.Tests.Tickets;

/// <summary>"Review Conversations for any previous interactions with the customer. Merge tickets or conversations when appropriate" (ER-8).</summary>
public sealed class MergeSpecs
{
    private readonly Conversations _mail = new(EmailRetail.Playbook);

    [Fact]
    [Trait("Clause", "ER-8")]
    public void Another_open_conversation_of_the_customer_is_said_when_they_write()
    {
        _mail.Writes("a", "Where is my order?");
        _mail.Writes("b", "I asked about my order.");

        Assert.Equal(new TicketId("a"), Assert.Single(_mail.Events.Where(e => e.Ticket.Value == "b").Select(e => e.Event).OfType<TicketEvent.SimilarFound>()).Other);
    }

    [Fact]
    [Trait("Clause", "ER-8")]
    public void A_merge_closes_the_one_and_the_other_waits_in_its_stead()
    {
        var asked = _mail.Now;
        _mail.Writes("a", "I want a refund.");
        _mail.Now += Duration.FromHours(1);
        _mail.Writes("b", "Where is my order?");
        _mail.Merge("a", "b");
        _mail.DeliverAll();

        Assert.False(_mail["a"].IsOpen);
        Assert.Equal(new TicketId("b"), _mail["a"].MergedInto);
        Assert.Equal(asked, _mail["b"].Waiting!.Since);
        Assert.Contains(_mail["b"].Tasks, task => task.Request == "refund");
        Assert.Equal(new TicketId("a"), Assert.Single(_mail["b"].MergedIn).From);
        Assert.NotEmpty(_mail.MessagesOf("a")); // history stays where it was
    }

    [Fact]
    [Trait("Clause", "ER-8")]
    [Trait("Clause", "ER-15")]
    public void What_was_done_is_not_asked_for_again_and_what_an_agent_still_had_to_do_comes_along()
    {
        _mail.Writes("a", "Please unsubscribe me.");
        _mail.Ask("a", new Signal.AccountLookedUp("olive", "customer-7", ["email", "shipping-address", "billing-address"]));
        _mail.Ask("a", new Signal.TaskFinished("olive", Assert.Single(_mail["a"].Tasks).Id, null));
        Assert.Null(_mail.Refused);
        _mail.Ask("a", new Signal.TaskRequested("olive", "Ask the warehouse", null));
        _mail.Writes("b", "Thank you.");
        _mail.Merge("a", "b");
        _mail.DeliverAll();

        Assert.Equal("Ask the warehouse", Assert.Single(_mail["b"].Tasks).Text);
        _mail.Undo("a");
        _mail.DeliverAll();
        Assert.Empty(_mail["b"].Tasks);
        Assert.Equal("Ask the warehouse", Assert.Single(_mail["a"].Tasks).Text);
    }

    [Fact]
    [Trait("Clause", "ER-8")]
    public void What_the_customer_writes_on_the_merged_one_goes_on_in_the_other()
    {
        Merged();
        var later = _mail.Writes("a", "Any news?");

        Assert.Contains(later, _mail.MessagesOf("b"));
        Assert.DoesNotContain(later, _mail.MessagesOf("a"));
        Assert.False(_mail["a"].IsOpen);
    }

    [Fact]
    [Trait("Clause", "ER-8")]
    public void Taken_back_within_the_day_both_are_as_before()
    {
        _mail.Writes("a", "I want a refund.");
        _mail.Writes("b", "Where is my order?");
        var (a, b) = (_mail["a"], _mail["b"]);
        _mail.Merge("a", "b");
        _mail.DeliverAll();
        _mail.Now += Duration.FromHours(23);
        _mail.Undo("a");
        _mail.DeliverAll();

        Assert.Equal(TripSupport.Written(a with { Generation = 2 }), TripSupport.Written(_mail["a"] with { Sequence = a.Sequence, Recent = a.Recent, Took = [] }));
        Assert.Equal(TripSupport.Written(b), TripSupport.Written(_mail["b"] with { Sequence = b.Sequence, Recent = b.Recent, Checks = b.Checks }));
        Assert.Contains(_mail.Writes("a", "Hello?"), _mail.MessagesOf("a"));
    }

    [Fact]
    [Trait("Clause", "ER-8")]
    public void After_a_day_a_merge_is_not_taken_back()
    {
        Merged();
        _mail.Now += Duration.FromHours(24) + Duration.FromMinutes(1);
        _mail.Undo("a");

        Assert.Equal("ER-8", _mail.Refused!.Clause);
        Assert.Equal(new TicketId("b"), _mail["a"].MergedInto);
    }

    [Fact]
    [Trait("Clause", "ER-8")]
    public void Nothing_is_merged_in_a_circle()
    {
        Merged();
        _mail.Merge("b", "a");
        Assert.Equal("Nothing to do: they are one.", _mail.Refused!.Remedy);

        _mail.Merge("b", "b");
        Assert.NotNull(_mail.Refused);
    }

    [Fact]
    [Trait("Clause", "ER-8")]
    public void Two_customers_conversations_are_merged_only_when_it_is_meant()
    {
        _mail.Writes("a", "Where is my order?");
        _mail.Writes("b", "Where is my order?", "john@example.com");
        _mail.Merge("a", "b");
        Assert.Equal("Nothing says that both are one client's.", _mail.Refused!.Why);

        _mail.Merge("a", "b", confirm: true);
        Assert.Null(_mail.Refused);
    }

    [Fact]
    [Trait("Clause", "ER-5")]
    public void The_same_mailbox_under_its_other_name_is_the_same_customer()
    {
        _mail.Writes("a", "Where is my order?", "jane@me.com");
        _mail.Writes("b", "Where is my order?", "jane@icloud.com");
        _mail.Merge("a", "b");

        Assert.Null(_mail.Refused);
    }

    [Fact]
    [Trait("Clause", "ER-8")]
    public void A_merged_conversation_takes_no_answers()
    {
        Merged();
        _mail.Ask("a", new Signal.ReplyRequested("olive", "Hello", Confirm: true));

        Assert.Equal("This conversation was merged into b.", _mail.Refused!.Why);
    }

    [Fact]
    [Trait("Clause", "ER-8")]
    public void An_answer_given_meanwhile_stays_given()
    {
        Merged();
        _mail.Ask("b", new Signal.CheckAnswered("olive", "context-read", Said("read")));
        _mail.Ask("b", new Signal.CheckAnswered("olive", "primary-issue", Said("order status")));
        _mail.Ask("b", new Signal.CheckAnswered("olive", "orders-in-transit", Said("in transit")));
        _mail.Ask("b", new Signal.ReplyRequested("olive", "It is on its way. Call us if it is not there tomorrow.", Confirm: true));
        Assert.Null(_mail["b"].Waiting);
        _mail.Undo("a");
        _mail.DeliverAll();

        Assert.Null(_mail["b"].Waiting);
        Assert.NotNull(_mail["a"].Waiting); // nobody has answered here
    }

    private void Merged()
    {
        _mail.Writes("a", "I want a refund.");
        _mail.Writes("b", "Where is my order?");
        _mail.Merge("a", "b");
        _mail.DeliverAll();
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> Said(string answer) => System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("", answer);
}
