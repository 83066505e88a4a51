using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;

namespace Intake.Local.Sdk.Tables.Embedded;

/// <summary>
/// Tables in an embedded database. One writer at a time, readers beside it; calls finish before they return, since a lookup
/// takes less time than handing it to another thread. Another process may have the same file open.
/// </summary>
internal sealed class SqliteTables : ITableEnd, IDisposable
{
    private const string InMemory = ":memory:";

    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly SqliteSession _writer;
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly ConcurrentDictionary<string, long> _tables = new(StringComparer.OrdinalIgnoreCase);
    private long _version;

    public SqliteTables(string path, TimeProvider clock)
    {
        _path = path == InMemory ? path : Path.GetFullPath(path);
        _clock = clock;
        if (path != InMemory)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        }

        _writer = new SqliteSession(_path);
    }

    public Task<Response> CreateTable(string table, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var made = _writer.Run("INSERT OR IGNORE INTO tables (name) VALUES ($0)", table);
            return Task.FromResult<Response>(new LocalResponse(made == 1 ? 204 : 409));
        }
    }

    public Task<(TableEntity? Entity, Response Response)> Find(
        string table, string partitionKey, string rowKey, IReadOnlyList<string>? select, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var found = Reading(session => session.Row(Id(session, table), partitionKey, rowKey));
        return Task.FromResult<(TableEntity?, Response)>(found is { } row
            ? (row.Entity(row.Values(), select), LocalResponse.Written(200, row.ETag))
            : (null, new LocalResponse(404)));
    }

    public Task<Page<TableEntity>> Query(string table, TableQuery query, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(Reading(session => SqlitePage.Read(session, Id(session, table), query, cancel)));
    }

    public Task<Response> Write(string table, TableWrite write, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult<Response>(Writing(() => Apply(Id(_writer, table), write)));
    }

    public Task<(Response Outer, IReadOnlyList<Response> Inner)> WriteAll(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        IReadOnlyList<Response> inner = Writing(() => writes.Select((write, index) => ApplyInTransaction(table, write, index)).ToArray());
        return Task.FromResult<(Response, IReadOnlyList<Response>)>((new LocalResponse(202), inner));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            while (_readers.TryTake(out var reader))
            {
                reader.Dispose();
            }

            _writer.Dispose();
        }
    }

    private LocalResponse ApplyInTransaction(string table, TableWrite write, int index)
    {
        try
        {
            return Apply(Id(_writer, table), write);
        }
        catch (RequestFailedException refusal)
        {
            throw TableFailure.InTransaction(index, refusal);
        }
    }

    private LocalResponse Apply(long table, TableWrite write)
    {
        var existing = _writer.Row(table, write.PartitionKey, write.RowKey);
        if (RowChange.Of(existing, write) is not { } properties)
        {
            _writer.Run("DELETE FROM entities WHERE tbl = $0 AND pk = $1 AND rk = $2", table, write.PartitionKey, write.RowKey);
            return new LocalResponse(204);
        }

        var version = ++_version;
        var ticks = _clock.GetUtcNow().Ticks;
        _writer.Run(
            "INSERT OR REPLACE INTO entities VALUES ($0, $1, $2, $3, $4, $5)",
            table, write.PartitionKey, write.RowKey, version, ticks, StoredRow.BodyOf(properties));
        return LocalResponse.Written(204, StoredRow.TagOf(version, ticks));
    }

    private T Writing<T>(Func<T> work)
    {
        lock (_gate)
        {
            // Immediate: two processes that both read first and write later would deadlock.
            _writer.Run("BEGIN IMMEDIATE");
            try
            {
                // Read each time, since another process may have written; not with RETURNING, which makes a temporary table each time.
                _version = _writer.Number("SELECT last FROM versions")!.Value;
                var result = work();
                _writer.Run("UPDATE versions SET last = $0", _version);
                _writer.Run("COMMIT");
                return result;
            }
            catch
            {
                _writer.Run("ROLLBACK");
                throw;
            }
        }
    }

    private T Reading<T>(Func<SqliteSession, T> work)
    {
        if (_path == InMemory)
        {
            lock (_gate)
            {
                return work(_writer);
            }
        }

        var reader = _readers.TryTake(out var idle) ? idle : new SqliteSession(_path);
        try
        {
            return work(reader);
        }
        finally
        {
            _readers.Add(reader);
        }
    }

    private long Id(SqliteSession session, string table)
    {
        if (!_tables.TryGetValue(table, out var id))
        {
            id = session.Number("SELECT id FROM tables WHERE name = $0", table) ?? throw TableFailure.TableNotFound();
            _tables[table] = id;
        }

        return id;
    }
}
