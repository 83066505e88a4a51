namespace Intake.Local.Sdk.DurableTask;

/// <summary>
/// Who waits for which event, and what came while nobody did. The newest waiter is served first, the oldest event is taken first.
/// </summary>
internal sealed class EventWaits(Payloads payloads, bool cancelledWaitersSwallow)
{
    private readonly List<Waiter> _waiters = [];
    private readonly List<HistoryRow> _unread = [];

    /// <summary>Events nobody has taken, oldest first.</summary>
    public IReadOnlyList<HistoryRow> Unread => _unread;

    public bool SomeoneWaits => _waiters.Exists(waiter => !waiter.IsOver);

    public Task<T> Wait<T>(string name, CancellationToken cancel)
    {
        if (_unread.Find(row => Same(row.Name, name)) is { } unread)
        {
            _unread.Remove(unread);
            return Task.FromResult(payloads.ReadEvent<T>(unread.Payload));
        }

        if (_waiters.FindLast(waiter => Same(waiter.Name, name)) is { } other and not Waiter<T>)
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. '{name}' is awaited as {other.Type}, not as {typeof(T)}.", nameof(name));
        }

        var waiter = new Waiter<T>(name, payloads);
        _waiters.Add(waiter);
        cancel.Register(() => Cancel(waiter, cancel));
        return waiter.Task;
    }

    public void Deliver(HistoryRow row)
    {
        if (_waiters.FindLast(waiter => Same(waiter.Name, row.Name)) is { } newest)
        {
            _waiters.Remove(newest);
            newest.Take(row.Payload);
        }
        else
        {
            _unread.Add(row);
        }
    }

    /// <summary>
    /// Up to durabletask-dotnet 1.25 a cancelled waiter stays in line and swallows the next event of its name; pull request 801 mends that.
    /// Which of the two runs in Azure is not ours to say, so orchestrators must be right with either.
    /// </summary>
    private void Cancel(Waiter waiter, CancellationToken cancel)
    {
        if (!cancelledWaitersSwallow)
        {
            _waiters.Remove(waiter);
        }

        waiter.Cancel(cancel);
    }

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private abstract class Waiter(string name)
    {
        public string Name => name;

        public abstract Type Type { get; }

        public abstract bool IsOver { get; }

        public abstract void Take(string? payload);

        public abstract void Cancel(CancellationToken cancel);
    }

    private sealed class Waiter<T>(string name, Payloads payloads) : Waiter(name)
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public override Type Type => typeof(T);

        public override bool IsOver => _source.Task.IsCompleted;

        public override void Take(string? payload) => _source.TrySetResult(payloads.ReadEvent<T>(payload));

        public override void Cancel(CancellationToken cancel) => _source.TrySetCanceled(cancel);
    }
}
