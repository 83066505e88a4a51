using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Intake.Core.Tests.Tickets;
using Intake.OnCall;
using Intake.Reporting;
using Intake.Tickets;
using NodaTime;

namespace Intake.Core.Tests.Reporting;

/// <summary>Every minute of a ticket's life lies with exactly one: the queue, an agent, the client, a supplier, a colleague, or nobody's hours.</summary>
public sealed class MinuteLedgerSpecs
{
    private const int Histories = 10_000;

    [Property(MaxTest = Histories)]
    public Property The_minutes_sum_to_the_elapsed_time_whatever_happened() => DeciderLaws.ForAllHistoriesAtTheEnd(world =>
    {
        var until = world.Now + Duration.FromHours(30);
        var ledger = MinuteLedger.Of(TripSupport.Playbook, world.Ticket.Id, world.Events, until);
        var sum = ledger.With.Values.Aggregate(Duration.Zero, (a, b) => a + b);
        var open = Open(world.Events, until);
        return (sum == ledger.Elapsed && ledger.Elapsed == open && ledger.With.Values.All(time => time >= Duration.Zero)
                && ledger.ByAgent.Values.Aggregate(Duration.Zero, (a, b) => a + b) <= ledger.With[LiesWith.Agent])
            .Label($"{string.Join(", ", ledger.With)}: {sum}, elapsed {ledger.Elapsed}, open {open}");
    });

    [Fact]
    public void A_WhatsApp_chat_lies_in_the_queue_with_its_agent_with_a_supplier_and_with_the_client()
    {
        var world = new TripSupport("2026-03-02 10:00 -05:00");
        var client = new Client("Jane Smith", "+15550199", "+15550199");
        Hand(world, 0, new Signal.MessageArrived("whatsapp", client, new Message("m1", "text", "Could you move my taxi to noon?"), "test"));
        Hand(world, 10, new Signal.OwnerChanged("ana", "ana"));
        Hand(world, 5, new Signal.ReplyRequested("ana", "Which day?"));
        Hand(world, 20, new Signal.MessageArrived("whatsapp", client, new Message("m2", "text", "On the 15th"), "test"));
        Hand(world, 3, new Signal.StageMoved("ana", "plan-initiated", "Waiting on the taxi company"));
        Hand(world, 40, new Signal.StageMoved("ana", "requires-support", "Internal input needed – approve the price", Teammate: new Person("ben", "Ben", Slack: "U0BEN0002")));
        Hand(world, 7, new Signal.StageMoved("ana", "action-required", "PE Action Required – confirm the taxi at noon"));
        Hand(world, 2, new Signal.ReplyRequested("ana", "It is moved to noon."));
        var ledger = MinuteLedger.Of(TripSupport.Playbook, world.Ticket.Id, world.Events, world.Now + Duration.FromMinutes(4));

        Assert.Equal(
            ["Queue 10", "Agent 14", "Client 20", "Supplier 40", "Internal 7", "OffHours 0"],
            ledger.With.Select(entry => $"{entry.Key} {entry.Value.TotalMinutes}"));
        Assert.Equal(91, ledger.Elapsed.TotalMinutes);
        Assert.Equal(("ana", 14.0), (ledger.ByAgent.Single().Key, ledger.ByAgent.Single().Value.TotalMinutes));
    }

    [Fact]
    public void The_night_is_nobodys_on_a_channel_that_sleeps()
    {
        // WhatsApp is watched until 17:00 and again from 00:30: 30 minutes in the queue, 7 h 30 min off hours, 30 minutes in the queue.
        var world = new TripSupport("2026-03-02 16:30 -05:00");
        Hand(world, 0, new Signal.MessageArrived("whatsapp", new Client("Jane Smith", "+15550199", "+15550199"), new Message("m1", "text", "Could you send me the route?"), "test"));
        var ledger = MinuteLedger.Of(TripSupport.Playbook, world.Ticket.Id, world.Events, world.Now + Duration.FromMinutes(510));
        Assert.Equal((60.0, 450.0), (ledger.With[LiesWith.Queue].TotalMinutes, ledger.With[LiesWith.OffHours].TotalMinutes));
    }

    private static void Hand(TripSupport world, int minutes, Signal signal)
    {
        if (minutes > 0)
        {
            world.SleepsFor(Duration.FromMinutes(minutes));
        }

        Assert.Null(world.Hand(signal with { Id = $"{signal.GetType().Name}-{world.Now}", At = world.Now, ReceivedAt = world.Now }).Refusal);
    }

    /// <summary>Counted another way: from each opening to its close.</summary>
    private static Duration Open(IReadOnlyList<TicketEvent> events, Instant until)
    {
        var (total, opened, last) = (Duration.Zero, (Instant?)null, Instant.MinValue);
        foreach (var e in events)
        {
            last = last == Instant.MinValue ? e.At : Instant.Max(last, e.At);
            switch (e)
            {
                case TicketEvent.Opened or TicketEvent.Reopened:
                    opened ??= last;
                    break;
                case TicketEvent.Closed when opened is { } since:
                    (total, opened) = (total + (last - since), null);
                    break;
            }
        }

        return opened is { } open ? total + (Instant.Max(last, until) - open) : total;
    }
}
