using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Intake.Clocks;
using Intake.OnCall;
using Intake.Tickets;
using NodaTime;

namespace Intake.Core.Tests.Tickets;

/// <summary>What must hold whatever clients and agents do, in whatever order. The orchestration leans on each of these.</summary>
public sealed class DeciderLaws
{
    private const int Histories = 300;

    [Property(MaxTest = Histories)]
    public Property Twice_is_once() => ForAllHistories((world, step) =>
    {
        var before = TripSupport.Written(world.Ticket);
        var again = world.Hand(step);
        return (again.Events.Length == 0 && again.Effects.Length == 0 && before == TripSupport.Written(world.Ticket)).Label($"repeating {step}");
    });

    [Property(MaxTest = Histories)]
    public Property A_ring_never_leaves_the_clock_in_the_past() => ForAllHistories((world, _) =>
    {
        world.Ring();
        return (FlightPlan.NextDue(TripSupport.Playbook, world.Ticket) is not { } due || due > world.Now).Label("a timer stayed due");
    });

    [Property(MaxTest = Histories)]
    public Property Replaying_the_events_gives_the_state() => ForAllHistories((world, _) =>
    {
        var stored = world.Events.Select(e => JsonSerializer.Deserialize<TicketEvent>(JsonSerializer.Serialize(e, StoredJson.Options), StoredJson.Options)!);
        return (TripSupport.Written(Evolution.Replay(world.Ticket.Id, stored)) == TripSupport.Written(world.Ticket)).Label("the replayed state differs");
    });

    [Property(MaxTest = Histories)]
    public Property Deadlines_recomputed_from_the_events_equal_the_plan() => ForAllHistories((world, _) =>
    {
        var replayed = Evolution.Replay(world.Ticket.Id, world.Events);
        return FlightPlan.For(TripSupport.Playbook, replayed).SequenceEqual(FlightPlan.For(TripSupport.Playbook, world.Ticket)).Label("the plan differs");
    });

    [Property(MaxTest = Histories)]
    public Property No_effect_without_an_event() => ForAllHistories((world, step) =>
        world.Decisions.TrueForAll(decision => decision.Effects.Length == 0 || decision.Events.Length > 0).Label("an effect nobody could explain"));

    [Property(MaxTest = Histories)]
    public Property Every_rung_is_climbed_once_per_round() => ForAllHistories((world, _) =>
        world.Events.OfType<TicketEvent.RungFired>().GroupBy(rung => (rung.Alert, rung.Rung, rung.Round)).All(group => group.Count() == 1).Label("a rung was climbed twice"));

    [Property(MaxTest = Histories)]
    public Property What_is_stored_can_be_read_back() => ForAllHistories((world, _) =>
    {
        var written = TripSupport.Written(world.Ticket);
        return (TripSupport.Written(JsonSerializer.Deserialize<Ticket>(written, StoredJson.Options)!) == written).Label("reading back changed it");
    });

    /// <summary>Runs a random history and asks after every step.</summary>
    private static Property ForAllHistories(Func<TripSupport, Signal, Property> holds) => Prop.ForAll(History().ToArbitrary(), history =>
    {
        var world = new TripSupport("2026-03-06 16:30 -05:00", history.Channel);
        var verdict = true.ToProperty();
        foreach (var (minutes, what) in history.Steps)
        {
            world.SleepsFor(Duration.FromMinutes(minutes));
            if (Step(world, what) is { } signal)
            {
                world.Hand(signal);
                verdict = verdict.And(holds(world, signal));
            }
        }

        return verdict;
    });

    /// <summary>The same, asked once when it is over.</summary>
    internal static Property ForAllHistoriesAtTheEnd(Func<TripSupport, Property> holds) => Prop.ForAll(History().ToArbitrary(), history =>
    {
        var world = new TripSupport("2026-03-06 16:30 -05:00", history.Channel);
        foreach (var (minutes, what) in history.Steps)
        {
            world.SleepsFor(Duration.FromMinutes(minutes));
            if (Step(world, what) is { } signal)
            {
                world.Hand(signal);
            }
        }

        return holds(world);
    });

    private static int _signal;

