using Intake.Clocks;
using Intake.Playbooks;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>
/// Waiting for the client (ER-10): begun by a macro, ended by an answer, by time, or by whoever takes the ticket on. And tickets that stay open for an
/// answer to a solution (ER-12).
/// </summary>
internal static class Snoozes
{
    private const int LongestRequest = 500;

    public static void Requested(Draft draft, Signal.SnoozeRequested signal)
    {
        if (draft.Playbook.Snooze is not { } rules || !draft.Ticket.IsOpen)
        {
            draft.Refuse(draft.Playbook.Snooze?.Clause ?? "intake", draft.Ticket.IsOpen ? "This playbook snoozes nothing." : "The ticket is closed.", "Answer with a macro, or move it back to an open stage first.");
        }
        else if (draft.Ticket.Hold is { } hold)
        {
            draft.Refuse(hold.Clause, "It stays open for the client's answer and is not snoozed.", "Nothing to do: the answer, or the end of its time, is told.");
        }
        else if ((signal.Minutes is { } minutes ? Duration.FromMinutes(minutes) : rules.For) is var length && (length <= Duration.Zero || length > Longest(draft)))
        {
            draft.Refuse(rules.Clause, $"A ticket is snoozed for at most {Text.Of(Longest(draft))}.", $"Give fewer “minutes”, or none for the usual {Text.Of(rules.For)}.");
        }
        else if (ResolutionClock.Due(draft.Channel, draft.Ticket) is { } limit && limit <= signal.At)
        {
            draft.Refuse(rules.Clause, $"Its time to resolution is over since {Text.TimeOfDay(limit, draft.Playbook.Zone, draft.Now)}: it is not snoozed any more.", "Resolve it now.");
        }
        else if (!signal.Confirm)
        {
            draft.Refuse(rules.Clause, "A ticket is snoozed by the macro that needs it.", "Answer with the macro; if none carries the snooze and it is needed all the same, send this again with “confirm”: true.");
        }
        else
        {
            Leave(draft);
            Begin(draft, length, signal.Agent, macro: null, signal.Reason);
        }
    }

