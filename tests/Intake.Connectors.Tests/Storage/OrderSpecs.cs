using Azure;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Storage;

/// <summary>DESIGN.md, Effects: targets, their order, and what holds up what.</summary>
public sealed class OrderSpecs
{
    // "A target is one HubSpot ticket, one Slack message or one recipient: order is kept per target"
    [Fact]
    public async Task A_HubSpot_ticket_sees_its_changes_in_order_through_an_outage()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        await world.Shop.Advance(id);
        world.Outside.Refuse = taken => taken.Service == "hubspot" ? Outside.Json("{}", 503) : null;
        foreach (var (stage, note) in new[] { ("plan-initiated", "Waiting on the client"), ("action-required", "PE Action Required – send the link"), ("plan-initiated", "Waiting on the client") })
        {
            Assert.IsType<Handed.Committed>(await world.Shop.Ask(id, new Signal.StageMoved("ana", stage, note), $"{stage}{world.Now}"));
            await world.Shop.Run(id, Duration.FromMinutes(1));
        }

        world.Outside.Refuse = _ => null;
        await world.Shop.Run(id, Duration.FromMinutes(10));
        var stages = world.Outside.Took.Where(taken => taken is { Service: "hubspot", What: "tickets" }).Select(taken => taken.Text);
        Assert.Equal(["new", "plan-initiated", "action-required", "plan-initiated"], stages);
        Assert.Empty(await world.Shop.Effects(id));
    }

    // "targets run concurrently": a provider that does not answer holds up nobody else.
    [Fact]
    public async Task A_silent_HubSpot_does_not_hold_up_the_page()
    {
        var (world, id) = await PagedTicket.Paged();
        var (silence, paged) = (new TaskCompletionSource(), new TaskCompletionSource());
        await world.Shop.Ask(id, new Signal.NoteWritten("ana", "Calling the taxi company"));
        world.Outside.Answering = async taken =>
        {
            if (taken.Service == "sms")
            {
                paged.SetResult();
            }
            else if (taken.Service == "hubspot")
            {
                await silence.Task;
            }
        };
        var advance = world.Shop.Advance(id);
        await paged.Task.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.False(advance.IsCompleted);
        silence.SetResult();
        await advance;
    }

    // "pages first"
    [Fact]
    public async Task Pages_are_begun_before_everything_else()
    {
        var (world, id) = await PagedTicket.Paged();
        await world.Shop.Ask(id, new Signal.NoteWritten("ana", "Calling the taxi company"));
        var effects = await world.Shop.Effects(id);
        world.Shop.Watch.Forget();
        await world.Shop.Advance(id);

        var claims = world.Shop.Watch.All.Where(asked => asked is { What: "update", Table: "IntakeTickets" })
            .Select(asked => effects.FirstOrDefault(stored => Keys.Effect(stored.Effect.Id) == asked.Row)?.Effect.IsPage).OfType<bool>().ToList();
        Assert.Contains(false, claims);
        Assert.Equal(claims.OrderDescending(), claims);
    }

    // "10 s at most each per Advance": whoever is slow is left for the next one, and the clock looks again at once.
    [Fact]
    public async Task A_slow_target_is_left_for_the_next_Advance_after_10_seconds()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        for (var n = 2; n < 12; n++)
        {
            await world.Shop.Accept(world.Message($"Message {n}", $"wamid.{n}"));
        }

        world.Outside.Answering = taken =>
        {
            world.Wait(taken.Service == "hubspot" ? Duration.FromSeconds(4) : Duration.Zero);
            return Task.CompletedTask;
        };
        var look = await world.Shop.Advance(id);

        Assert.Equal(3, world.Outside.Lines("hubspot").Count);
        Assert.Equal(world.Now, look.Time);
        await world.Shop.Run(id, Duration.FromMinutes(5));
        Assert.Empty(await world.Shop.Effects(id));
        Assert.Equal(12 - 1, world.Outside.Took.Count(taken => taken is { Service: "hubspot", What: "notes" }));
    }

    // "Retry-After honoured"
    [Theory]
    [InlineData("slack", 429, "120", 120)]
    [InlineData("hubspot", 429, "90", 90)]
    [InlineData("hubspot", 503, null, 15)]
    public async Task A_provider_that_says_when_is_asked_then(string service, int status, string? retryAfter, int seconds)
    {
        var (world, id) = await PagedTicket.Paged();
        await world.Shop.Ask(id, new Signal.NoteWritten("ana", "Calling the taxi company"));
        world.Outside.Refuse = taken => taken.Service == service ? Outside.Json("""{"ok":false,"error":"ratelimited"}""", status, retryAfter) : null;
        var before = world.Now;
        await world.Shop.Advance(id);

        var delayed = (await world.Shop.Events(id)).OfType<TicketEvent.EffectDelayed>().Where(delayed => delayed.At == before).ToList();
        Assert.NotEmpty(delayed);
        Assert.All(delayed, e => Assert.Equal(before + Duration.FromSeconds(seconds), e.Until));
        Assert.Contains(await world.Shop.Effects(id), stored => stored.NotBefore == before + Duration.FromSeconds(seconds) && stored.ClaimedUntil is null);
        world.Outside.Refuse = _ => null;
        world.Wait(Duration.FromSeconds(seconds - 1));
        await world.Shop.Advance(id);
        Assert.NotEmpty(await world.Shop.Effects(id));
        world.Wait(Duration.FromSeconds(1));
        await world.Shop.Advance(id);
        Assert.Empty(await world.Shop.Effects(id));
    }

    // "a poisoned effect is parked in plain sight and holds back only later effects of the same HubSpot ticket."
    [Fact]
    public async Task A_poisoned_HubSpot_effect_holds_back_its_ticket_only_and_a_replay_releases_it()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        await world.Shop.Advance(id);
        world.Outside.Refuse = taken => taken.Text.Contains("poison", StringComparison.Ordinal) ? Outside.Json("""{"category":"VALIDATION_ERROR"}""", 400) : null;
        await world.Shop.Ask(id, new Signal.NoteWritten("ana", "poison"));
        await world.Shop.Ask(id, new Signal.NoteWritten("ana", "Calling the taxi company"));
        var other = await world.Shop.Hear(StorageWorld.Calm, "wamid.other", "+15550200");
        await world.Shop.Advance(other);
        await world.Shop.Run(id, Duration.FromMinutes(15));

        var parked = Assert.Single(await world.Shop.Effects(id), stored => stored.Parked is not null);
        Assert.StartsWith("HubSpot", parked.Parked, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Outside.Took, taken => taken.Text.Contains("Calling the taxi company", StringComparison.Ordinal));
        Assert.Equal(3, world.Outside.Lines("sms").Count);
        Assert.Contains(world.Outside.Lines("slack"), line => line == "slack C0CS");
        Assert.NotNull((await world.Shop.Ticket(other)).HubSpotId);

        world.Outside.Refuse = _ => null;
        await world.Shop.Store.Replay(id, parked, world.Now, default);
        await world.Shop.Advance(id);
        var notes = world.Outside.Took.Where(taken => taken is { Service: "hubspot", What: "notes" } && !taken.Text.StartsWith("Jane", StringComparison.Ordinal)).Select(taken => taken.Text).ToList();
        Assert.Contains("poison", notes[^2], StringComparison.Ordinal);
        Assert.Contains("Calling the taxi company", notes[^1], StringComparison.Ordinal);
        Assert.Empty(await world.Shop.Effects(id));
    }

    // A refused page is parked too, and said aloud; the rest of the ladder goes on.
    [Fact]
    public async Task A_refused_page_is_parked_and_the_ladder_goes_on()
    {
        var (world, id) = await PagedTicket.Paged();
        world.Outside.Refuse = taken => taken is { Service: "sms", Target: "+14145550102" } ? Outside.Json("{}", 400) : null;
        await world.Shop.Run(id, Duration.FromMinutes(5));

        Assert.Equal(["sms +14145550103", "sms +14145550104"], world.Outside.Lines("sms"));
        Assert.NotNull(Assert.Single(await world.Shop.Effects(id)).Parked);
        Assert.Contains(world.Outside.Took, taken => taken.Text.Contains("Could not page Ben Baker by SMS", StringComparison.Ordinal));
    }

    // "a poisoned effect is parked in plain sight": one that makes a sender of ours stumble is poison too, not a reason to stop the clock.
    [Fact]
    public async Task An_effect_that_breaks_its_sender_is_parked_and_stops_nothing_else()
    {
        var (world, id) = await PagedTicket.Paged();
        world.Outside.Refuse = taken => taken.Service == "slack" ? throw new KeyNotFoundException("a bug of ours") : null;
        await world.Shop.Advance(id);

        Assert.Single(world.Outside.Lines("sms"));
        Assert.All((await world.Shop.Effects(id)).Where(stored => stored.Effect is Effect.PostToSlack), stored => Assert.Contains("KeyNotFoundException", stored.Parked, StringComparison.Ordinal));
        Assert.DoesNotContain(await world.Shop.Effects(id), stored => stored.Parked is null);
    }

    // "What another ticket must learn is an effect Tell(ticketId, signal)": the store's own trouble on the way is no reason to give up.
    [Fact]
    public async Task What_another_ticket_must_learn_is_told_once_though_the_store_fails_meanwhile()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        await world.Shop.Close(id);
        world.Wait(Duration.FromDays(8));
        await world.Shop.Accept(world.Message(StorageWorld.Calm, "wamid.2"));
        var successor = (await world.Shop.Pointers.Find($"wa:{StorageWorld.Jane}", default))!.Ticket;
        var failing = world.Another();
        var told = false;
        failing.Watch.After = asked =>
        {
            // The old ticket's commit gets through; its writer does not learn of it.
            if (!told && asked is { What: "transaction" } && asked.Row.Contains(Keys.Delivery($"{successor}/{TellId(world, successor)}"), StringComparison.Ordinal))
            {
                told = true;
                throw new RequestFailedException(503, "busy");
            }
        };
        await failing.Advance(successor);
        await failing.Run(successor, Duration.FromMinutes(2));

        Assert.True(told);
        Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.Succeeded>());
        Assert.Empty(await world.Shop.Effects(successor));
    }

    private static string TellId(StorageWorld world, TicketId id) =>
        world.Shop.Effects(id).GetAwaiter().GetResult().Where(stored => stored.Effect is Effect.Tell).Select(stored => stored.Effect.Id).FirstOrDefault("none");
}
