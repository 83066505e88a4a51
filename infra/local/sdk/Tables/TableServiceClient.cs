using Azure.Data.Tables.Models;
using Intake.Local.Sdk.Tables;

namespace Azure.Data.Tables;

/// <summary>
/// The tables of an account. <c>Sqlite=PATH</c> or <c>Sqlite=:memory:</c> keeps them in an embedded database;
/// any other connection string is the service's own and is spoken to over REST.
/// </summary>
public class TableServiceClient
{
    private readonly ITableEnd _end = null!;

    public TableServiceClient(string connectionString)
        : this(connectionString, TimeProvider.System)
    {
    }

    /// <summary>Not in the original, so for infra/local and its tests only: timestamps are the given clock's.</summary>
    internal TableServiceClient(string connectionString, TimeProvider clock) => _end = TableConnection.Open(connectionString, clock);

    protected TableServiceClient()
    {
    }

    public virtual TableClient GetTableClient(string tableName) => new(_end, tableName);

    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);

    /// <summary>Not in the original: closes the embedded database, so that its file can be moved or deleted.</summary>
    internal void Close() => (_end as IDisposable)?.Dispose();
}
