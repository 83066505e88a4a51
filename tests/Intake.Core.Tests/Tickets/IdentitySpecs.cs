using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>"Determine if the person reaching out is a customer" (ER-5, ER-6); "verify the customer's identity using at least three pieces of information" (ER-7).</summary>
public sealed class IdentitySpecs
{
    private const string Refund = "I want a refund for my order please.";

    [Fact]
    [Trait("Clause", "ER-5")]
    public void The_sender_is_looked_up_when_they_write()
    {
        var mail = EmailRetail.Asked("02 08:00", Refund);
        Assert.Equal("ER-5", Assert.Single(mail.Effects.OfType<Effect.LookUpAccount>()).Clause);

        mail.Hear(new Signal.AccountLookedUp(null, "customer-7", ["email"]));
        mail.Customer("And please hurry.");

        Assert.Equal("customer-7", mail.Ticket.Identity!.Account);
        Assert.Single(mail.Effects.OfType<Effect.LookUpAccount>());
        Assert.Contains(mail.Effects.OfType<Effect.MirrorNote>(), note => note.Text == "Account customer-7. Not verified; matched: the e-mail of the account.");
    }

    [Fact]
    [Trait("Clause", "ER-5")]
    public void Me_com_is_icloud_com_and_aol_com_is_aim_com()
    {
        var rules = EmailRetail.Playbook.Identity!;

        Assert.Equal(["jane@me.com", "jane@icloud.com"], rules.Spellings("Jane@me.com").AsEnumerable());
        Assert.Equal(["jane@aim.com", "jane@aol.com"], rules.Spellings("jane@aim.com").AsEnumerable());
        Assert.Equal(["jane@gmail.com"], rules.Spellings("jane@gmail.com").AsEnumerable());
        Assert.Equal(rules.Canonical("jane@me.com"), rules.Canonical("JANE@icloud.com"));
        Assert.NotEqual(rules.Canonical("jane@aol.com"), rules.Canonical("jane@icloud.com"));
    }

    [Theory]
    [Trait("Clause", "ER-6")]
    [InlineData("email")]
    [InlineData("shipping-address")]
    [InlineData("billing-address")]
    [InlineData("order")]
    public void One_fact_locates(string fact) => Assert.True(EmailRetail.Playbook.Identity!.IsLocatedBy([fact]));

    [Fact]
    [Trait("Clause", "ER-6")]
    public void The_last_four_digits_alone_locate_nobody() => Assert.False(EmailRetail.Playbook.Identity!.IsLocatedBy(["last-four"]));

    [Fact]
    [Trait("Clause", "ER-6")]
    public void Without_an_account_the_agent_closes_with_nocsat_and_the_customers_answer_reopens()
    {
        var mail = EmailRetail.Asked("02 08:00", Refund);
        mail.Hear(new Signal.AccountLookedUp(null, null, []));
        Assert.True(mail.Ticket.IsOpen);
        Assert.Empty(mail.Effects.OfType<Effect.SendToClient>()); // the macro is TBD

        mail.Hear(new Signal.NoAccountRequested("olive"));
        Assert.False(mail.Ticket.IsOpen);
        Assert.Contains("nocsat", mail.Ticket.Tags);
        Assert.Empty(mail.Effects.OfType<Effect.SendToClient>());

        mail.Customer("My order number is 1001.");
        Assert.True(mail.Ticket.IsOpen);
        Assert.Equal(2, mail.Effects.OfType<Effect.LookUpAccount>().Count());

        mail.Hear(new Signal.AccountLookedUp(null, "customer-7", ["order"]));
        Assert.Equal("customer-7", mail.Ticket.Identity!.Account);
    }

    [Fact]
    [Trait("Clause", "ER-6")]
    public void With_the_owners_text_the_reply_the_tag_and_the_close_follow_by_themselves_and_once()
    {
        var rules = EmailRetail.Playbook.Identity!;
        var mail = new TripSupport("2026-03-02 08:00 -05:00", "email", EmailRetail.Playbook with { Identity = rules with { NotFound = rules.NotFound! with { Template = "still-there" } } });
        mail.Customer(Refund);
        mail.Hear(new Signal.AccountLookedUp(null, null, []));
        Assert.Equal(("still-there", "ER-6"), (mail.Effects.OfType<Effect.SendToClient>().Single().Template, mail.Effects.OfType<Effect.SendToClient>().Single().Clause));
        Assert.False(mail.Ticket.IsOpen);
        Assert.Contains("nocsat", mail.Ticket.Tags);

        mail.Customer("It is me, Jane!");
        mail.Hear(new Signal.AccountLookedUp(null, null, []));
        Assert.True(mail.Ticket.IsOpen); // an agent reads the answer
        Assert.Single(mail.Effects.OfType<Effect.SendToClient>());
    }

