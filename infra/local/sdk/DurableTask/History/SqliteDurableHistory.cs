using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>
/// A history in one SQLite file. Deleting the file while nothing runs loses every execution and nothing else; Intake re-arms its
/// tickets from the tables then. A crash of the process loses nothing that was committed.
/// </summary>
public sealed class SqliteDurableHistory : IDurableHistory
{
    private readonly Lock _gate = new();
    private readonly HistoryDatabase _database;

    public SqliteDurableHistory(string path)
    {
        _database = new HistoryDatabase(path);
    }

    public PendingWork Pending()
    {
        lock (_gate)
        {
            return new PendingWork(
                _database.Query("SELECT id FROM instances WHERE fresh = 1 UNION SELECT instance FROM inbox", row => row.GetString(0)),
                _database.Query("SELECT instance, execution, task, name, input FROM activities", HistoryRows.Activity),
                _database.Query("SELECT instance, execution, task, due FROM timers", HistoryRows.Timer));
        }
    }

    public InstanceRow? Find(string instanceId)
    {
        lock (_gate)
        {
            return FindUnlocked(instanceId);
        }
    }

    public bool TryStart(InstanceRow instance)
    {
        lock (_gate)
        {
            return _database.Transact(() =>
            {
                if (FindUnlocked(instance.InstanceId) is { HasEnded: false })
                {
                    return false;
                }

                _database.Run(
                    "INSERT OR REPLACE INTO instances (id, execution, name, status, input, created, updated, fresh) VALUES (@0, @1, @2, @3, @4, @5, @6, 1)",
                    instance.InstanceId, instance.Execution, instance.Name, (int)instance.Status, instance.Input,
                    instance.CreatedAt.UtcTicks, instance.UpdatedAt.UtcTicks);
                return true;
            });
        }
    }

    public InstanceRow? Post(string instanceId, HistoryRow row)
    {
        lock (_gate)
        {
            return _database.Transact(() =>
            {
                var found = FindUnlocked(instanceId);
                if (found is { HasEnded: false })
                {
                    Deliver(instanceId, null, row);
                }

                return found;
            });
        }
    }

    public LoadedInstance? Load(string instanceId)
    {
        lock (_gate)
        {
            return FindUnlocked(instanceId) is { HasEnded: false } instance
                ? new LoadedInstance(
                    instance,
                    _database.Query(
                        "SELECT kind, task, name, payload, at FROM history WHERE execution = @0 ORDER BY place",
                        row => HistoryRows.Row(row, 0), instance.Execution),
                    _database.Query(
                        "SELECT sequence, execution, kind, task, name, payload, at FROM inbox WHERE instance = @0 ORDER BY sequence",
                        HistoryRows.Message, instanceId))
                : null;
        }
    }

    public bool Commit(EpisodeCommit episode)
    {
        lock (_gate)
        {
            return _database.Transact(() =>
            {
                if (!Update(episode))
                {
                    return false;
                }

                _database.Run("DELETE FROM inbox WHERE instance = @0 AND sequence <= @1", episode.After.InstanceId, episode.ConsumedThrough);
                if (episode.EndsExecution)
                {
                    EndExecution(episode);
                }
                else
                {
                    Append(episode);
                }

                return true;
            });
        }
    }

    public bool CompleteActivity(ActivityWork activity, HistoryRow outcome)
    {
        lock (_gate)
        {
            return _database.Transact(() =>
            {
                if (_database.Run("DELETE FROM activities WHERE execution = @0 AND task = @1", activity.Key.Execution, activity.Key.TaskId) == 0)
                {
                    return false;
                }

                Deliver(activity.InstanceId, activity.Key.Execution, outcome);
                return true;
            });
        }
    }

    public void FireTimers(IReadOnlyList<TimerWork> timers)
    {
        lock (_gate)
        {
            _database.Transact(() =>
            {
                foreach (var timer in timers)
                {
                    if (Forget(timer.Key))
                    {
                        var fired = new HistoryRow(HistoryKind.TimerFired, timer.Key.TaskId, At: timer.Due);
                        Deliver(timer.InstanceId, timer.Key.Execution, fired);
                    }
                }

                return true;
            });
        }
    }

    public bool Purge(string instanceId)
    {
        lock (_gate)
        {
            return _database.Transact(() => FindUnlocked(instanceId) is { HasEnded: true }
                && _database.Run("DELETE FROM instances WHERE id = @0", instanceId) > 0);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _database.Dispose();
        }
    }

    private InstanceRow? FindUnlocked(string instanceId)
    {
        var found = _database.Query(
            "SELECT id, execution, name, status, input, output, failure, custom, created, updated FROM instances WHERE id = @0",
            HistoryRows.Instance, instanceId);
        return found.Count == 0 ? null : found[0];
    }

    private bool Update(EpisodeCommit episode)
    {
        var after = episode.After;
        return _database.Run(
            "UPDATE instances SET execution = @0, status = @1, input = @2, output = @3, failure = @4, custom = @5, updated = @6, fresh = @7 WHERE id = @8 AND execution = @9",
            after.Execution, (int)after.Status, after.Input, after.Output, after.Failure, after.CustomStatus, after.UpdatedAt.UtcTicks,
            episode.ContinuesAsNew ? 1 : 0, after.InstanceId, episode.Played) > 0;
    }

    private void Append(EpisodeCommit episode)
    {
        var place = episode.FirstRow;
        foreach (var row in episode.Rows)
        {
            _database.Run(
                "INSERT INTO history (execution, place, kind, task, name, payload, at) VALUES (@0, @1, @2, @3, @4, @5, @6)",
                episode.Played, place++, (int)row.Kind, row.TaskId, row.Name, row.Payload, row.At.UtcTicks);
        }

        foreach (var work in episode.Activities)
        {
            _database.Run(
                "INSERT INTO activities (execution, task, instance, name, input) VALUES (@0, @1, @2, @3, @4)",
                work.Key.Execution, work.Key.TaskId, work.InstanceId, work.Name, work.Input);
        }

        foreach (var timer in episode.Timers)
        {
            _database.Run(
                "INSERT INTO timers (execution, task, instance, due) VALUES (@0, @1, @2, @3)",
                timer.Key.Execution, timer.Key.TaskId, timer.InstanceId, timer.Due.UtcTicks);
        }

        foreach (var key in episode.CancelledTimers)
        {
            Forget(key);
        }
    }

    /// <summary>Messages for the execution that ended stay; the next episode sees that they are not for it.</summary>
    private void EndExecution(EpisodeCommit episode)
    {
        _database.Run("DELETE FROM history WHERE execution = @0", episode.Played);
        _database.Run("DELETE FROM activities WHERE execution = @0", episode.Played);
        _database.Run("DELETE FROM timers WHERE execution = @0", episode.Played);
        if (episode.After.HasEnded)
        {
            _database.Run("DELETE FROM inbox WHERE instance = @0", episode.After.InstanceId);
        }

        foreach (var row in episode.Requeued)
        {
            Deliver(episode.After.InstanceId, null, row);
        }
    }

    private bool Forget(TaskKey timer) =>
        _database.Run("DELETE FROM timers WHERE execution = @0 AND task = @1", timer.Execution, timer.TaskId) > 0;

    private void Deliver(string instanceId, string? execution, HistoryRow row) => _database.Run(
        "INSERT INTO inbox (instance, execution, kind, task, name, payload, at) VALUES (@0, @1, @2, @3, @4, @5, @6)",
        instanceId, execution, (int)row.Kind, row.TaskId, row.Name, row.Payload, row.At.UtcTicks);
}
