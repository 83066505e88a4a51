using System.Net;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>Moves of tickets, and what is said about them in Slack.</summary>
internal static class PipelinePlay
{
    public const string Harmless = "Could you send me the link to the photos, please?";

    public static async Task<string> Written(World world, string from = "15550199", string text = Harmless)
    {
        await world.WhatsApp(text, from: from);
        return (await world.Tickets()).Last(ticket => ticket["client"]!["address"]!.GetValue<string>().Contains(from, StringComparison.Ordinal))["id"]!.GetValue<string>();
    }

    public static async Task Move(World world, string id, object move) => await World.Ok(await world.Post($"api/tickets/{id}/stage", move));

    public static async Task<JsonNode> Refused(World world, string id, string clause, string why, object move)
    {
        var problem = await Problem(await world.Post($"api/tickets/{id}/stage", move), HttpStatusCode.Conflict);
        Assert.Equal(clause, problem["clause"]!.GetValue<string>());
        Assert.Contains(why, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        return problem;
    }

    public static async Task<JsonNode> Problem(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, body);
        return JsonNode.Parse(body)!;
    }

    public static async Task InHubSpot(World world, string id, string stage)
    {
        var hubSpotId = (await world.Ticket(id))["ticket"]!["hubSpotId"]!.GetValue<string>();
        await World.Ok(await world.Post("sandbox/play/hubspot-event", new { subscriptionType = "ticket.propertyChange", objectId = long.Parse(hubSpotId), propertyName = "hs_pipeline_stage", propertyValue = stage, changeSource = "CRM_UI" }));
        await world.Advance("PT10S");
    }

    public static string Stage(JsonObject ticket) => ticket["ticket"]!["stage"]!.GetValue<string>();

    public static JsonNode Pipeline(JsonObject ticket) => ticket["ticket"]!["pipeline"]!;

    public static (string, bool) Party(JsonObject ticket) =>
        (Pipeline(ticket)["waitsOn"]!["name"]!.GetValue<string>(), Pipeline(ticket)["waitsOn"]!["isClient"]!.GetValue<bool>());

    /// <summary>When Slack was told something, in New York's time.</summary>
    public static async Task<List<string>> Said(World world, string words, string? to = null) =>
    [
        .. (await Posts(world)).Where(post => post["request"]!["text"]!.GetValue<string>().Contains(words, StringComparison.Ordinal) && (to is null || post["target"]!.GetValue<string>() == to))
            .Select(post => World.Local(post["at"]!.GetValue<string>())),
    ];

    public static async Task<string> LastSlack(World world) => (await Posts(world)).Last()["request"]!["text"]!.GetValue<string>();

    public static async Task<IEnumerable<JsonObject>> Posts(World world) =>
        (await world.Outbox()).Select(entry => entry!.AsObject()).Where(entry => entry["operation"]!.GetValue<string>() == "chat.postMessage");

    public static async Task<string> ButtonValue(World world) => (await Posts(world)).Last()["request"]!["blocks"]!.AsArray()
        .First(block => block!["type"]!.GetValue<string>() == "actions")!["elements"]![0]!["value"]!.GetValue<string>();
}
