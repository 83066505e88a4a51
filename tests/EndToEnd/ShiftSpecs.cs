using System.Net;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>The shift's end through real HTTP: what goes to the next shift, who accepts it, what stays with its agent.</summary>
public sealed class ShiftSpecs
{
    private const string TwentyToFive = "2026-03-02T21:40:00Z"; // 16:40 in New York

    [Fact]
    [Trait("Clause", "TS-O2")]
    public async Task At_the_shifts_end_open_tickets_wait_for_the_next_shift_until_somebody_accepts_them()
    {
        await using var world = await World.Start(at: TwentyToFive);
        await world.WhatsApp("Could you send me the photos?", from: "15550111", name: "Al Adams");
        await world.WhatsApp("Could you send me the route?", from: "15550112", name: "Bo Brown");
        foreach (var ticket in await world.Tickets())
        {
            await World.Ok(await world.Post($"api/tickets/{Id(ticket)}/reply", new { agent = "ben", text = "Here it is." }));
            await World.Ok(await world.Post($"api/tickets/{Id(ticket)}/stage", new { agent = "ben", stage = "plan-initiated", note = "Waiting on the client to confirm" }));
        }

        Assert.Empty(await Waiting(world));
        await world.Until("2026-03-02T22:01:00Z");
        var waiting = await Waiting(world);
        Assert.Equal(2, waiting.Count);
        Assert.Equal(("afternoon", "evening", "ben"), (Of(waiting[0], "fromShift"), Of(waiting[0], "toShift"), Of(waiting[0], "from")));
        Assert.Equal(["eddie", "carla"], waiting[0]!["handOver"]!["people"]!.AsArray().Select(person => person!.GetValue<string>()));

        var first = waiting[0]!["ticket"]!.GetValue<string>();
        await World.Ok(await world.Post($"api/tickets/{first}/accept", new { agent = "eddie" }));
        Assert.Single(await Waiting(world));
        Assert.Equal("eddie", (await world.Ticket(first))["ticket"]!["owner"]!.GetValue<string>());

        await World.Ok(await world.Post("api/handover/accept", new { agent = "eddie" }));
        Assert.Empty(await Waiting(world));
        Assert.Equal(HttpStatusCode.Conflict, (await world.Post($"api/tickets/{first}/accept", new { agent = "carla" })).StatusCode);
    }

