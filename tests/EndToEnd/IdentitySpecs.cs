using System.Net;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>Who a customer is, asked of the shop's accounts; and conversations of one customer merged, through real HTTP.</summary>
public sealed class IdentitySpecs
{
    private static readonly object Jane = new
    {
        id = "customer-7",
        email = "jane@me.com",
        shipping_address = new { address1 = "12 Oak Street", zip = "53202" },
        billing_address = new { address1 = "9 Elm Avenue", zip = "60601" },
        orders = new[] { "#1001" },
        card_last_four = new[] { "4242" },
    };

    [Fact]
    [Trait("Clause", "ER-5")]
    [Trait("Clause", "ER-7")]
    public async Task The_account_is_found_under_the_other_name_of_the_mailbox_and_only_the_names_of_facts_are_kept()
    {
        await using var world = await Shop(Jane);
        await world.Email("Cancel", "Please cancel order 1001.", "jane@icloud.com");
        var identity = (await world.TicketOf("Smith"))["ticket"]!["identity"]!;
        Assert.Equal(("customer-7", false), (identity["account"]!.GetValue<string>(), identity["verified"]!.GetValue<bool>()));
        Assert.Equal(["email", "order"], identity["matched"]!.AsArray().Select(fact => fact!["fact"]!.GetValue<string>()));

        var compared = await world.Do("Smith", "identity", new { agent = "olive", shippingAddress = "12 Oak St., Milwaukee, WI 53202", billingAddress = "9 Elm Ave, Chicago 60699", lastFour = "4242" });
        Assert.True(compared["identity"]!["verified"]!.GetValue<bool>());
        Assert.Equal(["email", "last-four", "order", "shipping-address"], Matched(compared).Order(StringComparer.Ordinal));

        var everything = (await world.TicketOf("Smith")).ToJsonString() + (await world.Outbox()).ToJsonString();
        Assert.DoesNotContain("4242", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Oak St", everything, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "ER-5")]
    public async Task While_the_accounts_cannot_be_reached_the_look_up_waits_and_the_agent_is_told()
    {
        await using var world = await Shop(Jane);
        await world.Fault(new { service = "accounts", mode = "fail", status = 503, count = 2 });
        await world.Email("Order", "Where is it?", "jane@me.com");
        Assert.Null((await world.TicketOf("Smith"))["ticket"]!["identity"]!["account"]);

        var response = await world.Post($"api/tickets/{await world.IdOf("Smith")}/identity", new { agent = "olive", order = "1001" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);

        await world.Advance("PT2M");
        Assert.Equal("customer-7", (await world.TicketOf("Smith"))["ticket"]!["identity"]!["account"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Clause", "ER-6")]
    public async Task Without_an_account_it_is_closed_with_nocsat_and_one_fact_in_the_answer_locates()
    {
        await using var world = await Shop(Jane);
        await world.Email("Order", "Where is it?", "jane@elsewhere.example");
        var closed = await world.Do("Smith", "no-account", new { agent = "olive" });
        Assert.Equal(("closed", "nocsat"), (closed["stage"]!.GetValue<string>(), closed["tags"]![0]!.GetValue<string>()));
        Assert.Empty(await world.Sent("email"));

        var ticket = await world.IdOf("Smith");
        await Answers(world, ticket, "My order number is 1001.", "jane@elsewhere.example");
        var open = (await world.Ticket(ticket))["ticket"]!;
        Assert.True(open["open"]!.GetValue<bool>());
        Assert.Equal("customer-7", open["identity"]!["account"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Clause", "ER-7")]
    public async Task A_card_number_a_customer_writes_is_nowhere_to_be_found()
    {
        await using var world = await Shop(Jane);
        await world.Email("Card 4111111111111111", "Charge my card 4111 1111 1111 1111 please.", "jane@me.com");

        var everything = (await world.TicketOf("Smith")).ToJsonString() + (await world.Outbox()).ToJsonString();
        Assert.DoesNotMatch("4111.?1111", everything);
        Assert.Contains(" 1111 please.", everything, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "ER-8")]
    public async Task Similar_conversations_are_listed_merged_and_for_a_day_two_again()
    {
        await using var world = await Shop(Jane);
        var (one, other) = await Two(world);
        Assert.Equal(other, Assert.Single((await world.Get($"api/tickets/{one}/similar"))["similar"]!.AsArray())!["id"]!.GetValue<string>());

        await World.Ok(await world.Post($"api/tickets/{one}/merge", new { agent = "olive", into = other }));
        await world.Settle();
        Assert.Equal(other, (await world.Ticket(one))["ticket"]!["mergedInto"]!.GetValue<string>());
        Assert.Equal(one, (await world.Ticket(other))["ticket"]!["merged"]![0]!.GetValue<string>());

        await Answers(world, one, "Any news of it?", "jane@me.com");
        Assert.Contains("Any news of it?", (await world.Ticket(other)).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Any news of it?", (await world.Ticket(one)).ToJsonString(), StringComparison.Ordinal);

        await World.Ok(await world.Post($"api/tickets/{one}/unmerge", new { agent = "olive" }));
        await world.Settle();
        Assert.True((await world.Ticket(one))["ticket"]!["open"]!.GetValue<bool>());
        Assert.Empty((await world.Ticket(other))["ticket"]!["merged"]!.AsArray());

        await Answers(world, one, "Still there?", "jane@me.com");
        Assert.Contains("Still there?", (await world.Ticket(one)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "ER-8")]
    public async Task Of_two_merges_of_the_same_two_at_once_one_wins()
    {
        await using var world = await Shop(Jane);
        var (one, other) = await Two(world);
        var answers = await Task.WhenAll(
            world.Http.PostAsync($"api/tickets/{one}/merge", Json(new { agent = "olive", into = other })),
            world.Http.PostAsync($"api/tickets/{other}/merge", Json(new { agent = "omar", into = one })));
        await world.Settle();

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        Assert.Single(await Task.WhenAll(world.Ticket(one), world.Ticket(other)), ticket => ticket["ticket"]!["open"]!.GetValue<bool>());
    }

    private static async Task<World> Shop(object customer)
    {
        var world = await World.Start(playbook: "email-retail");
        await World.Ok(await world.Post("sandbox/accounts/_customers", customer));
        return world;
    }

    private static async Task<(string One, string Other)> Two(World world)
    {
        await world.Email("Refund", "I want a refund.", "jane@me.com");
        var one = await world.IdOf("Smith");
        await world.Email("Order", "Where is my parcel?", "jane@icloud.com");
        return (one, (await world.Tickets()).Select(ticket => ticket["id"]!.GetValue<string>()).Single(id => id != one));
    }

    /// <summary>The customer answers on the ticket's own thread: in reply to what they wrote first.</summary>
    private static async Task Answers(World world, string ticket, string text, string from)
    {
        var first = (await world.Ticket(ticket))["events"]!.AsArray().First(e => e!["type"]!.GetValue<string>() == "message-received")!["message"]!["id"]!.GetValue<string>();
        await World.Ok(await world.Post("sandbox/play/email", new { from, name = "Jane Smith", subject = "Re: it", text, inReplyTo = first }));
        await world.Advance("PT10S");
    }

    private static IEnumerable<string> Matched(JsonNode ticket) => ticket["identity"]!["matched"]!.AsArray().Select(fact => fact!["fact"]!.GetValue<string>());

    private static StringContent Json(object body) => new(System.Text.Json.JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
}
