using Azure;
using Azure.Data.Tables;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Storage;

/// <summary>
/// One row per ticket, so that nothing open can be forgotten: inserted before the ticket's first commit, and told of an earlier wake-up before
/// the commit that brings it. Only a finished Advance, which has seen everything, may move a wake-up later.
/// </summary>
public sealed class TicketIndex(Tables tables)
{
    private const string Open = "open";
    private const string Closed = "closed";

    /// <summary>In how many slices the open tickets can be read.</summary>
    public const int Slices = 16;

    private static readonly char[] FirstLetters = [.. Keys.Base32.Order().Chunk(Keys.Base32.Length / Slices).Select(letters => letters[0])];

    private readonly TableClient _index = tables.Index;

    /// <summary>Makes sure the ticket is listed as open with a wake-up no later than this.</summary>
    public async Task BringForward(TicketId id, Instant wake, CancellationToken cancel)
    {
        while (true)
        {
            var row = await _index.GetEntityIfExistsAsync<TableEntity>(Open, id.Value, cancellationToken: cancel);
            try
            {
                if (!row.HasValue)
                {
                    await _index.AddEntityAsync(new TableEntity(Open, id.Value) { ["WakeAt"] = wake.ToDateTimeOffset() }, cancel);
                    return;
                }

                // Written even when it says so already: an Advance that has not seen this input must not move the wake-up later.
                var (at, asked) = (row.Value!.GetDateTimeOffset("WakeAt"), wake.ToDateTimeOffset());
                row.Value["WakeAt"] = at < asked ? at : asked;
                await _index.UpdateEntityAsync(row.Value!, row.Value!.ETag, TableUpdateMode.Replace, cancel);
                return;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412 or 404)
            {
                // Raced: read again.
            }
        }
    }

    public async Task<IndexRow?> Find(TicketId id, CancellationToken cancel)
    {
        var row = await _index.GetEntityIfExistsAsync<TableEntity>(Open, id.Value, cancellationToken: cancel);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>After an Advance that saw <paramref name="seen"/>: the true next wake-up, unless somebody brought it forward meanwhile.</summary>
    public async Task Settle(IndexRow seen, Instant? wake, CancellationToken cancel)
    {
        if (seen.WakeAt == wake)
        {
            return;
        }

        try
        {
            await _index.UpdateEntityAsync(new TableEntity(Open, seen.Ticket.Value) { ["WakeAt"] = wake?.ToDateTimeOffset() }, seen.ETag, TableUpdateMode.Replace, cancel);
        }
        catch (RequestFailedException e) when (e.Status is 412 or 404)
        {
            // Brought forward meanwhile: the earlier wake-up stands.
        }
    }

    /// <summary>A closed ticket with nothing left to send. Listed as closed before it leaves the open list: it is never in neither.</summary>
    public async Task Retire(IndexRow seen, Instant closedAt, CancellationToken cancel)
    {
        await _index.UpsertEntityAsync(new TableEntity(Closed, seen.Ticket.Value) { ["ClosedAt"] = closedAt.ToDateTimeOffset() }, TableUpdateMode.Replace, cancel);
        try
        {
            await _index.DeleteEntityAsync(Open, seen.Ticket.Value, seen.ETag, cancel);
        }
        catch (RequestFailedException e) when (e.Status is 412 or 404)
        {
            // Reopened meanwhile.
        }
    }

    public IAsyncEnumerable<IndexRow> OpenTickets(CancellationToken cancel) => Rows($"PartitionKey eq '{Open}'", cancel);

    /// <summary>One slice of the open tickets, of about the same size as any other: ids begin with any letter as often (Keys.TicketFor).</summary>
    public IAsyncEnumerable<IndexRow> OpenTickets(int slice, CancellationToken cancel)
    {
        var from = slice > 0 ? $" and RowKey ge '{FirstLetters[slice]}'" : "";
        var to = slice < Slices - 1 ? $" and RowKey lt '{FirstLetters[slice + 1]}'" : "";
        return Rows($"PartitionKey eq '{Open}'{from}{to}", cancel);
    }

    public IAsyncEnumerable<IndexRow> ClosedTickets(CancellationToken cancel) => Rows($"PartitionKey eq '{Closed}'", cancel);

    /// <summary>Tickets closed at that instant or later, and some that have been reopened since.</summary>
    public IAsyncEnumerable<IndexRow> ClosedSince(Instant since, CancellationToken cancel) =>
        Rows($"PartitionKey eq '{Closed}' and ClosedAt ge datetime'{since.ToDateTimeUtc():yyyy-MM-ddTHH:mm:ss.fffffffZ}'", cancel);

    /// <summary>Open tickets whose wake-up has passed by <paramref name="before"/>.</summary>
    public IAsyncEnumerable<IndexRow> Overdue(Instant before, CancellationToken cancel) =>
        Rows($"PartitionKey eq '{Open}' and WakeAt lt datetime'{before.ToDateTimeUtc():yyyy-MM-ddTHH:mm:ss.fffffffZ}'", cancel);

    private async IAsyncEnumerable<IndexRow> Rows(string filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in _index.QueryAsync<TableEntity>(filter, cancellationToken: cancel))
        {
            yield return Read(row);
        }
    }

    private static IndexRow Read(TableEntity row) =>
        new(new TicketId(row.RowKey), row.GetDateTimeOffset("WakeAt") is { } at ? Instant.FromDateTimeOffset(at) : null, row.ETag);
}

public sealed record IndexRow(TicketId Ticket, Instant? WakeAt, ETag ETag);
