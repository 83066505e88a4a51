using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Storage;

/// <summary>A ticket about which somebody is being paged, and what may happen meanwhile.</summary>
internal static class PagedTicket
{
    public static readonly Duration Lease = Duration.FromSeconds(30);

    /// <summary>An unanswered urgent message, ten minutes on: support needed in the room, the primary paged, nothing sent yet.</summary>
    public static async Task<(StorageWorld World, TicketId Id)> Paged()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        await world.Shop.Run(id, Duration.FromMinutes(9));
        world.Wait(Duration.FromMinutes(1));
        await world.Shop.Ask(id, new Signal.ClockRang(), "clock");
        Assert.Contains(await world.Shop.Effects(id), stored => stored.Effect is Effect.SendSms);
        world.Shop.Watch.Forget();
        return (world, id);
    }

    public static async Task Take(StorageWorld world, TicketId id)
    {
        var alert = (await world.Shop.Ticket(id)).Alerts.Single(alert => !alert.Ended);
        var ben = StorageWorld.Shipped.Team.People["ben"];
        await world.Shop.Ask(id, new Signal.AlertAcknowledged(alert.Id, ben, "slack"));
    }

    /// <summary>A process of its own sends everything and dies when this provider has taken its first: it never learns the answer.</summary>
    public static async Task DieAfterSending(StorageWorld world, TicketId id, string service)
    {
        var dying = world.Another();
        var dead = false;
        dying.Watch.Before = _ => Crash.When(dead);
        world.Outside.Answering = taken =>
        {
            dead |= taken.Service == service;
            Crash.When(dead);
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<Crash>(() => dying.Advance(id));
        world.Outside.Answering = _ => Task.CompletedTask;
    }
}
