using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Storage;

/// <summary>DESIGN.md, Storage: pointers from threads to tickets, and delivery keys that outlive a close.</summary>
public sealed class PointerSpecs
{
    private static readonly string[] BothKeys = ["wa:US.1", $"wa:{StorageWorld.Jane}"];

    // "Pointers lead from thread keys to tickets: WhatsApp number with BSUID and with phone, or group; ..."
    [Fact]
    public async Task One_thread_may_be_known_by_several_keys()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Accept(world.Message("First", "wamid.1", threads: BothKeys[1]));
        await world.Shop.Accept(world.Message("Second", "wamid.2", threads: BothKeys));
        await world.Shop.Accept(world.Message("Third", "wamid.3", threads: BothKeys[0]));

        var id = (await world.Shop.Pointers.Find("wa:US.1", default))!.Ticket;
        Assert.Equal(id, (await world.Shop.Pointers.Find(BothKeys[1], default))!.Ticket);
        Assert.Equal(3, (await world.Shop.Events(id)).OfType<TicketEvent.MessageReceived>().Count());
    }

    // "The pointer is inserted before the ticket, with its id"
    [Fact]
    public async Task The_pointer_and_the_index_row_are_written_before_the_ticket()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Hear();

        var writes = world.Shop.Watch.All.Where(asked => asked.Writes && asked.Table != "IntakePlaybooks").Select(asked => asked.ToString());
        Assert.Equal(["insert Pointers", "insert Inbound", "insert Index", "transaction Tickets"], writes);
    }

    // "(a pointer to a missing ticket means: create it), so a crash between heals on redelivery"
    [Theory]
    [InlineData("insert Pointers")]
    [InlineData("insert Index")]
    public async Task A_crash_before_the_ticket_heals_on_redelivery(string diesAfter)
    {
        var world = await StorageWorld.Open();
        var dying = world.Another();
        dying.Watch.After = asked => Crash.When(asked.ToString() == diesAfter);
        await Assert.ThrowsAsync<Crash>(() => dying.Accept(world.Message(StorageWorld.Urgent)));
        Assert.Empty(await world.Shop.Rows(world.Shop.Tables.Tickets));

        var id = await world.Shop.Hear();
        Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.Opened>());
        Assert.Single(await world.Shop.Rows(world.Shop.Tables.Index));
    }

    // "... and simultaneous first messages make one ticket."
    [Fact]
    public async Task Simultaneous_first_messages_through_several_processes_make_one_ticket()
    {
        var world = await StorageWorld.Open();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => world.Another().Accept(world.Message($"Message {n}", $"wamid.{n}", threads: BothKeys))));

        var opened = (await world.Shop.Rows(world.Shop.Tables.Tickets)).Where(row => row.RowKey == "state").ToList();
        Assert.Equal(20, (await world.Shop.Events(new TicketId(Assert.Single(opened).PartitionKey))).OfType<TicketEvent.MessageReceived>().Count());
    }

    // "It is not removed at close: the next message goes to that ticket and Decide says reopen or successor"
    [Fact]
    public async Task A_message_soon_after_the_close_reopens_the_ticket_in_its_next_generation()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        await world.Shop.Close(id);
        world.Wait(Duration.FromDays(2));
        world.Shop.Woken.Clear();
        await world.Shop.Accept(world.Message("It is broken again", "wamid.2"));

        var ticket = await world.Shop.Ticket(id);
        Assert.Equal((true, 2), (ticket.IsOpen, ticket.Generation));
        Assert.Equal([$"t-{id}-2"], world.Shop.Woken);
    }

    // "successor and merge replace it by ETag. It keeps the ids it named in the last 8 days"
    [Fact]
    public async Task A_message_long_after_the_close_begins_a_successor_and_the_pointer_remembers()
    {
        var world = await StorageWorld.Open();
        var id = await Closed(world, Duration.FromDays(8));
        await world.Shop.Accept(world.Message("Another trip", "wamid.2"));

        var pointer = (await world.Shop.Pointers.Find($"wa:{StorageWorld.Jane}", default))!;
        var successor = await world.Shop.Ticket(pointer.Ticket);
        Assert.NotEqual(id, pointer.Ticket);
        Assert.Equal((id, true), (successor.Follows, successor.IsOpen));
        Assert.Equal([id], pointer.Named.Select(named => named.Ticket));

        // What the old ticket must learn is an effect: "Tell(ticketId, signal), whose id is the delivery key there."
        await world.Shop.Advance(pointer.Ticket);
        Assert.Equal(pointer.Ticket, (await world.Shop.Ticket(id)).SucceededBy);
    }

    // "successor and merge replace it by ETag": whoever is first wins.
    [Fact]
    public async Task Ten_messages_at_once_long_after_the_close_begin_one_successor()
    {
        var world = await StorageWorld.Open();
        var id = await Closed(world, Duration.FromDays(8));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => world.Another().Accept(world.Message($"Another trip {n}", $"wamid.new{n}"))));

        var states = (await world.Shop.Rows(world.Shop.Tables.Tickets)).Where(row => row.RowKey == "state").Select(row => new TicketId(row.PartitionKey)).ToList();
        var successor = Assert.Single(states, state => state != id);
        Assert.Equal(10, (await world.Shop.Events(successor)).OfType<TicketEvent.MessageReceived>().Count());
        Assert.Equal(id, (await world.Shop.Ticket(successor)).Follows);
    }

    // "successor and merge replace it by ETag": two that would lead the thread to different tickets agree on the first.
    [Fact]
    public async Task Of_two_that_replace_a_pointer_at_once_the_first_wins_and_both_know()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        var (key, first, second) = ($"wa:{StorageWorld.Jane}", new TicketId("first"), new TicketId("second"));
        var slow = world.Another();
        var raced = false;
        slow.Watch.Before = asked =>
        {
            if (!raced && asked.ToString() == "update Pointers")
            {
                raced = true;
                world.Shop.Pointers.Replace(key, id, first, world.Now, default).GetAwaiter().GetResult();
            }
        };

        Assert.Equal(first, (await slow.Pointers.Replace(key, id, second, world.Now, default)).Ticket);
        Assert.Equal(first, (await world.Shop.Pointers.Find(key, default))!.Ticket);
    }

    // A crash between the pointer's change and the successor's first commit: the redelivery makes the same successor, and it still knows whom it follows.
    [Fact]
    public async Task A_crash_on_the_way_to_the_successor_heals_and_keeps_the_link()
    {
        var world = await StorageWorld.Open();
        var id = await Closed(world, Duration.FromDays(8));
        var dying = world.Another();
        dying.Watch.After = asked => Crash.When(asked.ToString() == "update Pointers");
        await Assert.ThrowsAsync<Crash>(() => dying.Accept(world.Message("Another trip", "wamid.2")));

        await world.Shop.Accept(world.Message("Another trip", "wamid.2"));
        var successor = (await world.Shop.Pointers.Find($"wa:{StorageWorld.Jane}", default))!.Ticket;
        Assert.Equal(id, (await world.Shop.Ticket(successor)).Follows);
    }

    // "... and a delivery key is looked up there too before anything is committed: a redelivery after a close changes nothing."
    [Fact]
    public async Task A_redelivery_after_the_close_changes_nothing()
    {
        var world = await StorageWorld.Open();
        await Closed(world, Duration.FromDays(3));
        var before = await Everything(world);
        await world.Shop.Accept(world.Message(StorageWorld.Urgent, at: StorageWorld.Monday));

        Assert.Equal(before, await Everything(world));
    }

    // The same once the close lies so far back that a message would begin a successor.
    [Fact]
    public async Task A_redelivery_long_after_the_close_does_not_even_move_the_pointer()
    {
        var world = await StorageWorld.Open();
        await Closed(world, Duration.FromDays(8));
        var before = await Everything(world);
        await world.Shop.Accept(world.Message(StorageWorld.Urgent, at: StorageWorld.Monday));

        Assert.Equal(before, await Everything(world));
    }

    // "It keeps the ids it named in the last 8 days, and a delivery key is looked up there too"
    [Fact]
    public async Task A_redelivery_after_a_successor_changes_nothing()
    {
        var world = await StorageWorld.Open();
        var id = await Closed(world, Duration.FromDays(8));
        await world.Shop.Accept(world.Message("Late, and just before the successor", "wamid.late", at: world.Now - Duration.FromDays(2)) with { Automatic = true });
        await world.Shop.Accept(world.Message("Another trip", "wamid.2"));
        var before = await Everything(world);
        world.Wait(Duration.FromDays(7));
        await world.Shop.Accept(world.Message("Late, and just before the successor", "wamid.late"));
        await world.Shop.Accept(world.Message(StorageWorld.Urgent, at: StorageWorld.Monday));

        Assert.Equal(before, await Everything(world));
        Assert.Equal(72, (await world.Shop.Events(id)).OfType<TicketEvent.MessageReceived>().Count());
    }

    // "... in the last 8 days": after that nobody redelivers, and nobody looks.
    [Fact]
    public async Task An_id_named_longer_ago_is_not_looked_up_any_more()
    {
        var world = await StorageWorld.Open();
        await Closed(world, Duration.FromDays(8));
        await world.Shop.Accept(world.Message("Another trip", "wamid.2"));
        var successor = (await world.Shop.Pointers.Find($"wa:{StorageWorld.Jane}", default))!.Ticket;
        world.Wait(Duration.FromDays(9));
        world.Shop.Watch.Forget();
        await world.Shop.Accept(world.Message("And another thing", "wamid.3"));

        Assert.DoesNotContain(world.Shop.Watch.All, asked => asked.What == "get" && asked.Row.StartsWith("d:", StringComparison.Ordinal));
        Assert.Equal(2, (await world.Shop.Events(successor)).OfType<TicketEvent.MessageReceived>().Count());
    }

    // "Delivery keys outlive a close" and a restart: they are rows, and no process remembers them.
    [Fact]
    public async Task Another_process_knows_the_delivery_too()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        for (var n = 0; n < 70; n++)
        {
            await world.Shop.Accept(world.Message($"Message {n}", $"wamid.more{n}")); // more than the state itself remembers
        }

        await world.Another().Accept(world.Message(StorageWorld.Urgent));
        Assert.Equal(71, (await world.Shop.Events(id)).OfType<TicketEvent.MessageReceived>().Count());
    }

    // "A webhook wakes when the next wake-up moved earlier or effects wait; a duplicate delivery wakes too." (The ticket orchestration)
    [Fact]
    public async Task A_duplicate_delivery_wakes_and_writes_nothing()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        var before = await Everything(world);
        var other = world.Another();
        await other.Accept(world.Message(StorageWorld.Urgent));

        Assert.Equal([$"t-{id}-1"], other.Woken);
        Assert.Equal(before, await Everything(world));
    }

    // "A webhook wakes when ... effects wait", also when the clock is overdue already.
    [Fact]
    public async Task A_message_with_effects_wakes_even_when_the_clock_is_overdue()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        await world.Shop.Advance(id);
        world.Wait(Duration.FromMinutes(9));
        world.Shop.Woken.Clear();
        await world.Shop.Accept(world.Message("Are you there?", "wamid.2"));

        Assert.Equal([$"t-{id}-1"], world.Shop.Woken);
    }

    /// <summary>A ticket closed a while ago, which has heard more than its state remembers.</summary>
    private static async Task<TicketId> Closed(StorageWorld world, Duration ago)
    {
        var id = await world.Shop.Hear();
        for (var n = 0; n < 70; n++)
        {
            await world.Shop.Accept(world.Message("Automatic", $"wamid.automatic{n}") with { Automatic = true });
        }

        await world.Shop.Close(id);
        world.Wait(ago);
        return id;
    }

    private static async Task<string> Everything(StorageWorld world)
    {
        var rows = new List<string>();
        foreach (var table in new[] { world.Shop.Tables.Tickets, world.Shop.Tables.Pointers, world.Shop.Tables.Index })
        {
            rows.AddRange((await world.Shop.Rows(table)).Select(row => $"{table.Name} {row.PartitionKey} {row.RowKey} {row.ETag}"));
        }

        return string.Join('\n', rows);
    }
}

/// <summary>The process dies here: nothing in the product may catch it.</summary>
internal sealed class Crash() : Exception("the process died")
{
    public static void When(bool now)
    {
        if (now)
        {
            throw new Crash();
        }
    }
}
