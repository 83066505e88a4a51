using Intake.Local.Sdk;
using Microsoft.Azure.Functions.Worker;

namespace Intake.Local.Host;

/// <summary>
/// Runs timer functions on the virtual clock. As in Azure, runs of one function do not overlap: the next occurrence is taken after a run
/// has ended, so what it overran is skipped.
/// </summary>
public sealed class TimerFunctions(FunctionCatalog catalog, IServiceProvider services, VirtualClock clock, WorkTracker work, ILogger<TimerFunctions> logger)
    : IDisposable
{
    private static readonly TimeSpan NoticeablyLate = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<ITimer> _timers = [];
    private CancellationToken _stop;

    public void Start()
    {
        _stop = _stopping.Token;
        foreach (var function in catalog.Functions)
        {
            if (function.Trigger is TimerTriggerAttribute trigger)
            {
                Start(function, trigger);
            }
        }
    }

    /// <summary>No further runs; one that is under way is asked to end.</summary>
    public void Stop()
    {
        _timers.ForEach(timer => timer.Dispose());
        _stopping.Cancel();
    }

    public void Dispose() => _stopping.Dispose();

    private void Start(FunctionEntry function, TimerTriggerAttribute trigger)
    {
        var schedule = Parse(function, trigger);
        var status = new ScheduleStatus();
        ITimer? timer = null;
        timer = clock.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timers.Add(timer);
        if (trigger.RunOnStartup)
        {
            status.Next = clock.GetUtcNow().UtcDateTime;
            Fire();
        }
        else
        {
            AwaitNext();
        }

        void AwaitNext()
        {
            var now = clock.GetUtcNow();
            var next = schedule.Next(now);
            status.Next = next.UtcDateTime;
            timer?.Change(next - now, Timeout.InfiniteTimeSpan);
        }

        // The work is begun here, in the clock's callback, before time may move on.
        void Fire()
        {
            var piece = work.Begin();
            _ = Task.Run(async () =>
            {
                using (piece)
                {
                    await Run(function, schedule, status);
                    AwaitNext();
                }
            });
        }
    }

    private static CronSchedule Parse(FunctionEntry function, TimerTriggerAttribute trigger)
    {
        try
        {
            return CronSchedule.Parse(trigger.Schedule);
        }
        catch (FormatException wrong)
        {
            throw new StartupException($"Function {function.Name}: {wrong.Message}", wrong);
        }
    }

    private async Task Run(FunctionEntry function, CronSchedule schedule, ScheduleStatus status)
    {
        var now = clock.GetUtcNow();
        var late = now.UtcDateTime - status.Next > NoticeablyLate;
        (status.Last, status.Next, status.LastUpdated) = (status.Next, schedule.Next(now).UtcDateTime, now.UtcDateTime);
        try
        {
            await using var scope = services.CreateAsyncScope();
            var context = new LocalFunctionContext(function, scope.ServiceProvider, _stop);
            await function.RunAsync(new Invocation(context, new TimerInfo { IsPastDue = late, ScheduleStatus = status }));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            logger.LogInformation("Function {Function} was stopped", function.Name);
        }
        catch (Exception failure)
        {
            // One failed run is not the end of a schedule.
            logger.LogError(failure, "Function {Function} failed", function.Name);
        }
    }
}
