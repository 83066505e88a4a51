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
}
