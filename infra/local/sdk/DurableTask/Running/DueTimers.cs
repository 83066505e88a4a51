namespace Intake.Local.Sdk.DurableTask;

/// <summary>
/// The durable timers of all instances behind one timer of the clock, armed for the earliest. Timers in the future are no work in
/// hand; a timer that fires is, from within the clock's callback until its instance has been signalled.
/// </summary>
internal sealed class DueTimers : IDisposable
{
    /// <summary>A clock's timer takes at most 49 days; a wake-up with nothing due only arms it again.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(30);

    /// <summary>Real timers count milliseconds and may wake a fraction of one too early.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly SortedSet<(DateTimeOffset Due, string Execution, int TaskId)> _byDue = [];
    private readonly Dictionary<TaskKey, TimerWork> _timers = [];
    private readonly TimeProvider _time;
    private readonly WorkTracker _work;
    private readonly TimeSpan _early;
    private readonly Action<IReadOnlyList<TimerWork>> _fire;
    private readonly ITimer _alarm;
    private bool _closed;

    public DueTimers(TimeProvider time, WorkTracker work, TimeSpan early, Action<IReadOnlyList<TimerWork>> fire)
    {
        (_time, _work, _early, _fire) = (time, work, early, fire);
        _alarm = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(IReadOnlyCollection<TimerWork> timers)
    {
        if (timers.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var timer in timers)
            {
                if (_timers.TryAdd(timer.Key, timer))
                {
                    _byDue.Add(Place(timer));
                }
            }

            Arm();
        }
    }

    public void Cancel(IEnumerable<TaskKey> keys)
    {
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (_timers.Remove(key, out var timer))
                {
                    _byDue.Remove(Place(timer));
                }
            }

            Arm();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _alarm.Dispose();
        }
    }

    /// <summary>The clock may be a test's, advancing: the work is in hand before this returns, and done elsewhere.</summary>
    private void Ring()
    {
        var piece = _work.Begin();
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                using (piece)
                {
                    FireDue();
                }
            },
            null);
    }

    private void FireDue()
    {
        var due = new List<TimerWork>();
        lock (_gate)
        {
            while (!_closed && _byDue.Count > 0 && Wait(_byDue.Min.Due) <= Slack)
            {
                _timers.Remove(new TaskKey(_byDue.Min.Execution, _byDue.Min.TaskId), out var timer);
                _byDue.Remove(_byDue.Min);
                due.Add(timer!);
            }
        }

        if (due.Count > 0)
        {
            _fire(due);
        }

        lock (_gate)
        {
            Arm();
        }
    }

    private void Arm()
    {
        if (_closed)
        {
            return;
        }

        if (_byDue.Count == 0)
        {
            _alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var wait = Wait(_byDue.Min.Due);
        if (wait <= TimeSpan.Zero)
        {
            Ring();
        }
        else
        {
            _alarm.Change(wait < LongestSleep ? wait : LongestSleep, Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan Wait(DateTimeOffset due) => due - _early - _time.GetUtcNow();

    private static (DateTimeOffset Due, string Execution, int TaskId) Place(TimerWork timer) =>
        (timer.Due, timer.Key.Execution, timer.Key.TaskId);
}
