using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>How a row of SQLite reads as a row of history. The order of columns is that of the queries beside it.</summary>
internal static class HistoryRows
{
    public static InstanceRow Instance(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        (OrchestrationRuntimeStatus)row.GetInt32(3),
        Text(row, 4),
        Text(row, 5),
        Text(row, 6),
        Text(row, 7),
        Time(row, 8),
        Time(row, 9));

    public static HistoryRow Row(SqliteDataReader row, int first) => new(
        (HistoryKind)row.GetInt32(first), row.GetInt32(first + 1), Text(row, first + 2), Text(row, first + 3), Time(row, first + 4));

    public static InboxMessage Message(SqliteDataReader row) => new(row.GetInt64(0), Text(row, 1), Row(row, 2));

    public static ActivityWork Activity(SqliteDataReader row) =>
        new(row.GetString(0), new TaskKey(row.GetString(1), row.GetInt32(2)), row.GetString(3), Text(row, 4));

    public static TimerWork Timer(SqliteDataReader row) =>
        new(row.GetString(0), new TaskKey(row.GetString(1), row.GetInt32(2)), Time(row, 3));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset Time(SqliteDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);
}
