namespace Microsoft.DurableTask.Client;

/// <summary>Under which id to start an orchestration; without one it gets a new id.</summary>
public record StartOrchestrationOptions(string? InstanceId = null);

/// <summary>What a terminated instance leaves as its output. Intake has no sub-orchestrations, so nothing here is recursive.</summary>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);

/// <summary>How far a purge reaches.</summary>
public record PurgeInstanceOptions(bool Recursive = false);

/// <summary>How many instances a purge removed.</summary>
public class PurgeResult(int count)
{
    public int PurgedInstanceCount { get; } = count;
}

/// <summary>Where an orchestration stands.</summary>
public enum OrchestrationRuntimeStatus
{
    Running,
    Completed,
    [Obsolete("Never reported; kept for its number.")]
    ContinuedAsNew,
    Failed,
    [Obsolete("Never reported; kept for its number.")]
    Canceled,
    Terminated,
    Pending,
    Suspended,
}
