using Intake.Clocks;
using Intake.Playbooks;
using Intake.Time;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>What passes between team and client while a ticket goes through its stages: words with a move, reminders, answers that move it, rests, the seal.</summary>
internal static class Lifecycle
{
    /// <summary>What a move lacks of the words to the client and of the date it rests until.</summary>
    public static IEnumerable<Lack> Lacks(Draft draft, Stage to, Signal.StageMoved move)
    {
        if (move.Message is not null && move.SeenIn is null && ClientMessages.Unreachable(draft) is { } why)
        {
            yield return new Lack(LackKind.Message, why.Clause, why.Why, why.Remedy);
        }
        else if (LacksMessage(draft, to, move.Message) is { } message)
        {
            yield return message;
        }

        if (to.Hold is { } hold && UntilIn(draft, hold, move.Until) is null)
        {
            var missing = string.IsNullOrWhiteSpace(move.Until) ? $"{to.Label} needs the date until when." : $"“{move.Until}” is no time to come.";
            yield return new Lack(LackKind.Until, hold.Clause, missing, "Send “until”, for example “Friday”, “2026-07-15” or “in 3 days”.");
        }
    }

    /// <summary>Nothing was said to the client since the ticket came to where it is, and nothing comes with the move.</summary>
    public static Lack? LacksMessage(Draft draft, Stage to, string? message)
    {
        var since = draft.Ticket.Stage == to.Name ? draft.Ticket.Visit?.SaidFrom : draft.Ticket.Visit?.Since;
        return to.Message is { } rule && string.IsNullOrWhiteSpace(message) && !(draft.Ticket.Waiting is null && draft.Ticket.TouchedAt >= (since ?? draft.Ticket.OpenedAt))
            ? new Lack(LackKind.Message, rule.Clause, $"{draft.Ticket.Client.Shown} has not been told.", $"Send “message” with the move, for example “{rule.Example}”, or write to the client first.")
            : null;
    }

    /// <summary>The ticket has come to the stage: the client is told, a rest begins.</summary>
    public static void Begin(Draft draft, Stage to, Signal.StageMoved move)
    {
        Tell(draft, to, move);
        if (to.Hold is { } hold && UntilIn(draft, hold, move.Until) is { } until)
        {
            draft.Happened(new HeldUntil(until, move.Until!, move.Agent) { At = move.At, RecordedAt = draft.Now, Clause = hold.Clause });
        }
    }

    /// <summary>The agent's words, in the stage's text where it has one; that text alone where the words came before.</summary>
    public static void Tell(Draft draft, Stage to, Signal.StageMoved move)
    {
        var (clause, template) = (to.Message?.Clause ?? to.Clause, to.Message?.Template);
        var text = template is null ? move.Message : draft.Say(template, ("message", move.Message ?? "")).Trim();
        if (string.IsNullOrWhiteSpace(text) || ClientMessages.Unreachable(draft, template) is not null)
        {
            return;
        }

        if (move.Message is not null)
        {
            FromAgent.Answered(draft, move.Agent, text, template, draft.SendToClient(text, template, clause, automatic: false), clause);
        }
        else
        {
            SendByItself(draft, text, template!, clause);
        }
    }

    /// <summary>The client has written or called: where the stage says so, the ticket goes back to whoever deals with it. An automatic answer and a mere "thanks" move nothing.</summary>
    public static void OnReply(Draft draft, bool automatic)
    {
        if (automatic || draft.Ticket is not { IsOpen: true, Thanks: null } ticket || draft.Playbook.StageOf(ticket.Stage).OnReply is not { } rule)
        {
            return;
        }

        var at = Instant.Max(draft.Signal.At, ticket.Visit?.Since ?? draft.Signal.At);
        Pipeline.Go(draft, draft.Playbook.StageOf(rule.To), new Signal.StageMoved("intake", rule.To, Note: null) { Id = draft.Signal.Id, At = at, ReceivedAt = draft.Now }, clause: rule.Clause);
    }

