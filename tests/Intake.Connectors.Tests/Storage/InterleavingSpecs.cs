using Azure;
using Intake.Connectors.Tickets;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Storage;

/// <summary>
/// DESIGN.md, Effects: "exactly once, except one marked repeat for a crash between send and record", whatever fails and whenever. Two workers run the
/// clock of one ticket while messages come in; the store fails before or after a write, providers take a message and do not answer, processes die.
/// </summary>
public sealed class InterleavingSpecs
{
    private const int Messages = 6;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("INTAKE_SEEDS") ?? "40", System.Globalization.CultureInfo.InvariantCulture))];

    [Theory, MemberData(nameof(Seeds))]
    public async Task Nothing_is_lost_and_nothing_doubled_but_marked_repeats(int seed)
    {
        var world = await StorageWorld.Open();
        var chance = new Chance(seed);
        var id = await world.Shop.Hear();

        // A quarter of an hour in which everything may fail.
        for (var minute = 0; minute < 15; minute++)
        {
            world.Outside.Answering = _ => Lose(chance);
            world.Outside.Refuse = taken => chance.Of(12) ? Outside.Json("""{"ok":false}""", 503) : null;
            var workers = new[] { Failing(world, chance), Failing(world, chance) };
            await Task.WhenAll(workers.Select(worker => Survive(() => worker.Advance(id))).Append(Survive(() => Say(Failing(world, chance), minute))));
            world.Wait(Duration.FromMinutes(1));
        }

        // Then all is well again, and the provider's retries come in.
        (world.Outside.Answering, world.Outside.Refuse) = (_ => Task.CompletedTask, _ => null);
        for (var n = 0; n < Messages; n++)
        {
            await Say(world.Shop, n);
        }

        await world.Shop.Run(id, Duration.FromHours(1));
        var events = await world.Shop.Events(id);
        Assert.Equal(1 + Messages, events.OfType<TicketEvent.MessageReceived>().Count());
        Assert.Equal(events.Count, (await world.Shop.Ticket(id)).Sequence);
        Assert.DoesNotContain(await world.Shop.Effects(id), stored => stored.Parked is null);

        var settled = events.OfType<TicketEvent.EffectDelivered>().Select(e => e.Effect).Concat(events.OfType<TicketEvent.EffectDropped>().Select(e => e.Effect)).ToList();
        Assert.Equal(settled.Count, settled.Distinct().Count());
        Assert.Equal(3, events.OfType<TicketEvent.EffectDelivered>().Where(e => e.Kind == EffectKinds.SendSms).Select(e => e.Target).Distinct().Count());
        foreach (var effect in world.Outside.Took.Where(taken => taken.Service is "sms" || taken is { Service: "slack", What: "post" }).GroupBy(taken => taken.Tag))
        {
            Assert.True(effect.Count(taken => !taken.Repeat) <= 1, $"{effect.Key} was sent {effect.Count()} times: {string.Join(" | ", effect.Select(taken => taken.Text))}");
        }

        // What HubSpot was shown came in order.
        var notes = world.Outside.Took.Where(taken => taken is { Service: "hubspot", What: "notes" }).Select(taken => taken.Tag).ToList();
        Assert.Equal(notes.Order(StringComparer.Ordinal).Distinct(), notes.Distinct());
    }

    private static Task Say(StorageWorld.Process shop, int n) =>
        n < Messages ? shop.Accept(shop.World.Message($"Message {n}", $"wamid.more{n}", at: StorageWorld.Monday)) : Task.CompletedTask;

    /// <summary>A process whose line to the store fails now and then, or which dies.</summary>
    private static StorageWorld.Process Failing(StorageWorld world, Chance chance)
    {
        var process = world.Another();
        var dead = false;
        void Fail(WatchedTables.Asked asked)
        {
            Crash.When(dead |= asked.Writes && chance.Of(40));
            if (chance.Of(40))
            {
                throw new RequestFailedException(503, "busy");
            }
        }

        process.Watch.Before = Fail;
        process.Watch.After = asked =>
        {
            if (asked.Writes)
            {
                Fail(asked);
            }
        };
        return process;
    }

    /// <summary>The provider has taken it and its answer is lost.</summary>
    private static Task Lose(Chance chance) => chance.Of(15) ? throw new HttpRequestException(HttpRequestError.ResponseEnded) : Task.CompletedTask;

    private static async Task Survive(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is Crash or RequestFailedException)
        {
            // The next one carries on.
        }
    }

    private sealed class Chance(int seed)
    {
        private readonly Random _random = new(seed);

        public bool Of(int oneIn)
        {
            lock (_random)
            {
                return _random.Next(oneIn) == 0;
            }
        }
    }
}
