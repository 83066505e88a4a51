namespace Intake.Local.Sdk;

/// <summary>
/// The one clock of host, stand-ins and sandbox: now = anchor + real time passed x speed. Speed 1 is real time, more is a demonstration, 0 stands
/// still. Advancing goes from one due timer to the next and lets the work each of them causes finish before time moves on.
/// </summary>
public sealed partial class VirtualClock : TimeProvider, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _oneAdvance = new(1);
    private readonly SortedSet<VirtualTimer> _timers = [];
    private readonly TimeProvider _real;
    private readonly ClockEpochFile? _file;
    private readonly ITimer _pump;
    private ClockEpoch _epoch;
    private DateTimeOffset _latest;
    private WorkTracker? _advancing;
    private IDisposable? _pumpPiece;
    private long _armed;
    private bool _pumping;
    private bool _stepping;
    private bool _disposed;

    /// <summary>A clock kept only in memory.</summary>
    public VirtualClock(DateTimeOffset start, double speed, TimeProvider? real = null)
        : this(null, start, speed, real)
    {
    }

    private VirtualClock(ClockEpochFile? file, DateTimeOffset? start, double speed, TimeProvider? real)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(speed);
        _real = real ?? System;
        _file = file;
        var realNow = _real.GetUtcNow();
        var now = file?.Read()?.At(realNow) ?? start ?? realNow;
        Anchor(start > now ? start.Value : now, speed);
        _pump = _real.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// The clock saved in a file, which it keeps open: it ran on at its saved speed while nobody had it open. A start applies to a new file,
    /// or where it lies ahead of the saved time; a clock never runs back.
    /// </summary>
    public static VirtualClock Open(string path, DateTimeOffset? start, double speed, TimeProvider? real = null)
    {
        var file = new ClockEpochFile(path);
        try
        {
            return new VirtualClock(file, start, speed, real);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public double Speed => _epoch.Speed;

    /// <summary>How many timers are waiting for their time.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return Now();
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        Arm(timer, dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock ahead at once; timers that this makes due fire late, at the new time.</summary>
    public void Set(DateTimeOffset to)
    {
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(to, Now());
            Anchor(to, Speed);
            ArmPump();
        }
    }

    public Task AdvanceAsync(TimeSpan by, WorkTracker work, CancellationToken cancel) => AdvanceAsync(GetUtcNow() + by, work, cancel);

    /// <summary>
    /// Steps to each timer due up to <paramref name="to"/> in turn, at exactly its time, and waits after each until no work is in hand. Real time
    /// stands still meanwhile. A callback begins its work before it returns; work that waits for a later virtual time is a stall, and an error.
    /// </summary>
    public async Task AdvanceAsync(DateTimeOffset to, WorkTracker work, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(work);
        await _oneAdvance.WaitAsync(cancel);
        try
        {
            to = Suspend(to, work);
            while (true)
            {
                await Idle(work, cancel);
                if (TryTake(to, work, out var timer))
                {
                    Step(timer);
                }
                else if (TryArrive(to, work))
                {
                    return;
                }
            }
        }
        finally
        {
            Resume();
            _oneAdvance.Release();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            Anchor(Now(), Speed);
            _timers.Clear();
        }

        _pump.Dispose();
        _file?.Dispose();
    }

    internal bool Arm(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        }

        lock (_gate)
        {
            _timers.Remove(timer);
            if (_disposed || timer.Disposed)
            {
                return false;
            }

            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                var now = Now();
                Queue(timer, DateTimeOffset.MaxValue - now > dueTime ? now + dueTime : DateTimeOffset.MaxValue, immediate: dueTime == TimeSpan.Zero);
            }

            return true;
        }
    }

    internal void Disarm(VirtualTimer timer)
    {
        lock (_gate)
        {
            timer.Disposed = true;
            _timers.Remove(timer);
        }
    }
}
