namespace Intake.Local.Sdk;

/// <summary>
/// Counts the work in hand: requests, orchestration turns, activities, timer functions. A test's clock moves only while it is zero,
/// so whoever hands work on begins the next piece before the last one ends.
/// </summary>
public sealed class WorkTracker
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private int _inHand;

    public int InHand => Volatile.Read(ref _inHand);

    /// <summary>Begins one piece of work; disposing what it returns ends it.</summary>
    public IDisposable Begin()
    {
        lock (_gate)
        {
            _inHand++;
        }

        return new Piece(this);
    }

    /// <summary>Completes once nothing is in hand.</summary>
    public Task WhenIdle(CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_inHand == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task.WaitAsync(cancel);
        }
    }

    private void End()
    {
        TaskCompletionSource? idle = null;
        lock (_gate)
        {
            if (--_inHand == 0)
            {
                (idle, _idle) = (_idle, null);
            }
        }

        idle?.SetResult();
    }

    private sealed class Piece(WorkTracker tracker) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                tracker.End();
            }
        }
    }
}
