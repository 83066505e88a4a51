using Microsoft.Extensions.Logging;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>How faithful, how busy and how unlucky the durable stand-in is.</summary>
public sealed record DurableOptions
{
    public int EpisodesAtOnce { get; init; } = 8;

    public int ActivitiesAtOnce { get; init; } = 16;

    /// <summary>The original cuts longer timers into pieces of this length.</summary>
    public TimeSpan LongestTimer { get; init; } = TimeSpan.FromDays(3);

    /// <summary>True as in durabletask-dotnet up to 1.25; false as after its pull request 801.</summary>
    public bool CancelledWaitersSwallow { get; init; } = true;

    /// <summary>How much too early timers fire. Azure's queues count whole seconds, so it may be up to one.</summary>
    public TimeSpan TimersEarlyBy { get; init; }

    /// <summary>Loses events to instances that have not begun yet, as the original can (DurableTask issue 720).</summary>
    public bool LosesEventsWhilePending { get; init; }

    /// <summary>Which activities run twice, as any may when a worker dies between its work and its report.</summary>
    public Func<string, bool> RunsTwice { get; init; } = _ => false;

    /// <summary>How long running activities get to finish when the engine stops.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where orchestrators' replay-safe loggers come from; without one they write to the engine's own logger.</summary>
    public ILoggerFactory? Loggers { get; init; }
}
