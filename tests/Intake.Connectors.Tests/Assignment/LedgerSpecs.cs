using Azure;
using Intake.Assignment;
using Intake.Connectors.Assignment;
using Intake.Connectors.Storage;
using Intake.Connectors.Tests.Storage;
using Intake.OnCall;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Assignment;

/// <summary>The ledger follows the tickets, and no crash between the two loses an assignment or doubles it.</summary>
public sealed class LedgerSpecs
{
    private static readonly LoadedPlaybook Playbook = Shop.Of(new Person("olive", "Olive"), new Person("rita", "Rita"), new Person("tess", "Tess") { Titles = ["team-lead"] });

    [Fact]
    [Trait("Clause", "ER-2")]
    public async Task An_assignment_its_ticket_was_never_told_of_is_told_again_and_once()
    {
        var (_, dies, id) = await Waiting();
        await Online(dies, "olive");
        Assert.Null((await dies.Ticket(id)).Owner);
        Assert.Equal(1, (await dies.Ledger.Desk("shop", "olive", default)).Value.Counted);

        dies.Watch.After = _ => { };
        await dies.Assignment.Run(dies.Wake, default);
        await dies.Assignment.Run(dies.Wake, default);
        Assert.Equal("olive", (await dies.Ticket(id)).Owner);
        Assert.Single((await dies.Events(id)).OfType<TicketEvent.Assigned>());
        Assert.Equal((1, 1), (await dies.Ledger.Desk("shop", "olive", default)).Value is var desk ? (desk.InHand, desk.Counted) : default);
    }

    [Fact]
    [Trait("Clause", "ER-2")]
    public async Task Whoever_was_given_a_ticket_that_somebody_took_meanwhile_has_room_again()
    {
        var (_, dies, id) = await Waiting();
        await Online(dies, "olive");
        dies.Watch.After = _ => { };
        await dies.Ask(id, new Signal.AssignRequested("tess", Playbook.Team.People["rita"], "Hers", ["team-lead"]));
        await dies.Assignment.Run(dies.Wake, default);

        Assert.Equal("rita", (await dies.Ticket(id)).Owner);
        Assert.Equal((0, 0, 0), (await dies.Ledger.Desk("shop", "olive", default)).Value is var olive ? (olive.InHand, olive.Counted, olive.Completed) : default);
        Assert.Equal((1, 0), (await dies.Ledger.Desk("shop", "rita", default)).Value is var rita ? (rita.InHand, rita.Counted) : default);
    }

    [Fact]
    [Trait("Clause", "ER-2")]
    [Trait("Clause", "ER-10")]
    public async Task A_snoozed_ticket_leaves_the_count_and_comes_back_above_it()
    {
        var world = await StorageWorld.Open();
        var shop = world.Another(Playbook);
        await Online(shop, "olive");
        var id = await Hear(world, shop, "m1");
        Assert.Equal(Holding.Counted, (await Tracked(shop, id)).Holding);

        await shop.Ask(id, new Signal.ReplySeen("olive", "Please send a picture.", "r1"));
        await shop.Ask(id, new Signal.SnoozeRequested("olive", 60, "waits for the picture", Confirm: true));
        await shop.Following.Look(Playbook.Playbook, id, default);
        Assert.Equal((Holding.Snoozed, 0, 1), ((await Tracked(shop, id)).Holding, (await Desk(shop)).Counted, (await Desk(shop)).Outstanding));

        world.Wait(Duration.FromMinutes(60));
        await shop.Ask(id, new Signal.ClockRang());
        await shop.Following.Look(Playbook.Playbook, id, default);
        Assert.Equal((Holding.Woken, 0, 1), ((await Tracked(shop, id)).Holding, (await Desk(shop)).Counted, (await Desk(shop)).Outstanding));
    }

    [Fact]
    [Trait("Clause", "ER-2")]
    public async Task A_reopened_ticket_stays_with_its_agent_and_does_not_count()
    {
        var world = await StorageWorld.Open();
        var shop = world.Another(Playbook);
        await Online(shop, "olive");
        var id = await Hear(world, shop, "m1");
        await CrowdSpecs.Close(shop, id, "olive");
        Assert.Equal((0, 1), (await Desk(shop)) is var closed ? (closed.InHand, closed.Completed) : default);

        await shop.Ask(id, new Signal.MessageArrived("chat", new Client("Jane", "+15550199"), new Message("m2", "text", "And the parcel?"), "test"));
        await shop.Following.Look(Playbook.Playbook, id, default);
        Assert.Equal(("olive", Holding.Extra), ((await Tracked(shop, id)).Agent, (await Tracked(shop, id)).Holding));
        Assert.Equal((1, 0), (await Desk(shop)) is var desk ? (desk.InHand, desk.Counted) : default);
    }

