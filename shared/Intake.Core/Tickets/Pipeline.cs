using Intake.Playbooks;
using Intake.Time;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Moves between stages (TS-P1 to P9): the note each asks for, what it starts, and what a close needs.</summary>
internal static class Pipeline
{
    public static void Move(Draft draft, Signal.StageMoved move)
    {
        var stages = draft.Playbook.Stages;
        if (stages.FirstOrDefault(stage => stage.Name == move.Stage) is not { } to)
        {
            draft.Refuse("intake", $"“{move.Stage}” is not a stage.", $"Use one of {string.Join(", ", stages.Select(stage => stage.Name))}.");
            return;
        }

        if (draft.Ticket.Stage == to.Name)
        {
            if (!Renews(draft, to, move))
            {
                Stay(draft, to, move);
                return;
            }

            move = move with { Invoice = move.Invoice ?? draft.Ticket.Execution?.Invoice };
        }

        if (move.SeenIn is { } where && NotTaken(draft, to, move) is { } why)
        {
            draft.Happened(new SeenElsewhere(where, why) { At = move.At, RecordedAt = draft.Now, Clause = to.Clause });
            draft.MirrorContent = "";
            return;
        }

        var lacks = MoveRules.Lacks(draft, to, move);
        if (move.SeenIn is null && MoveRules.Refusal(lacks) is { } refusal)
        {
            draft.Refuse(refusal.Clause, refusal.Why, refusal.Remedy);
            return;
        }

        draft.SeenInHubSpot = move.SeenIn is not null;
        Go(draft, to, move, () => Exceptions.Raise(draft, to, move.Agent, lacks));
    }

    /// <summary>A new note or date for the stage the ticket is in: another time, party or task. The same note once more is a repeated request.</summary>
    private static bool Renews(Draft draft, Stage to, Signal.StageMoved move) =>
        move.SeenIn is null && draft.Ticket.Exceptions.All(breach => breach.Stage != to.Name)
        && ((move.Note is { } note && to is { Closed: false, Note: not null } && note != draft.Ticket.Visit?.Note) || (to.Hold is not null && move.Until is not null));

    /// <summary>A move to where the ticket is supplies what an earlier one lacked, or only tells the client something more.</summary>
    private static void Stay(Draft draft, Stage to, Signal.StageMoved move)
    {
        if (move is { SeenIn: null, Message: { } message } && draft.Ticket.Exceptions.All(breach => breach.Stage != to.Name))
        {
            FromAgent.Reply(draft, new Signal.ReplyRequested(move.Agent, message) { Id = move.Id, At = move.At, ReceivedAt = move.ReceivedAt });
        }
        else
        {
            Exceptions.Supply(draft, to, move);
        }
    }

    /// <summary>Why a move seen outside is not taken over, so that HubSpot is told where the ticket is; null when it is.</summary>
    private static string? NotTaken(Draft draft, Stage to, Signal.StageMoved move) => draft.Ticket switch
    {
        { LastClientAt: var wrote } when to.Closed && wrote > move.At => "closed before the client's last message",
        { Emergency: { } emergency } ticket when to.Closed && ticket.Alerts.Any(alert => alert.Episode == emergency.Episode && alert is { Ended: false, Taken: null }) => "closed while nobody has taken the emergency",
        { Visit.Since: var since } when move.At < since => "moved before the ticket's last move",
        _ => null,
    };

    /// <summary>The move itself; what it leaves behind is settled, what its note says begins.</summary>
    public static void Go(Draft draft, Stage to, Signal.StageMoved move, Action? broken = null, string? clause = null)
    {
        Exceptions.SettleLeft(draft, to);
        if (draft.Ticket.Stage != to.Name && draft.Ticket.Visit?.Task is { } task && draft.Ticket.Tasks.Any(open => open.Id == task))
        {
            draft.Happened(new TaskDone(task, move.Agent, Note: null) { At = move.At, RecordedAt = draft.Now, Clause = draft.Playbook.StageOf(draft.Ticket.Stage).Clause });
        }

        if (draft.Ticket.ClosedAt is not null && !to.Closed)
        {
            draft.Happened(new Reopened(draft.Ticket.Generation + 1, draft.Ticket.Stage) { At = move.At, RecordedAt = draft.Now, Clause = to.Clause });
        }

        draft.Happened(new StageChanged(draft.Ticket.Stage, to.Name, move.Agent, move.SeenIn, move.Note) { At = move.At, RecordedAt = draft.Now, Clause = clause ?? to.Clause });
        if (move.Note is { } note)
        {
            FromAgent.AddNote(draft, move.Agent, note, to.Clause);
            Begin(draft, to, move, note);
        }

        Lifecycle.Begin(draft, to, move);
        broken?.Invoke();
        if (to.Closed)
        {
            Reminders.Send(draft);
            draft.Happened(new Closed(move.Agent, move.Note ?? "") { At = move.At, RecordedAt = draft.Now, Clause = to.Clause });
        }
    }

    /// <summary>What the stage's note starts: a call for help, a wait, a task, an execution, a hand-over.</summary>
    public static void Begin(Draft draft, Stage to, Signal.StageMoved move, string note)
    {
        if (NoteReading.Of(draft.Playbook, draft.Ticket, to, note, draft.Now) is not { } read)
        {
            return;
        }

        Tag(draft, to, move.Teammate, move.Agent, note);
        if (to.WaitsOn is { } waits && read.Party is { } party)
        {
            draft.Happened(new PartyNamed(party) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = waits.Clause });
        }

        if (to.Task is { } rule)
        {
            Tasks.Add(draft, new TicketTask(Tasks.NextId(draft), read.Rest, move.Agent, draft.Signal.At, read.DoAt, rule.Clause), ofStage: true);
        }

        if (to.Executes is { } executes && read.Time is { Past: false } time)
        {
            Executions.Plan(draft, executes, time, move);
        }

        if (to.HandsOver is { } over && read.Owner is { } owner)
        {
            HandOver(draft, over, read, owner, note, move.Agent);
        }
    }

    public static void Tag(Draft draft, Stage stage, OnCall.Person? teammate, string agent, string note)
    {
        if (stage.Tags is { } rule && teammate is not null)
        {
            draft.Happened(new Tagged(teammate, agent) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rule.Clause });
            Post(draft, rule.Room, rule.Template, rule.Clause, teammate.Slack, ("note", note), ("teammate", teammate.Name));
        }
    }

    /// <summary>Blocked or late, somebody has to look: the ticket's owner, else the room.</summary>
    public static void TellOwner(Draft draft, string room, string template, string clause, params (string, string)[] fields) =>
        Post(draft, draft.Signal.Facts.Owner?.Slack ?? room, template, clause, mention: null, fields);

    public static void Post(Draft draft, string room, string template, string clause, string? mention, params (string, string)[] fields) =>
        draft.Do(new Effect.PostToSlack(room, draft.Say(template, fields), null, Page: false, []) { Clause = clause, Mention = mention });

    private static void HandOver(Draft draft, HandsOverRule rule, NoteReading read, string owner, string note, string agent)
    {
        Tasks.Add(draft, new TicketTask(Tasks.NextId(draft), read.Rest, agent, draft.Signal.At, Due: null, rule.Clause, owner, read.Amount), ofStage: false);
        Post(draft, rule.Room, rule.Template, rule.Clause, draft.Playbook.Departments.FirstOrDefault(department => department.Title == owner)?.Slack, ("note", note), ("teammate", owner));
        draft.Happened(new FinalConditionMet($"handed over to {owner}") { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rule.Clause });
    }
}
