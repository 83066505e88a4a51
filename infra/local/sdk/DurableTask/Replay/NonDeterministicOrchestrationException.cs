namespace Intake.Local.Sdk.DurableTask;

/// <summary>The orchestrator did something else this time than the history says it did before.</summary>
internal sealed class NonDeterministicOrchestrationException(string how)
    : Exception($"NonDeterministic orchestration: {how}. Its code has changed under a running instance, or depends on more than its context.");
