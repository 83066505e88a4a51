using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Intake.Clocks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Core.Tests.Tickets;

/// <summary>What must hold whatever customers and agents do with macros, snoozes, offers, requests and checks, in whatever order.</summary>
public sealed class EmailRetailLaws
{
    private const int Histories = 150;

    [Property(MaxTest = Histories)]
    [Trait("Clause", "ER-10")]
    public Property A_snoozed_ticket_always_wakes_and_never_after_its_time_to_resolution() => ForAllHistories((mail, _) =>
        (mail.Ticket.Snooze is { } snooze
            ? mail.Ticket.Stage == "snoozed" && snooze.Until > mail.Now && snooze.Until <= (mail.Ticket.ReopenedAt ?? mail.Ticket.OpenedAt) + Duration.FromHours(24)
              && FlightPlan.For(EmailRetail.Playbook, mail.Ticket).Any(timer => timer.Kind == TimerKind.SnoozeEnds)
            : mail.Ticket.Stage != "snoozed").Label("a snooze without end, or a stage without snooze"));

    [Property(MaxTest = Histories)]
    [Trait("Clause", "ER-15")]
    public Property Nothing_closes_with_a_request_open_but_an_offer_and_HubSpot() => ForAllHistories((mail, _) =>
        (mail.Ticket.IsOpen || mail.Ticket.Tasks.IsEmpty || mail.Ticket.Macro?.Name == "order-save" || !mail.Ticket.Exceptions.IsEmpty).Label("closed over an open request"));

    [Property(MaxTest = Histories)]
    public Property Twice_is_once_and_no_effect_is_without_an_event() => ForAllHistories((mail, step) =>
    {
        var before = TripSupport.Written(mail.Ticket);
        var again = mail.Hand(step);
        return (again.Events.Length == 0 && again.Effects.Length == 0 && before == TripSupport.Written(mail.Ticket)
            && mail.Decisions.TrueForAll(decision => decision.Effects.Length == 0 || decision.Events.Length > 0)).Label($"repeating {step}");
    });

    [Property(MaxTest = Histories)]
    public Property A_ring_never_leaves_the_clock_in_the_past_and_the_events_give_the_state() => ForAllHistories((mail, _) =>
    {
        mail.Ring();
        var stored = mail.Events.Select(e => JsonSerializer.Deserialize<TicketEvent>(JsonSerializer.Serialize(e, StoredJson.Options), StoredJson.Options)!);
        return ((FlightPlan.NextDue(EmailRetail.Playbook, mail.Ticket) is not { } due || due > mail.Now)
            && TripSupport.Written(Evolution.Replay(mail.Ticket.Id, stored)) == TripSupport.Written(mail.Ticket)).Label("a timer stayed due, or the replayed state differs");
    });

    private static Property ForAllHistories(Func<TripSupport, Signal, Property> holds) => Prop.ForAll(History().ToArbitrary(), history =>
    {
        var mail = EmailRetail.At("02 08:00");
        var verdict = true.ToProperty();
        foreach (var (minutes, what) in history)
        {
            mail.SleepsFor(Duration.FromMinutes(minutes));
            Answer(mail);
            var signal = Step(mail, what);
            mail.Hand(signal);
            verdict = verdict.And(holds(mail, signal));
        }

        return verdict;
    });

    // Half the time the checks are answered, so that something is also sent.
    private static void Answer(TripSupport mail)
    {
        foreach (var state in mail.Ticket.Checks.Where(_ => mail.Events.Count % 2 == 0).ToList())
        {
            var check = EmailRetail.Playbook.Checks.Single(check => check.Name == state.Check);
            mail.Ticks(check.Name, check.Answers.FirstOrDefault() ?? "412 USD", [.. check.Asked]);
        }
    }

    private static int _signal;

    private static Signal Step(TripSupport mail, string what)
    {
        var id = $"{what}-{Interlocked.Increment(ref _signal)}";
        var (macro, text) = (EmailRetail.Playbook.Macros.GetValueOrDefault(what), what);
        Signal signal = what switch
        {
            _ when macro is not null => new Signal.MacroRequested("olive", what, "Hi Jane, … call us", macro.Fields, Edited: false, Close: id.Length % 2 == 0),
            "snooze" => new Signal.SnoozeRequested("omar", id.Length % 2 == 0 ? 90 : null, "waits", Confirm: true),
            "one-touch" => new Signal.OneTouchRequested("olive", WaitsForClient: id.Length % 2 == 0),
            "done" => new Signal.TaskFinished("olive", mail.Ticket.Tasks.FirstOrDefault()?.Id ?? "k0", null),
            "close" => new Signal.StageMoved("olive", "closed", "Refunded 40 USD; the customer was told."),
            "open" => new Signal.StageMoved("olive", "open", "Looking at it again"),
            "hubspot-snooze" => new Signal.StageMoved("HubSpot", "snoozed", null, "hubspot"),
            "hubspot-close" => new Signal.StageMoved("HubSpot", "closed", null, "hubspot"),
            "reply" => new Signal.ReplyRequested("olive", "On it, call us if anything is unclear.", Confirm: true),
            "tag" => new Signal.TagsChanged("olive", ["no-response"], []),
            _ => new Signal.MessageArrived("email", new Client("Jane Doe", "jane@example.com", Email: "jane@example.com"), new Message(id, "text", text), "Customer e-mail"),
        };
        return signal with { Id = id, At = mail.Now, ReceivedAt = mail.Now };
    }

    private static Gen<(int Minutes, string What)[]> History()
    {
        string[] words =
        [
            "Please cancel my order, I bought two bottles through ClickBank", "Cancel my subscription and refund me", "My package never arrived", "I moved, please change my address", "Thank you!",
            "answer", "order-save", "subscription-save", "fulfilment-solution", "refund-issued", "snooze", "one-touch", "done", "done", "close", "open", "hubspot-snooze", "hubspot-close", "reply", "tag",
        ];
        var step = from minutes in Gen.Frequency((4, Gen.Choose(1, 60)), (2, Gen.Choose(61, 300)), (1, Gen.Choose(301, 3000)))
                   from what in Gen.Elements(words)
                   select (minutes, what);
        return from first in Gen.Elements(words[..4])
               from steps in step.ArrayOf(12)
               select new[] { (0, first) }.Concat(steps).ToArray();
    }
}
