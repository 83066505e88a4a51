using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Clocks;

/// <summary>The timers of a ticket's stage: follow-ups, due tasks, execution, closing by itself, closing promptly.</summary>
internal static class PipelineTimers
{
    // What keeps a ticket from closing by itself is looked at again soon, however long it was to wait at first.
    private static readonly Duration Retry = Duration.FromHours(1);

    public static IEnumerable<PlannedTimer> For(Playbook playbook, Ticket ticket)
    {
        var stage = playbook.StageOf(ticket.Stage);
        return FollowUps(stage, ticket).Concat(Tasks(playbook, ticket)).Concat(Executions(stage, ticket)).Concat(Closing(playbook, stage, ticket));
    }

    private static IEnumerable<PlannedTimer> FollowUps(Stage stage, Ticket ticket)
    {
        if (stage.FollowUp is { } rule && ticket.Visit is { } visit && ticket.Execution?.Done != true)
        {
            // A task that waits for its time is not slow before it.
            var from = visit.LastFollowUp ?? (ticket.Tasks.FirstOrDefault(task => task.Id == visit.Task)?.Due is { } doAt ? Instant.Max(visit.Since, doAt) : visit.Since);
            var every = rule.For(ticket.Urgency);
            yield return new PlannedTimer(TimerKind.FollowUp, $"{visit.Episode}/{from.ToUnixTimeSeconds()}", from + every, rule.Clause, $"{stage.Label} for {Text.Of(every)}: asks the agent to follow up", "a move to another stage");
        }
    }

    private static IEnumerable<PlannedTimer> Tasks(Playbook playbook, Ticket ticket)
    {
        foreach (var task in ticket.Tasks)
        {
            if (playbook.Tasks is not null && task is { Due: { } due, HandedTo: null } && !ticket.HasFired(TimerKind.TaskDue, task.Id))
            {
                yield return new PlannedTimer(TimerKind.TaskDue, task.Id, due, task.Clause, $"reminds the agent of task {task.Id}", "marking it done");
            }
        }
    }

    private static IEnumerable<PlannedTimer> Executions(Stage stage, Ticket ticket)
    {
        if (stage.Executes is { } rule && ticket.Execution is { Done: null } execution)
        {
            var due = execution.AskedAt is { } asked ? asked + rule.AgainAfter : execution.At;
            yield return new PlannedTimer(TimerKind.ExecutionDue, $"{execution.Id}/{due.ToUnixTimeSeconds()}", due, rule.Clause, $"asks the {rule.Role} whether the plan was carried out", "an answer: done or failed");
        }
    }

    private static IEnumerable<PlannedTimer> Closing(Playbook playbook, Stage stage, Ticket ticket)
    {
        if (stage.ClosesAfter is { } closes && ticket.Visit is { } visit)
        {
            var from = closes.FromQuestion ? LifecycleTimers.QuestionAt(ticket, visit) : visit.Since;
            var (start, after) = visit.LastCloseTry is { } tried && tried > from ? (tried, Duration.Min(closes.After, Retry)) : (from, closes.After);
            yield return new PlannedTimer(TimerKind.StageCloses, $"{visit.Episode}/{start.ToUnixTimeSeconds()}", start + after, closes.Clause, "closes the ticket by itself", "a move to another stage");
        }

        if (playbook.ClosedStage.Promptly is { } promptly && ticket.FinalSince is { } since && !ticket.HasFired(TimerKind.CloseNag, $"{since.ToUnixTimeSeconds()}"))
        {
            yield return new PlannedTimer(TimerKind.CloseNag, $"{since.ToUnixTimeSeconds()}", since + promptly.After, promptly.Clause, "asks the agent to close the ticket", "closing it");
        }
    }
}
