using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>Automatic tickets (TS-T1), and nothing a client says is lost (TS-T6): each ends on a ticket with urgency and stage, or on a reason why not.</summary>
public sealed class AutomaticTicketSpecs
{
    [Fact]
    [Trait("Clause", "TS-T1")]
    [Trait("Clause", "TS-T6")]
    public async Task An_email_a_WhatsApp_message_and_a_call_are_tickets_by_themselves_with_urgency_stage_and_source()
    {
        await using var world = await World.Start();
        await world.WhatsApp("Could you send me the photos?");
        await World.Ok(await world.Post("sandbox/play/email", new { from = "joe@client.example", name = "Joe Jones", subject = "Boots", text = "Which boots should I pack?" }));
        await World.Ok(await world.Post("sandbox/play/call", new { kind = "missed", from = "+15550177" }));
        await world.Advance("PT1M");

        var tickets = (await world.Tickets()).OrderBy(ticket => ticket["channel"]!.GetValue<string>(), StringComparer.Ordinal).ToList();
        Assert.Equal(["email non-urgent new", "phone urgent new", "whatsapp non-urgent new"], tickets.Select(ticket => $"{ticket["channel"]} {ticket["urgency"]} {ticket["stage"]}"));
        Assert.All(tickets, ticket => Assert.NotEqual("", ticket["source"]!.GetValue<string>()));
        Assert.Equal(3, (await world.Get("sandbox/hubspot/_state"))["tickets"]!.AsArray().Count);
    }

    [Fact] // Nobody is told to text the number we page from; who does all the same is not lost.
    [Trait("Clause", "TS-T6")]
    public async Task A_clients_SMS_goes_on_their_ticket_and_a_strangers_is_dismissed_with_the_reason()
    {
        await using var world = await World.Start();
        await World.Ok(await world.Post("sandbox/play/call", new { kind = "missed", from = "+15550177" }));
        await world.Advance("PT1M");
        await world.Sms("15550177", "I am at the trailhead, please call again");
        await world.Sms("15550999", "You have won a prize");
        await world.Sms("14145550102", "which code?");
        await world.Advance("PT2M");

        var ticket = await world.TheTicket();
        Assert.Equal("I am at the trailhead, please call again", ticket["events"]!.AsArray().Single(e => e!["type"]!.GetValue<string>() == "message-received")!["message"]!["text"]!.GetValue<string>());
        var count = (await world.Get("api/reports/inbound?date=2026-03-02")).ToJsonString();
        Assert.Contains("\"inbound\":4", count, StringComparison.Ordinal);
        Assert.Contains("\"dismissed\":2", count, StringComparison.Ordinal);
    }
}
