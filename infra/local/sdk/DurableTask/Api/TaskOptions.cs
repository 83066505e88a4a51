namespace Microsoft.DurableTask;

/// <summary>
/// What an orchestrator may ask for beside a task's input. Intake retries on a durable timer of its own and tags nothing,
/// so there is nothing to ask for here; the type keeps the overloads apart.
/// </summary>
public record TaskOptions;