    [Fact]
    [Trait("Clause", "TS-O1")]
    [Trait("Clause", "TS-P7")]
    public async Task A_kept_ticket_is_not_released_and_closed_over_a_message_that_has_not_gone_out()
    {
        await using var world = await World.Start(at: TwentyToFive);
        await world.WhatsApp("Could you send me the route?", name: "Kay Keep");
        await world.Do("Keep", "keep", new { agent = "ben", reason = "knows the client" });
        await world.Fault(new { service = "whatsapp", mode = "fail", status = 503, until = world.Now.AddHours(1).ToString("O") });
        await world.Do("Keep", "reply", new { agent = "ben", text = "It is attached." });

        var refused = await world.Refused("Keep", "release", new { agent = "ben", close = "Route sent, nothing open." });
        Assert.Contains("on its way", refused["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith("BEN – ", (await world.TheTicket())["ticket"]!["title"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "TS-C6")]
    public async Task A_live_chat_is_stayed_with_or_handed_over_by_name_else_the_channel_hears_of_it_after_5_minutes()
    {
        await using var world = await World.Start(at: TwentyToFive);
        await world.WhatsApp("Where is our luggage?", from: "15550111", name: "Stays Smith");
        await world.WhatsApp("Where is our luggage?", from: "15550112", name: "Named Norton");
        await world.WhatsApp("Where is our luggage?", from: "15550113", name: "Forgotten Frey");
        var chats = (await world.Tickets()).ToDictionary(ticket => ticket["client"]!["name"]!.GetValue<string>(), Id);
        foreach (var chat in chats.Values)
        {
            await World.Ok(await world.Post($"api/tickets/{chat}/reply", new { agent = "ben", text = "At the hut." }));
            await World.Ok(await world.Post($"api/tickets/{chat}/stage", new { agent = "ben", stage = "plan-initiated", note = "Waiting on the hut to confirm" }));
        }

        await world.Until("2026-03-02T21:52:00Z");
        Assert.Equal(3, (await Said(world)).Count(line => line.StartsWith("16:50 U0BEN0002 :arrows_counterclockwise: Your chat with", StringComparison.Ordinal)));
        await World.Ok(await world.Press("shift-stay", $"{chats["Stays Smith"]}/shift"));
        await World.Ok(await world.Post($"api/tickets/{chats["Named Norton"]}/handover", new { agent = "ben", to = "eddie" }));
        Assert.Contains(await Said(world), line => line.StartsWith("16:52 U0EDDIE005 :handshake: The live chat with Named Norton", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Conflict, (await world.Post($"api/tickets/{chats["Named Norton"]}/accept", new { agent = "carla" })).StatusCode);
        await World.Ok(await world.Press("hand-over-accept", $"{chats["Named Norton"]}/shift", user: "U0EDDIE005"));

        // Beyond the window a client's message into the live chat gets no automatic answer, and its gap clock runs (TS-C3).
        await world.Until("2026-03-02T22:03:00Z");
        await world.WhatsApp("And when does it arrive?", from: "15550111", name: "Stays Smith");
        await world.Until("2026-03-02T22:30:00Z");

        Assert.Single(await Said(world), line => line.Contains("Nobody has accepted the live chat", StringComparison.Ordinal) && line.StartsWith("17:05 C0SUPPORT1 :sos:", StringComparison.Ordinal) && line.Contains("Forgotten Frey", StringComparison.Ordinal));
        Assert.Equal("ben", (await world.Ticket(chats["Stays Smith"]))["ticket"]!["owner"]!.GetValue<string>());
        Assert.Equal("eddie", (await world.Ticket(chats["Named Norton"]))["ticket"]!["owner"]!.GetValue<string>());
        Assert.DoesNotContain(await world.Outbox(), entry => entry!.ToJsonString().Contains("is not staffed", StringComparison.Ordinal));
        Assert.Contains(await Said(world), line => line.Contains("Stays Smith", StringComparison.Ordinal) && line.Contains("heard nothing", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "TS-O1")]
    public async Task A_ticket_kept_with_a_reason_shows_its_owner_in_the_title_until_it_is_released()
    {
        await using var world = await World.Start(at: TwentyToFive);
        await world.WhatsApp("Could you send me the photos?", name: "Jo Jackson");
        var ticket = Assert.Single(await world.Tickets());
        var (id, usual) = (Id(ticket), ticket["title"]!.GetValue<string>());
        await World.Ok(await world.Post($"api/tickets/{id}/keep", new { agent = "eddie", reason = "Only Eddie knows this hotel" }));
        Assert.Equal($"EDDIE – {usual}", await HubSpotTitle(world));
        await world.Until("2026-03-02T22:10:00Z");
        Assert.Empty(await Waiting(world));

        await World.Ok(await world.Post($"api/tickets/{id}/release", new { agent = "eddie", close = "The hotel has found the photos" }));
        Assert.Equal(usual, await HubSpotTitle(world));
        Assert.False((await world.Ticket(id))["ticket"]!["open"]!.GetValue<bool>());
        Assert.Single(await Said(world), line => line == $"17:10 C0SUPPORT1 :white_check_mark: Resolved and closed by the agent who kept it: {usual}");
    }

    internal static string Id(JsonObject ticket) => ticket["id"]!.GetValue<string>();

    /// <summary>Slack's new messages, one line each: "17:05 C0SUPPORT1 text".</summary>
    internal static async Task<List<string>> Said(World world) =>
    [
        .. (await world.Outbox()).Select(entry => entry!.AsObject())
            .Where(entry => entry["service"]!.GetValue<string>() == "slack" && entry["operation"]!.GetValue<string>() == "chat.postMessage" && entry["accepted"]!.GetValue<bool>())
            .Select(entry => $"{World.Local(entry["at"]!.GetValue<string>())} {entry["target"]} {entry["request"]!["text"]!.GetValue<string>().Split('\n')[0]}"),
    ];

    private static async Task<List<JsonNode?>> Waiting(World world) => [.. (await world.Get("api/handover"))["waiting"]!.AsArray()];

    private static string Of(JsonNode? waiting, string field) => waiting!["handOver"]![field]!.GetValue<string>();

    private static async Task<string> HubSpotTitle(World world) =>
        (await world.Outbox()).Last(entry => entry!["service"]!.GetValue<string>() == "hubspot" && entry.ToJsonString().Contains("\"subject\"", StringComparison.Ordinal))!["request"]!.ToJsonString() is { } json
            ? System.Text.RegularExpressions.Regex.Unescape(System.Text.RegularExpressions.Regex.Match(json, "\"subject\":\"([^\"]*)\"").Groups[1].Value)
            : "";
}
