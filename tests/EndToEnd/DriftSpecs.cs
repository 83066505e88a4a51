using System.Net;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>HubSpot and Intake are compared at night, and who stands in is who is paged: through real HTTP.</summary>
public sealed class DriftSpecs
{
    private const string Night = "2026-03-03T07:50:00Z"; // 02:50 in New York
    private const string PlanInitiated = "148731260";

    [Fact]
    [Trait("Clause", "TS-T6")]
    [Trait("Clause", "TS-O1")]
    public async Task At_night_what_HubSpot_shows_wrongly_is_repaired_or_taken_over_and_said_once()
    {
        await using var world = await World.Start(at: Night);
        await world.WhatsApp("Could you send me the photos?", from: "15550111", name: "Al Adams");
        await world.WhatsApp("Could you send me the route?", from: "15550112", name: "Bo Brown");
        await world.WhatsApp("Could you send me the menu?", from: "15550113", name: "Cy Clark");
        var (al, bo) = (await Named(world, "Al Adams"), await Named(world, "Bo Brown"));
        await Lost(world, al, "subject", "Something else");
        await Lost(world, al, "hs_pipeline_stage", PlanInitiated);
        await Lost(world, bo, "subject", $"EDDIE – {bo["title"]!.GetValue<string>()}");
        await world.Until("2026-03-03T08:04:00Z");

        var night = Assert.Single((await world.Get("api/reports/drift"))["nights"]!.AsArray())!;
        Assert.Equal((3, 2), (night["compared"]!.GetValue<int>(), night["drifted"]!.AsArray().Count));
        var titles = (await world.Get("sandbox/hubspot/_state"))["tickets"]!.AsArray().Select(ticket => ticket!["properties"]!["subject"]!.GetValue<string>()).ToList();
        Assert.Contains(al["title"]!.GetValue<string>(), titles);
        Assert.DoesNotContain("Something else", titles);
        Assert.Equal("plan-initiated", (await Named(world, "Al Adams"))["stage"]!.GetValue<string>());
        Assert.Equal("eddie", (await Named(world, "Bo Brown"))["owner"]!.GetValue<string>());
        Assert.Single(await ShiftSpecs.Said(world), line => line == "03:00 C0SUPPORT1 :mag: HubSpot and Intake differed on 2 of 3 open tickets.");
    }

    [Fact]
    [Trait("Clause", "TS-A6")]
    public async Task Whoever_stands_in_is_paged()
    {
        await using var world = await World.Start(at: "2026-03-02T15:00:00Z");
        var entry = new { role = "primary", from = "2026-03-02T14:00:00Z", to = "2026-03-02T20:00:00Z", people = new[] { "eddie" }, reason = "Ben is at the dentist", agent = "carla" };
        Assert.Equal(HttpStatusCode.Created, (await world.Post("api/rota/overrides", entry)).StatusCode);
        Assert.Equal("eddie", (await world.Get("api/rota"))["onCall"]!["primary"]![0]!["id"]!.GetValue<string>());
        Assert.Equal("ben", (await world.Get("api/rota?at=2026-03-02T20:00:00Z"))["onCall"]!["primary"]![0]!["id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, (await world.Post("api/rota/overrides", entry with { role = "cook" })).StatusCode);

        await world.WhatsApp(World.UrgentText);
        await world.Advance("PT11M");
        Assert.Equal(["10:10 sms sms.send +14145550105"], await world.Sent("sms"));
    }

    private static async Task<JsonObject> Named(World world, string client) =>
        (await world.Tickets()).Single(ticket => ticket["client"]!["name"]!.GetValue<string>() == client);

    /// <summary>A change made in HubSpot whose webhook never reaches us.</summary>
    internal static async Task Lost(World world, JsonObject ticket, string property, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"sandbox/hubspot/crm/v3/objects/tickets/{ticket["hubSpotId"]!.GetValue<string>()}")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { properties = new Dictionary<string, string> { [property] = value } }),
        };
        request.Headers.Authorization = new("Bearer", "local-hubspot-access-token");
        await World.Ok(await world.Http.SendAsync(request));
    }
}
