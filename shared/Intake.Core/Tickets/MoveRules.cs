using Intake.Clocks;
using Intake.Playbooks;

namespace Intake.Tickets;

/// <summary>Something a move lacks: what it is, and how to supply it.</summary>
internal sealed record Lack(LackKind Kind, string Clause, string Missing, string Remedy);

internal enum LackKind
{
    Move,
    Note,
    Tag,
    Question,
    Open,

    /// <summary>Words to the client (SC-4, SC-5).</summary>
    Message,

    /// <summary>Until when it rests (SC-7).</summary>
    Until,

    /// <summary>What a close cuts off, so that only words can settle it afterwards.</summary>
    Owed,
    Resolution,
}

/// <summary>What a move between stages needs (TS-P2 to P8), and what of it is missing.</summary>
internal static class MoveRules
{
    public static List<Lack> Lacks(Draft draft, Stage to, Signal.StageMoved move)
    {
        var from = draft.Playbook.StageOf(draft.Ticket.Stage);
        var lacks = new List<Lack>();
        if (from != to && !from.MayGoTo(to.Name))
        {
            lacks.Add(new Lack(LackKind.Move, to.Clause, $"A ticket does not go from {from.Label} to {to.Label}.", $"From there it goes to {string.Join(", ", from.Moves)}."));
        }

        lacks.AddRange(Note(draft, to, move.Note, from));
        if (to.Tags is { } tags && move.Teammate is null)
        {
            lacks.Add(new Lack(LackKind.Tag, tags.Clause, "Nobody is tagged to help.", $"Send “teammate”: a colleague's id, or {string.Join(", ", draft.Playbook.Departments.Select(department => department.Name))}."));
        }

        lacks.AddRange(Lifecycle.Lacks(draft, to, move));
        if (move.Invoice is { } invoice && to.Executes?.Bill is { } bill)
        {
            lacks.AddRange(Note(draft, draft.Playbook.StageOf(bill), invoice));
        }

        if (draft.Playbook.Snooze is { } snooze && snooze.Stage == to.Name && !move.Confirm)
        {
            lacks.Add(new Lack(LackKind.Question, snooze.Clause, "A ticket is snoozed by the macro that needs it.", "Answer with the macro; or snooze it without with POST /api/tickets/{id}/snooze."));
        }

        if (move.Note is { } note && Question(draft, to, note, move.Confirm) is { } question)
        {
            lacks.Add(question);
        }

        if (to.AwaitsAnswer is { } awaits)
        {
            lacks.AddRange(Awaiting(draft, to, awaits));
        }

        if (to.Closed && Attempts.MissingForClose(draft) is { } attempts)
        {
            lacks.Add(attempts);
        }

        if (to.Closed || to.HandsOver is not null)
        {
            lacks.AddRange(Open(draft, to));
        }

        if (to.Closed && Resolutions.Lack(draft, to, move) is { } unsaid)
        {
            lacks.Add(unsaid);
        }

        return lacks;
    }

    /// <summary>All of it in one answer; null when nothing is missing.</summary>
    public static Refusal? Refusal(IEnumerable<Lack> lacks) => lacks.ToList() is [var first, ..] all
        ? new Refusal(first.Clause, string.Join(" ", all.Select(lack => lack.Missing)), string.Join(" ", all.Select(lack => lack.Remedy).Distinct()))
        : null;

    public static IEnumerable<Lack> Note(Draft draft, Stage to, string? note, Stage? from = null)
    {
        if (to.OneOff is { } oneOff && note?.Trim().TrimEnd('.') is { } reason && reason.Equals(oneOff.Reason, StringComparison.OrdinalIgnoreCase))
        {
            if (draft.Channel.ByHand || draft.Ticket.LastClientAt is null)
            {
                yield return new Lack(LackKind.Note, oneOff.Clause, $"“{oneOff.Reason}” closes only what came in by itself; this ticket was made because there is something to do.", $"Write how it was resolved: “{to.Note?.Example}”");
            }

            yield break;
        }

        if (to.Note is not { } form)
        {
            yield break;
        }

        var asked = new Lack(LackKind.Note, to.Closed ? from?.ClosesAfter?.Clause ?? form.Clause : form.Clause, to.Closed && from?.ClosesAfter is not null ? $"Closed out of {from.Label} without the final note." : $"A move to {to.Label} needs its note.", $"Write it like this: “{form.Example}”");
        if (string.IsNullOrWhiteSpace(note) || NoteReading.Of(draft.Playbook, draft.Ticket, to, note, draft.Now) is not { } read)
        {
            yield return asked;
        }
        else if (Mentions.IsOnly(read.Rest, form.Vague))
        {
            yield return asked with { Missing = $"“{read.Rest}” does not say what exactly." };
        }
        else if (to.WaitsOn is { } waits && read.Party is null)
        {
            yield return asked with { Clause = waits.Clause, Missing = "The note does not say on whom we wait." };
        }
        else if (to.Executes is { } executes && read.Time is null)
        {
            yield return asked with { Clause = executes.Clause, Missing = "The note does not say when the plan happens.", Remedy = "Write for example “… at 08:00 on 15 July”, “… tomorrow 9 am”, “… at 2026-07-15 08:00” or “… on the 15th”." };
        }
        else if (to.Executes is not null && read.Time is { Past: true } past)
        {
            yield return asked with { Missing = $"“{past.Words}” is over.", Remedy = "If it has happened, close the ticket or write what remains; else write when it will." };
        }
        else if (to.HandsOver is { } over && read.Owner is null)
        {
            yield return asked with { Clause = over.Clause, Missing = "The note does not name who in finance owns it." };
        }
    }

