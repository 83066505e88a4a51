using System.Collections.Immutable;
using Intake.Clocks;
using Intake.Playbooks;
using Intake.Time;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Clients who do not answer (XD-8): attempts on record, far enough apart, before their ticket may close; any answer ends them.</summary>
internal static class Attempts
{
    public static void Request(Draft draft, Signal.AttemptRequested signal)
    {
        if (draft.Playbook.Attempts is not { } rules)
        {
            draft.Refuse("intake", "This playbook keeps no record of attempts.", "Add the section \"attempts\" to it, or write a note.");
            return;
        }

        var called = signal.Kind == AttemptKind.Phone ? Called(draft, signal.CalledAt) : signal.At;
        if (Wrong(draft, rules, signal, called) is { } wrong)
        {
            draft.Refuse(wrong.Clause, wrong.Why, wrong.Remedy);
            return;
        }

        Make(draft, rules, signal, called!.Value);
    }

    /// <summary>Those that count: within the time before the last one.</summary>
    public static ImmutableArray<Attempt> Counted(AttemptRules rules, Ticket ticket) =>
        ticket.Attempts is [.., var last] ? [.. ticket.Attempts.Where(attempt => last.At - attempt.At <= rules.Within)] : [];

    /// <summary>When there were enough of them, and of each kind; null: not yet.</summary>
    public static Instant? CompleteAt(AttemptRules rules, ImmutableArray<Attempt> counted)
    {
        for (var n = rules.Least; n <= counted.Length; n++)
        {
            if (rules.OfEach.All(kind => counted.Take(n).Any(attempt => attempt.Kind == kind)))
            {
                return counted[n - 1].At;
            }
        }

        return null;
    }

    /// <summary>What a close lacks while a client is being tried, or their answer awaited; null when nothing.</summary>
    public static Lack? MissingForClose(Draft draft)
    {
        if (draft.Playbook.Attempts is not { } rules || (draft.Ticket.Attempts.IsEmpty && !rules.Stages.Contains(draft.Ticket.Stage)))
        {
            return null;
        }

        var counted = Counted(rules, draft.Ticket);
        if (CompleteAt(rules, counted) is not { } complete)
        {
            return new Lack(LackKind.Owed, rules.Clause, $"{draft.Ticket.Client.Shown} has not answered, and there are {counted.Length} of {rules.Least} documented attempts{Kinds(rules, counted)}.",
                "Record each with POST /api/tickets/{id}/attempts; if the client did answer, move the ticket on first.");
        }

        var offered = rules.Offer.Counting.Due(complete, rules.Offer.After, draft.Channel.Monitored);
        return offered <= draft.Now ? null
            : new Lack(LackKind.Owed, rules.Clause, $"The client has until {Text.TimeOfDay(offered, draft.Playbook.Zone, draft.Now)} to answer the last attempt.", "Close it then; Intake will offer it.");
    }

    public static void OfferClose(Draft draft, PlannedTimer timer)
    {
        var offer = draft.Playbook.Attempts!.Offer;
        draft.Do(new Effect.PostToSlack(draft.Signal.Facts.Owner?.Slack ?? offer.Room, draft.Say(offer.Template, ("note", Listed(draft))), null, Page: false, [new(SlackActions.CloseUnanswered, "Close")]) { Clause = timer.Clause });
    }

    public static void SayTooFew(Draft draft, PlannedTimer timer)
    {
        var rules = draft.Playbook.Attempts!;
        Pipeline.Post(draft, rules.Offer.Room, rules.TooFew, timer.Clause, draft.Signal.Facts.Owner?.Slack, ("note", Listed(draft)));
    }

