using Azure.Data.Tables.Models;
using Intake.Local.Sdk;
using Intake.Local.Sdk.Tables;

namespace Azure.Data.Tables;

/// <summary>One table. Checks the service's limits, then asks whichever end the connection string named.</summary>
public class TableClient
{
    private readonly ITableEnd _end = null!;

    public TableClient(string connectionString, string tableName)
        : this(TableConnection.Open(connectionString, TimeProvider.System), tableName)
    {
    }

    internal TableClient(ITableEnd end, string tableName)
    {
        _end = end;
        Name = tableName;
    }

    protected TableClient()
    {
    }

    public virtual string Name { get; } = "";

    public static string CreateQueryFilter(FormattableString filter) => FilterText.Create(filter);

    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        KeyLimits.CheckTable(Name);
        return Response.FromValue(new TableItem(Name), await _end.CreateTable(Name, cancellationToken));
    }

    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await Write(TableWrite.Of(TableTransactionActionType.Add, entity, default), cancellationToken);

    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = default, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        KeyLimits.Check(partitionKey, rowKey);
        var (entity, response) = await _end.Find(Name, partitionKey, rowKey, Selected(select), cancellationToken);
        return Response.FromValue(Cast<T>(entity ?? throw TableFailure.ResourceNotFound()), response);
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = default, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        KeyLimits.Check(partitionKey, rowKey);
        try
        {
            var (entity, response) = await _end.Find(Name, partitionKey, rowKey, Selected(select), cancellationToken);
            return entity is null ? new NoEntity<T>(response) : Response.FromValue(Cast<T>(entity), response);
        }
        catch (RequestFailedException refusal) when (refusal.Status == 404)
        {
            // No table, no entity: the original does not tell them apart here.
            return new NoEntity<T>(new LocalResponse(404));
        }
    }

    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = default, int? maxPerPage = default, IEnumerable<string>? select = default, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        RefuseOtherThanTableEntity(typeof(T));
        return (AsyncPageable<T>)(object)new TablePages(_end, Name, filter, maxPerPage, Selected(select), cancellationToken);
    }

    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        if (ifMatch == default)
        {
            throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));
        }

        var kind = mode == TableUpdateMode.Merge ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace;
        return await Write(TableWrite.Of(kind, entity, ifMatch), cancellationToken);
    }

    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        var kind = mode == TableUpdateMode.Merge ? TableTransactionActionType.UpsertMerge : TableTransactionActionType.UpsertReplace;
        return await Write(TableWrite.Of(kind, entity, default), cancellationToken);
    }

    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        var delete = TableWrite.Delete(partitionKey, rowKey, ifMatch);
        try
        {
            return await Write(delete, cancellationToken);
        }
        catch (RequestFailedException refusal) when (refusal.Status == 404)
        {
            // What was to be gone is gone.
            return new LocalResponse(404);
        }
    }

    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var writes = TransactionLimits.Checked(transactionActions);
        var (outer, inner) = await _end.WriteAll(Name, writes, cancellationToken);
        CrashPoints.Pass("table.transaction");
        return Response.FromValue(inner, outer);
    }

    private static string[]? Selected(IEnumerable<string>? select) => select?.ToArray() is { Length: > 0 } names ? names : null;

    private static T Cast<T>(TableEntity entity) => entity is T typed ? typed : throw TableWrite.OnlyTableEntity(typeof(T));

    private static void RefuseOtherThanTableEntity(Type type)
    {
        if (type != typeof(TableEntity))
        {
            throw TableWrite.OnlyTableEntity(type);
        }
    }

    private async Task<Response> Write(TableWrite write, CancellationToken cancel)
    {
        var response = await _end.Write(Name, write, cancel);
        CrashPoints.Pass(write.CrashPoint);
        return response;
    }

    private sealed class NoEntity<T>(Response response) : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T? Value => throw new InvalidOperationException(ToString());

        public override Response GetRawResponse() => response;
    }
}
