using System.Threading.Channels;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>Activities that are ready to run. Each is a piece of work in hand from its scheduling until its outcome is stored.</summary>
internal sealed class ActivityQueue(WorkTracker work)
{
    private readonly Channel<(ActivityWork Activity, IDisposable Piece)> _ready =
        Channel.CreateUnbounded<(ActivityWork, IDisposable)>();

    private volatile bool _closed;

    public void Add(ActivityWork activity)
    {
        var piece = work.Begin();
        if (!_ready.Writer.TryWrite((activity, piece)))
        {
            piece.Dispose();
        }
    }

    /// <summary>Runs activities as they become ready, until the queue is closed.</summary>
    public async Task WorkOff(Func<ActivityWork, Task> run)
    {
        await foreach (var (activity, piece) in _ready.Reader.ReadAllAsync())
        {
            using (piece)
            {
                if (!_closed)
                {
                    await run(activity);
                }
            }
        }
    }

    /// <summary>What is queued is let go of; it is in the history and runs after the next start.</summary>
    public void Close()
    {
        _closed = true;
        _ready.Writer.TryComplete();
        while (_ready.Reader.TryRead(out var left))
        {
            left.Piece.Dispose();
        }
    }
}