    [Fact]
    [Trait("Clause", "ER-6")]
    public void An_adverse_event_is_never_closed_for_want_of_an_account()
    {
        var rules = EmailRetail.Playbook.Identity!;
        var mail = new TripSupport("2026-03-02 08:00 -05:00", "email", EmailRetail.Playbook with { Identity = rules with { NotFound = rules.NotFound! with { Template = "still-there" } } });
        mail.Customer("My dog has been vomiting since yesterday.");
        mail.Hear(new Signal.AccountLookedUp(null, null, []));

        Assert.True(mail.Ticket.IsOpen);
        Assert.Empty(mail.Effects.OfType<Effect.SendToClient>());
    }

    [Theory]
    [Trait("Clause", "ER-7")]
    [InlineData(true, "email", "shipping-address", "billing-address")]
    [InlineData(true, "email", "order", "last-four")]
    [InlineData(true, "screenshot")]
    [InlineData(false, "email")]
    [InlineData(false, "email", "order")]
    [InlineData(false, "email", "shipping-address", "order")]
    [InlineData(false, "shipping-address", "billing-address", "order", "last-four")]
    public void Three_facts_or_the_screenshot_verify(bool verified, params string[] facts)
    {
        Assert.Equal(verified, EmailRetail.Playbook.Identity!.IsVerifiedBy(facts, mailboxLost: false));

        var mail = EmailRetail.Asked("02 08:00", "Where is my money?");
        mail.Finds("context-read", "read");
        mail.Finds("primary-issue", "refund");
        mail.Hear(new Signal.CheckAnswered("olive", "lifetime-value", System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("", "80 USD")));
        mail.Matches(facts);
        mail.Uses("refund-issued");
        Assert.Equal(verified, mail.Effects.OfType<Effect.SendToClient>().Any());
    }

    [Theory]
    [Trait("Clause", "ER-7")]
    [InlineData(false, "email", "shipping-address", "billing-address")]
    [InlineData(false, "email", "order", "last-four")]
    [InlineData(true, "email", "last-four", "shipping-address", "billing-address")]
    public void Who_has_lost_the_mailbox_needs_the_last_four_digits_and_both_addresses(bool verified, params string[] facts) =>
        Assert.Equal(verified, EmailRetail.Playbook.Identity!.IsVerifiedBy(facts, mailboxLost: true));

    [Fact]
    [Trait("Clause", "ER-7")]
    public void What_is_missing_is_said()
    {
        var mail = EmailRetail.Asked("02 08:00", "How is it going?");
        mail.Finds("context-read", "read");
        mail.Finds("primary-issue", "order status");
        mail.Matches("email", "order");
        mail.Uses("order-status");

        Assert.Equal("ER-7", mail.Refused!.Clause);
        Assert.StartsWith("This discloses what is in the account, and the client is not verified. Missing: the shipping address and the billing address; or the last four digits of the card on file; or a screenshot", mail.Refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "ER-7")]
    public void A_refund_is_not_carried_out_for_somebody_unverified()
    {
        var mail = EmailRetail.Asked("02 08:00", Refund);
        var task = mail.Ticket.Tasks.Single(task => task.Request == "refund");
        mail.Hear(new Signal.TaskFinished("olive", task.Id, null));
        Assert.Equal("ER-7", mail.Refused!.Clause);

        mail.Matches("email", "order", "last-four");
        mail.Hear(new Signal.TaskFinished("olive", task.Id, null));
        Assert.Null(mail.Refused);
    }

    [Fact]
    [Trait("Clause", "ER-7")]
    public void Which_facts_matched_when_and_by_whom_is_all_that_is_kept_and_another_account_starts_anew()
    {
        var mail = EmailRetail.Asked("02 08:00", "Hello");
        mail.Matches("email", "order", "last-four");
        Assert.Equal(["email", "order", "last-four"], mail.Ticket.Identity!.Facts.Select(fact => fact.Fact));
        Assert.All(mail.Ticket.Identity.Facts, fact => Assert.Equal("olive", fact.By));

        mail.Hear(new Signal.AccountLookedUp("olive", "customer-8", ["email"]));
        Assert.Equal("customer-8", mail.Ticket.Identity!.Account);
        Assert.Equal(["email"], mail.Ticket.Identity.Facts.Select(fact => fact.Fact));
    }
}
