using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>One ticket, one holder, through real HTTP and at the same moment.</summary>
public sealed class BatonSpecs
{
    [Fact]
    [Trait("Clause", "XD-4")]
    public async Task Of_many_who_take_it_at_once_one_has_it_and_the_others_are_told_who()
    {
        await using var world = await World.Start(playbook: "cross-department");
        var id = await Asked(world);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => world.Http.PostAsJsonAsync($"api/tickets/{id}/owner", new { agent = n % 2 == 0 ? "cora" : "colin", owner = n % 2 == 0 ? "cora" : "colin" })));
        await world.Settle();

        var ticket = (await world.Ticket(id))["ticket"]!;
        var holder = ticket["baton"]!["person"]!.GetValue<string>();
        Assert.Equal(holder, ticket["owner"]!.GetValue<string>());
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.Conflict).ToList();
        Assert.Equal(6, refused.Count);
        Assert.All(answers.Except(refused), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal($"{(holder == "cora" ? "Cora Castle" : "Colin Cooper")} has had this ticket since 10:00.", JsonNode.Parse(await refused[0].Content.ReadAsStringAsync())!["detail"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Clause", "XD-6")]
    public async Task The_handoff_is_held_while_the_mail_provider_does_not_take_the_heads_up()
    {
        await using var world = await World.Start(playbook: "cross-department");
        var id = await Asked(world);
        await world.Post($"api/tickets/{id}/owner", new { agent = "cora", owner = "cora" });
        await world.Post($"api/tickets/{id}/opened", new { agent = "cora" });
        await world.Fault(new { service = "email", mode = "fail", status = 503, count = 2 });
        await World.Ok(await world.Post($"api/tickets/{id}/pass", new { agent = "cora", to = "web-design", synopsis = "The customer moved.", breakdown = "Put the new address into the footer." }));

        var held = (await world.Ticket(id))["ticket"]!["baton"]!;
        Assert.Equal(("cora", "web-design"), (held["person"]!.GetValue<string>(), held["onItsWayTo"]!.GetValue<string>()));

        await world.Advance("PT10M");
        var baton = (await world.Ticket(id))["ticket"]!["baton"]!;
        Assert.Equal("web-design", baton["department"]!.GetValue<string>());
        Assert.Null(baton["person"]);
        Assert.Single(await world.Sent("email"), line => line.Contains("office@aircomfort.example", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "XD-1")]
    public async Task A_body_without_title_or_for_a_stranger_says_what_was_expected()
    {
        await using var world = await World.Start(playbook: "cross-department");

        Assert.Equal(HttpStatusCode.BadRequest, (await world.Post("api/internal-tickets", new { agent = "cora", cid = "4711" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await world.Post("api/internal-tickets", new { agent = "nobody", title = "Logo", cid = "4711", details = "The logo is the old one." })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await world.Post("api/internal-tickets", new { agent = "cora", title = "Logo", cid = "4711", details = "The logo is the old one." })).StatusCode);
        Assert.Equal("4711", Assert.Single(await world.Tickets())["customerId"]!.GetValue<string>());
    }

    private static async Task<string> Asked(World world)
    {
        await World.Ok(await world.Post("sandbox/play/email", new { from = "office@aircomfort.example", name = "Air Comfort", subject = "Our website", text = "Please put our new address on the contact page.", messageId = "<1@client.example>" }));
        await world.Advance("PT5S");
        return Assert.Single(await world.Tickets())["id"]!.GetValue<string>();
    }
}
