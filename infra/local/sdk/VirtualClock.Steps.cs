using System.Diagnostics.CodeAnalysis;

namespace Intake.Local.Sdk;

// What is due, and who fires it: the pump while time flows, the advance while it steps.
public sealed partial class VirtualClock
{
    // The real clock may be set, and a laptop may sleep: the longest the pump trusts a system timer before it looks again.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(10);

    // Work that waits for this clock cannot end while the clock waits for the work. Real time, so that a test fails instead of hanging.
    private static readonly TimeSpan PatienceWithWork = TimeSpan.FromSeconds(60);

    private static async Task Idle(WorkTracker work, CancellationToken cancel)
    {
        try
        {
            await work.WhenIdle(cancel).WaitAsync(PatienceWithWork, cancel);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"{work.InHand} pieces of work are still in hand after {PatienceWithWork.TotalSeconds:0} s of real time; they may be waiting for the clock.");
        }
    }

    private DateTimeOffset Now()
    {
        if (_advancing is null && _epoch.At(_real.GetUtcNow()) is var now && now > _latest)
        {
            _latest = now;
        }

        return _latest;
    }

    private void Anchor(DateTimeOffset now, double speed)
    {
        _latest = now.ToUniversalTime();
        _epoch = new ClockEpoch(_latest, _real.GetUtcNow(), speed);
        _file?.Write(_epoch);
    }

    /// <summary>Begins an advance. A clock that runs may have passed the target since somebody read it: then the advance ends where the clock stands.</summary>
    private DateTimeOffset Suspend(DateTimeOffset to, WorkTracker work)
    {
        lock (_gate)
        {
            Anchor(Now(), Speed);
            _advancing = work;

            // A callback may be on its way since before the advance: its work counts too.
            _pumpPiece = _pumping ? work.Begin() : null;
            return to > _latest ? to : _latest;
        }
    }

    private void Resume()
    {
        lock (_gate)
        {
            _advancing = null;
            if (!_disposed)
            {
                Anchor(_latest, Speed);
                ArmPump();
            }
        }
    }

    /// <summary>Takes the next timer of an advance, with the clock at its time. New work since the last look comes first.</summary>
    private bool TryTake(DateTimeOffset to, WorkTracker work, [NotNullWhen(true)] out VirtualTimer? timer)
    {
        lock (_gate)
        {
            timer = work.InHand == 0 && _timers.Min is { } next && next.Due <= to ? next : null;
            if (timer is null)
            {
                return false;
            }

            if (timer.Due > _latest)
            {
                Anchor(timer.Due, Speed);
            }

            Take(timer);
            _stepping = true;
            return true;
        }
    }

    private void Step(VirtualTimer timer)
    {
        try
        {
            timer.Fire();
        }
        finally
        {
            lock (_gate)
            {
                _stepping = false;
                ArmPump();
            }
        }
    }

    private bool TryArrive(DateTimeOffset to, WorkTracker work)
    {
        lock (_gate)
        {
            if (work.InHand > 0 || _timers.Min?.Due <= to)
            {
                return false;
            }

            Anchor(to, Speed);
            return true;
        }
    }

    /// <summary>Out of the queue, and back into it where it repeats: before it fires, so that its own callback may change or dispose it.</summary>
    private void Take(VirtualTimer timer)
    {
        _timers.Remove(timer);
        if (timer.Repeats)
        {
            var missed = Math.Max(0, (_latest - timer.Due).Ticks / timer.Period.Ticks);
            Queue(timer, timer.Due + (timer.Period * (missed + 1)), immediate: false);
        }
    }

    private void Queue(VirtualTimer timer, DateTimeOffset due, bool immediate)
    {
        timer.Due = due;
        timer.Immediate = immediate;
        timer.Number = _armed++;
        _timers.Add(timer);
        ArmPump();
    }

    // During an advance only a timer of no delay is the pump's: work in hand may be waiting for it, and the advance waits for that work.
    private VirtualTimer? NextForPump() =>
        _stepping ? null : _advancing is null ? _timers.Min : _timers.FirstOrDefault(timer => timer.Immediate);

    private void ArmPump()
    {
        if (_disposed || _pumping || NextForPump() is not { } next)
        {
            return;
        }

        var wait = next.Due - Now();
        if (wait > TimeSpan.Zero)
        {
            if (_advancing is not null || Speed == 0)
            {
                return;
            }

            // Rounded up: a system timer cuts off fractions of a millisecond, and would come too early again and again.
            wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min((wait / Speed).TotalMilliseconds, LongestSleep.TotalMilliseconds)));
        }

        _pump.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Pump()
    {
        lock (_gate)
        {
            if (_pumping)
            {
                return;
            }

            _pumping = true;
        }

        while (true)
        {
            VirtualTimer timer;
            lock (_gate)
            {
                var fired = _pumpPiece;
                _pumpPiece = null;
                if (_disposed || NextForPump() is not { } next || next.Due > Now())
                {
                    _pumping = false;
                    fired?.Dispose();
                    ArmPump();
                    return;
                }

                timer = next;
                _pumpPiece = _advancing?.Begin();
                fired?.Dispose();
                Take(timer);
            }

            timer.Fire();
        }
    }
}
