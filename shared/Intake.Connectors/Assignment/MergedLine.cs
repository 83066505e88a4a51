using Intake.Assignment;
using Intake.Playbooks;

namespace Intake.Connectors.Assignment;

/// <summary>The line, waiting longest first, read queue by queue (a channel and a pod) and no further than there is somebody to give to.</summary>
internal sealed class MergedLine(Playbook playbook, AssignmentLedger ledger, Func<string, string?, bool> hasRoom, CancellationToken cancel) : IAsyncDisposable
{
    private List<Head>? _heads;

    /// <summary>The next ticket somebody has room for; null: there is none.</summary>
    public async Task<LedgerRow<InLine>?> Next()
    {
        _heads ??= [.. from channel in playbook.Channels.Keys from pod in playbook.Assignment!.Pods.Select(pod => pod.Name).Append(null) select new Head(channel, pod)];
        foreach (var head in _heads.Where(head => hasRoom(head.Channel, head.Pod)))
        {
            head.Rows ??= ledger.Line(playbook.Name, head.Channel, head.Pod, cancel).GetAsyncEnumerator(cancel);
            head.Row ??= !head.Over && await head.Rows.MoveNextAsync() ? head.Rows.Current : null;
            head.Over = head.Row is null;
        }

        var first = _heads.Where(head => head.Row is not null && hasRoom(head.Channel, head.Pod)).MinBy(head => head.Row!.Value.Place);
        var next = first?.Row;
        if (first is not null)
        {
            first.Row = null;
        }

        return next;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var head in _heads ?? [])
        {
            await (head.Rows?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private sealed class Head(string channel, string? pod)
    {
        public string Channel => channel;

        public string? Pod => pod;

        public IAsyncEnumerator<LedgerRow<InLine>>? Rows { get; set; }

        public LedgerRow<InLine>? Row { get; set; }

        public bool Over { get; set; }
    }
}
