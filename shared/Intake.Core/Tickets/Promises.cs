using Intake.Clocks;
using Intake.Playbooks;
using Intake.Time;
using NodaTime;
using NodaTime.Text;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>The team's word to a client (TS-C4): made in a message or by a button, kept by the next message or call, broken when due.</summary>
internal static class Promises
{
    private const string Forms = "Write e.g. “in 20 minutes”, “3 pm”, “tomorrow morning” or 2026-07-15T15:00:00Z, or give “minutes”.";
    private const int LongestMinutes = 60 * 24 * 60;

    /// <summary>An agent's words may hold a promise, or at least a time (TS-U1).</summary>
    public static void Heard(Draft draft, string? agent, string text, string? effect)
    {
        // News that comes late: something was said after it.
        if (draft.Ticket.TouchedAt > draft.Signal.At)
        {
            return;
        }

        if (draft.Playbook.Promises is { } rules && In(draft, rules, text) is { } time)
        {
            Make(draft, agent ?? "the team", time.Words, time.At, rules.Clause, rules.Ladder, effect);
        }
        else if (Guidance.IsOwed(draft.Playbook, draft.Ticket) && Time(draft, text) is { } told)
        {
            draft.Happened(new TimeGiven(told.Words) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.Guidance!.Clause });
        }
    }

    public static void Requested(Draft draft, Signal.PromiseRequested signal)
    {
        if (draft.Playbook.Promises is not { } rules || !draft.Ticket.IsOpen)
        {
            draft.Refuse(draft.Channel.Clause, draft.Ticket.IsOpen ? "This playbook tracks no promises." : "The ticket is closed.", "Write a reply instead, or move it back to an open stage first.");
        }
        else if (Due(draft, rules, signal) is not { } due || due <= draft.Now)
        {
            draft.Refuse(rules.Clause, "The promise names no time that lies ahead.", Forms);
        }
        else if (signal.Text is { } text && ClientMessages.Unreachable(draft) is { } why)
        {
            draft.Refuse(why.Clause, why.Why, why.Remedy);
        }
        else
        {
            var effect = signal.Text is { } words ? draft.SendToClient(words, template: null, rules.Clause, automatic: false) : null;
            if (effect is not null)
            {
                FromAgent.Said(draft, signal.Agent, signal.Text!, template: null, effect, rules.Clause);
            }

            Make(draft, signal.Agent, signal.Text ?? signal.Due ?? $"{signal.Minutes} minutes", due, rules.Clause, rules.Ladder, effect);
        }
    }

    public static void Withdraw(Draft draft, Signal.PromiseWithdrawn signal)
    {
        if (draft.Ticket.Promises.FirstOrDefault(promise => promise.Id == signal.Promise) is { } promise)
        {
            draft.Happened(new PromiseWithdrawn(promise.Id, signal.Agent, signal.Reason) { At = signal.At, RecordedAt = draft.Now, Clause = promise.Clause });
            draft.Note($"{signal.Agent} withdrew the promise “{promise.Words}”: {signal.Reason}", promise.Clause);
        }
        else
        {
            draft.Refuse(draft.Playbook.Promises?.Clause ?? "intake", "There is no such open promise on this ticket.", "A ticket's open promises are listed with GET /api/tickets/{id}.");
        }
    }

    public static void Make(Draft draft, string agent, string words, Instant due, string clause, string ladder, string? effect)
    {
        var before = draft.Playbook.Promises?.WarnBefore ?? Duration.Zero;
        var made = draft.Signal.At;
        draft.Happened(new PromiseMade(new Promise($"p{draft.Ticket.Sequence + 1:D8}", agent, words, made, due, clause)
        {
            WarnAt = before > Duration.Zero && due - made >= before * 2 ? due - before : null,
            Ladder = ladder,
            Effect = effect,
        })
        { At = made, RecordedAt = draft.Now, Clause = clause });
    }

    public static void Warn(Draft draft, PlannedTimer timer)
    {
        var rules = draft.Playbook.Promises!;
        var promise = draft.Ticket.Promises.First(promise => promise.Id == timer.Episode);
        draft.Do(new Effect.PostToSlack((draft.Signal.Facts.Owner ?? draft.Signal.Facts.Agent)?.Slack ?? rules.Room, draft.Say(rules.Warning, promise: promise), null, Page: false, []) { Clause = timer.Clause });
    }

    public static void Break(Draft draft, PlannedTimer timer)
    {
        var promise = draft.Ticket.Promises.First(promise => promise.Id == timer.Episode);
        draft.Happened(new PromiseBroken(promise.Id, promise.Due, draft.Now > promise.Due ? draft.Now - promise.Due : Duration.Zero) { At = promise.Due, RecordedAt = draft.Now, Clause = promise.Clause });
        Alerts.Raise(draft, draft.Playbook.Ladders[promise.Ladder], promise.Id, promise.Due, rung => promise.Due + rung.After);
    }

    /// <summary>A message or call after it was made keeps it.</summary>
    public static void Settle(Draft draft)
    {
        foreach (var promise in draft.Ticket.Promises.Where(promise => draft.Ticket.TouchedAt > promise.MadeAt))
        {
            var at = draft.Ticket.TouchedAt!.Value;
            draft.Happened(new PromiseKept(promise.Id, at > promise.Due ? at - promise.Due : Duration.Zero) { At = at, RecordedAt = draft.Now, Clause = promise.Clause });
        }
    }

    /// <summary>The earliest time that stands in a sentence with the words of a promise and lies ahead.</summary>
    private static SpokenTime? In(Draft draft, PromiseRules rules, string text) =>
        rules.SaidBy.SentencesWithOne(text).Select(sentence => Time(draft, sentence)).Where(time => time is not null).MinBy(time => time!.At);

    public static SpokenTime? Time(Draft draft, string text) =>
        SpokenTimes.Find(text, draft.Signal.At.InZone(draft.Playbook.Zone)) is { } time && time.At > draft.Signal.At ? time : null;

    private static Instant? Due(Draft draft, PromiseRules rules, Signal.PromiseRequested signal) => signal switch
    {
        { Minutes: { } minutes, Due: null } => minutes is > 0 and <= LongestMinutes ? draft.Signal.At + Duration.FromMinutes(minutes) : null,
        { Minutes: null, Due: { } due } => InstantPattern.ExtendedIso.Parse(due) is { Success: true } exact ? exact.Value
            : OffsetDateTimePattern.ExtendedIso.Parse(due) is { Success: true } offset ? offset.Value.ToInstant()
            : Time(draft, due)?.At,
        { Minutes: null, Text: { } text } => (In(draft, rules, text) ?? Time(draft, text))?.At,
        _ => null,
    };
}
