using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Azure;
using Intake.Assignment;
using Intake.Connectors.Storage;
using Intake.Connectors.Tests.Storage;
using Intake.OnCall;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Assignment;

/// <summary>
/// 1,000 tickets, 20 agents, 8 workers at once on one store, availability at random, and a store that fails now and then before or after a write: "caps and
/// refill never broken, no ticket with two owners, every waiting ticket explained".
/// </summary>
public sealed class CrowdSpecs(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Tickets = 1_000;
    private const int Workers = 8;
    private const int StepsPerTicket = 2;

    private static readonly Person[] People =
    [
        .. Enumerable.Range(1, 20).Select(n => new Person($"a{n:D2}", $"Agent {n}")
        {
            Pods = n switch { <= 8 => ["ops"], <= 14 => ["retention"], <= 16 => ["ops", "retention"], _ => [] },
            Channels = n > 18 ? ["phone"] : [],
            Titles = n is 1 or 9 ? ["team-lead"] : [],
        }),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("INTAKE_CROWDS") ?? "1", System.Globalization.CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Clause", "ER-2")]
    [Trait("Clause", "ER-3")]
    public async Task Caps_and_refill_hold_no_ticket_has_two_owners_and_every_waiting_ticket_is_explained(int seed)
    {
        var watch = Stopwatch.StartNew();
        var (world, shop) = (await StorageWorld.Open(), Shop.Of(People));
        using var referee = new Referee(world.Shop.Store, People.ToDictionary(person => person.Id));
        var opened = new ConcurrentBag<TicketId>();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(n => Task.Run(() => new Worker(world, shop, referee, opened, n, new Random(seed * 100 + n)).Work())));

        // The store is well again: one pass makes good whatever was left half done.
        var calm = world.Another(shop);
        calm.Watch.Referee = referee.Watch;
        await calm.Assignment.Run(calm.Wake, default);
        Assert.Equal(Tickets, opened.Distinct().Count());
        await ExplainsEverybody(calm, referee, opened);
        output.WriteLine($"seed {seed}: {referee.Given} given, {referee.Refills} refills after {watch.ElapsedMilliseconds} ms");

        await LetEverybodyFinish(world, calm, referee);
        Assert.Equal([], referee.Broken);
        Assert.Equal(5, referee.MostCounted);
        Assert.True(referee.Refills > 50, $"only {referee.Refills} refills: the run has shown little");
        Assert.Empty(referee.Tickets);
        foreach (var id in opened)
        {
            await HadOneOwnerAtATime(calm, id);
        }

        output.WriteLine($"seed {seed}: {referee.Given} given, {referee.Refills} refills, {watch.ElapsedMilliseconds} ms");
    }

    /// <summary>Whoever is open and nobody's stands in line, and each of the 20 is named with a reason that is true.</summary>
    private static async Task ExplainsEverybody(StorageWorld.Process calm, Referee referee, IEnumerable<TicketId> opened)
    {
        var view = await calm.Views.Show(calm.Shelf.Default, default);
        var waiting = new HashSet<string>();
        foreach (var id in opened)
        {
            var ticket = await calm.Ticket(id);
            Assert.Equal(ticket.IsOpen ? ticket.Owner : null, referee.Tickets.GetValueOrDefault(id.Value)?.Agent);
            waiting.UnionWith(ticket is { IsOpen: true, Owner: null } ? [id.Value] : []);
        }

        Assert.Equal(waiting.Order(), view.Line.Select(one => one.Ticket.Ticket).Order());
        Assert.True(waiting.Count > 50, $"only {waiting.Count} wait: the run has shown little");
        var desks = view.Agents.Select(agent => agent.Person.Id).ToHashSet();
        foreach (var (ticket, verdict) in view.Line)
        {
            var waits = Assert.IsType<Verdict.Waits>(verdict);
            Assert.NotEmpty(waits.Why);
            Assert.Equal(desks.Order(), waits.Skipped.Select(skip => skip.Agent).Order());
            Assert.All(waits.Skipped, skip => Assert.True(IsTrue(skip, ticket, referee), $"{ticket.Ticket}: {skip.Agent} {skip.Why}"));
        }
    }

    private static bool IsTrue(Skip skip, InLine ticket, Referee referee)
    {
        var person = People.First(known => known.Id == skip.Agent);
        return skip.Why switch
        {
            "is not available" => referee.Desk(skip.Agent).Available.IsEmpty,
            "takes Phone only" => ticket.Channel == "chat" && person.Channels is ["phone"],
            "is not in the Ops pod" => ticket.Pod == "ops" && !person.Pods.Contains("ops"),
            "is not in the Retention pod" => ticket.Pod == "retention" && !person.Pods.Contains("retention"),
            _ when skip.Why.StartsWith("is not available on ", StringComparison.Ordinal) => !referee.Desk(skip.Agent).Available.ContainsKey(ticket.Channel),
            _ => skip.Why.StartsWith("has ", StringComparison.Ordinal) && !referee.MayGet(skip.Agent),
        };
    }

    private static async Task LetEverybodyFinish(StorageWorld world, StorageWorld.Process calm, Referee referee)
    {
        foreach (var person in People)
        {
            await calm.Entries.Switch(calm.Shelf.Default, person, Intake.Connectors.Assignment.AssignmentEntries.ChannelsOf(calm.Shelf.Default, person), on: true, calm.Wake, default);
        }

        for (var round = 0; referee.Tickets.Count > 0 && round < Tickets; round++)
        {
            world.Wait(Duration.FromMinutes(1));
            var held = referee.Tickets.Values.Where(ticket => ticket.Agent is not null).ToList();
            Assert.NotEmpty(held);
            foreach (var ticket in held)
            {
                Assert.Null(await Close(calm, new TicketId(ticket.Ticket), ticket.Agent!));
            }

            await calm.Dealing.Deal(calm.Shelf.Default, calm.Wake, default);
        }
    }

    private static async Task HadOneOwnerAtATime(StorageWorld.Process calm, TicketId id)
    {
        string? owner = null;
        foreach (var e in await calm.Events(id))
        {
            switch (e)
            {
                case TicketEvent.Assigned { By: null } assigned:
                    Assert.Equal(owner, assigned.From);
                    Assert.Null(owner);
                    owner = assigned.Agent;
                    break;
                case TicketEvent.Assigned byHand:
                    Assert.Equal(owner, byHand.From);
                    owner = byHand.Agent;
                    break;
                case TicketEvent.SentToPod sent:
                    Assert.Equal(owner, sent.From);
                    owner = null;
                    break;
            }
        }

        Assert.Equal(owner, (await calm.Ticket(id)).Owner);
    }

    /// <summary>The agent answers and closes, and the ledger learns of it. Refused when the client wrote in between.</summary>
    internal static async Task<Intake.Tickets.Refusal?> Close(StorageWorld.Process process, TicketId id, string agent)
    {
        if ((await process.Ticket(id)).Snooze is not null)
        {
            await process.Ask(id, new Signal.StageMoved(agent, "open", "Look again"));
        }

        await process.Ask(id, new Signal.ReplySeen(agent, "Here you are.", Guid.NewGuid().ToString("n")));
        var handed = await process.Ask(id, new Signal.StageMoved(agent, "closed", "Solved"), Guid.NewGuid().ToString("n"));
        await process.Following.Look(process.Shelf.Default, id, default);
        return (handed as Intake.Connectors.Tickets.Handed.Refused)?.Refusal;
    }

    /// <summary>One worker in a process of its own: clients write, agents come and go, snooze, close, pass on and give by hand; and now and then the store fails it.</summary>
    private sealed class Worker(StorageWorld world, LoadedPlaybook shop, Referee referee, ConcurrentBag<TicketId> opened, int number, Random random)
    {
        private readonly StorageWorld.Process _process = world.Another(shop);
        private bool _failing;

        public async Task Work()
        {
            _process.Watch.Referee = referee.Watch;
            _process.Watch.Before = Fail;
            _process.Watch.After = Fail;
            for (var n = 0; n < Tickets / Workers; n++)
            {
                await Open(n);
                for (var step = 0; step < StepsPerTicket; step++)
                {
                    await Survive(Step);
                }
            }
        }

        private async Task Open(int n)
        {
            var delivery = $"m{number}-{n}";
            var (id, client) = (Keys.TicketFor(delivery), new Client("Jane Smith", $"+1555{number}{n:D6}", $"+1555{number}{n:D6}"));
            var words = random.Next(3) switch { 0 => "Where is my parcel?", 1 => "Please cancel it", _ => "I have a question" };
            Signal signal = random.Next(10) == 0 ? new Signal.CallMissed("phone", client, "test") : new Signal.MessageArrived("chat", client, new Message(delivery, "text", words), "test");
            // A provider repeats what was not taken.
            while (!await Survive(() => _process.Ask(id, signal, delivery)))
            {
            }

            opened.Add(id);
            await Survive(() => Look(id));
        }

        private async Task Step()
        {
            world.Wait(Duration.FromSeconds(random.Next(4)));
            var (agent, held) = (People[random.Next(People.Length)], Held());
            switch (random.Next(13))
            {
                case < 3:
                    var channels = random.Next(3) == 0 ? ["phone"] : Intake.Connectors.Assignment.AssignmentEntries.ChannelsOf(shop.Playbook, agent);
                    await _process.Entries.Switch(shop.Playbook, agent, channels, on: random.Next(5) > 1, _process.Wake, default);
                    break;
                case < 6 when held is not null:
                    await Close(_process, new TicketId(held.Ticket), held.Agent!);
                    await _process.Dealing.Deal(shop.Playbook, _process.Wake, default);
                    if (random.Next(8) == 0)
                    {
                        // The client answers: it is opened again, and never counts.
                        await _process.Ask(new TicketId(held.Ticket), new Signal.MessageArrived("chat", new Client("Jane Smith", "+1555"), new Message(Guid.NewGuid().ToString("n"), "text", "And?"), "test"));
                        await Look(new TicketId(held.Ticket));
                    }

                    break;
                case 6 when held is not null:
                    await _process.Ask(new TicketId(held.Ticket), new Signal.PodRequested(held.Agent!, random.Next(2) == 0 ? "ops" : "retention", "not ours"));
                    await Look(new TicketId(held.Ticket));
                    break;
                case 7 when held is not null:
                    await _process.Ask(new TicketId(held.Ticket), new Signal.AssignRequested("a01", agent, "knows it", ["team-lead"]));
                    await Look(new TicketId(held.Ticket));
                    break;
                case 8 when held is not null:
                    // Snoozed, or awake before its time.
                    var asleep = (await _process.Ticket(new TicketId(held.Ticket))).Snooze is not null;
                    await _process.Ask(new TicketId(held.Ticket), asleep ? new Signal.StageMoved(held.Agent!, "open", "Look again") : new Signal.SnoozeRequested(held.Agent!, 120, "waits", Confirm: true));
                    await Look(new TicketId(held.Ticket));
                    break;
                case 9:
                    await _process.Assignment.Run(_process.Wake, default);
                    break;
                default:
                    await _process.Dealing.Deal(shop.Playbook, _process.Wake, default);
                    break;
            }
        }

        private async Task Look(TicketId id)
        {
            await _process.Following.Look(shop.Playbook, id, default);
            await _process.Dealing.Deal(shop.Playbook, _process.Wake, default);
        }

        private Intake.Connectors.Assignment.TrackedTicket? Held() => referee.AnyHeld(random);

        private async Task<bool> Survive(Func<Task> work)
        {
            _failing = true;
            try
            {
                await work();
                return true;
            }
            catch (RequestFailedException e) when (e.Status == 503)
            {
                return false;
            }
            finally
            {
                _failing = false;
            }
        }

        private void Fail(WatchedTables.Asked asked)
        {
            lock (random)
            {
                if (_failing && random.Next(400) == 0)
                {
                    throw new RequestFailedException(503, "The store is not well.");
                }
            }
        }
    }
}
