using Intake.Tickets;
using NodaTime;
using static Intake.Connectors.Tests.Storage.PagedTicket;

namespace Intake.Connectors.Tests.Storage;

/// <summary>DESIGN.md, Effects: what nobody wants any more when it would be sent.</summary>
public sealed class StillWantedSpecs
{
    // "Right before sending, an effect is checked against what makes it still wanted (alert open, ...), else dropped with the reason recorded."
    [Fact]
    public async Task A_page_whose_alert_was_taken_meanwhile_is_dropped_with_the_reason()
    {
        var (world, id) = await Paged();
        await Take(world, id);
        await world.Shop.Advance(id);

        Assert.Empty(world.Outside.Lines("sms"));
        Assert.All((await world.Shop.Events(id)).OfType<TicketEvent.EffectDropped>(), dropped => Assert.Equal("Ben Baker has the alert", dropped.Why));
        Assert.Contains((await world.Shop.Events(id)).OfType<TicketEvent.EffectDropped>(), dropped => dropped.Kind == EffectKinds.SendSms);
        Assert.Empty(await world.Shop.Effects(id));
    }

    // The same: "alert open".
    [Fact]
    public async Task A_page_whose_alert_is_over_is_dropped_with_the_reason()
    {
        var (world, id) = await Paged();
        await world.Shop.Ask(id, new Signal.ReplyRequested("ana", "The taxi is there."));
        await world.Shop.Advance(id);

        Assert.Empty(world.Outside.Lines("sms"));
        Assert.Contains((await world.Shop.Events(id)).OfType<TicketEvent.EffectDropped>(), dropped => dropped is { Kind: EffectKinds.SendSms, Why: "the alert is over" });
    }

    // "(... window closed, not after T)": an auto-reply for a closed window is worth nothing once it has opened, nor WhatsApp's text after 24 hours.
    [Fact]
    public async Task What_comes_too_late_to_be_of_use_is_dropped_with_the_reason()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        await world.Shop.Advance(id);
        await world.Shop.Ask(id, new Signal.ReplyRequested("ana", "Here they are."));
        world.Outside.Refuse = taken => taken.Service == "whatsapp" ? Outside.Json("{}", 503) : null;
        await world.Shop.Run(id, Duration.FromHours(23));
        world.Outside.Refuse = _ => null;
        world.Wait(Duration.FromHours(2));
        await world.Shop.Advance(id);

        Assert.Empty(world.Outside.Lines("whatsapp"));
        Assert.Equal("it came too late to be of use", Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.EffectDropped>(), dropped => dropped.Kind == EffectKinds.SendToClient).Why);
    }

    // Looked for before it is dropped: what got through has a receipt, and its buttons must go.
    [Fact]
    public async Task A_post_that_got_through_before_its_alert_was_taken_loses_its_buttons()
    {
        var (world, id) = await Paged();
        await DieAfterSending(world, id, "slack");
        await Take(world, id);
        world.Wait(Lease);
        await world.Shop.Advance(id);

        var orphan = world.Outside.Took.Last(taken => taken is { Service: "slack", What: "post" });
        Assert.Contains(world.Outside.Took, taken => taken is { Service: "slack", What: "update" } && orphan.Receipt == $"{taken.Target}:{taken.Tag}");
    }
}