    /// <summary>What must be settled before nothing is left to do (TS-P7): each with its remedy.</summary>
    public static IEnumerable<Lack> Open(Draft draft, Stage to)
    {
        var ticket = draft.Ticket;
        foreach (var task in ticket.Tasks.Where(task => task.HandedTo is null && task.Id != ticket.Visit?.Task))
        {
            yield return new Lack(LackKind.Open, to.Clause, $"Task {task.Id} is open: {task.Text}.", $"Mark it done with POST /api/tickets/{{id}}/tasks/{task.Id}/done.");
        }

        if (!to.Closed)
        {
            yield break;
        }

        if (Evidence.Missing(draft) is { } unreached)
        {
            yield return new Lack(LackKind.Owed, unreached.Clause, unreached.Why, unreached.Remedy);
        }

        // A person who closes has read what was written; a clock or a "done" about the plan has not.
        if (draft.Signal is not (Signal.StageMoved or Signal.ReleaseRequested or Signal.MacroRequested or Signal.OneTouchRequested) && ticket.Waiting is { } waiting && ticket.Visit is { } visit)
        {
            if (ticket.LastClientAt > visit.Since)
            {
                yield return new Lack(LackKind.Owed, to.Clause, $"{ticket.Client.Shown} has written since and waits for an answer.", "Answer the client first.");
            }
            else if (waiting.Since > visit.Since || (waiting.Since == visit.Since && ticket.TouchedAt >= visit.Since))
            {
                // Nobody wrote since: what we sent came back.
                yield return new Lack(LackKind.Owed, to.Clause, $"Our last message has not reached {ticket.Client.Shown}.", "Reach the client another way first.");
            }
        }

        if (Emergencies.Unfinished(draft) is { } unfinished)
        {
            yield return new Lack(LackKind.Owed, unfinished.Clause, unfinished.Why, unfinished.Remedy);
        }

        foreach (var promise in ticket.Promises)
        {
            var due = Text.TimeOfDay(promise.Due, draft.Playbook.Zone, draft.Now);
            yield return new Lack(LackKind.Owed, to.Clause, $"{promise.Agent} promised the client “{promise.Words}” by {due}.", "Write to the client first.");
        }

        if (ticket.Snooze is { } snooze)
        {
            yield return new Lack(LackKind.Open, snooze.Clause, $"It is snoozed until {Text.TimeOfDay(snooze.Until, draft.Playbook.Zone, draft.Now)}, for the client's answer.", "Wait for it; or take the ticket on first with POST /api/tickets/{id}/stage.");
        }

        if (ticket.Hold is { } hold)
        {
            yield return new Lack(LackKind.Open, hold.Clause, $"It stays open for the client's answer until {Text.TimeOfDay(hold.Until, draft.Playbook.Zone, draft.Now)}.", "It closes by itself then; the client's answer ends it.");
        }

        foreach (var lack in Checks.Before(draft, Check.Close))
        {
            yield return lack;
        }

        if (draft.Signal.Facts.Unsent is [_, ..] unsent)
        {
            yield return new Lack(LackKind.Open, to.Clause, $"Not everything has been sent: {string.Join("; ", unsent)}.", "Wait until it is delivered; a parked one is sent again with POST /api/tickets/{id}/effects/{effect}/replay or given up with …/give-up. Then close.");
        }
    }

    /// <summary>"Task or changes are done, and you are just waiting for response or approval" (XD-7).</summary>
    private static IEnumerable<Lack> Awaiting(Draft draft, Stage to, string clause)
    {
        foreach (var task in draft.Ticket.Tasks.Where(task => task.HandedTo is null))
        {
            yield return new Lack(LackKind.Open, clause, $"{to.Label} is for when the tasks are done; {task.Id} is open: {task.Text}.", $"Mark it done with POST /api/tickets/{{id}}/tasks/{task.Id}/done.");
        }

        if (draft.Ticket.Waiting is not null)
        {
            yield return new Lack(LackKind.Owed, clause, $"{to.Label} is for when an answer is awaited; {draft.Ticket.Client.Shown} waits for ours.", "Answer with POST /api/tickets/{id}/reply first.");
        }
    }

    private static Lack? Question(Draft draft, Stage to, string note, bool confirmed)
    {
        foreach (var question in to.Questions.Where(question => question.Refused || !confirmed))
        {
            if (Mentions.First(note, question.When) is { } phrase && Mentions.First(note, question.Unless) is null)
            {
                var use = question.Use is { } name ? draft.Playbook.StageOf(name) : null;
                var words = phrase.Replace(" ..", " …", StringComparison.Ordinal).Replace("*", "…", StringComparison.Ordinal);
                var missing = $"“{words}” does not belong in {to.Label}{(question.Says is { } says ? $": {says}" : use is null ? "." : $" but in {use.Label}.")} {to.Label} is not used for: {string.Join("; ", to.NotUsedFor)}.";
                var elsewhere = use is null ? "" : $"Move it to {use.Name}";
                return new Lack(LackKind.Question, question.Clause, missing, question.Refused
                    ? (use is null ? "Close the ticket, or keep it where there is still something to do." : $"{elsewhere}.")
                    : $"{(use is null ? "" : $"{elsewhere}; or, ")}if it is right, send the same again with “confirm”: true.");
            }
        }

        return null;
    }
}
