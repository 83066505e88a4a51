using System.Text;
using Azure;
using Azure.Data.Tables;

namespace Intake.Local.Sdk.Tables.Embedded;

/// <summary>One page of a query, at most 1,000 entities, in the order of the keys.</summary>
internal static class SqlitePage
{
    private const int MaxPage = 1000;

    public static Page<TableEntity> Read(SqliteSession session, long table, TableQuery query, CancellationToken cancel)
    {
        var size = Math.Clamp(query.MaxPerPage ?? MaxPage, 1, MaxPage);
        var entities = new List<TableEntity>();
        var (sql, values) = Statement(table, query);
        foreach (var row in session.Rows(sql, values))
        {
            cancel.ThrowIfCancellationRequested();
            var properties = row.Values();
            if (query.Filter?.Matches(properties) == false)
            {
                continue;
            }

            if (entities.Count == size)
            {
                return Page<TableEntity>.FromValues(entities, Token(row.PartitionKey, row.RowKey), new LocalResponse(200));
            }

            entities.Add(row.Entity(properties, query.Select));
        }

        return Page<TableEntity>.FromValues(entities, null, new LocalResponse(200));
    }

    private static (string Sql, object[] Values) Statement(long table, TableQuery query)
    {
        var sql = new StringBuilder("SELECT pk, rk, version, ticks, body FROM entities WHERE tbl = $0");
        var values = new List<object> { table };
        foreach (var (condition, value) in KeyRange.Of(query.Filter))
        {
            sql.Append($" AND {condition} ${values.Count}");
            values.Add(value);
        }

        if (query.Continuation is { } continuation)
        {
            var (partitionKey, rowKey) = Keys(continuation);
            sql.Append($" AND (pk, rk) >= (${values.Count}, ${values.Count + 1})");
            values.AddRange([partitionKey, rowKey]);
        }

        return (sql.Append(" ORDER BY pk, rk").ToString(), [.. values]);
    }

    // Two words, as the original joins the service's two headers.
    private static string Token(string partitionKey, string rowKey) =>
        $"{Convert.ToBase64String(Encoding.UTF8.GetBytes(partitionKey))} {Convert.ToBase64String(Encoding.UTF8.GetBytes(rowKey))}";

    private static (string PartitionKey, string RowKey) Keys(string token)
    {
        try
        {
            var keys = token.Split(' ').Select(part => Encoding.UTF8.GetString(Convert.FromBase64String(part))).ToArray();
            return (keys[0], keys[1]);
        }
        catch (Exception problem) when (problem is FormatException or IndexOutOfRangeException)
        {
            throw TableFailure.Bad("InvalidInput", "The continuation token is not one of ours.");
        }
    }
}
