using System.Net;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>Emergencies through the whole app (TS-E1 to E4): HubSpot's type, the question's buttons, what must be recorded, the linked SOP.</summary>
public sealed class EmergencySpecs
{
    private const string Emergency = "My husband is unconscious and not breathing, please help";

    [Fact]
    [Trait("Clause", "TS-E1")]
    public async Task An_emergency_is_an_Emergency_Medical_ticket_in_HubSpot_until_an_agent_steps_it_down()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Emergency);
        await world.Advance("PT5S");
        var ticket = (await world.Get("sandbox/hubspot/_state"))["tickets"]![0]!["properties"]!;
        Assert.Equal("Emergency – Medical", ticket["intake_type"]!.GetValue<string>());
        Assert.StartsWith("Smith - ", ticket["subject"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["10:00 slack chat.postMessage C0SUPPORT1", "10:00 slack chat.postMessage U0BEN0002", "10:00 slack chat.postMessage U0DORA0004", "10:00 sms sms.send +14145550102", "10:00 sms sms.send +14145550104"],
            (await world.Sent("slack", "sms")).Order(StringComparer.Ordinal));

        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.BadRequest, (await world.Post($"api/tickets/{id}/urgency", new { agent = "ben", urgency = "urgent", reason = "" })).StatusCode);
        await World.Ok(await world.Post($"api/tickets/{id}/urgency", new { agent = "ben", urgency = "urgent", reason = "He had fainted and is well again" }));
        await world.Advance("PT5S");
        Assert.Equal("", (await world.Get("sandbox/hubspot/_state"))["tickets"]![0]!["properties"]!["intake_type"]?.GetValue<string>() ?? "");
    }

    [Fact]
    [Trait("Clause", "TS-E1")]
    public async Task An_injury_asks_with_buttons_until_somebody_presses_one_and_yes_is_an_emergency()
    {
        await using var world = await World.Start();
        await world.WhatsApp("I twisted my ankle and it is swollen");
        await world.Advance("PT4M");
        Assert.Equal(["10:00 slack chat.postMessage C0SUPPORT1", "10:03 slack chat.postMessage C0SUPPORT1"], await world.Sent("slack", "sms"));
        var buttons = (await world.Outbox()).Last(entry => entry!["service"]!.GetValue<string>() == "slack")!["request"]!["blocks"]!.AsArray().Last()!["elements"]!.AsArray();
        Assert.Equal(["Yes", "No"], buttons.Select(button => button!["text"]!["text"]!.GetValue<string>()));

        await world.Press("emergency-yes", buttons[0]!["value"]!.GetValue<string>());
        var ticket = await world.TheTicket();
        Assert.Equal("emergency", ticket["ticket"]!["urgency"]!.GetValue<string>());
        Assert.Equal("life-threatening or rescue", Event(ticket, "urgency-set")["reason"]!.GetValue<string>());
        Assert.Contains("10:04 sms sms.send +14145550104", await world.Sent("sms"));
        Assert.Equal(2, (await world.Sent("slack")).Count(line => line.Contains("chat.update", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Clause", "TS-E1")]
    public async Task A_no_is_recorded_and_nobody_is_asked_again()
    {
        await using var world = await World.Start();
        await world.WhatsApp("I twisted my ankle and it is swollen");
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        await World.Ok(await world.Post($"api/tickets/{id}/emergency-question", new { agent = "ben", lifeThreatening = false }));
        await world.Advance("PT7M");

        Assert.Single(await world.Sent("slack"), line => line.Contains("chat.postMessage", StringComparison.Ordinal));
        Assert.False(Event(await world.TheTicket(), "question-answered")["yes"]!.GetValue<bool>());
    }

    [Fact] // The agent is asked, never the client; the linked SOP is confirmed before the close.
    [Trait("Clause", "TS-E2")]
    [Trait("Clause", "TS-E4")]
    public async Task Situation_location_and_the_linked_SOP_are_recorded_before_it_closes()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Emergency);
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        Assert.Contains("Emergency Contact Handling SOP (the link has not been supplied)", await Said(world), StringComparison.Ordinal);
        await world.Post($"api/alerts/{(await world.Tickets())[0]["alerts"]![0]!["id"]!.GetValue<string>()}/ack", new { by = "ben" });
        await world.Press("emergency-text", $"{id}/");
        await world.Advance("PT3M");
        Assert.Contains("situation and location", await Said(world), StringComparison.Ordinal);
        Assert.Equal(["10:00 whatsapp messages.send 15550199"], (await world.Sent("whatsapp")).Select(line => line.Replace("+", "", StringComparison.Ordinal)));

        await Refused(world, id, "TS-E2");
        await World.Ok(await world.Post($"api/tickets/{id}/emergency", new { agent = "ben", situation = "Collapsed, breathing again", location = "Hut above Grindelwald" }));
        await Refused(world, id, "TS-E4");
        await World.Ok(await world.Post($"api/tickets/{id}/emergency", new { agent = "ben", confirmSop = true }));
        await World.Ok(await world.Post($"api/tickets/{id}/close", new { agent = "ben", note = "Rescued" }));
    }

    [Fact] // "Provide logistical support after responders take over."
    [Trait("Clause", "TS-E3")]
    public async Task After_responders_take_over_the_logistics_stay_on_the_ticket_until_done()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Emergency);
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "Help is on its way." }));
        await World.Ok(await world.Post($"api/tickets/{id}/emergency", new { agent = "ben", situation = "Collapsed", location = "Hut above Grindelwald", respondersTookOver = true, confirmSop = true }));
        await world.Advance("PT1M");
        Assert.Equal(HttpStatusCode.Conflict, (await world.Post($"api/tickets/{id}/close", new { agent = "ben", note = "Rescued" })).StatusCode);

        var tasks = (await world.TheTicket())["events"]!.AsArray().Where(e => e!["type"]!.GetValue<string>() == "task-added").Select(e => e!["task"]!).ToList();
        Assert.Equal(["Contact the client's companions", "Arrange transport and lodging", "Adjust the bookings that follow"], tasks.Select(task => task["text"]!.GetValue<string>()));
        foreach (var task in tasks)
        {
            await World.Ok(await world.Post($"api/tickets/{id}/tasks/{task["id"]!.GetValue<string>()}/done", new { agent = "ben" }));
        }

        await World.Ok(await world.Post($"api/tickets/{id}/close", new { agent = "ben", note = "Rescued" }));
    }

    private static async Task Refused(World world, string id, string clause)
    {
        var response = await world.Post($"api/tickets/{id}/close", new { agent = "ben", note = "Rescued" });
        Assert.Equal((HttpStatusCode.Conflict, clause), (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["clause"]!.GetValue<string>()));
    }

    private static JsonNode Event(JsonNode ticket, string type) => ticket["events"]!.AsArray().Last(e => e!["type"]!.GetValue<string>() == type)!;

    private static async Task<string> Said(World world) =>
        string.Join('\n', (await world.Outbox()).Where(entry => entry!["service"]!.GetValue<string>() == "slack").Select(entry => entry!["request"]!["text"]!.GetValue<string>()));
}
