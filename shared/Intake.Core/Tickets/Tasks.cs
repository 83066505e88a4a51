using Intake.Clocks;
using Intake.Time;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>What must be done on a ticket before it may close, and is brought to mind when its time has come.</summary>
internal static class Tasks
{
    public static string NextId(Draft draft) => $"k{draft.Ticket.Sequence + 1}";

    public static void Request(Draft draft, Signal.TaskRequested signal)
    {
        var clause = draft.Playbook.Tasks?.Clause ?? draft.Playbook.Requests?.Clause ?? "intake";
        if (!draft.Ticket.IsOpen)
        {
            draft.Refuse(clause, "The ticket is closed.", "Move it back to an open stage first.");
            return;
        }

        var due = signal.Due is { } said ? SpokenTimes.Find(said, draft.Now.InZone(draft.Playbook.Zone)) : null;
        if (signal.Due is not null && due is not { Past: false })
        {
            draft.Refuse(clause, $"“{signal.Due}” is {(due is null ? "not a time" : "over")}.", "Write for example “08:00 tomorrow”, “in 2 hours”, “Friday 9 am” or “2026-07-15 08:00”.");
            return;
        }

        if (signal.Request is { } request && draft.Playbook.Requests?.Kinds.Any(kind => kind.Name == request) != true)
        {
            draft.Refuse(clause, $"“{request}” is no kind of request.", draft.Playbook.Requests is { } rules ? $"Use one of {string.Join(", ", rules.Kinds.Select(kind => kind.Name))}." : "Leave it out.");
            return;
        }

        if (signal.For is { } name && draft.Playbook.Departments.All(department => department.Name != name))
        {
            draft.Refuse(clause, $"“{name}” is not a department.", draft.Playbook.Departments.IsEmpty ? "This playbook has none." : $"Use one of {string.Join(", ", draft.Playbook.Departments.Select(department => department.Name))}.");
            return;
        }

        Add(draft, new TicketTask(NextId(draft), signal.Text, signal.Agent, signal.At, due?.At, clause) { Request = signal.Request, For = signal.For ?? Batons.Elsewhere(draft) }, ofStage: false);
        draft.Note($"{signal.Agent}, task{(signal.For is { } whose ? $" for {whose}" : "")}: {signal.Text}{(due is { } at ? $" (by {Text.TimeOfDay(at.At, draft.Playbook.Zone, draft.Now)})" : "")}", clause);
    }

    public static void Add(Draft draft, TicketTask task, bool ofStage) =>
        draft.Happened(new TaskAdded(task, ofStage) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = task.Clause });

    public static void Finish(Draft draft, Signal.TaskFinished signal)
    {
        if (draft.Ticket.Tasks.FirstOrDefault(task => task.Id == signal.Task) is not { } task)
        {
            draft.Refuse(draft.Playbook.Tasks?.Clause ?? "intake", $"There is no open task “{signal.Task}” on this ticket.", "Its tasks are listed with GET /api/tickets/{id}.");
            return;
        }

        if (task.Request is { } request && MoveRules.Refusal([.. Checks.Before(draft, request), .. Identities.Before(draft, request)]) is { } refusal)
        {
            draft.Refuse(refusal.Clause, refusal.Why, refusal.Remedy);
            return;
        }

        // Each department does its own (XD-3).
        if (draft.Playbook.Baton is { } baton && Batons.DepartmentOf(draft, baton, signal.Agent) is var department && (task.For ?? baton.Own) != department)
        {
            draft.Refuse(baton.TasksClause, $"Task {task.Id} is {baton.Department(task.For ?? baton.Own).Title}'s.", "They mark it done when they have the ticket.");
            return;
        }

        draft.Happened(new TaskDone(task.Id, signal.Agent, signal.Note) { At = signal.At, RecordedAt = draft.Now, Clause = task.Clause });
        draft.Note($"{signal.Agent}, done: {task.Text}{(signal.Note is { } note ? $" – {note}" : "")}", task.Clause);
    }

    public static void Remind(Draft draft, PlannedTimer timer)
    {
        var rules = draft.Playbook.Tasks!;
        Pipeline.TellOwner(draft, rules.Room, rules.Template, timer.Clause, ("task", draft.Ticket.Tasks.First(task => task.Id == timer.Episode).Text));
    }
}
