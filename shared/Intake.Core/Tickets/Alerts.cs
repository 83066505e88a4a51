using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Intake.Clocks;
using Intake.OnCall;
using Intake.Playbooks;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Ladders in progress: raised, climbed, taken, resumed, ended. Each alert message carries its buttons and loses them when somebody has it.</summary>
internal static class Alerts
{

    private static readonly Duration WorthSaying = Duration.FromMinutes(1);

    public static void Raise(Draft draft, Ladder ladder, string episode, Instant from, Func<Rung, Instant> due)
    {
        var id = $"a{draft.Ticket.Sequence + 1:D8}";
        var rungs = ladder.Rungs.Select(rung => new AlertRung(due(rung), rung.Clause, rung.Room, rung.Template, Roles(rung, due(rung)), [.. People(draft, Roles(rung, due(rung)))], rung.ToAgent));
        var alert = new Alert(id, ladder.Name, ladder.Clause, episode, Code(draft.Ticket.Id, id), from, ladder.Page, [.. rungs], ladder.ResumeAfter, ladder.RepeatEvery);
        draft.Happened(new AlertRaised(alert) { At = alert.Rungs[0].Due, RecordedAt = draft.Now, Clause = ladder.Clause });
        Climb(draft, id, 0, 0, alert.Rungs[0].Due);
    }

    /// <summary>Climbs one rung: posts, pages, and says so. What nobody holds the role for is said in the room instead.</summary>
    public static void Climb(Draft draft, string alertId, int rung, int round, Instant due)
    {
        var alert = draft.Ticket.Alerts.First(a => a.Id == alertId);
        var step = alert.Rungs[rung];
        var late = draft.Now > due ? draft.Now - due : Duration.Zero;
        var suffix = late > WorthSaying ? $" ({Text.Of(late)} late)" : "";
        var posts = new List<AlertPost>();

        void Post(string room, string text, bool page) => posts.Add(new AlertPost(
            draft.Do(new Effect.PostToSlack(room, text, alert.Id, page, Buttons(draft)) { Clause = step.Clause, WhileAlert = alert.Id }), room, text));

        if (step is { Room: { } room, Template: { } template })
        {
            Post(step.ToAgent ? draft.Signal.Facts.Owner?.Slack ?? room : room, draft.Say(template, alert) + suffix, page: false);
        }

        // Whoever was captured may have gone home by the time it repeats: those on call now are woken too.
        var people = round > 0 ? [.. step.People.Concat(People(draft, step.Roles)).DistinctBy(person => person.Id)] : step.People;
        foreach (var person in people)
        {
            var text = draft.Say(alert.Page, alert) + suffix;
            if (person.Sms is not null)
            {
                draft.Do(new Effect.SendSms(person, text, alert.Id, alert.Code) { Clause = step.Clause, WhileAlert = alert.Id });
            }

            if (person.Slack is { } slack)
            {
                Post(slack, text, page: true);
            }
        }

        if (step.Roles.Length > 0 && !people.Any(person => person.Sms is not null || person.Slack is not null))
        {
            Post(DefaultRoom(draft), $"Nobody reachable is on call as {string.Join(" or ", step.Roles)}. {draft.Say(alert.Page, alert)}{suffix}", page: true);
        }

        draft.Happened(new RungFired(alert.Id, rung, round, due, late, [.. posts]) { At = due, RecordedAt = draft.Now, Clause = step.Clause });
    }

    public static void Take(Draft draft, Signal.AlertAcknowledged signal)
    {
        if (draft.Ticket.Alerts.All(alert => alert.Id != signal.Alert))
        {
            draft.Refuse("intake", "There is no such alert on this ticket.", "A ticket's open alerts are listed with GET /api/tickets/{id}.");
        }
        else if (Open(draft, signal.Alert) is { Taken: null })
        {
            draft.Happened(new AlertTaken(signal.Alert, signal.By, signal.Via) { At = signal.At, RecordedAt = draft.Now, Clause = Open(draft, signal.Alert)!.Clause });
            Settle(draft, signal.Alert, $"{signal.By.Name} has it since {Text.TimeOfDay(signal.At, draft.Playbook.Zone, draft.Now)}.");
        }
    }

    /// <summary>"Need help": the next rung at once, whoever has the alert.</summary>
    public static void Hurry(Draft draft, Signal.HelpNeeded signal)
    {
        if (Open(draft, signal.Alert) is { } alert)
        {
            draft.Happened(new HelpAsked(signal.Alert, signal.By, signal.Via) { At = signal.At, RecordedAt = draft.Now, Clause = alert.Clause });
            Timers.FireDue(draft);
        }
    }

