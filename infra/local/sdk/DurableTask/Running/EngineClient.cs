using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>The client of one engine: writes to its history and tells it whom to wake.</summary>
internal sealed class EngineClient(IDurableHistory history, TimeProvider time, Payloads payloads, DurableOptions options, Action<string> signal)
    : DurableTaskClient("local")
{
    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
        Answer(() => Start(orchestratorName, input, options?.InstanceId), cancellation);

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) => Answer(
            () =>
            {
                ArgumentException.ThrowIfNullOrEmpty(eventName);
                return Post(instanceId, new HistoryRow(
                    HistoryKind.EventRaised, Name: eventName, Payload: payloads.Write(eventPayload), At: time.GetUtcNow()));
            },
            cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) => Answer(
            () => Post(instanceId, new HistoryRow(HistoryKind.Terminated, Payload: payloads.Write(options?.Output), At: time.GetUtcNow())),
            cancellation);

    public override Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => Answer(
            () => history.Find(Named(instanceId)) is { } found ? Describe(found, getInputsAndOutputs) : null,
            cancellation);

    /// <summary>Only what has ended is purged: a running instance would leave activities behind that nobody answers for.</summary>
    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) => Answer(
            () => new PurgeResult(history.Purge(Named(instanceId)) ? 1 : 0),
            cancellation);

    /// <summary>The client belongs to its engine.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The original asks over the wire, so whatever goes wrong is in the task and not thrown at the caller.</summary>
    private static Task<T> Answer<T>(Func<T> work, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancel);
        }

        try
        {
            return Task.FromResult(work());
        }
        catch (Exception refused)
        {
            return Task.FromException<T>(refused);
        }
    }

    private static string Named(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return instanceId;
    }

    private string Start(TaskName orchestrator, object? input, string? wantedId)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestrator.Name);
        var instanceId = string.IsNullOrEmpty(wantedId) ? Guid.NewGuid().ToString("N") : wantedId;
        InstanceIds.Demand(instanceId);
        var now = time.GetUtcNow();
        var pending = new InstanceRow(
            instanceId, Guid.NewGuid().ToString("N"), orchestrator.Name, OrchestrationRuntimeStatus.Pending, payloads.Write(input),
            Output: null, Failure: null, CustomStatus: null, CreatedAt: now, UpdatedAt: now);
        if (!history.TryStart(pending))
        {
            throw new OrchestrationAlreadyExistsException($"An orchestration '{instanceId}' is already running.");
        }

        signal(instanceId);
        return instanceId;
    }

    private OrchestrationRuntimeStatus Post(string instanceId, HistoryRow row)
    {
        if (row.Kind == HistoryKind.EventRaised && options.LosesEventsWhilePending
            && history.Find(Named(instanceId)) is { Status: OrchestrationRuntimeStatus.Pending } pending)
        {
            return pending.Status;
        }

        var found = history.Post(Named(instanceId), row) ?? throw new InstanceNotRunningException($"There is no orchestration '{instanceId}'.");
        if (found.HasEnded)
        {
            throw new InstanceNotRunningException($"The orchestration '{instanceId}' has ended: {found.Status}.");
        }

        signal(instanceId);
        return found.Status;
    }

    private OrchestrationMetadata Describe(InstanceRow row, bool withData) => new(row.Name, row.InstanceId)
    {
        RuntimeStatus = row.Status,
        CreatedAt = row.CreatedAt,
        LastUpdatedAt = row.UpdatedAt,
        SerializedInput = withData ? row.Input : null,
        SerializedOutput = withData ? row.Output : null,
        SerializedCustomStatus = withData ? row.CustomStatus : null,
        FailureDetails = row.Failure is null ? null : Payloads.ReadFailure(row.Failure),
        HasInputsAndOutputs = withData,
        Json = payloads.Options,
    };

    /// <summary>The original throws a raw RpcException here. Intake must not depend on which, so this one has no name outside.</summary>
    private sealed class InstanceNotRunningException(string message) : InvalidOperationException(message);
}
