using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>An inquiry through real HTTP under client-care: Monday 2 March 2026, 10:00 in New York.</summary>
public sealed class ClientCareSpecs
{
    [Fact]
    [Trait("Clause", "CC-2")]
    [Trait("Clause", "CC-3")]
    public async Task Whoever_names_their_number_goes_on_with_their_request_and_a_stranger_is_only_linked_to_it()
    {
        await using var world = await World.Start(playbook: "client-care");
        await Mail(world, "jane@client.example", "Export", "The app crashes when I export.", "m1");
        await Mail(world, "jane@client.example", "Once more", "About CC-1001: it is version 4.2.", "m2");
        await Mail(world, "kim@other.example", "Same here", "We have the same as CC-1001.", "m3");

        var (jane, kim) = (await Of(world, "jane"), await Of(world, "kim"));
        Assert.Equal(2, (await world.Tickets()).Count);
        Assert.Equal(("CC-1001", "technical", "medium", null), (Text(jane, "reference"), Text(jane, "category"), Text(jane, "priority"), Text(jane, "follows")));
        Assert.Equal(("CC-1002", "follow-up", "medium", Text(jane, "id")), (Text(kim, "reference"), Text(kim, "category"), Text(kim, "priority"), Text(kim, "follows")));
    }

    [Fact]
    [Trait("Clause", "CC-2")]
    [Trait("Clause", "CC-5")]
    public async Task A_mail_delivered_twice_has_one_number_and_one_confirmation()
    {
        await using var world = await World.Start(playbook: "client-care");
        await Mail(world, "jane@client.example", "Export", "The app crashes when I export.", "m1");
        await Mail(world, "jane@client.example", "Export", "The app crashes when I export.", "m1");
        await Mail(world, "kim@client.example", "Hours", "What are your opening hours?", "m2");
        Assert.Equal(["CC-1001", "CC-1002"], (await world.Tickets()).Select(ticket => Text(ticket!.AsObject(), "reference")).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await world.Outbox()).Count(entry => entry!["service"]!.GetValue<string>() == "email"));
    }

    [Fact]
    [Trait("Clause", "CC-7")]
    [Trait("Clause", "CC-8")]
    public async Task Escalated_told_resolved_and_asked_each_refused_when_it_is_not_due()
    {
        await using var world = await World.Start(playbook: "client-care");
        await Mail(world, "jane@client.example", "Export", "The app crashes when I export.", "m1");
        var id = Text(await Of(world, "jane"), "id")!;

        await Refused(world, id, "escalation/told", new { agent = "victor", estimate = "tomorrow 3 pm" }, "CC-7", "It has not been escalated.");
        await World.Ok(await world.Post($"api/tickets/{id}/escalation", new { agent = "victor", reason = "The vendor has to fix it." }));
        await Refused(world, id, "escalation", new { agent = "victor", reason = "Again." }, "CC-7", "It was escalated already: The vendor has to fix it.");
        await World.Ok(await world.Post($"api/tickets/{id}/escalation/told", new { agent = "victor", estimate = "tomorrow 3 pm" }));
        Assert.Equal("tomorrow 3 pm", (await Of(world, "jane"))["escalation"]!["estimate"]!.GetValue<string>());

        await Refused(world, id, "close", new { agent = "victor", note = "Fixed." }, "CC-8", "The client has not been told how it was resolved.");
        await World.Ok(await world.Post($"api/tickets/{id}/resolution", new { agent = "victor", resolution = "Version 4.3 is out." }));
        Assert.False((await Of(world, "jane"))["open"]!.GetValue<bool>());
        await Refused(world, id, "resolution", new { agent = "victor", resolution = "Once more." }, "CC-8", "The ticket is closed.");

        // The clock of a closed ticket rings 48 hours later.
        await world.Advance("P2D");
        var last = (await world.Outbox()).Last(entry => entry!["service"]!.GetValue<string>() == "email")!["request"]!;
        Assert.Contains("Are you satisfied with how it was handled?", last["TextBody"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "CC-3")]
    [Trait("Clause", "CC-4")]
    public async Task An_agent_sorts_with_words_the_playbook_knows()
    {
        await using var world = await World.Start(playbook: "client-care");
        await Mail(world, "jane@client.example", "Hello", "It looks strange.", "m1");
        var id = Text(await Of(world, "jane"), "id")!;
        await Refused(world, id, "category", new { agent = "victor", category = "hardware" }, "CC-3", "“hardware” is not a category.");
        await Refused(world, id, "category", new { agent = "victor", category = "follow-up", earlier = "CC-7" }, "CC-3", "There is no request “CC-7”.");
        await World.Ok(await world.Post($"api/tickets/{id}/category", new { agent = "victor", priority = "low", reason = "plain information" }));
        Assert.Equal("low", Text(await Of(world, "jane"), "priority"));
        Assert.Equal(HttpStatusCode.BadRequest, (await world.Http.PostAsJsonAsync($"api/tickets/{id}/category", new { agent = "nobody", category = "billing" })).StatusCode);
    }

    [Fact]
    [Trait("Clause", "CC-2")]
    [Trait("Clause", "CC-5")]
    [Trait("Clause", "CC-8")]
    public async Task A_live_chat_is_confirmed_and_answered_in_the_chat_and_resolved_by_e_mail()
    {
        await using var world = await World.Start(playbook: "client-care");
        await Chat(world, "The app crashes when I export.");
        var ticket = Assert.Single(await world.Tickets())!.AsObject();
        Assert.Equal(("chat", "CC-1001", "medium"), (Text(ticket, "channel"), Text(ticket, "reference"), Text(ticket, "priority")));
        await World.Ok(await world.Post($"api/tickets/{Text(ticket, "id")}/reply", new { agent = "victor", text = "Which version do you use?" }));
        await world.Settle();
        await World.Ok(await world.Post($"api/tickets/{Text(ticket, "id")}/resolution", new { agent = "victor", resolution = "Version 4.3 is out." }));
        await world.Settle();

        var chat = (await world.Outbox()).Where(entry => entry!["operation"]!.GetValue<string>() == "messages.send").Select(entry => entry!["request"]!["text"]!.GetValue<string>()).ToList();
        Assert.Equal(2, chat.Count);
        Assert.StartsWith("Thank you for contacting us, Jane Chat.", chat[0], StringComparison.Ordinal);
        Assert.Equal("Which version do you use?", chat[1]);
        var mail = Assert.Single(await world.Outbox(), entry => entry!["service"]!.GetValue<string>() == "email")!["request"]!;
        Assert.Equal("jane@chat.example", mail["To"]!.GetValue<string>());
        Assert.Contains("Version 4.3 is out.", mail["TextBody"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static async Task Chat(World world, string text)
    {
        await World.Ok(await world.Post("sandbox/play/hubspot-event", new { subscriptionType = "conversation.newMessage", channelId = "1000", from = "jane@chat.example", name = "Jane Chat", text }));
        await world.Advance("PT5S");
    }

    private static async Task Mail(World world, string from, string subject, string text, string id)
    {
        await World.Ok(await world.Post("sandbox/play/email", new { from, name = from[..from.IndexOf('@', StringComparison.Ordinal)], subject, text, messageId = $"<{id}@client.example>" }));
        await world.Settle();
    }

    private static async Task Refused(World world, string id, string action, object body, string clause, string why)
    {
        var response = await world.Http.PostAsJsonAsync($"api/tickets/{id}/{action}", body);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.Conflict, clause), (response.StatusCode, problem["clause"]?.GetValue<string>()));
        Assert.StartsWith(why, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(problem["remedy"]!.GetValue<string>());
    }

    private static async Task<JsonObject> Of(World world, string name) => (await world.TicketOf(name))["ticket"]!.AsObject();

    private static string? Text(JsonObject from, string field) => from[field]?.GetValue<string>();
}
