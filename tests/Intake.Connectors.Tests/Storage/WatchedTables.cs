using Azure;
using Azure.Data.Tables;

namespace Intake.Connectors.Tests.Storage;

/// <summary>
/// One process's line to the tables: counts what is asked, and lets a test fail it or kill its process before or after any operation.
/// The rows themselves are shared.
/// </summary>
internal sealed class WatchedTables(TableServiceClient rows) : TableServiceClient
{
    private readonly List<Asked> _asked = [];

    /// <summary>Called before each operation; may throw.</summary>
    public Action<Asked> Before { get; set; } = _ => { };

    /// <summary>Called after each operation has taken effect; may throw: the write is there, the writer does not know.</summary>
    public Action<Asked> After { get; set; } = _ => { };

    /// <summary>Is handed every transaction to carry out, so that it can see them one after the other; null: nobody looks.</summary>
    public Func<IReadOnlyList<TableTransactionAction>, Func<Task<Response<IReadOnlyList<Response>>>>, Task<Response<IReadOnlyList<Response>>>>? Referee { get; set; }

    public IReadOnlyList<Asked> All
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    public void Forget()
    {
        lock (_asked)
        {
            _asked.Clear();
        }
    }

    public override TableClient GetTableClient(string tableName) => new Table(rows.GetTableClient(tableName), this);

    /// <summary>One operation: what, on which table, and the row's key (of a transaction: all of them).</summary>
    internal sealed record Asked(string What, string Table, string Row)
    {
        public bool Writes => What is not ("get" or "query");

        public override string ToString() => $"{What} {Table["Intake".Length..]}";
    }

    private async Task<T> Pass<T>(Asked asked, Func<Task<T>> work)
    {
        lock (_asked)
        {
            _asked.Add(asked);
        }

        await Task.Yield();
        Before(asked);
        var result = await work();
        After(asked);
        return result;
    }

    private sealed class Table(TableClient table, WatchedTables watch) : TableClient
    {
        public override string Name => table.Name;

        public override Task<Response<Azure.Data.Tables.Models.TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
            table.CreateIfNotExistsAsync(cancellationToken);

        public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
            watch.Pass(new Asked("insert", Name, entity.RowKey), () => table.AddEntityAsync(entity, cancellationToken));

        public override Task<Response<T>> GetEntityAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
            watch.Pass(new Asked("get", Name, rowKey), () => table.GetEntityAsync<T>(partitionKey, rowKey, select, cancellationToken));

        public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
            watch.Pass(new Asked("get", Name, rowKey), () => table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken));

        public override AsyncPageable<T> QueryAsync<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
            new Query<T>(table.QueryAsync<T>(filter, maxPerPage, select, cancellationToken), new Asked("query", Name, filter ?? ""), watch);

        public override Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
            watch.Pass(new Asked("update", Name, entity.RowKey), () => table.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken));

        public override Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
            watch.Pass(new Asked("upsert", Name, entity.RowKey), () => table.UpsertEntityAsync(entity, mode, cancellationToken));

        public override Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
            watch.Pass(new Asked("delete", Name, rowKey), () => table.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken));

        public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
        {
            var actions = transactionActions.ToList();
            return watch.Pass(new Asked("transaction", Name, string.Join(' ', actions.Select(action => action.Entity.RowKey))), () =>
                watch.Referee is { } referee ? referee(actions, () => table.SubmitTransactionAsync(actions, cancellationToken)) : table.SubmitTransactionAsync(actions, cancellationToken));
        }
    }

    private sealed class Query<T>(AsyncPageable<T> pages, Asked asked, WatchedTables watch) : AsyncPageable<T>
        where T : notnull
    {
        public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            await watch.Pass(asked, () => Task.FromResult(0));
            await foreach (var page in pages.AsPages(continuationToken, pageSizeHint))
            {
                yield return page;
            }
        }
    }
}
