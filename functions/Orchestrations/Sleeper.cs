using Intake.Connectors.Tickets;
using Microsoft.DurableTask;

namespace Intake.Functions.Orchestrations;

/// <summary>
/// The shape of every clock: ask an activity what to wait for, wait for that time or a nudge, begin again as new. One wait per run, never cancelled
/// (a signal to an abandoned wait is lost); every timer cancelled (an open one keeps the instance running); a failed activity is waited out, never fatal.
/// </summary>
internal static class Sleeper
{
    public const string Nudge = "nudge";

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    // Durable timers survive years, but nothing is won by asking for one.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static async Task Run(TaskOrchestrationContext context, string activity, object input)
    {
        var nudge = context.WaitForExternalEvent<string>(Nudge);
        var look = await Look(context, activity, input);
        if (look.Done)
        {
            return;
        }

        if (look.At is { } at)
        {
            await NudgedOr(context, nudge, at);
        }
        else
        {
            await nudge;
        }

        context.ContinueAsNew(input, preserveUnprocessedEvents: false);
    }

    private static async Task<Look> Look(TaskOrchestrationContext context, string activity, object input)
    {
        try
        {
            return await context.CallActivityAsync<Look>(activity, input);
        }
        catch (TaskFailedException)
        {
            return new Look(false, context.CurrentUtcDateTime + AfterFailure);
        }
    }

    private static async Task NudgedOr(TaskOrchestrationContext context, Task nudge, DateTime at)
    {
        var latest = context.CurrentUtcDateTime + Longest;
        using var timer = new CancellationTokenSource();
        try
        {
            await Task.WhenAny(nudge, context.CreateTimer(at < latest ? at : latest, timer.Token));
        }
        finally
        {
            timer.Cancel();
        }
    }
}

/// <summary>An activity's answer: done for good, or when to look again (UTC); neither: when nudged.</summary>
public sealed record Look(bool Done, DateTime? At)
{
    public static Look From(NextLook next) => new(next.Done, next.Time?.ToDateTimeUtc());
}
