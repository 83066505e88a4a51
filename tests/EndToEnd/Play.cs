using System.Globalization;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>What clients and agents do, in one line each.</summary>
internal static class Play
{
    public static async Task Call(this World world, string kind, string? from = "+15550177")
    {
        await World.Ok(await world.Post("sandbox/play/call", from is null ? new { kind } : (object)new { kind, from }));
        await world.Advance("PT10S");
    }

    public static async Task Email(this World world, string subject, string text, string from = "jane@client.example", string name = "Jane Smith")
    {
        await World.Ok(await world.Post("sandbox/play/email", new { from, name, subject, text }));
        await world.Advance("PT10S");
    }

    public static async Task Lux(this World world, string text)
    {
        await World.Ok(await world.Post("sandbox/play/whatsapp", new { from = "15550188", name = "Lou Lux", text, groupId = "lux-smith" }));
        await world.Advance("PT10S");
    }

    /// <summary>Does something on the ticket of a client (by a part of its title), and returns it.</summary>
    public static async Task<JsonNode> Do(this World world, string client, string action, object body)
    {
        var response = await world.Post($"api/tickets/{await world.IdOf(client)}/{action}", body);
        await World.Ok(response);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>The same, refused: why, what to do instead, and the clause.</summary>
    public static async Task<JsonNode> Refused(this World world, string client, string action, object body)
    {
        var response = await world.Post($"api/tickets/{await world.IdOf(client)}/{action}", body);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public static Task Reply(this World world, string client, string text, string agent = "ben") => world.Do(client, "reply", new { agent, text });

    /// <summary>An agent answers in HubSpot, on a thread that belongs to the client's ticket.</summary>
    public static async Task TypedInHubSpot(this World world, string client, string text)
    {
        var ticket = (await world.TicketOf(client))["ticket"]!["hubSpotId"]!.GetValue<string>();
        await World.Ok(await world.Post("sandbox/hubspot/_seed/threads", new { id = $"77{ticket}", originalChannelId = "1007", threadAssociations = new { associatedTicketId = ticket } }));
        await World.Ok(await world.Post("sandbox/play/hubspot-event", new { subscriptionType = "conversation.newMessage", threadId = $"77{ticket}", text, direction = "OUTGOING" }));
        await world.Advance("PT10S");
    }

    /// <summary>An agent changes one property of the client's ticket in HubSpot.</summary>
    public static async Task ChangedInHubSpot(this World world, string client, string property, string value)
    {
        var ticket = (await world.TicketOf(client))["ticket"]!["hubSpotId"]!.GetValue<string>();
        await World.Ok(await world.Post("sandbox/play/hubspot-event", new { subscriptionType = "ticket.propertyChange", objectId = long.Parse(ticket, CultureInfo.InvariantCulture), propertyName = property, propertyValue = value, changeSource = "CRM_UI" }));
        await world.Advance("PT10S");
    }

    public static async Task<string> IdOf(this World world, string client) =>
        (await world.Tickets()).Single(ticket => ticket["title"]!.GetValue<string>().Contains(client, StringComparison.Ordinal))["id"]!.GetValue<string>();

    public static async Task<JsonObject> TicketOf(this World world, string client) => await world.Ticket(await world.IdOf(client));

    public static async Task<List<string>> EventsOf(this World world, string client) =>
        [.. (await world.TicketOf(client))["events"]!.AsArray().Select(e => $"{e!["type"]} {e["clause"]}")];

    /// <summary>What people were told outside, "10:05 sms +1414…", in order of time; HubSpot and updates of posts left out.</summary>
    public static async Task<List<string>> Told(this World world, string from = "00:00") =>
    [
        .. (await world.Sent("slack", "sms", "whatsapp", "email"))
            .Where(line => !line.Contains("chat.update", StringComparison.Ordinal) && string.CompareOrdinal(line, from) >= 0)
            .Select(line => line.Replace("slack chat.postMessage", "slack", StringComparison.Ordinal).Replace("sms sms.send", "sms", StringComparison.Ordinal)
                .Replace("whatsapp messages.send", "whatsapp", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The texts of what was sent by a service, oldest first.</summary>
    public static async Task<List<string>> Texts(this World world, string service) =>
        [.. (await world.Outbox()).Where(entry => entry!["service"]!.GetValue<string>() == service && entry["accepted"]!.GetValue<bool>()).Select(entry => Text(entry!))];

    /// <summary>The whole text of something sent; an approved template says its name.</summary>
    private static string Text(JsonNode entry)
    {
        var request = entry["request"]!;
        return (request["TextBody"] ?? (request["text"] is JsonObject text ? text["body"] : request["text"]) ?? entry["summary"])!.GetValue<string>();
    }

    /// <summary>The value of a button, from the newest post that carries it.</summary>
    public static async Task<string> Button(this World world, string action) => (await world.Outbox())
        .Where(entry => entry!["operation"]!.GetValue<string>() is "chat.postMessage" or "chat.update")
        .SelectMany(entry => entry!["request"]!["blocks"]!.AsArray().Where(block => block!["type"]!.GetValue<string>() == "actions").SelectMany(block => block!["elements"]!.AsArray()))
        .Last(button => button!["action_id"]!.GetValue<string>() == action)!["value"]!.GetValue<string>();

    /// <summary>Moves to a time of day in New York, 2 March 2026 unless said otherwise.</summary>
    public static Task At(this World world, string time, string day = "2026-03-02") =>
        world.Until(DateTimeOffset.Parse($"{day}T{time}:00-05:00", CultureInfo.InvariantCulture).ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
}
