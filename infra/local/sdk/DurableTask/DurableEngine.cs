using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>
/// Runs orchestrations the way Durable Functions does: an instance is nothing but its history, and every turn replays it from the
/// start. It owns the history it is given.
/// </summary>
public sealed partial class DurableEngine : IAsyncDisposable
{
    /// <summary>How long to wait after the history itself could not be read or written.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly IDurableHistory _history;
    private readonly TimeProvider _time;
    private readonly WorkTracker _work;
    private readonly ILogger _logger;
    private readonly DurableOptions _options;
    private readonly Payloads _payloads;
    private readonly InstanceQueue _instances;
    private readonly ActivityQueue _queued;
    private readonly ActivityBodies _activities;
    private readonly DueTimers _timers;
    private readonly CancellationTokenSource _abandon = new();
    private Task _workers = Task.CompletedTask;

    public DurableEngine(
        IDurableHistory history, TimeProvider time, WorkTracker work, JsonSerializerOptions json, ILogger logger, DurableOptions? options = null)
    {
        (_history, _time, _work, _logger) = (history, time, work, logger);
        _options = options ?? new DurableOptions();
        _options = _options with { Loggers = _options.Loggers ?? new OneLogger(logger) };
        _payloads = new Payloads(json);
        _instances = new InstanceQueue(work);
        _queued = new ActivityQueue(work);
        _activities = new ActivityBodies(_payloads, _options);
        _timers = new DueTimers(time, work, _options.TimersEarlyBy, Fire);
        Client = new EngineClient(history, time, _payloads, _options, _instances.Signal);
    }

    public DurableTaskClient Client { get; }

    public void AddOrchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run) => _orchestrators[name] = run;

    public void AddActivity(string name, Type inputType, Func<object?, string, CancellationToken, Task<object?>> run) =>
        _activities.Add(name, inputType, run);

    /// <summary>Takes up everything the history holds unfinished. A timer that came due meanwhile fires at once.</summary>
    public Task StartAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var starting = _work.Begin();
        var pending = _history.Pending();
        foreach (var activity in pending.Activities)
        {
            _queued.Add(activity);
        }

        foreach (var instanceId in pending.Instances)
        {
            _instances.Signal(instanceId);
        }

        _timers.Add(pending.Timers);
        _workers = Task.WhenAll(
        [
            .. Enumerable.Range(0, _options.EpisodesAtOnce).Select(_ => Task.Run(() => _instances.WorkOff(Play), CancellationToken.None)),
            .. Enumerable.Range(0, _options.ActivitiesAtOnce).Select(_ => Task.Run(() => _queued.WorkOff(Run), CancellationToken.None)),
        ]);
        return Task.CompletedTask;
    }

    /// <summary>Takes no more work and lets running activities finish; what is left comes back with the next start.</summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        CloseQueues();
        try
        {
            // The one real wait in here: a test's clock does not advance while it stops the host.
            await _workers.WaitAsync(_options.StopGrace, cancel);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            LogAbandoned(_logger);
        }

        await _abandon.CancelAsync();
    }

    /// <summary>Without a stop before it this is like a crash: whatever has not been committed by now never is.</summary>
    public ValueTask DisposeAsync()
    {
        CloseQueues();
        _abandon.Cancel();
        _history.Dispose();
        return ValueTask.CompletedTask;
    }

    private void CloseQueues()
    {
        _timers.Dispose();
        _instances.Close();
        _queued.Close();
    }

    private void Play(string instanceId) => Guard(() => PlayOnce(instanceId), () => _instances.Signal(instanceId));

    private void PlayOnce(string instanceId)
    {
        if (_history.Load(instanceId) is not { } loaded || (loaded.History.Count > 0 && loaded.Inbox.Count == 0))
        {
            return;
        }

        EpisodeCommit commit;
        using (var thread = new OrchestratorThread(() => LogTrespass(_logger, instanceId)))
        {
            var episode = new Episode(loaded, thread, _payloads, _options, _time.GetUtcNow());
            commit = episode.Play(_orchestrators.GetValueOrDefault(loaded.Instance.Name));
        }

        if (!_abandon.IsCancellationRequested && _history.Commit(commit))
        {
            CrashPoints.Pass("durable.commit");
            FollowUp(commit);
        }
    }

    private void FollowUp(EpisodeCommit commit)
    {
        foreach (var activity in commit.Activities)
        {
            _queued.Add(activity);
        }

        _timers.Cancel(commit.CancelledTimers);
        _timers.Add(commit.Timers);
        if (commit.ContinuesAsNew)
        {
            _instances.Signal(commit.After.InstanceId);
        }

        if (commit.After.Failure is { } failure)
        {
            LogFailed(_logger, commit.After.InstanceId, Payloads.ReadFailure(failure).ErrorMessage);
        }
    }

    private async Task Run(ActivityWork activity)
    {
        var outcome = await _activities.Run(activity, _abandon.Token);
        CrashPoints.Pass("durable.activity");
        Guard(
            () =>
            {
                if (!_abandon.IsCancellationRequested && _history.CompleteActivity(activity, outcome))
                {
                    _instances.Signal(activity.InstanceId);
                }
            },
            () => _queued.Add(activity));
    }

    private void Fire(IReadOnlyList<TimerWork> due) => Guard(
        () =>
        {
            _history.FireTimers(due);
            foreach (var timer in due)
            {
                _instances.Signal(timer.InstanceId);
            }
        },
        () => _timers.Add(due));

    /// <summary>A history that fails for a moment costs a moment, not an instance.</summary>
    private void Guard(Action step, Action again)
    {
        try
        {
            step();
        }
        catch (Exception broken)
        {
            if (!_abandon.IsCancellationRequested)
            {
                LogBroken(_logger, broken);
                Later(again);
            }
        }
    }

    private void Later(Action again)
    {
        ITimer? alarm = null;
        alarm = _time.CreateTimer(
            _ =>
            {
                using var piece = _work.Begin();
                again();
                alarm?.Dispose();
            },
            null, RetryAfter, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(LogLevel.Error, "Orchestration {InstanceId} failed: {Why}")]
    private static partial void LogFailed(ILogger logger, string instanceId, string why);

    [LoggerMessage(LogLevel.Error, "Orchestration {InstanceId} was continued by something its context did not give it; that is not run")]
    private static partial void LogTrespass(ILogger logger, string instanceId);

    [LoggerMessage(LogLevel.Error, "The durable history could not be read or written; trying again")]
    private static partial void LogBroken(ILogger logger, Exception broken);

    [LoggerMessage(LogLevel.Warning, "Stopped while activities were still running; they run again after the next start")]
    private static partial void LogAbandoned(ILogger logger);
}
