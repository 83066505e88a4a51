using Microsoft.DurableTask.Client;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>One orchestration instance as it is stored.</summary>
/// <param name="InstanceId">Its id.</param>
/// <param name="Execution">Its current execution; ContinueAsNew begins another.</param>
/// <param name="Name">The orchestrator's name.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Input">JSON.</param>
/// <param name="Output">JSON; null until it has completed.</param>
/// <param name="Failure">JSON of the failure's details; null unless it has failed.</param>
/// <param name="CustomStatus">JSON.</param>
/// <param name="CreatedAt">When it was first started.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record InstanceRow(
    string InstanceId,
    string Execution,
    string Name,
    OrchestrationRuntimeStatus Status,
    string? Input,
    string? Output,
    string? Failure,
    string? CustomStatus,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public bool HasEnded => Status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}

/// <summary>All an episode needs: the instance, the history of its current execution, and what has arrived since.</summary>
public sealed record LoadedInstance(InstanceRow Instance, IReadOnlyList<HistoryRow> History, IReadOnlyList<InboxMessage> Inbox);

/// <summary>What a start finds waiting: instances with something to do, activities to run, timers to arm.</summary>
public sealed record PendingWork(
    IReadOnlyList<string> Instances, IReadOnlyList<ActivityWork> Activities, IReadOnlyList<TimerWork> Timers);

/// <summary>Everything an episode changes. It is stored in one transaction or not at all.</summary>
public sealed record EpisodeCommit
{
    /// <summary>The instance as it is afterwards. A different execution than <see cref="Played"/> means it continued as new.</summary>
    public required InstanceRow After { get; init; }

    /// <summary>The execution that was played; if another one is stored by now, nothing is committed.</summary>
    public required string Played { get; init; }

    /// <summary>The place of the first row of <see cref="Rows"/> in the history.</summary>
    public required int FirstRow { get; init; }

    /// <summary>The last inbox message the episode has taken in.</summary>
    public required long ConsumedThrough { get; init; }

    public IReadOnlyList<HistoryRow> Rows { get; init; } = [];

    public IReadOnlyList<ActivityWork> Activities { get; init; } = [];

    public IReadOnlyList<TimerWork> Timers { get; init; } = [];

    public IReadOnlyList<TaskKey> CancelledTimers { get; init; } = [];

    /// <summary>Events for the next execution that this one had not looked at.</summary>
    public IReadOnlyList<HistoryRow> Requeued { get; init; } = [];

    public bool ContinuesAsNew => After.Execution != Played;

    /// <summary>True when nothing of the played execution is needed any more.</summary>
    public bool EndsExecution => ContinuesAsNew || After.HasEnded;
}
