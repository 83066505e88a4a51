using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Reporting;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tickets;

/// <summary>
/// Every inbound message ends on a ticket, dismissed with a reason, or dead-lettered (TS-T6). One row per message, written before its ticket is touched,
/// under the day it was sent and its delivery key: a redelivery counts once. How it ended is written in batches by the Auditor; what a crash left open is
/// judged by the ticket, which knows the delivery keys it has heard.
/// </summary>
public sealed class InboundLedger(Tables tables, TicketStore tickets, PlaybookShelf shelf, TimeProvider time)
{
    private const int Batch = 100;
    private const string Open = "open";
    private const string Attached = "attached";
    private const string Dismissed = "dismissed";
    private const string DeadLettered = "dead-lettered";

    /// <summary>Within this long a message has ended somewhere (TS-T6).</summary>
    public static readonly Duration Patience = Duration.FromMinutes(1);

    private static readonly Duration BetweenLooks = Duration.FromMinutes(5);

    private readonly TableClient _ledger = tables.Inbound;
    private readonly ConcurrentQueue<(string Day, string Key)> _attached = new();
    private Instant _lastLook = Instant.MinValue;

    /// <summary>Messages of today and yesterday that have ended nowhere, as last counted.</summary>
    public int Unaccounted { get; private set; }

    /// <summary>A message has come in that belongs to this ticket.</summary>
    public async Task Received(Signal signal, TicketId ticket, CancellationToken cancel)
    {
        var (day, key) = (Day(signal.At), Keys.Hash(signal.Id));
        try
        {
            await _ledger.AddEntityAsync(new TableEntity(day, key) { ["Outcome"] = Open, ["Ticket"] = ticket.Value, ["Delivery"] = Keys.Delivery(signal.Id), ["At"] = time.Now().ToDateTimeOffset() }, cancel);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // A redelivery, or the same thread's next ticket: counted already.
        }
    }

    /// <summary>The thread goes on in another ticket.</summary>
    public async Task Moved(Signal signal, TicketId ticket, CancellationToken cancel) =>
        await _ledger.UpsertEntityAsync(new TableEntity(Day(signal.At), Keys.Hash(signal.Id)) { ["Ticket"] = ticket.Value }, TableUpdateMode.Merge, cancel);

    /// <summary>The ticket has it. Costs nothing now: the Auditor writes many at once.</summary>
    public void Settled(Signal signal) => _attached.Enqueue((Day(signal.At), Keys.Hash(signal.Id)));

    /// <summary>It opens no ticket, and this is why.</summary>
    public Task Dismiss(Inbound input, string why, CancellationToken cancel) => End(input, Dismissed, why, cancel);

    /// <summary>It could not be taken in and is kept as a dead letter.</summary>
    public Task DeadLetter(Inbound input, string why, CancellationToken cancel) => End(input, DeadLettered, why, cancel);

    /// <summary>Writes down what has been settled, and now and then looks at what has not.</summary>
    public async Task Run(CancellationToken cancel)
    {
        await Flush(cancel);
        var now = time.Now();
        if (now < _lastLook + BetweenLooks)
        {
            return;
        }

        var today = now.InZone(shelf.Default.Zone).Date;
        Unaccounted = await Judge(today, cancel) + await Judge(today.PlusDays(-1), cancel);
        _lastLook = now;
    }

    /// <summary>The day's count; what is still open is judged first.</summary>
    public async Task<InboundCount> Count(LocalDate date, CancellationToken cancel)
    {
        await Flush(cancel);
        var open = await Judge(date, cancel);
        var outcomes = new Dictionary<string, int>();
        var fresh = 0;
        await foreach (var row in _ledger.QueryAsync<TableEntity>($"PartitionKey eq '{date:uuuu-MM-dd}'", cancellationToken: cancel))
        {
            var outcome = row.GetString("Outcome")!;
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            fresh += outcome == Open && IsFresh(row) ? 1 : 0;
        }

        // What came in this very minute is on its way, and is counted when it has ended.
        int Of(string outcome) => outcomes.GetValueOrDefault(outcome);
        return new InboundCount(date, outcomes.Values.Sum() - fresh, Of(Attached), Of(Dismissed), Of(DeadLettered), open);
    }

    private async Task Flush(CancellationToken cancel)
    {
        var settled = new List<(string Day, string Key)>();
        while (_attached.TryDequeue(out var one))
        {
            settled.Add(one);
        }

        foreach (var day in settled.Distinct().GroupBy(one => one.Day))
        {
            foreach (var batch in day.Chunk(Batch))
            {
                try
                {
                    await _ledger.SubmitTransactionAsync(batch.Select(one => new TableTransactionAction(TableTransactionActionType.UpsertMerge, new TableEntity(one.Day, one.Key) { ["Outcome"] = Attached })), cancel);
                }
                catch (Exception e) when (e.IsTroubleOfTheStore())
                {
                    // Left open, they are judged by their tickets.
                }
            }
        }
    }

    /// <summary>Asks the tickets of what stayed open for too long; returns how many nobody has.</summary>
    private async Task<int> Judge(LocalDate date, CancellationToken cancel)
    {
        var day = $"{date:uuuu-MM-dd}";
        var unaccounted = 0;
        var late = new List<TableEntity>();
        await foreach (var row in _ledger.QueryAsync<TableEntity>($"PartitionKey eq '{day}' and Outcome eq '{Open}'", cancellationToken: cancel))
        {
            if (!IsFresh(row))
            {
                late.Add(row);
            }
        }

        foreach (var row in late)
        {
            if (row.GetString("Ticket") is { } ticket && await tickets.Has(new TicketId(ticket), row.GetString("Delivery")!, cancel))
            {
                await _ledger.UpsertEntityAsync(new TableEntity(day, row.RowKey) { ["Outcome"] = Attached }, TableUpdateMode.Merge, cancel);
            }
            else
            {
                unaccounted++;
            }
        }

        return unaccounted;
    }

    private async Task End(Inbound input, string outcome, string why, CancellationToken cancel)
    {
        var received = input.ReceivedAt ?? time.Now();
        var at = input.At is { } told && told <= received && told >= received - FrontDoor.Believed ? told : received;
        await _ledger.UpsertEntityAsync(new TableEntity(Day(at), Keys.Hash(input.Delivery)) { ["Outcome"] = outcome, ["Why"] = why, ["At"] = received.ToDateTimeOffset() }, TableUpdateMode.Merge, cancel);
    }

    private bool IsFresh(TableEntity row) => row.GetDateTimeOffset("At") is { } at && Instant.FromDateTimeOffset(at) > time.Now() - Patience;

    private string Day(Instant at) => $"{at.InZone(shelf.Default.Zone).Date:uuuu-MM-dd}";
}
