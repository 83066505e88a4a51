using System.Threading.Channels;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>
/// Instances that are ready for an episode. An instance is in here once, however often it is signalled, and is played by one worker
/// at a time. From its first signal until nothing is left for it, it is one piece of work in hand.
/// </summary>
internal sealed class InstanceQueue(WorkTracker work)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Turn> _turns = [];
    private readonly Channel<string> _ready = Channel.CreateUnbounded<string>();
    private bool _closed;

    public void Signal(string instanceId)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            if (_turns.TryGetValue(instanceId, out var turn))
            {
                turn.Again = true;
                return;
            }

            _turns.Add(instanceId, new Turn(work.Begin()));
            _ready.Writer.TryWrite(instanceId);
        }
    }

    /// <summary>Plays instances as they become ready, until the queue is closed.</summary>
    public async Task WorkOff(Action<string> play)
    {
        await foreach (var instanceId in _ready.Reader.ReadAllAsync())
        {
            if (Take(instanceId))
            {
                try
                {
                    play(instanceId);
                }
                finally
                {
                    GiveBack(instanceId);
                }
            }
        }
    }

    /// <summary>What is queued is let go of; it is in the history and comes back with the next start.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _ready.Writer.TryComplete();
            foreach (var (instanceId, turn) in _turns.Where(pair => !pair.Value.Taken).ToList())
            {
                _turns.Remove(instanceId);
                turn.Piece.Dispose();
            }
        }
    }

    private bool Take(string instanceId)
    {
        lock (_gate)
        {
            if (!_turns.TryGetValue(instanceId, out var turn))
            {
                return false;
            }

            (turn.Taken, turn.Again) = (true, false);
            return true;
        }
    }

    private void GiveBack(string instanceId)
    {
        lock (_gate)
        {
            var turn = _turns[instanceId];
            turn.Taken = false;
            if (turn.Again && _ready.Writer.TryWrite(instanceId))
            {
                return;
            }

            _turns.Remove(instanceId);
            turn.Piece.Dispose();
        }
    }

    private sealed class Turn(IDisposable piece)
    {
        public IDisposable Piece => piece;

        /// <summary>A worker is playing it now.</summary>
        public bool Taken { get; set; }

        /// <summary>Something came for it since it was taken.</summary>
        public bool Again { get; set; }
    }
}
