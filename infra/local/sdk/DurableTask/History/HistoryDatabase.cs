using Microsoft.Data.Sqlite;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>The connection, its schema and its prepared statements. Whoever calls holds the lock.</summary>
internal sealed class HistoryDatabase : IDisposable
{
    /// <summary>Raised with every change of the schema. An older file is emptied: a durable history is disposable.</summary>
    private const int SchemaVersion = 1;

    private const string Schema = """
        CREATE TABLE instances (
            id TEXT PRIMARY KEY, execution TEXT NOT NULL, name TEXT NOT NULL, status INTEGER NOT NULL, input TEXT, output TEXT,
            failure TEXT, custom TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL, fresh INTEGER NOT NULL);
        CREATE INDEX fresh_instances ON instances (id) WHERE fresh = 1;
        CREATE TABLE history (
            execution TEXT NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL, task INTEGER NOT NULL, name TEXT, payload TEXT,
            at INTEGER NOT NULL, PRIMARY KEY (execution, place)) WITHOUT ROWID;
        CREATE TABLE inbox (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, instance TEXT NOT NULL, execution TEXT, kind INTEGER NOT NULL,
            task INTEGER NOT NULL, name TEXT, payload TEXT, at INTEGER NOT NULL);
        CREATE INDEX inbox_of_instance ON inbox (instance, sequence);
        CREATE TABLE activities (
            execution TEXT NOT NULL, task INTEGER NOT NULL, instance TEXT NOT NULL, name TEXT NOT NULL, input TEXT,
            PRIMARY KEY (execution, task)) WITHOUT ROWID;
        CREATE TABLE timers (
            execution TEXT NOT NULL, task INTEGER NOT NULL, instance TEXT NOT NULL, due INTEGER NOT NULL,
            PRIMARY KEY (execution, task)) WITHOUT ROWID;
        """;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    public HistoryDatabase(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        // A pooled connection would keep the file open after Dispose, and the file must be deletable then.
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        // One engine per history: a second one must not run the same activities, and without sharing each transaction is cheaper.
        Run("PRAGMA locking_mode = EXCLUSIVE");
        Run("PRAGMA journal_mode = WAL");
        // A power cut may lose the last commits, a crash of the process may not; the tables are the truth in either case.
        Run("PRAGMA synchronous = NORMAL");
        EnsureSchema();
    }

    /// <summary>Runs one statement; its parameters are @0, @1 and so on. Returns the number of rows it changed.</summary>
    public int Run(string statement, params ReadOnlySpan<object?> parameters) => Prepare(statement, parameters).ExecuteNonQuery();

    public List<T> Query<T>(string statement, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> parameters)
    {
        using var reader = Prepare(statement, parameters).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>All of it or nothing.</summary>
    public T Transact<T>(Func<T> work)
    {
        Run("BEGIN IMMEDIATE");
        try
        {
            var result = work();
            Run("COMMIT");
            return result;
        }
        catch
        {
            Run("ROLLBACK");
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        _prepared.Clear();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string statement, ReadOnlySpan<object?> parameters)
    {
        if (!_prepared.TryGetValue(statement, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = statement;
            for (var i = 0; i < parameters.Length; i++)
            {
                command.Parameters.AddWithValue($"@{i}", DBNull.Value);
            }

            _prepared.Add(statement, command);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i] ?? DBNull.Value;
        }

        return command;
    }

    private void EnsureSchema()
    {
        var version = Query("PRAGMA user_version", row => row.GetInt32(0))[0];
        if (version == SchemaVersion)
        {
            return;
        }

        foreach (var table in Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", row => row.GetString(0)))
        {
            Run($"DROP TABLE \"{table}\"");
        }

        Transact(() => Run(Schema) + Run($"PRAGMA user_version = {SchemaVersion}"));
    }
}
