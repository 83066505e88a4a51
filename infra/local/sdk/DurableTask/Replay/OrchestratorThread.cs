namespace Intake.Local.Sdk.DurableTask;

/// <summary>
/// Runs an orchestrator on one thread, piece by piece, in an order that depends on nothing but the history. A continuation that
/// arrives from elsewhere (a Task.Delay, a socket) is a trespass: it is not run, and the instance fails.
/// </summary>
internal sealed class OrchestratorThread(Action trespassedLater) : TaskScheduler, IDisposable
{
    [ThreadStatic]
    private static OrchestratorThread? _current;

    private readonly Queue<Task> _ready = [];
    private volatile bool _trespassed;
    private volatile bool _closed;

    public bool Trespassed => _trespassed;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs a piece of orchestrator and all it sets going; what it throws is thrown here.</summary>
    public void Run(Action piece)
    {
        var previous = _current;
        _current = this;
        try
        {
            var task = new Task(piece);
            task.RunSynchronously(this);
            while (_ready.TryDequeue(out var next))
            {
                TryExecuteTask(next);
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            _current = previous;
        }
    }

    /// <summary>Guards every member of the context: whoever is not on this thread has awaited something that is not recorded.</summary>
    public void Demand()
    {
        if (_current != this)
        {
            throw new InvalidOperationException(
                "The orchestration context was used off the orchestrator's thread. An orchestrator may await nothing but what its context gave it.");
        }
    }

    /// <summary>What still arrives is too late to fail the episode; it is only reported.</summary>
    public void Dispose() => _closed = true;

    protected override void QueueTask(Task task)
    {
        if (_current == this)
        {
            _ready.Enqueue(task);
            return;
        }

        _trespassed = true;
        if (_closed)
        {
            trespassedLater();
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => _current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}
