namespace Intake.Local.Sdk.DurableTask;

/// <summary>
/// Where executions are remembered. Each call is one transaction. Of an execution that has ended only the instance row stays,
/// so the store does not grow with ContinueAsNew.
/// </summary>
public interface IDurableHistory : IDisposable
{
    PendingWork Pending();

    InstanceRow? Find(string instanceId);

    /// <summary>Stores a new instance in place of one that has ended. False if one of that id is still running.</summary>
    bool TryStart(InstanceRow instance);

    /// <summary>Puts a row into a running instance's inbox. Returns the instance as it was found; null if there is none.</summary>
    InstanceRow? Post(string instanceId, HistoryRow row);

    /// <summary>Reads a running instance; null if it is missing or has ended.</summary>
    LoadedInstance? Load(string instanceId);

    /// <summary>False if the execution that was played is no longer the current one.</summary>
    bool Commit(EpisodeCommit episode);

    /// <summary>Moves an activity's outcome into the inbox. False if nobody waits for it any more.</summary>
    bool CompleteActivity(ActivityWork activity, HistoryRow outcome);

    /// <summary>Moves timers that are due into their inboxes; those cancelled meanwhile are passed over.</summary>
    void FireTimers(IReadOnlyList<TimerWork> timers);

    /// <summary>Forgets an instance that has ended.</summary>
    bool Purge(string instanceId);
}
