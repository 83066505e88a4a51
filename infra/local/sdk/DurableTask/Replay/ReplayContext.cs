using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>The context of one episode: plays recorded rows into the orchestrator and collects what it asks for.</summary>
internal sealed class ReplayContext(InstanceRow instance, OrchestratorThread thread, Payloads payloads, DurableOptions options)
    : TaskOrchestrationContext
{
    private DateTimeOffset _now;
    private bool _replaying;
    private int _guids;

    public OpenTasks Tasks { get; } = new(payloads);

    public EventWaits Events { get; } = new(payloads, options.CancelledWaitersSwallow);

    /// <summary>Set once the orchestrator has asked to continue as new; it does so when it has returned and nothing is open.</summary>
    public NextExecution? Next { get; private set; }

    public string? CustomStatus { get; private set; } = instance.CustomStatus;

    public override TaskName Name => On(new TaskName(instance.Name));

    public override string InstanceId => On(instance.InstanceId);

    public override DateTime CurrentUtcDateTime => On(_now.UtcDateTime);

    public override bool IsReplaying => On(_replaying);

    protected override ILoggerFactory LoggerFactory => options.Loggers!;

    public void Apply(HistoryRow row, bool replaying)
    {
        _replaying = replaying;
        switch (row.Kind)
        {
            case HistoryKind.EpisodeStarted:
                _now = row.At;
                break;
            case HistoryKind.ActivityScheduled or HistoryKind.TimerCreated:
                Tasks.Match(row);
                break;
            case HistoryKind.EventRaised:
                Events.Deliver(row);
                break;
            default:
                Tasks.Answer(row);
                break;
        }
    }

    public override T? GetInput<T>()
        where T : default => On(payloads.Read<T>(instance.Input));

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        thread.Demand();
        if (input is TaskOptions)
        {
            throw new ArgumentException("TaskOptions were passed as the input. Did you actually mean the overload that takes options?", nameof(input));
        }

        return Tasks.AddActivity<TResult>(name, payloads.Write(input));
    }

    /// <summary>The original splits waits of more than three days, because a queue message cannot stay hidden for longer.</summary>
    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        thread.Demand();
        // As in the original, a time without kind is taken for local time.
        var due = new DateTimeOffset(fireAt.ToUniversalTime());
        while (due - _now > options.LongestTimer)
        {
            await Tasks.AddTimer(_now + options.LongestTimer, cancellationToken);
        }

        await Tasks.AddTimer(due, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        thread.Demand();
        return Events.Wait<T>(eventName, cancellationToken);
    }

    public override void SetCustomStatus(object? customStatus)
    {
        thread.Demand();
        CustomStatus = payloads.Write(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        thread.Demand();
        Next = new NextExecution(payloads.Write(newInput), preserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        thread.Demand();
        var name = $"{instance.InstanceId}_{CurrentUtcDateTime:o}_{_guids++}";
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
    }

    private T On<T>(T value)
    {
        thread.Demand();
        return value;
    }
}

/// <summary>What the next execution begins with.</summary>
internal sealed record NextExecution(string? Input, bool PreserveEvents);