    /// <summary>After an outage, only the latest reminder that is due goes out.</summary>
    public static void Remind(Draft draft, PlannedTimer timer)
    {
        var rules = draft.Playbook.StageOf(draft.Ticket.Stage).ClientReminders;
        var (rule, question) = (rules[timer.Rung], timer.Due - rules[timer.Rung].After);
        if (timer.Rung + 1 < rules.Length && question + rules[timer.Rung + 1].After <= draft.Now)
        {
            return;
        }

        if (ClientMessages.Unreachable(draft, rule.Template) is null)
        {
            SendByItself(draft, draft.Say(rule.Template), rule.Template, rule.Clause, asksAgain: true);
        }
        else
        {
            Tasks.Add(draft, new TicketTask(Tasks.NextId(draft), $"Call {draft.Ticket.Client.Shown}: {draft.Say(rule.Template)}", "intake", draft.Now, Due: draft.Now, rule.Clause), ofStage: false);
        }
    }

    public static void AskAboutHold(Draft draft)
    {
        var rule = draft.Playbook.StageOf(draft.Ticket.Stage).Hold!;
        Pipeline.TellOwner(draft, rule.Room, rule.Template, rule.Clause, ("note", draft.Ticket.Visit!.Note ?? ""));
    }

    /// <summary>Refuses what would change a sealed ticket (SC-6); what HubSpot shows changed is written again. True when that was all.</summary>
    public static bool IsSealed(Draft draft, Signal signal)
    {
        if (draft.Ticket.ClosedAt is null || draft.Playbook.ClosedStage is not { Sealed: { } seal } closed)
        {
            return false;
        }

        switch (signal)
        {
            case Signal.NoteWritten when !draft.Ticket.Exceptions.IsEmpty: // what its close lacked
            case Signal.StageMoved move when move.Stage == closed.Name:
            case Signal.OwnerChanged owner when owner.Owner == draft.Ticket.Owner:
                return false;
            case Signal.StageMoved { SeenIn: not null } or Signal.OwnerChanged { SeenIn: not null }:
                draft.Happened(new SeenElsewhere("hubspot", $"changed after {closed.Label}") { At = signal.At, RecordedAt = draft.Now, Clause = seal.Clause });
                draft.MirrorContent = "";
                return true;
            case Signal.StageMoved or Signal.NoteWritten or Signal.TagsChanged or Signal.TitleSet or Signal.OwnerChanged or Signal.StillOwed or Signal.ReplyRequested:
                draft.Refuse(seal.Clause, $"The ticket is {closed.Label}: it can no longer be updated.", "Make a new ticket that follows it: POST /api/tickets with “follows” and this ticket's id.");
                return true;
            default:
                return false;
        }
    }

    private static void SendByItself(Draft draft, string text, string template, string clause, bool asksAgain = false)
    {
        var effect = draft.SendToClient(text, template, clause, automatic: true, asksAgain: asksAgain);
        draft.Happened(new Replied(Agent: null, text, template, effect) { At = draft.Now, RecordedAt = draft.Now, Clause = clause });
        draft.Note($"Intake to {draft.Ticket.Client.Shown}: {text}", clause);
    }

    /// <summary>A day alone is that day at the rule's time, or its end when that has passed.</summary>
    private static Instant? UntilIn(Draft draft, HoldRule rule, string? words)
    {
        if (string.IsNullOrWhiteSpace(words) || SpokenTimes.Find(words, draft.Now.InZone(draft.Playbook.Zone)) is not { } time || time.At <= draft.Now)
        {
            return null;
        }

        var morning = LocalTimes.PointInTime(time.At.InZone(draft.Playbook.Zone).Date + rule.DayAt, draft.Playbook.Zone);
        return time.DateOnly && morning > draft.Now ? morning : time.At;
    }
}
