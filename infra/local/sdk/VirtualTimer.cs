namespace Intake.Local.Sdk;

/// <summary>A timer of a <see cref="VirtualClock"/>; the clock's lock guards its due time and number.</summary>
internal sealed class VirtualTimer : ITimer, IComparable<VirtualTimer>
{
    private readonly VirtualClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;

    // As a system timer does: what flows with the caller (a request's identity, a log scope) flows into the callback.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    public VirtualTimer(VirtualClock clock, TimerCallback callback, object? state)
    {
        _clock = clock;
        _callback = callback;
        _state = state;
    }

    public DateTimeOffset Due { get; set; }

    /// <summary>Which arming this was: timers due together fire in the order in which they were armed.</summary>
    public long Number { get; set; }

    public TimeSpan Period { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Armed without a delay.</summary>
    public bool Immediate { get; set; }

    public bool Disposed { get; set; }

    public bool Repeats => Period > TimeSpan.Zero;

    public int CompareTo(VirtualTimer? other) =>
        other is null ? 1 : Due != other.Due ? Due.CompareTo(other.Due) : Number.CompareTo(other.Number);

    public bool Change(TimeSpan dueTime, TimeSpan period) => _clock.Arm(this, dueTime, period);

    public void Fire()
    {
        if (_context is null)
        {
            _callback(_state);
        }
        else
        {
            ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!)._callback(((VirtualTimer)timer)._state), this);
        }
    }

    public void Dispose() => _clock.Disarm(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