    /// <summary>Never past the time to resolution: with none of it left, the ticket stays where it is.</summary>
    public static void Begin(Draft draft, Duration length, string agent, string? macro, string? reason)
    {
        var rules = draft.Playbook.Snooze!;
        var until = draft.Signal.At + Duration.Min(length, Longest(draft));
        if (ResolutionClock.Due(draft.Channel, draft.Ticket) is { } limit && limit < until)
        {
            until = limit;
        }

        if (until <= draft.Signal.At)
        {
            draft.Note($"Not snoozed: its time to resolution is over since {Text.TimeOfDay(until, draft.Playbook.Zone, draft.Now)}.", rules.Clause);
            return;
        }

        draft.Happened(new Snoozed(agent, macro, until, reason) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        draft.Note($"{agent} snoozed it until {Text.TimeOfDay(until, draft.Playbook.Zone, draft.Now)}{(reason is null ? "" : $": {reason}")}.", rules.Clause);
        Go(draft, rules.Stage, agent);
    }

    private static Duration Longest(Draft draft) => draft.Signal.Facts.LongestSnooze ?? draft.Playbook.Snooze!.AtMost;

    /// <summary>Another answer or another snooze takes the place of what the ticket waited for.</summary>
    public static void Leave(Draft draft)
    {
        End(draft, "another answer was given", back: true);
        EndHold(draft, "another answer was given");
    }

    /// <summary>After every decision: what the ticket waited for has come, or somebody moved it.</summary>
    public static void Settle(Draft draft)
    {
        var ticket = draft.Ticket;
        if (ticket.Hold is { } hold && (!ticket.IsOpen || HasAnswered(draft, hold.Since)))
        {
            EndHold(draft, ticket.IsOpen ? "the client answered" : "the ticket is closed");
        }

        if (draft.Playbook.Snooze is not { } rules || !ticket.Exists)
        {
            return;
        }

        if (ticket.Snooze is { } snooze && (!ticket.IsOpen || HasAnswered(draft, snooze.Since) || ticket.Stage != rules.Stage))
        {
            End(draft, !ticket.IsOpen ? "the ticket is closed" : ticket.Stage != rules.Stage ? "somebody took it on" : "the client answered", back: ticket.IsOpen);
        }
        else if (ticket is { IsOpen: true, Snooze: null } && ticket.Stage == rules.Stage)
        {
            // Moved there by hand: it wakes all the same.
            Begin(draft, rules.For, draft.Signal is Signal.StageMoved move ? move.Agent : "intake", macro: null, reason: null);
            if (draft.Ticket.Snooze is null)
            {
                Go(draft, rules.BackTo, "intake");
            }
        }
    }

    /// <summary>Its time is over without an answer: opened again with the original request, its follow-up sent, its agent told.</summary>
    public static void Wake(Draft draft, PlannedTimer timer)
    {
        var rules = draft.Playbook.Snooze!;
        var snooze = draft.Ticket.Snooze!;
        End(draft, "its time is over", back: true, at: timer.Due);
        var tasks = string.Join("; ", draft.Ticket.Tasks.Where(task => task.HandedTo is null).Select(task => task.Text));
        FromAgent.AddNote(draft, "intake", draft.Say(rules.Note, ("note", Request(draft)), ("task", tasks.Length > 0 ? tasks : "none"), ("waited", Text.Of(draft.Now - snooze.Since))), rules.Clause);
        if (snooze.Macro is { } name && draft.Playbook.Macros.GetValueOrDefault(name)?.FollowUp is { } followUp && ClientMessages.Unreachable(draft, followUp) is null)
        {
            var text = draft.Say(followUp);
            var effect = draft.SendToClient(text, followUp, draft.Playbook.Macros[name].Clause, automatic: true, asksAgain: true);
            FromAgent.Said(draft, agent: null, text, followUp, effect, draft.Playbook.Macros[name].Clause);
        }

        Pipeline.TellOwner(draft, rules.Room, rules.Template, rules.Clause, ("task", tasks.Length > 0 ? tasks : draft.Ticket.Title), ("waited", Text.Of(draft.Now - snooze.Since)));
    }

    /// <summary>Nobody has answered to the solution: the ticket closes, unless something is still open on it.</summary>
    public static void EndOfHold(Draft draft)
    {
        var hold = draft.Ticket.Hold!;
        EndHold(draft, "its time is over");
        var rule = draft.Playbook.Macros.GetValueOrDefault(hold.Macro)?.StaysOpen;
        var open = MoveRules.Open(draft, draft.Playbook.ClosedStage).ToList();
        if (rule is not null && open.Count == 0)
        {
            OneTouch.Close(draft, "intake", draft.Say(rule.Note));
        }
        else if (rule is not null)
        {
            Pipeline.TellOwner(draft, rule.Room, rule.Blocked, rule.Clause, ("missing", string.Join(" ", open.Select(lack => lack.Missing))), ("remedy", string.Join(" ", open.Select(lack => lack.Remedy).Distinct())));
        }
    }

    /// <summary>A mail may carry a time before our answer and come after it: whoever writes now is not waited for any longer.</summary>
    private static bool HasAnswered(Draft draft, Instant since) =>
        draft.Ticket.LastClientAt > since || draft.Signal is Signal.MessageArrived { Automatic: false } or Signal.CallMissed or Signal.CallAnswered;

    /// <summary>What the client asked for, in their words where we have them.</summary>
    private static string Request(Draft draft)
    {
        var words = draft.Signal.Facts.Messages.LastOrDefault(message => message.At >= (draft.Ticket.ReopenedAt ?? draft.Ticket.OpenedAt))?.Message.Text ?? draft.Ticket.Title;
        return words.Length <= LongestRequest ? words : $"{words[..(char.IsHighSurrogate(words[LongestRequest - 1]) ? LongestRequest - 1 : LongestRequest)]}…";
    }

    private static void End(Draft draft, string why, bool back, Instant? at = null)
    {
        if (draft.Ticket.Snooze is { } snooze)
        {
            draft.Happened(new SnoozeEnded(why) { At = at ?? draft.Signal.At, RecordedAt = draft.Now, Clause = snooze.Clause });
            if (back && draft.Playbook.Snooze is { } rules && draft.Ticket.Stage == rules.Stage)
            {
                Go(draft, rules.BackTo, "intake");
            }
        }
    }

    private static void EndHold(Draft draft, string why)
    {
        if (draft.Ticket.Hold is { } hold)
        {
            draft.Happened(new HoldEnded(why) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = hold.Clause });
        }
    }

    private static void Go(Draft draft, string stage, string agent)
    {
        if (draft.Ticket.Stage != stage)
        {
            Exceptions.SettleLeft(draft, draft.Playbook.StageOf(stage));
            draft.Happened(new StageChanged(draft.Ticket.Stage, stage, agent, null) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.StageOf(stage).Clause });
        }
    }
}
