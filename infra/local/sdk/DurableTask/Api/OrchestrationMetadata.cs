using System.Text.Json;

namespace Microsoft.DurableTask.Client;

/// <summary>What is known of one orchestration instance.</summary>
public sealed class OrchestrationMetadata(string name, string instanceId)
{
    public string Name { get; } = name;

    public string InstanceId { get; } = instanceId;

    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    public string? SerializedOutput { get; init; }

    public string? SerializedCustomStatus { get; init; }

    public TaskFailureDetails? FailureDetails { get; init; }

    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The original has a DataConverter here; the stand-in only ever speaks JSON.</summary>
    internal JsonSerializerOptions? Json { get; init; }

    internal bool HasInputsAndOutputs { get; init; }

    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    private T? Read<T>(string? data)
    {
        if (!HasInputsAndOutputs)
        {
            throw new InvalidOperationException("Fetch the instance with getInputsAndOutputs: true to read these.");
        }

        return data is null ? default : JsonSerializer.Deserialize<T>(data, Json);
    }
}