    [Fact]
    [Trait("Clause", "ER-19")]
    public async Task A_managers_override_of_the_longest_snooze_holds_while_it_lasts()
    {
        var world = await StorageWorld.Open();
        var shop = world.Another(Playbook);
        await Online(shop, "olive");
        var id = await Hear(world, shop, "m1");
        await shop.Ask(id, new Signal.ReplySeen("olive", "Please send a picture.", "r1"));
        await shop.Entries.Enter(Playbook.Playbook, new AssignmentOverride("o1", "mona", "Backlog", world.Now, world.Now + Duration.FromHours(1)) { LongestSnooze = Duration.FromMinutes(30), EnteredAt = world.Now }, shop.Wake, default);

        var refused = Assert.IsType<Intake.Connectors.Tickets.Handed.Refused>(await shop.Ask(id, new Signal.SnoozeRequested("olive", 60, "waits", Confirm: true), "s1"));
        Assert.Equal("A ticket is snoozed for at most 30 min.", refused.Refusal.Why);
        world.Wait(Duration.FromHours(1));
        Assert.IsType<Intake.Connectors.Tickets.Handed.Committed>(await shop.Ask(id, new Signal.SnoozeRequested("olive", 60, "waits", Confirm: true), "s2"));
    }

    [Fact]
    [Trait("Clause", "ER-4")]
    public async Task What_the_ledger_missed_is_found_within_ten_minutes()
    {
        var world = await StorageWorld.Open();
        var shop = world.Another(Playbook);
        await shop.Assignment.Run(shop.Wake, default);
        var id = Keys.TicketFor("m1");
        await shop.Ask(id, new Signal.MessageArrived("chat", new Client("Jane", "+15550199"), new Message("m1", "text", "Hello"), "test"), "m1");
        Assert.Empty((await shop.Views.Show(Playbook.Playbook, default)).Line);

        world.Wait(Duration.FromMinutes(10));
        await shop.Assignment.Run(shop.Wake, default);
        var (ticket, verdict) = Assert.Single((await shop.Views.Show(Playbook.Playbook, default)).Line);
        Assert.Equal((id.Value, "nobody is available on Chat"), (ticket.Ticket, Assert.IsType<Verdict.Waits>(verdict).Why));
    }

    /// <summary>A ticket in line, and a process that dies as soon as it has given one to somebody.</summary>
    private static async Task<(StorageWorld World, StorageWorld.Process Dies, TicketId Id)> Waiting()
    {
        var world = await StorageWorld.Open();
        var dies = world.Another(Playbook);
        var id = await Hear(world, dies, "m1");
        dies.Watch.After = asked => _ = asked is { What: "transaction", Table: "IntakeTeam" } && asked.Row.Contains("w:", StringComparison.Ordinal) ? throw new RequestFailedException(503, "dead") : 0;
        return (world, dies, id);
    }

    private static async Task<TicketId> Hear(StorageWorld world, StorageWorld.Process shop, string delivery)
    {
        var id = Keys.TicketFor(delivery);
        await shop.Ask(id, new Signal.MessageArrived("chat", new Client("Jane", "+15550199"), new Message(delivery, "text", "Hello"), "test"), delivery);
        await shop.Following.Look(Playbook.Playbook, id, default);
        await shop.Dealing.Deal(Playbook.Playbook, shop.Wake, default);
        world.Wait(Duration.FromSeconds(1));
        return id;
    }

    private static async Task Online(StorageWorld.Process shop, string agent)
    {
        try
        {
            await shop.Entries.Switch(Playbook.Playbook, Playbook.Team.People[agent], ["chat"], on: true, shop.Wake, default);
        }
        catch (RequestFailedException)
        {
            // Dead, as it was to be.
        }
    }

    private static async Task<TrackedTicket> Tracked(StorageWorld.Process shop, TicketId id) => (await shop.Ledger.Ticket("shop", id, default)).Value;

    private static async Task<AgentDesk> Desk(StorageWorld.Process shop) => (await shop.Ledger.Desk("shop", "olive", default)).Value;
}
