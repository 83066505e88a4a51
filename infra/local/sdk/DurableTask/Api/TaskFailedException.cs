namespace Microsoft.DurableTask;

/// <summary>What an orchestrator sees of an activity that threw: a description, never the exception itself.</summary>
public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Sentence(taskName, taskId, innerException.Message), innerException)
    {
        (TaskName, TaskId, FailureDetails) = (taskName, taskId, TaskFailureDetails.FromException(innerException));
    }

    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Sentence(taskName, taskId, failureDetails.ErrorMessage))
    {
        (TaskName, TaskId, FailureDetails) = (taskName, taskId, failureDetails);
    }

    public string TaskName { get; }

    public int TaskId { get; }

    public TaskFailureDetails FailureDetails { get; }

    private static string Sentence(string name, int id, string why) => $"Task '{name}' (#{id}) failed with an unhandled exception: {why}";
}
