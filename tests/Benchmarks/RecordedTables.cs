using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;

namespace Benchmarks;

/// <summary>Counts the round trips, and remembers how to make each of them again without Intake: the raw cost of the same work.</summary>
internal sealed class RecordedTables(TableServiceClient rows) : TableServiceClient
{
    private readonly ConcurrentQueue<Trip> _trips = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public bool Remember { get; init; } = true;

    /// <summary>One round trip: what it was, and the same again; writes go to rows of their own.</summary>
    internal sealed record Trip(string What, Func<int, Task> Again);

    /// <summary>What was asked since the last time, and forgets it.</summary>
    public Recording Take()
    {
        var recording = new Recording([.. _trips], _counts.ToDictionary());
        _trips.Clear();
        _counts.Clear();
        return recording;
    }

    public override TableClient GetTableClient(string tableName) => new Table(rows.GetTableClient(tableName), this);

    private void Note(string what, Func<int, Task> again)
    {
        _counts.AddOrUpdate(what, 1, static (_, count) => count + 1);
        if (Remember)
        {
            _trips.Enqueue(new Trip(what, again));
        }
    }

    private static TableEntity Elsewhere(ITableEntity entity, int n) => new((IDictionary<string, object?>)(TableEntity)entity) { PartitionKey = $"raw{n % 1000}" };

    private sealed class Table(TableClient table, RecordedTables recorded) : TableClient
    {
        public override string Name => table.Name;

        public override Task<Response<Azure.Data.Tables.Models.TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
            table.CreateIfNotExistsAsync(cancellationToken);

        public override Task<Response<T>> GetEntityAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        {
            recorded.Note("get", _ => table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, default));
            return table.GetEntityAsync<T>(partitionKey, rowKey, select, cancellationToken);
        }

        public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        {
            recorded.Note("get", _ => table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, default));
            return table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);
        }

        public override AsyncPageable<T> QueryAsync<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        {
            recorded.Note("query", async _ =>
            {
                await foreach (var row in table.QueryAsync<T>(filter, maxPerPage, select, default))
                {
                }
            });
            return table.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);
        }

        public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        {
            Write(entity);
            return table.AddEntityAsync(entity, cancellationToken);
        }

        public override Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        {
            Write(entity);
            return table.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken);
        }

        public override Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        {
            Write(entity);
            return table.UpsertEntityAsync(entity, mode, cancellationToken);
        }

        public override Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
        {
            Write(new TableEntity(partitionKey, rowKey));
            return table.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken);
        }

        public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
        {
            var actions = transactionActions.ToList();
            recorded.Note("transaction", n => table.SubmitTransactionAsync(
                actions.Select(action => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Elsewhere(action.Entity, n))), default));
            return table.SubmitTransactionAsync(actions, cancellationToken);
        }

        private void Write(ITableEntity entity) => recorded.Note("write", n => table.UpsertEntityAsync(Elsewhere(entity, n), TableUpdateMode.Replace, default));
    }
}

/// <summary>The round trips of some work.</summary>
internal sealed record Recording(IReadOnlyList<RecordedTables.Trip> Trips, IReadOnlyDictionary<string, int> Counts)
{
    public int Of(string what) => Counts.GetValueOrDefault(what);

    public int All => Counts.Values.Sum();

    /// <summary>The same round trips, and nothing else.</summary>
    public async Task Again(int n)
    {
        foreach (var trip in Trips)
        {
            await trip.Again(n);
        }
    }

    public override string ToString() => $"{All} round trips: {string.Join(", ", Counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} {count.Key}"))}";
}
