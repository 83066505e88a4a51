using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>
/// One turn of an instance: play its whole history, then what has arrived, and see what the orchestrator wants now. It reads
/// nothing but what it was loaded with and changes nothing: what becomes of it is a value.
/// </summary>
internal sealed class Episode(LoadedInstance loaded, OrchestratorThread thread, Payloads payloads, DurableOptions options, DateTimeOffset now)
{
    private readonly ReplayContext _context = new(loaded.Instance, thread, payloads, options);
    private Task<object?>? _run;

    public EpisodeCommit Play(Func<TaskOrchestrationContext, Task<object?>>? orchestrator)
    {
        // Answers to an execution that has continued as new are nobody's.
        var arrived = loaded.Inbox
            .Where(message => message.Execution is null || message.Execution == loaded.Instance.Execution)
            .Select(message => message.Row)
            .ToList();
        if (arrived.Find(row => row.Kind == HistoryKind.Terminated) is { } terminated)
        {
            return Ended(OrchestrationRuntimeStatus.Terminated, output: terminated.Payload);
        }

        if (orchestrator is null)
        {
            return Failed(new InvalidOperationException($"There is no orchestrator '{loaded.Instance.Name}'."));
        }

        List<HistoryRow> fresh = [new HistoryRow(HistoryKind.EpisodeStarted, At: now), .. arrived];
        try
        {
            PlayRows(loaded.History, orchestrator, replaying: true);
            PlayRows(fresh, orchestrator, replaying: false);
        }
        catch (Exception fatal)
        {
            // A history that does not match, or an event that cannot be read: no code of the orchestrator's gets to catch these.
            return Failed(fatal);
        }

        return Judge(fresh);
    }

    private void PlayRows(IReadOnlyList<HistoryRow> rows, Func<TaskOrchestrationContext, Task<object?>> orchestrator, bool replaying)
    {
        foreach (var row in rows)
        {
            thread.Run(() =>
            {
                _context.Apply(row, replaying);
                _run ??= Begin(orchestrator);
            });
        }
    }

    /// <summary>Awaited here, so that a run that ends on a foreign thread is a trespass and not an ending.</summary>
    private async Task<object?> Begin(Func<TaskOrchestrationContext, Task<object?>> orchestrator) => await orchestrator(_context);

    private EpisodeCommit Judge(List<HistoryRow> fresh)
    {
        var over = _run is { IsCompleted: true };
        if (thread.Trespassed || (!over && !_context.Tasks.Any && !_context.Events.SomeoneWaits))
        {
            return Failed(new InvalidOperationException(
                "The orchestrator awaits something its context did not give it, so nothing recorded can ever wake it."));
        }

        return !over || _context.Tasks.Any ? Waits(fresh)
            : _run!.IsFaulted ? Failed(_run.Exception!.InnerException!)
            : _run.IsCanceled ? Failed(new TaskCanceledException(_run))
            : _context.Next is { } next ? ContinuesAsNew(next)
            : Ended(OrchestrationRuntimeStatus.Completed, output: payloads.Write(_run.Result));
    }

    private EpisodeCommit Waits(List<HistoryRow> fresh)
    {
        var tasks = _context.Tasks;
        return Commit(loaded.Instance with { Status = OrchestrationRuntimeStatus.Running }) with
        {
            Rows = [.. fresh, .. tasks.New],
            Activities = [.. tasks.New.Where(row => row.Kind == HistoryKind.ActivityScheduled)
                .Select(row => new ActivityWork(loaded.Instance.InstanceId, Key(row.TaskId), row.Name!, row.Payload))],
            Timers = [.. tasks.New.Where(row => row.Kind == HistoryKind.TimerCreated && !tasks.Cancelled.Contains(row.TaskId))
                .Select(row => new TimerWork(loaded.Instance.InstanceId, Key(row.TaskId), row.At))],
            CancelledTimers = [.. tasks.Cancelled.Select(Key)],
        };
    }

    private EpisodeCommit ContinuesAsNew(NextExecution next) =>
        Commit(loaded.Instance with
        {
            Execution = Guid.NewGuid().ToString("N"),
            Status = OrchestrationRuntimeStatus.Running,
            Input = next.Input,
        }) with
        {
            Requeued = next.PreserveEvents ? _context.Events.Unread : [],
        };

    private EpisodeCommit Failed(Exception why) =>
        Ended(OrchestrationRuntimeStatus.Failed, failure: Payloads.WriteFailure(TaskFailureDetails.FromException(why)));

    private EpisodeCommit Ended(OrchestrationRuntimeStatus status, string? output = null, string? failure = null) =>
        Commit(loaded.Instance with { Status = status, Output = output, Failure = failure });

    private EpisodeCommit Commit(InstanceRow after) => new()
    {
        After = after with { CustomStatus = _context.CustomStatus, UpdatedAt = now },
        Played = loaded.Instance.Execution,
        FirstRow = loaded.History.Count,
        ConsumedThrough = loaded.Inbox.Count == 0 ? 0 : loaded.Inbox[^1].Sequence,
    };

    private TaskKey Key(int taskId) => new(loaded.Instance.Execution, taskId);
}
