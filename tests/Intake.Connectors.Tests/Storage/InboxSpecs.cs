using Azure;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Storage;

/// <summary>DESIGN.md, Storage: the inbox and the dead letters.</summary>
public sealed class InboxSpecs
{
    // "a delivery that needs a look-up or a settling time before its ticket is known ... is committed first under inbox/"
    [Fact]
    public async Task A_call_is_committed_first_and_judged_once_it_has_settled()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Accept(CommitSpecs.Call("s1", 1, "Disconnected"));
        Assert.Empty(await world.Shop.Rows(world.Shop.Tables.Tickets));
        var key = Assert.Single(world.Shop.Woken)[2..];

        Assert.Equal(world.Now + Duration.FromSeconds(5), (await Finish(world, key)).Time);
        world.Wait(Duration.FromSeconds(5));
        Assert.True((await Finish(world, key)).Done);
        var id = (await world.Shop.Pointers.Find($"tel:{StorageWorld.Jane}", default))!.Ticket;
        Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.CallMissed>());
    }

    // "... finished by the Inbox orchestration ... under the same delivery key."
    [Fact]
    public async Task Finished_twice_or_delivered_again_it_is_one_call()
    {
        var world = await StorageWorld.Open();
        var key = await Missed(world);
        var dying = world.Another();
        dying.Watch.Before = asked => Crash.When(asked is { What: "delete", Table: "IntakeInbox" });
        await Assert.ThrowsAsync<Crash>(() => dying.InboxWork.Run(key, dying.Wake, default));
        await Finish(world, key);
        await world.Shop.Accept(CommitSpecs.Call("s1", 1, "Disconnected"));
        world.Wait(Duration.FromSeconds(5));
        await Finish(world, key);

        var id = (await world.Shop.Pointers.Find($"tel:{StorageWorld.Jane}", default))!.Ticket;
        Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.CallMissed>());
        Assert.True((await Finish(world, key)).Done);
    }

    // A crash between keeping it and marking it: the provider got no 200, and its retry makes the mark.
    [Fact]
    public async Task A_crash_while_it_is_put_down_heals_on_redelivery()
    {
        var world = await StorageWorld.Open();
        var dying = world.Another();
        dying.Watch.After = asked => Crash.When(asked is { What: "insert", Table: "IntakeInbox" });
        await Assert.ThrowsAsync<Crash>(() => dying.Accept(CommitSpecs.Call("s1", 1, "Disconnected")));
        var key = await Missed(world);
        Assert.True((await Finish(world, key)).Done);
        Assert.NotNull(await world.Shop.Pointers.Find($"tel:{StorageWorld.Jane}", default));
    }

    // What comes in while the earlier part is being finished is not forgotten.
    [Fact]
    public async Task More_of_a_call_while_it_is_being_judged_is_looked_at_too()
    {
        var world = await StorageWorld.Open();
        var key = await Missed(world);
        var other = world.Another();
        var more = false;
        other.Watch.After = asked =>
        {
            if (!more && asked is { What: "query", Table: "IntakeInbox" })
            {
                more = true;
                world.Shop.Accept(CommitSpecs.Call("s1", 2, "Disconnected")).GetAwaiter().GetResult();
            }
        };

        Assert.Equal(world.Now, (await other.InboxWork.Run(key, other.Wake, default)).Time);
    }

    // "... watched by the Auditor"
    [Fact]
    public async Task What_nobody_finishes_the_Auditor_does()
    {
        var world = await StorageWorld.Open();
        await Missed(world);
        world.Wait(Duration.FromSeconds(31));
        await world.Another().RunAudit();

        var id = (await world.Shop.Pointers.Find($"tel:{StorageWorld.Jane}", default))!.Ticket;
        Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.CallMissed>());
        Assert.DoesNotContain(await world.Shop.Rows(world.Shop.Tables.Inbox), row => row.PartitionKey == "waiting");
    }

    // "Event time is the provider's timestamp where it lies between 7 days before receipt and receipt, else receipt": the receipt, not the finishing.
    [Fact]
    public async Task The_clock_of_a_call_counts_from_its_receipt()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Accept(CommitSpecs.Call("s1", 1, "Disconnected") with { At = null });
        world.Wait(Duration.FromMinutes(3));
        await world.Shop.RunAudit();

        var id = (await world.Shop.Pointers.Find($"tel:{StorageWorld.Jane}", default))!.Ticket;
        Assert.Equal(StorageWorld.Monday, Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.CallMissed>()).At);
    }

    // "dead-lettered (gzip, 60 KiB chunks, replayable)"
    [Fact]
    public async Task A_dead_letter_of_200000_characters_is_kept_whole_and_replayed()
    {
        var world = await StorageWorld.Open();
        var text = CommitSpecs.Noise(200_000);
        await world.Shop.Letters.Keep(world.Message(text), "KeyNotFoundException", transient: false, world.Now, default);

        var pieces = Assert.Single(await world.Shop.Rows(world.Shop.Tables.DeadLetters)).Where(property => property.Value is byte[]).ToList();
        Assert.True(pieces.Count > 1);
        Assert.All(pieces, piece => Assert.InRange(((byte[])piece.Value!).Length, 1, 60 * 1024));
        var letter = Assert.Single(await Letters(world));
        await world.Shop.Accept(letter.Input);
        var id = (await world.Shop.Pointers.Find($"wa:{StorageWorld.Jane}", default))!.Ticket;
        Assert.Equal(text, Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.MessageReceived>()).Message.Text);
    }

    // "Dead letters of the store's own trouble replay themselves (the Auditor takes them in); those of a bug wait for a person." (decision 14)
    [Fact]
    public async Task The_Auditor_takes_in_what_the_stores_trouble_kept_out_and_nothing_else()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Letters.Keep(world.Message(StorageWorld.Urgent), "RequestFailedException", transient: true, world.Now, default);
        await world.Shop.Letters.Keep(world.Message("Poison", "wamid.2", "+15550200"), "KeyNotFoundException", transient: false, world.Now, default);
        world.Wait(Duration.FromMinutes(2));
        await world.Shop.RunAudit();

        Assert.Equal("KeyNotFoundException", Assert.Single(await Letters(world)).Why);
        Assert.Single(await world.Shop.Rows(world.Shop.Tables.Pointers));
        Assert.False(world.Shop.Audit.Last!.AllIsWell);
        Assert.Equal(0, world.Shop.Beats.Count);
    }

    // A crash between taking it in and removing it: the delivery key makes the second time nothing.
    [Fact]
    public async Task A_dead_letter_taken_in_twice_is_one_message()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Letters.Keep(world.Message(StorageWorld.Urgent), "RequestFailedException", transient: true, world.Now, default);
        var dying = world.Another();
        dying.Watch.Before = asked => Crash.When(asked is { What: "delete", Table: "IntakeDeadLetters" });
        await dying.RunAudit();
        await world.Shop.RunAudit();

        var id = (await world.Shop.Pointers.Find($"wa:{StorageWorld.Jane}", default))!.Ticket;
        Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.MessageReceived>());
        Assert.Empty(await Letters(world));
    }

    // Its clock counts from when we were told, not from when it was replayed.
    [Fact]
    public async Task A_replayed_dead_letter_keeps_its_time_of_receipt()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Letters.Keep(world.Message(StorageWorld.Urgent) with { At = null }, "RequestFailedException", transient: true, world.Now, default);
        world.Wait(Duration.FromMinutes(5));
        await world.Shop.RunAudit();

        var id = (await world.Shop.Pointers.Find($"wa:{StorageWorld.Jane}", default))!.Ticket;
        var received = Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.MessageReceived>());
        Assert.Equal((StorageWorld.Monday, StorageWorld.Monday + Duration.FromMinutes(5)), (received.At, received.RecordedAt));
    }

    // One letter that nobody can read must not keep the Auditor from its slow pass.
    [Fact]
    public async Task A_letter_that_cannot_be_read_is_not_the_end_of_the_Auditor()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Tables.DeadLetters.UpsertEntityAsync(new Azure.Data.Tables.TableEntity("waiting", "x").PackText("not a letter"));
        await world.Shop.RunAudit();
        await world.Shop.RunAudit();

        Assert.Equal(1, world.Shop.Audit.Last!.Failed);
    }

    // The original's client says that each of its retries failed with all of their failures in one.
    [Fact]
    public void The_stores_trouble_is_told_from_a_bug()
    {
        Assert.True(new RequestFailedException(503, "busy").IsTroubleOfTheStore());
        Assert.True(new AggregateException(new RequestFailedException("no route"), new RequestFailedException("no route")).IsTroubleOfTheStore());
        Assert.False(new AggregateException(new KeyNotFoundException()).IsTroubleOfTheStore());
        Assert.False(new KeyNotFoundException().IsTroubleOfTheStore());
    }

    private static async Task<string> Missed(StorageWorld world)
    {
        await world.Shop.Accept(CommitSpecs.Call("s1", 1, "Disconnected"));
        world.Wait(Duration.FromSeconds(5));
        return world.Shop.Woken[^1][2..];
    }

    private static Task<NextLook> Finish(StorageWorld world, string key) => world.Shop.InboxWork.Run(key, world.Shop.Wake, default);

    private static async Task<List<DeadLetter>> Letters(StorageWorld world)
    {
        var letters = new List<DeadLetter>();
        await foreach (var letter in world.Shop.Letters.All(default))
        {
            letters.Add(letter);
        }

        return letters;
    }
}
