using Intake.Connectors.Tickets;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Storage;

/// <summary>What a webhook and a turn of the clock cost, operation by operation: who adds one sees it here.</summary>
public sealed class RoundTripSpecs
{
    [Fact]
    public async Task A_clients_first_message()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Hear(from: "+15550200", id: "wamid.0"); // the playbook is stored by now
        world.Shop.Watch.Forget();
        await world.Shop.Accept(world.Message(StorageWorld.Calm));

        Costs(world, "get Pointers", "insert Pointers", "insert Inbound", "get Tickets", "get Index", "insert Index", "transaction Tickets");
    }

    [Fact]
    public async Task A_further_message()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        await world.Shop.Advance(id);
        world.Shop.Watch.Forget();
        await world.Shop.Accept(world.Message(StorageWorld.Calm, "wamid.2"));

        Costs(world, "get Pointers", "insert Inbound", "get Tickets", "get Index", "update Index", "transaction Tickets");
    }

    [Fact]
    public async Task A_redelivery()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Hear();
        world.Shop.Watch.Forget();
        await world.Shop.Accept(world.Message(StorageWorld.Urgent));

        Costs(world, "get Pointers", "insert Inbound", "get Tickets", "transaction Tickets");
    }

    [Fact]
    public async Task A_delivery_report_of_what_is_long_sent()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        await world.Shop.Advance(id);
        world.Shop.Watch.Forget();
        await world.Shop.Accept(new Inbound.DeliveryReport($"{id}/00000001-00", "wamid.out", Failed: false, "delivered") { Delivery = "whatsapp:status1", At = world.Now });

        Costs(world, "get Tickets", "get Tickets", "transaction Tickets");
    }

    [Fact]
    public async Task An_Advance_with_nothing_to_do()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        await world.Shop.Advance(id);
        world.Shop.Watch.Forget();
        await world.Shop.Clock.Run(id, 1, world.Shop.Wake, default);

        Costs(world, "get Index", "query Tickets");
    }

    [Fact]
    public async Task An_Advance_that_sends_one_effect()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        await world.Shop.Advance(id);
        await world.Shop.Ask(id, new Signal.NoteWritten("ana", "Sent the photos"));
        world.Shop.Watch.Forget();
        await world.Shop.Clock.Run(id, 1, world.Shop.Wake, default);

        Costs(
            world,
            "get Index", "query Tickets", // what is there to do?
            "update Tickets", "get Tickets", "get Tickets", "transaction Tickets", // claim, still wanted?, decide on the outcome, commit
            "get Index", "query Tickets", "update Index"); // anything else? then until when
    }

    [Fact]
    public async Task An_Advance_that_fires_a_timer_without_effects_to_send()
    {
        var (world, id) = await PagedTicket.Paged();
        await world.Shop.Advance(id);
        await PagedTicket.Take(world, id);
        await world.Shop.Advance(id);
        world.Shop.Watch.Forget();
        var look = await world.Shop.Clock.Run(id, 1, world.Shop.Wake, default);
        Assert.False(look.Done);

        Costs(world, "get Index", "query Tickets");
    }

    private static void Costs(StorageWorld world, params string[] operations) => Assert.Equal(operations, world.Shop.Watch.All.Select(asked => asked.ToString()));
}
