using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>HubSpot is where the team works: an owner removed there, and a title typed there, are the ticket's (TS-T5, O1).</summary>
public sealed class HubSpotChangeSpecs
{
    private const string Photos = "Could you send me the link to the photos, please?";

    [Fact]
    [Trait("Clause", "TS-T5")]
    public async Task An_owner_removed_in_HubSpot_is_nobody_and_stays_nobody()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Photos);
        await world.Do("Smith", "owner", new { agent = "ben", owner = "ben" });
        await world.ChangedInHubSpot("Smith", "hubspot_owner_id", "");

        Assert.Null((await world.TicketOf("Smith"))["ticket"]!["owner"]);
        await world.Reply("Smith", "Here they are.", "carla");
        Assert.Equal("carla", (await world.TicketOf("Smith"))["ticket"]!["owner"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Clause", "TS-T5")]
    public async Task A_title_of_the_form_typed_in_HubSpot_is_the_tickets_and_confirmed_and_the_drift_check_leaves_it()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Photos);
        Assert.True((await world.TicketOf("Smith"))["titleProposed"]!.GetValue<bool>());
        await world.ChangedInHubSpot("Smith", "subject", "Smith - Two photos missing, 3rd");

        var ticket = await world.TicketOf("Smith");
        Assert.Equal(("Smith - Two photos missing, 3rd", false), (ticket["ticket"]!["title"]!.GetValue<string>(), ticket["titleProposed"]!.GetValue<bool>()));
        Assert.Equal(["retitled TS-T5", "title-confirmed TS-T5"], (await world.EventsOf("Smith")).Where(e => e.Contains("title", StringComparison.Ordinal)));

        await world.Until("2026-03-03T08:04:00Z");
        Assert.Empty(Drifted(await Night(world)));
        Assert.Equal("Smith - Two photos missing, 3rd", await Subject(world));
    }

    [Fact]
    [Trait("Clause", "TS-T5")]
    public async Task A_title_without_the_form_is_not_taken_and_is_written_again_at_night()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Photos);
        var title = (await world.TicketOf("Smith"))["ticket"]!["title"]!.GetValue<string>();
        await world.ChangedInHubSpot("Smith", "subject", "photos!!");
        Assert.Equal(title, (await world.TicketOf("Smith"))["ticket"]!["title"]!.GetValue<string>());

        await world.Until("2026-03-03T08:04:00Z");
        Assert.Equal([("title", "written again")], Drifted(await Night(world)));
        Assert.Equal(title, await Subject(world));
    }

    [Fact]
    [Trait("Clause", "TS-O1")]
    public async Task The_keepers_name_and_a_new_title_may_be_typed_together_and_taken_away_together()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Photos);
        await world.ChangedInHubSpot("Smith", "subject", "EDDIE – Smith - Photos of the summit, 3rd");
        var kept = (await world.TicketOf("Smith"))["ticket"]!;
        Assert.Equal(("EDDIE – Smith - Photos of the summit, 3rd", "eddie"), (kept["title"]!.GetValue<string>(), kept["owner"]!.GetValue<string>()));

        await world.ChangedInHubSpot("Smith", "subject", "EDDIE – Smith - Photos of both summits, 3rd");
        Assert.Equal("eddie", (await world.TicketOf("Smith"))["ticket"]!["owner"]!.GetValue<string>());
        await world.ChangedInHubSpot("Smith", "subject", "Smith - Photos sent, 3rd");

        var released = (await world.TicketOf("Smith"))["ticket"]!;
        Assert.Equal(("Smith - Photos sent, 3rd", null), (released["title"]!.GetValue<string>(), released["owner"]?.GetValue<string>()));
        Assert.Equal("Smith - Photos sent, 3rd", await Subject(world));
        Assert.Equal(["kept TS-O1", "released TS-O1"], (await world.EventsOf("Smith")).Where(e => e.StartsWith("kept", StringComparison.Ordinal) || e.StartsWith("released", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Clause", "TS-T5")]
    public async Task When_HubSpots_word_never_came_the_drift_check_takes_over_the_title_and_the_missing_owner_once()
    {
        await using var world = await World.Start();
        await world.WhatsApp(Photos);
        await world.Do("Smith", "owner", new { agent = "ben", owner = "ben" });
        await DriftSpecs.Lost(world, (await world.Tickets())[0], "subject", "Smith - Two photos missing, 3rd");
        await DriftSpecs.Lost(world, (await world.Tickets())[0], "hubspot_owner_id", "");
        await world.Until("2026-03-03T08:04:00Z");

        Assert.Equal([("owner", "taken over from HubSpot"), ("title", "taken over from HubSpot")], Drifted(await Night(world)));
        var ticket = (await world.TheTicket())["ticket"]!;
        Assert.Equal(("Smith - Two photos missing, 3rd", null), (ticket["title"]!.GetValue<string>(), ticket["owner"]?.GetValue<string>()));

        await world.Until("2026-03-04T08:04:00Z");
        Assert.Empty(Drifted(await Night(world)));
    }

    private static async Task<JsonNode> Night(World world) => (await world.Get("api/reports/drift"))["nights"]!.AsArray()[0]!;

    private static List<(string Field, string Done)> Drifted(JsonNode night) =>
    [
        .. night["drifted"]!.AsArray().SelectMany(ticket => ticket!["fields"]!.AsArray())
            .Select(field => (field!["field"]!.GetValue<string>(), field["done"]!.GetValue<string>())),
    ];

    private static async Task<string> Subject(World world) => (await world.Get("sandbox/hubspot/_state"))["tickets"]![0]!["properties"]!["subject"]!.GetValue<string>();
}
