using Microsoft.Data.Sqlite;

namespace Intake.Local.Sandbox;

/// <summary>
/// The sandbox's memory. One connection behind one lock: what a request changes and the record that it came are one transaction,
/// so a test may kill the process anywhere and still believe the count. WAL with NORMAL survives kill -9 (not a power cut).
/// </summary>
internal sealed class SandboxDatabase : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS outbox (n INTEGER PRIMARY KEY AUTOINCREMENT, service TEXT NOT NULL, accepted INTEGER NOT NULL, entry TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS fault (id INTEGER PRIMARY KEY AUTOINCREMENT, rule TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS document (kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, key));
        CREATE TABLE IF NOT EXISTS crm (type TEXT NOT NULL, id INTEGER NOT NULL, properties TEXT NOT NULL, created TEXT NOT NULL,
            updated TEXT NOT NULL, archived_at TEXT, PRIMARY KEY (type, id));
        CREATE TABLE IF NOT EXISTS crm_unique (type TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, id INTEGER NOT NULL,
            PRIMARY KEY (type, name, value));
        CREATE TABLE IF NOT EXISTS association (from_type TEXT NOT NULL, from_id INTEGER NOT NULL, to_type TEXT NOT NULL,
            to_id INTEGER NOT NULL, type_id INTEGER NOT NULL, PRIMARY KEY (from_type, from_id, to_type, to_id, type_id));
        CREATE TABLE IF NOT EXISTS slack (channel TEXT NOT NULL, ts TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (channel, ts));
        """;

    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;

    public SandboxDatabase(SandboxOptions options)
    {
        _time = options.Time;
        var source = new SqliteConnectionStringBuilder { DataSource = options.DatabasePath ?? ":memory:", Pooling = false };
        _connection = new SqliteConnection(source.ConnectionString);
        _connection.Open();
        _ = new Session(_connection, _time.GetUtcNow()).Run("PRAGMA journal_mode = WAL");
        _ = new Session(_connection, _time.GetUtcNow()).Run("PRAGMA synchronous = NORMAL");
        _ = new Session(_connection, _time.GetUtcNow()).Run(Schema);
    }

    public T Transact<T>(Func<Session, T> work)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            var result = work(new Session(_connection, _time.GetUtcNow()));
            transaction.Commit();
            return result;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _connection.Dispose();
        }
    }
}