    private static Signal? Step(TripSupport world, string what)
    {
        var id = $"{what}-{Interlocked.Increment(ref _signal)}";
        var client = new Client("Jane Smith", "+15550199", "+15550199");
        Signal? signal = what switch
        {
            "urgent" => new Signal.MessageArrived(world.Channel, client, new Message(id, "text", "We are stuck, the taxi has not arrived"), "test"),
            "harmless" => new Signal.MessageArrived(world.Channel, client, new Message(id, "text", "What boots should I pack?"), "test"),
            "late" => new Signal.MessageArrived(world.Channel, client, new Message(id, "text", "Sent a while ago: the hotel has no booking for us"), "test") { At = world.Now - Duration.FromMinutes(40) },
            "emergency" => new Signal.MessageArrived(world.Channel, client, new Message(id, "text", "He is unconscious, please help"), "test"),
            "auto" => new Signal.MessageArrived(world.Channel, client, new Message(id, "text", "Out of office"), "test", Automatic: true),
            "call" => new Signal.CallMissed("phone", client, "test"),
            "back" => new Signal.CallMade(client, "ana"),
            "reply" => new Signal.ReplyRequested("ana", "On it."),
            "note" => new Signal.NoteWritten("ana", "Looked at it"),
            "own" => new Signal.OwnerChanged("ana", "ana"),
            "plan" => new Signal.StageMoved("ana", "plan-initiated", "Waiting on the taxi company"),
            "ask-help" => new Signal.StageMoved("ana", "requires-support", "Internal input needed – approve the refund", Teammate: TripSupport.Ana),
            "task" => new Signal.StageMoved("ana", "action-required", "PE Action Required – book a taxi, do in 2 hours"),
            "finalize" => new Signal.StageMoved("ana", "plan-finalized", "Plan fully finalized – pending execution in 3 hours", Invoice: "Pay Alpin Taxi 85 EUR (owner: Finance)"),
            "bill" => new Signal.StageMoved("ana", "invoicing", "Refund 85 EUR to the client (owner: Finance)", Confirm: true),
            "executed" => new Signal.ExecutionReported("ana", Done: true, Note: null),
            "not-executed" => new Signal.ExecutionReported("ana", Done: false, "nobody came"),
            "todo" => new Signal.TaskRequested("ana", "Call the hut", "in 1 hour"),
            "done" => new Signal.TaskFinished("ana", world.Ticket.Tasks.FirstOrDefault()?.Id ?? "k0", null),
            "hubspot-plan" => new Signal.StageMoved("HubSpot", "plan-initiated", null, "hubspot"),
            "hubspot-close" => new Signal.StageMoved("HubSpot", "closed", null, "hubspot"),
            "close" => new Signal.StageMoved("ana", "closed", "Solved"),
            "lower" => new Signal.UrgencyOverruled("ana", Urgency.NonUrgent, "no"),
            "raise" => new Signal.UrgencyOverruled("ana", Urgency.Urgent, "yes"),
            "take" when world.Ticket.Alerts.Length > 0 => new Signal.AlertAcknowledged(world.Alert.Id, TripSupport.Ana, "sms"),
            "help" when world.Ticket.Alerts.Length > 0 => new Signal.HelpNeeded(world.Alert.Id, TripSupport.Ana, "slack"),
            "stay" => new Signal.StayRequested("ana", null),
            "hand" => new Signal.HandOverRequested("ana", new Person("ben", "Ben", null, "U0BEN0001")),
            "accept" => new Signal.HandOverAccepted("ben"),
            "keep" => new Signal.KeepRequested("ana", "ANA", "she knows the hotel"),
            "release" => new Signal.ReleaseRequested("ana", null),
            "text" => new Signal.TemplateRequested("ana", TripSupport.Playbook.Emergency!.Template),
            "injury" => new Signal.MessageArrived(world.Channel, client, new Message(id, "text", "I twisted my ankle and it is swollen"), "test"),
            "yes" => new Signal.EmergencyAnswered("ana", Yes: true),
            "no" => new Signal.EmergencyAnswered("ana", Yes: false),
            "confirm" => new Signal.DraftConfirmed("ana"),
            "dismiss" => new Signal.DraftDismissed("ana", "thanks"),
            "by-hand" => new Signal.TicketRequested(world.Channel, client, "taxi missing", "taxi missing", null, "ana", null, Waits: true),
            "title" => new Signal.TitleSet("ana", id.Length % 2 == 0 ? "Smith - Issue with taxi, 15th" : null),
            "tag" => new Signal.TagsChanged("ana", id.Length % 2 == 0 ? ["No Response"] : [], ["no response"]),
            "handoff" => new Signal.HandoffRequested("ana", "finance", null, "Here is your answer."),
            "record" => new Signal.EmergencyRecorded("ana", Situation: "fell", Location: id.Length % 2 == 0 ? "on the path" : null, RespondersTookOver: true, ConfirmSop: true),
            "thanks" => new Signal.MessageArrived(world.Channel, client, new Message(id, "text", "Perfect, thanks!"), "test"),
            "owed" => new Signal.StillOwed("ana"),
            "holding" => new Signal.TemplateRequested("ana", TripSupport.Playbook.Promises!.Holding),
            "promise" => new Signal.PromiseRequested("ana", null, 20, null),
            "withdraw" when world.Ticket.Promises.Length > 0 => new Signal.PromiseWithdrawn(world.Ticket.Promises[0].Id, "ana", "not needed"),
            "aside" => new Signal.SetAside(new TicketId("t2"), "Jones - Taxi", "ana"),
            "room" => new Signal.RoomMade("ana", 2),
            "cannot" => new Signal.CannotReach("ana", null),
            "end" => new Signal.WaitEnded("ana", "number withheld"),
            "elsewhere" => new Signal.ReachedElsewhere(new TicketId("t2"), "whatsapp"),
            "handled" => new Signal.MatterHandled("ana", null),
            "remind" => new Signal.ReminderRequested("ana"),
            _ => null,
        };
        return signal is null ? null : signal with { Id = id, At = signal.At == default ? world.Now : signal.At, ReceivedAt = world.Now };
    }

    private static Gen<(string Channel, (int Minutes, string What)[] Steps)> History()
    {
        string[] words = ["urgent", "harmless", "late", "emergency", "auto", "call", "back", "reply", "note", "own", "plan", "close", "lower", "raise", "take", "help", "text", "ask-help", "task", "finalize", "bill", "executed", "not-executed", "todo", "done", "hubspot-plan", "hubspot-close", "wait", "stay", "hand", "accept", "keep", "release", "injury", "yes", "no", "record", "confirm", "dismiss", "by-hand", "title", "tag", "handoff", "thanks", "owed", "holding", "promise", "withdraw", "aside", "room", "cannot", "end", "elsewhere", "handled", "remind"];
        var step = from minutes in Gen.Frequency((4, Gen.Choose(0, 6)), (2, Gen.Choose(7, 40)), (1, Gen.Choose(41, 2000)))
                   from what in Gen.Elements(words)
                   select (minutes, what);
        return from channel in Gen.Elements("whatsapp", "email", "lux", "phone")
               from first in Gen.Elements("urgent", "harmless", "emergency")
               from steps in step.ArrayOf(12)
               select (channel, (new[] { (0, channel == "phone" ? "call" : first) }).Concat(steps).ToArray());
    }
}
