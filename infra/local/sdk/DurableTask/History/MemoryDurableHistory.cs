namespace Intake.Local.Sdk.DurableTask;

/// <summary>A history that lasts as long as the object: for tests, and to see what a restart with an empty history does.</summary>
public sealed class MemoryDurableHistory : IDurableHistory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Stored> _instances = [];
    private long _sequence;

    public PendingWork Pending()
    {
        lock (_gate)
        {
            return new PendingWork(
                [.. _instances.Where(pair => pair.Value.HasWork).Select(pair => pair.Key)],
                [.. _instances.Values.SelectMany(stored => stored.Activities.Values)],
                [.. _instances.Values.SelectMany(stored => stored.Timers.Values)]);
        }
    }

    public InstanceRow? Find(string instanceId)
    {
        lock (_gate)
        {
            return _instances.GetValueOrDefault(instanceId)?.Instance;
        }
    }

    public bool TryStart(InstanceRow instance)
    {
        lock (_gate)
        {
            if (_instances.GetValueOrDefault(instance.InstanceId) is { Instance.HasEnded: false })
            {
                return false;
            }

            _instances[instance.InstanceId] = new Stored(instance);
            return true;
        }
    }

    public InstanceRow? Post(string instanceId, HistoryRow row)
    {
        lock (_gate)
        {
            var stored = _instances.GetValueOrDefault(instanceId);
            if (stored is { Instance.HasEnded: false })
            {
                stored.Inbox.Add(new InboxMessage(++_sequence, null, row));
            }

            return stored?.Instance;
        }
    }

    public LoadedInstance? Load(string instanceId)
    {
        lock (_gate)
        {
            return _instances.GetValueOrDefault(instanceId) is { Instance.HasEnded: false } stored
                ? new LoadedInstance(stored.Instance, [.. stored.History], [.. stored.Inbox])
                : null;
        }
    }

    public bool Commit(EpisodeCommit episode)
    {
        lock (_gate)
        {
            if (_instances.GetValueOrDefault(episode.After.InstanceId) is not { } stored || stored.Instance.Execution != episode.Played)
            {
                return false;
            }

            stored.Instance = episode.After;
            stored.Inbox.RemoveAll(message => message.Sequence <= episode.ConsumedThrough);
            if (episode.EndsExecution)
            {
                stored.EndExecution();
                stored.Inbox.AddRange(episode.Requeued.Select(row => new InboxMessage(++_sequence, null, row)));
            }
            else
            {
                stored.Append(episode);
            }

            return true;
        }
    }

    public bool CompleteActivity(ActivityWork activity, HistoryRow outcome)
    {
        lock (_gate)
        {
            if (_instances.GetValueOrDefault(activity.InstanceId) is not { } stored || !stored.Activities.Remove(activity.Key))
            {
                return false;
            }

            stored.Inbox.Add(new InboxMessage(++_sequence, activity.Key.Execution, outcome));
            return true;
        }
    }

    public void FireTimers(IReadOnlyList<TimerWork> timers)
    {
        lock (_gate)
        {
            foreach (var timer in timers)
            {
                if (_instances.GetValueOrDefault(timer.InstanceId) is { } stored && stored.Timers.Remove(timer.Key))
                {
                    var fired = new HistoryRow(HistoryKind.TimerFired, timer.Key.TaskId, At: timer.Due);
                    stored.Inbox.Add(new InboxMessage(++_sequence, timer.Key.Execution, fired));
                }
            }
        }
    }

    public bool Purge(string instanceId)
    {
        lock (_gate)
        {
            return _instances.GetValueOrDefault(instanceId) is { Instance.HasEnded: true } && _instances.Remove(instanceId);
        }
    }

    /// <summary>What is in memory belongs to the test, which may hand it to the next engine.</summary>
    public void Dispose()
    {
    }

    private sealed class Stored(InstanceRow instance)
    {
        public InstanceRow Instance { get; set; } = instance;

        public List<HistoryRow> History { get; } = [];

        public List<InboxMessage> Inbox { get; } = [];

        public Dictionary<TaskKey, ActivityWork> Activities { get; } = [];

        public Dictionary<TaskKey, TimerWork> Timers { get; } = [];

        public bool HasWork => !Instance.HasEnded && (History.Count == 0 || Inbox.Count > 0);

        public void Append(EpisodeCommit episode)
        {
            History.AddRange(episode.Rows);
            foreach (var activity in episode.Activities)
            {
                Activities.Add(activity.Key, activity);
            }

            foreach (var timer in episode.Timers)
            {
                Timers.Add(timer.Key, timer);
            }

            foreach (var key in episode.CancelledTimers)
            {
                Timers.Remove(key);
            }
        }

        /// <summary>Messages for the execution that ended stay; the next episode sees that they are not for it.</summary>
        public void EndExecution()
        {
            History.Clear();
            Activities.Clear();
            Timers.Clear();
            if (Instance.HasEnded)
            {
                Inbox.Clear();
            }
        }
    }
}
