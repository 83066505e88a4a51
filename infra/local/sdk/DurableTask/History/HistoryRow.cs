namespace Intake.Local.Sdk.DurableTask;

/// <summary>What a history row records.</summary>
public enum HistoryKind
{
    EpisodeStarted = 1,
    ActivityScheduled = 2,
    TimerCreated = 3,
    ActivityCompleted = 4,
    ActivityFailed = 5,
    TimerFired = 6,
    EventRaised = 7,
    Terminated = 8,
}

/// <summary>One fact of an execution, in the order it became true. An orchestrator is replayed from these and from nothing else.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="TaskId">Which activity or timer, counted from 0 within the execution; -1 where there is none.</param>
/// <param name="Name">The activity's or event's name.</param>
/// <param name="Payload">JSON: input, result, failure or event.</param>
/// <param name="At">When the episode started, or when the timer is due.</param>
public sealed record HistoryRow(HistoryKind Kind, int TaskId = -1, string? Name = null, string? Payload = null, DateTimeOffset At = default);

/// <summary>A row that waits for its instance's next episode.</summary>
/// <param name="Sequence">Its place in the inbox.</param>
/// <param name="Execution">The execution it is for; null for whichever is current.</param>
/// <param name="Row">What it says.</param>
public sealed record InboxMessage(long Sequence, string? Execution, HistoryRow Row);

/// <summary>Names one activity or timer of one execution. Executions have unique names, so this needs no instance.</summary>
public readonly record struct TaskKey(string Execution, int TaskId);

/// <summary>An activity that has been scheduled and has no stored outcome yet.</summary>
public sealed record ActivityWork(string InstanceId, TaskKey Key, string Name, string? Input);

/// <summary>A timer that has neither fired nor been cancelled.</summary>
public sealed record TimerWork(string InstanceId, TaskKey Key, DateTimeOffset Due);