    public static void NotSent(Draft draft, string effect, string why)
    {
        if (draft.Ticket.Attempts.FirstOrDefault(attempt => attempt.Effect == effect) is { } attempt)
        {
            draft.Happened(new AttemptLost(attempt.Id, why) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.Attempts?.Clause ?? "intake" });
        }
    }

    /// <summary>The client answered, or the work on it goes on.</summary>
    public static void EndWhatIsOver(Draft draft)
    {
        if (draft.Playbook.Attempts is not { } rules || draft.Ticket is not { IsOpen: true, Attempts: [var first, ..] and [.., var last] } ticket)
        {
            return;
        }

        var why = ticket.LastClientAt > first.At ? "the client has answered"
            : !rules.Stages.Contains(ticket.Stage) && ticket.Visit is { } visit && visit.Since > last.At ? "no answer is awaited any more"
            : null;
        if (why is not null)
        {
            draft.Happened(new AttemptsEnded(why) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        }
    }

    private static Refusal? Wrong(Draft draft, AttemptRules rules, Signal.AttemptRequested signal, Instant? called)
    {
        Refusal No(string why, string remedy) => new(rules.Clause, why, remedy);
        string Time(Instant at) => Text.TimeOfDay(at, draft.Playbook.Zone, draft.Now);
        return signal switch
        {
            _ when !draft.Ticket.IsOpen => No("The ticket is closed.", "Move it back to an open stage first."),
            _ when draft.Ticket.Waiting is not null => No($"{draft.Ticket.Client.Shown} has written and waits for an answer.", "Answer with POST /api/tickets/{id}/reply."),
            { Kind: AttemptKind.Phone, CalledAt: null } or { Kind: AttemptKind.Phone, Left: null } =>
                No("A phone attempt is recorded with date, time, and whether you left a voicemail or message.", "Send “at” (“2026-03-04 10:15”) and “left”: voicemail, message or nothing."),
            { Kind: AttemptKind.Phone } when called is null || called > draft.Now => No($"“{signal.CalledAt}” is no date and time that lies behind us.", "Write it like “2026-03-04 10:15”."),
            { Kind: AttemptKind.Phone } when called < (draft.Ticket.LastClientAt ?? draft.Ticket.OpenedAt) => No($"“{signal.CalledAt}” was before {draft.Ticket.Client.Shown} last wrote: it was no attempt to get this answer.", "Record the calls made since."),
            { Kind: AttemptKind.Email, Text: null } => No("An e-mail needs its words.", "Send “text”: it goes to the client and counts."),
            { Kind: AttemptKind.Email } when ClientMessages.Unreachable(draft) is { } why => why,
            _ when draft.Ticket.Attempts is [.., var last] && rules.Apart.Counting.Due(last.At, rules.Apart.Length, draft.Channel.Monitored) is var next && called < next =>
                No($"The last attempt was at {Time(last.At)}; the next one counts from {Time(next)}.", "Wait until then, or write it as a reply or note: it does not count."),
            _ => null,
        };
    }

    private static void Make(Draft draft, AttemptRules rules, Signal.AttemptRequested signal, Instant at)
    {
        string? effect = null;
        if (signal.Kind == AttemptKind.Email)
        {
            effect = draft.SendToClient(signal.Text!, template: null, rules.Clause, automatic: false);
            FromAgent.Answered(draft, signal.Agent, signal.Text!, template: null, effect, rules.Clause);
        }
        else
        {
            var left = signal.Left == LeftWith.Nothing ? "left nothing" : $"left a {Word(signal.Left)}";
            FromAgent.AddNote(draft, signal.Agent, $"Called the client on {Moment(draft, at)}: no answer, {left}.{(signal.Text is { } more ? $" {more}" : "")}", rules.Clause);
        }

        draft.Happened(new AttemptMade(new Attempt($"a{draft.Ticket.Sequence + 1:D8}", signal.Kind, at, signal.Agent, effect, signal.Left)) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
    }

    /// <summary>A date and a time of day, as they were.</summary>
    private static Instant? Called(Draft draft, string? said) =>
        said is not null && SpokenTimes.Find(said, draft.Now.InZone(draft.Playbook.Zone)) is { DateOnly: false, Relative: false } time ? time.At : null;

    private static string Kinds(AttemptRules rules, ImmutableArray<Attempt> counted) =>
        rules.OfEach.Where(kind => counted.All(attempt => attempt.Kind != kind)).Select(kind => kind == AttemptKind.Phone ? "by phone" : "by e-mail").ToList() is [_, ..] none ? $", none {string.Join(" or ", none)}" : "";

    private static string Listed(Draft draft) => string.Join(", ", draft.Ticket.Attempts.Select(attempt => $"{(attempt.Kind == AttemptKind.Phone ? "phone" : "e-mail")} {Moment(draft, attempt.At)}{(attempt.Left is { } left ? $" ({Word(left)})" : "")}"));

    private static string Word(LeftWith? left) => left switch
    {
        LeftWith.Voicemail => "voicemail",
        LeftWith.Message => "message",
        _ => "nothing left",
    };

    private static string Moment(Draft draft, Instant at) => at.InZone(draft.Playbook.Zone).ToString("ddd d MMM HH:mm", null);
}
