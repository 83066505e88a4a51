using System.Net;
using System.Text.Json.Nodes;
using static EndToEnd.PipelinePlay;

namespace EndToEnd;

/// <summary>Moves made in HubSpot against the SOP (TS-P3, P6, P7): kept, said aloud, listed, and settled.</summary>
public sealed class HubSpotMoveSpecs
{
    [Fact]
    [Trait("Clause", "TS-P3")]
    [Trait("Clause", "TS-P7")]
    public async Task A_move_in_HubSpot_without_its_note_is_kept_answered_in_Slack_listed_and_settled_by_the_note()
    {
        await using var world = await World.Start();
        var id = await Written(world);
        await InHubSpot(world, id, "148731260");
        Assert.Equal("plan-initiated", Stage(await world.Ticket(id)));
        Assert.Contains("Moved to PLAN INITIATED in HubSpot against the SOP. A move to PLAN INITIATED needs its note.", await LastSlack(world), StringComparison.Ordinal);
        var listed = Assert.Single((await world.Get("api/exceptions"))["exceptions"]!.AsArray())!;
        Assert.Equal((id, "TS-P3", "HubSpot"), (listed["ticket"]!.GetValue<string>(), listed["breach"]!["clause"]!.GetValue<string>(), listed["breach"]!["agent"]!.GetValue<string>()));

        await World.Ok(await world.Post($"api/tickets/{id}/notes", new { agent = "ben", text = "Looked at it" }));
        Assert.Single((await world.Get("api/exceptions"))["exceptions"]!.AsArray());
        await World.Ok(await world.Post($"api/tickets/{id}/notes", new { agent = "ben", text = "Waiting on Alpin Taxi to confirm" }));
        Assert.Empty((await world.Get("api/exceptions"))["exceptions"]!.AsArray());
        Assert.Equal(("Alpin Taxi", false), Party(await world.Ticket(id)));
    }

    [Fact]
    [Trait("Clause", "TS-P7")]
    public async Task A_close_in_HubSpot_with_a_promise_open_is_listed_with_the_promise()
    {
        await using var world = await World.Start();
        var id = await Written(world);
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "I’ll update you by 3 pm." }));
        await InHubSpot(world, id, "148731342");

        Assert.Contains((await world.Get("api/exceptions"))["exceptions"]!.AsArray(), listed =>
            listed!["ticket"]!.GetValue<string>() == id && listed["breach"]!["missing"]!.GetValue<string>().Contains("promised the client", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "TS-P6")]
    [Trait("Clause", "TS-P7")]
    public async Task A_close_in_HubSpot_with_something_open_or_out_of_INVOICING_without_note_is_an_exception_until_undone_or_supplied()
    {
        await using var world = await World.Start();
        var open = await Written(world, "15550101");
        await World.Ok(await world.Post($"api/tickets/{open}/tasks", new { agent = "ben", text = "Call the hut" }));
        await InHubSpot(world, open, "148731342");
        Assert.Equal(2, (await world.Get("api/exceptions"))["exceptions"]!.AsArray().Count);
        await Move(world, open, new { agent = "ben", stage = "action-required", note = "PE Action Required – call the hut" });
        Assert.Empty((await world.Get("api/exceptions"))["exceptions"]!.AsArray());

        var billed = await Written(world, "15550102");
        await Move(world, billed, new { agent = "ben", stage = "invoicing", note = "Pay Alpin Taxi 85 EUR (owner: Finance)" });
        await world.Advance("PT1M");
        await InHubSpot(world, billed, "148731342");
        var breach = Assert.Single((await world.Get("api/exceptions"))["exceptions"]!.AsArray())!["breach"]!;
        Assert.Equal("TS-P6", breach["clause"]!.GetValue<string>());
        await World.Ok(await world.Post($"api/tickets/{billed}/notes", new { agent = "ben", text = "Finance has the invoice of Alpin Taxi." }));
        Assert.Empty((await world.Get("api/exceptions"))["exceptions"]!.AsArray());
    }
}
