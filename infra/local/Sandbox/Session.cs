using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Intake.Local.Sandbox;

/// <summary>One transaction's hands on the database, and the moment it happens at. Parameters are $0, $1...</summary>
internal sealed class Session(SqliteConnection connection, DateTimeOffset now)
{
    public DateTimeOffset Now { get; } = now;

    public int Run(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public long? Number(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar() is long found ? found : null;
    }

    public string? Text(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar() as string;
    }

    public List<T> List<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>The next number of a series that starts after <paramref name="first"/>.</summary>
    public long Next(string series, long first = 0) => Number(
        "INSERT INTO counter VALUES ($0, $1 + 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value", series, first)
        ?? throw new InvalidOperationException($"The series {series} gave no number.");

    public JsonObject? Document(string kind, string key) =>
        Text("SELECT body FROM document WHERE kind = $0 AND key = $1", kind, key) is { } body ? JsonNode.Parse(body)!.AsObject() : null;

    public List<JsonObject> Documents(string kind) =>
        List("SELECT body FROM document WHERE kind = $0 ORDER BY rowid", row => JsonNode.Parse(row.GetString(0))!.AsObject(), kind);

    public void Keep(string kind, string key, JsonObject body) => Run(
        "INSERT INTO document VALUES ($0, $1, $2) ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body", kind, key, body.ToJsonString());

    public void Forget(string kind, string key) => Run("DELETE FROM document WHERE kind = $0 AND key = $1", kind, key);

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            _ = command.Parameters.AddWithValue("$" + i.ToString(CultureInfo.InvariantCulture), values[i] ?? DBNull.Value);
        }

        return command;
    }
}
