using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>The activities by name, and how one run of a body becomes a row.</summary>
internal sealed class ActivityBodies(Payloads payloads, DurableOptions options)
{
    private readonly ConcurrentDictionary<string, Body> _bodies = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string name, Type inputType, Func<object?, string, CancellationToken, Task<object?>> run) =>
        _bodies[name] = new Body(inputType, run);

    /// <summary>Never throws: what the body threw is its outcome.</summary>
    public async Task<HistoryRow> Run(ActivityWork work, CancellationToken cancel)
    {
        try
        {
            var body = _bodies.GetValueOrDefault(work.Name) ?? throw new InvalidOperationException($"There is no activity '{work.Name}'.");
            if (options.RunsTwice(work.Name))
            {
                await RunOnce(body, work, cancel);
            }

            var result = await RunOnce(body, work, cancel);
            return new HistoryRow(HistoryKind.ActivityCompleted, work.Key.TaskId, work.Name, payloads.Write(result));
        }
        catch (Exception thrown)
        {
            var failure = Payloads.WriteFailure(TaskFailureDetails.FromException(thrown));
            return new HistoryRow(HistoryKind.ActivityFailed, work.Key.TaskId, work.Name, failure);
        }
    }

    private Task<object?> RunOnce(Body body, ActivityWork work, CancellationToken cancel) =>
        body.Run(payloads.Read(work.Input, body.InputType), work.InstanceId, cancel);

    private sealed record Body(Type InputType, Func<object?, string, CancellationToken, Task<object?>> Run);
}