    /// <summary>An alert ends with the stretch of state that armed it; an emergency's when a named person took it and the client was reached.</summary>
    public static void EndWhatIsOver(Draft draft)
    {
        foreach (var alert in draft.Ticket.Alerts.Where(alert => !alert.Ended))
        {
            if (Over(draft.Playbook, draft.Ticket, alert) is { } why)
            {
                draft.Happened(new AlertEnded(alert.Id, why) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = alert.Clause });
                if (alert.Taken is null)
                {
                    Settle(draft, alert.Id, $"Over: {why}.");
                }
            }
        }
    }

    /// <summary>A message delivered after its alert was taken or over still shows the buttons: take them away.</summary>
    public static void SettleLate(Draft draft, string effect)
    {
        if (draft.Ticket.Alerts.FirstOrDefault(alert => alert.Posts.Any(post => post.Effect == effect)) is { } alert && (alert.Ended || alert.Taken is not null))
        {
            Settle(draft, alert.Id, alert.Taken is { } taken ? $"{taken.By.Name} has it." : "Over.", post => post.Effect == effect);
        }
    }

    private static void Settle(Draft draft, string alertId, string words, Func<AlertPost, bool>? which = null, string mark = "✓")
    {
        var alert = draft.Ticket.Alerts.First(a => a.Id == alertId);
        foreach (var post in alert.Posts.Where(post => post.Receipt is not null && (which?.Invoke(post) ?? true)))
        {
            draft.Do(new Effect.UpdateSlack(post.Effect, post.Room, post.Receipt!, $"{post.Text}\n{mark} {words}") { Clause = alert.Clause, Buttons = alert.Taken is null && !alert.Ended ? [] : Reminders.Buttons(draft) });
        }
    }

    private static string? Over(Playbook playbook, Ticket ticket, Alert alert) => ticket switch
    {
        { IsOpen: false } => "the ticket is closed",
        _ when alert.Episode == ticket.Emergency?.Episode => alert.Taken is not null && ticket.TouchedAt >= ticket.Emergency.Since ? "the client was reached" : null,
        _ when alert.Episode.StartsWith('p') => ticket.Promises.Any(promise => promise.Id == alert.Episode) ? null : "the client has heard from us",
        _ when ResolutionClock.Is(alert.Episode) => ticket.Hold is null && alert.Episode == ResolutionClock.Episode(ticket) ? null : "a solution was given",
        { Waiting: null } => "the client was answered",
        _ when alert.Episode != ticket.Waiting.Current.Episode => "another clock took over",
        { Waiting.Current: var stretch } when Conversation.Covering(playbook, ticket, stretch) is not null => "the client knows by when",
        _ => null,
    };

    /// <summary>Whoever had it let it lapse: its posts must not say otherwise.</summary>
    public static void Lapsed(Draft draft, string alertId, string name) => Settle(draft, alertId, $"{name} had it; the client still waits.", mark: "⏳");

    internal static bool AnybodyReachable(Draft draft, ImmutableArray<string> roles) => People(draft, roles).Any(person => person.Sms is not null || person.Slack is not null);

    private static ImmutableArray<string> Roles(Rung rung, Instant due) => rung.Also is { } also && also.During.IsOpen(due) ? [.. rung.Roles.Union(also.Roles)] : rung.Roles;

    private static Alert? Open(Draft draft, string id) => draft.Ticket.Alerts.FirstOrDefault(alert => alert.Id == id && !alert.Ended);

    private static ImmutableArray<SlackButton> Buttons(Draft draft) =>
    [
        new(SlackActions.Take, "I've got it"),
        draft.Channel.Kind == ChannelKind.Phone ? new(SlackActions.Cannot, "I cannot call back") : new(SlackActions.Help, "Need help"),
        .. draft.Ticket.Emergency is { TextSent: false } && ClientMessages.Unreachable(draft) is null ? [new SlackButton(SlackActions.EmergencyText, "Send emergency text")]
            : draft.Ticket is { Live: true, Emergency: null } && draft.Playbook.Promises is not null && draft.Channel.Live is not null && ClientMessages.Unreachable(draft) is null ? [new SlackButton(SlackActions.Holding, "Send holding text")]
            : ImmutableArray<SlackButton>.Empty,
    ];

    private static IEnumerable<Person> People(Draft draft, ImmutableArray<string> roles) =>
        roles.SelectMany(role => draft.Signal.Facts.OnCall.GetValueOrDefault(role, [])).DistinctBy(person => person.Id);

    internal static string DefaultRoom(Draft draft) => draft.Playbook.Rooms.Keys.Order(StringComparer.Ordinal).First();

    /// <summary>Five digits a person can type on a phone; derived, so that deciding twice gives the same.</summary>
    private static string Code(TicketId ticket, string alert)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{ticket}/{alert}"));
        return (BitConverter.ToUInt32(hash) % 90_000 + 10_000).ToString();
    }
}
