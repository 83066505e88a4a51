using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Storage;

/// <summary>DESIGN.md, Storage: the index, by which nothing open can be forgotten.</summary>
public sealed class IndexSpecs
{
    // "a ticket's row is inserted before its first commit": a crash between leaves a row nobody minds.
    [Fact]
    public async Task A_crash_between_index_and_commit_leaves_only_a_harmless_row()
    {
        var world = await StorageWorld.Open();
        var dying = world.Another();
        dying.Watch.Before = asked => Crash.When(asked.What == "transaction");
        await Assert.ThrowsAsync<Crash>(() => dying.Accept(world.Message(StorageWorld.Urgent)));
        world.Wait(Duration.FromHours(1));
        await world.Shop.RunAudit();

        Assert.Single(await world.Shop.Rows(world.Shop.Tables.Index));
        Assert.True(world.Shop.Audit.Last!.AllIsWell);
        Assert.Empty(world.Shop.Woken);
        Assert.Empty(world.Outside.Took);
    }

    // "when a commit brings the wake-up forward, the row gets the new one before it."
    [Fact]
    public async Task A_crash_right_after_the_commit_leaves_an_index_that_knows_the_wake_up()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        await world.Shop.Advance(id);
        Assert.True((await Row(world, id)).WakeAt > world.Now);
        world.Wait(Duration.FromMinutes(1));
        var dying = world.Another();
        dying.Watch.After = asked => Crash.When(asked.What == "transaction");
        await Assert.ThrowsAsync<Crash>(() => dying.Accept(world.Message(StorageWorld.Urgent, "wamid.2")));

        Assert.Equal(world.Now, (await Row(world, id)).WakeAt);
        Assert.Equal(["get Pointers", "insert Inbound", "get Tickets", "query Team", "get Index", "update Index", "transaction Tickets"], dying.Watch.All.Select(asked => asked.ToString()));
    }

    // "Only a finished Advance, which has seen everything, may move a wake-up later" (TicketIndex)
    [Fact]
    public async Task Only_a_finished_Advance_moves_a_wake_up_later()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        await world.Shop.Index.BringForward(id, world.Now + Duration.FromHours(1), default);
        Assert.Equal(world.Now, (await Row(world, id)).WakeAt);

        var dying = world.Another();
        dying.Watch.Before = asked => Crash.When(asked.What == "transaction");
        await Assert.ThrowsAsync<Crash>(() => dying.Advance(id));
        Assert.Equal(world.Now, (await Row(world, id)).WakeAt);

        world.Wait(Duration.FromSeconds(30));
        var look = await world.Shop.Advance(id);
        Assert.Equal(look.Time, (await Row(world, id)).WakeAt);
        Assert.Equal(StorageWorld.Monday + Duration.FromMinutes(8), look.Time);
    }

    // An Advance of another process that has not seen an input must not move its wake-up, even when that input left the wake-up as it was.
    [Fact]
    public async Task An_Advance_that_missed_an_input_does_not_hide_it_from_the_index()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        var other = world.Another();
        var heard = false;
        other.Watch.Before = asked =>
        {
            // Everything is sent and seen, and the index not yet told.
            if (!heard && asked is { What: "update", Table: "IntakeIndex" })
            {
                heard = true;
                world.Shop.Accept(world.Message(StorageWorld.Urgent, "wamid.2")).GetAwaiter().GetResult();
            }
        };
        await other.Advance(id);

        Assert.True(heard);
        Assert.NotEmpty(await world.Shop.Effects(id));
        Assert.Equal(world.Now, (await Row(world, id)).WakeAt);
    }

    // "Listed as closed before it leaves the open list: it is never in neither." (TicketIndex)
    [Fact]
    public async Task A_closed_ticket_with_nothing_to_send_is_retired()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        await world.Shop.Close(id);

        Assert.Equal([("closed", id.Value)], await Lists(world));
        var writes = world.Shop.Watch.All.Where(asked => asked.Writes && asked.Table == "IntakeIndex").ToList();
        Assert.Equal(["upsert Index", "delete Index"], writes[^2..].Select(asked => asked.ToString()));
    }

    // A crash between the two is no loss, and the next Advance finishes it.
    [Fact]
    public async Task A_crash_while_retiring_leaves_the_ticket_on_a_list()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        await world.Shop.Ask(id, new Signal.ReplyRequested("ana", "Solved."));
        await world.Shop.Advance(id);
        await world.Shop.Ask(id, new Signal.StageMoved("ana", "closed", "Solved with another taxi"));
        var dying = world.Another();
        dying.Watch.After = asked => Crash.When(asked is { What: "upsert", Table: "IntakeIndex" });
        await Assert.ThrowsAsync<Crash>(() => dying.Advance(id));
        Assert.Equal([("closed", id.Value), ("open", id.Value)], await Lists(world));

        Assert.True((await world.Shop.Advance(id)).Done);
        Assert.Equal([("closed", id.Value)], await Lists(world));
    }

    // "parked in plain sight": a closed ticket with something parked is not out of sight.
    [Fact]
    public async Task A_closed_ticket_with_something_parked_stays_on_the_open_list()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        world.Outside.Refuse = taken => taken is { Service: "hubspot", Text: "closed" } ? Outside.Json("""{"category":"VALIDATION_ERROR"}""", 400) : null;
        await world.Shop.Close(id);
        Assert.False((await world.Shop.Ticket(id)).IsOpen);
        Assert.Contains(("open", id.Value), await Lists(world));

        world.Outside.Refuse = _ => null;
        var parked = Assert.Single(await world.Shop.Effects(id), stored => stored.Parked is not null);
        await world.Shop.Store.Replay(id, parked, world.Now, default);
        await world.Shop.Advance(id);
        Assert.Equal([("closed", id.Value)], await Lists(world));
    }

    private static async Task<IndexRow> Row(StorageWorld world, TicketId id) => (await world.Another().Index.Find(id, default))!;

    private static async Task<List<(string List, string Ticket)>> Lists(StorageWorld world) =>
        [.. (await world.Shop.Rows(world.Shop.Tables.Index)).Select(row => (row.PartitionKey, row.RowKey)).Order()];
}
