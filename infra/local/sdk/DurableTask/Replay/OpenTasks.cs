using Microsoft.DurableTask;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>
/// The activities and timers an orchestrator has asked for: numbered in the order of asking, matched with what the history says was
/// asked for before, and open until answered. While one is open the instance can neither end nor continue as new.
/// </summary>
internal sealed class OpenTasks(Payloads payloads)
{
    private readonly Dictionary<int, OpenTask> _open = [];
    private readonly SortedDictionary<int, HistoryRow> _unmatched = [];
    private readonly HashSet<int> _cancelled = [];
    private int _next;

    public bool Any => _open.Count > 0;

    /// <summary>What was asked for and is not in the history yet.</summary>
    public IReadOnlyCollection<HistoryRow> New => _unmatched.Values;

    /// <summary>Timers that are not wanted any more, from this episode or an earlier one.</summary>
    public IReadOnlySet<int> Cancelled => _cancelled;

    public Task<T> AddActivity<T>(string name, string? input)
    {
        var id = _next++;
        var task = new OpenActivity<T>(name, id, payloads);
        _open.Add(id, task);
        _unmatched.Add(id, new HistoryRow(HistoryKind.ActivityScheduled, id, name, input));
        return task.Task;
    }

    public Task AddTimer(DateTimeOffset due, CancellationToken cancel)
    {
        var id = _next++;
        var task = new OpenTimer();
        _open.Add(id, task);
        _unmatched.Add(id, new HistoryRow(HistoryKind.TimerCreated, id, At: due));
        cancel.Register(() =>
        {
            if (_open.Remove(id))
            {
                _cancelled.Add(id);
                task.Cancel(cancel);
            }
        });
        return task.Task;
    }

    /// <summary>Checks that this replay asked for what the first run asked for. A timer's time may differ: the old one counts.</summary>
    public void Match(HistoryRow recorded)
    {
        if (!_unmatched.Remove(recorded.TaskId, out var asked))
        {
            throw new NonDeterministicOrchestrationException(
                $"the history has {Describe(recorded)}, but the orchestrator did not ask for anything there");
        }

        if (asked.Kind != recorded.Kind || !string.Equals(asked.Name, recorded.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new NonDeterministicOrchestrationException(
                $"the history has {Describe(recorded)}, but the orchestrator asked for {Describe(asked)}");
        }
    }

    /// <summary>Answers a task. One that is not open was cancelled or answered before; a second answer means nothing.</summary>
    public void Answer(HistoryRow answer)
    {
        if (_open.Remove(answer.TaskId, out var task))
        {
            task.Answer(answer);
        }
    }

    private static string Describe(HistoryRow row) => $"{row.Kind} {row.Name} (#{row.TaskId})";

    private abstract class OpenTask
    {
        public abstract void Answer(HistoryRow answer);
    }

    private sealed class OpenTimer : OpenTask
    {
        private readonly TaskCompletionSource _source = new();

        public Task Task => _source.Task;

        public override void Answer(HistoryRow answer) => _source.TrySetResult();

        public void Cancel(CancellationToken cancel) => _source.TrySetCanceled(cancel);
    }

    private sealed class OpenActivity<T>(string name, int id, Payloads payloads) : OpenTask
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public override void Answer(HistoryRow answer)
        {
            if (answer.Kind == HistoryKind.ActivityFailed)
            {
                _source.TrySetException(new TaskFailedException(name, id, Payloads.ReadFailure(answer.Payload!)));
                return;
            }

            T result;
            try
            {
                result = payloads.Read<T>(answer.Payload)!;
            }
            catch (Exception unreadable)
            {
                // A result of another shape than asked for is the orchestrator's to see, not the engine's.
                _source.TrySetException(unreadable);
                return;
            }

            _source.TrySetResult(result);
        }
    }
}
