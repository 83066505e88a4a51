using Azure;
using Azure.Data.Tables;
using Intake.Connectors.Storage;
using NodaTime;

namespace Intake.Connectors.Tickets;

/// <summary>
/// Deliveries that need a look-up or a settling time before their ticket is known: committed here first, finished by the Inbox orchestration,
/// watched by the Auditor. The legs of one call share a key and are judged together.
/// </summary>
public sealed class Inbox(Tables tables, TimeProvider time)
{
    private const string Waiting = "waiting";

    private readonly TableClient _inbox = tables.Inbox;

    /// <summary>Keeps the input and marks its key as waiting; returns the key.</summary>
    public async Task<string> Put(Inbound input, CancellationToken cancel)
    {
        var key = Keys.Hash(input is Inbound.CallEvent call ? $"call:{call.Session}" : input.Delivery);
        var now = time.Now();
        try
        {
            await _inbox.AddEntityAsync(new TableEntity(key, Keys.Hash(input.Delivery)).Pack(input with { ReceivedAt = input.ReceivedAt ?? now }), cancel);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // A redelivery: if the first one died before marking it, the mark is made now; a finished one is merely looked at again.
        }

        await _inbox.UpsertEntityAsync(new TableEntity(Waiting, key) { ["WakeAt"] = now.ToDateTimeOffset() }, TableUpdateMode.Replace, cancel);
        return key;
    }

    public async Task<List<(Inbound Input, Instant ReceivedAt)>> Read(string key, CancellationToken cancel)
    {
        var inputs = new List<(Inbound, Instant)>();
        await foreach (var row in _inbox.QueryAsync<TableEntity>($"PartitionKey eq '{key}'", cancellationToken: cancel))
        {
            var input = row.Unpack<Inbound>();
            inputs.Add((input, input.ReceivedAt!.Value));
        }

        return inputs;
    }

    public async Task<ETag?> Mark(string key, CancellationToken cancel)
    {
        var row = await _inbox.GetEntityIfExistsAsync<TableEntity>(Waiting, key, cancellationToken: cancel);
        return row.HasValue ? row.Value!.ETag : null;
    }

    /// <summary>False when more came in meanwhile.</summary>
    public Task<bool> Postpone(string key, ETag mark, Instant until, CancellationToken cancel) =>
        IfUnchanged(() => _inbox.UpdateEntityAsync(new TableEntity(Waiting, key) { ["WakeAt"] = until.ToDateTimeOffset() }, mark, TableUpdateMode.Replace, cancel));

    /// <summary>False when more came in meanwhile.</summary>
    public Task<bool> Finish(string key, ETag mark, CancellationToken cancel) => IfUnchanged(() => _inbox.DeleteEntityAsync(Waiting, key, mark, cancel));

    /// <summary>Keys whose wake-up has passed.</summary>
    public async IAsyncEnumerable<string> Overdue(Instant before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in _inbox.QueryAsync<TableEntity>($"PartitionKey eq '{Waiting}' and WakeAt lt datetime'{before.ToDateTimeUtc():yyyy-MM-ddTHH:mm:ss.fffffffZ}'", cancellationToken: cancel))
        {
            yield return row.RowKey;
        }
    }

    private static async Task<bool> IfUnchanged(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 412 or 404)
        {
            return false;
        }
    }
}

/// <summary>Schedules or nudges the orchestration that finishes an inbox key. Never throws: what it misses the Auditor finds.</summary>
public delegate Task WakeInbox(string key, CancellationToken cancel);
