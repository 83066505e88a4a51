using System.Net.Http.Headers;
using Azure.Data.Tables;

namespace Intake.Local.Sdk.Tables.Rest;

/// <summary>Addresses, verbs and bodies: the same for a request of its own and for a part of a batch.</summary>
internal static class RestRequest
{
    public const string Format = "application/json;odata=minimalmetadata";
    public const string BodyType = "application/json";

    public static Uri Entity(Uri endpoint, string table, string partitionKey, string rowKey, string query = "") =>
        new(endpoint, $"{table}(PartitionKey='{Key(partitionKey)}',RowKey='{Key(rowKey)}'){query}");

    public static Uri Address(Uri endpoint, string table, TableWrite write) => write.Kind is TableTransactionActionType.Add
        ? new Uri(endpoint, table)
        : Entity(endpoint, table, write.PartitionKey, write.RowKey);

    public static string Verb(TableTransactionActionType kind) => kind switch
    {
        TableTransactionActionType.Add => "POST",
        TableTransactionActionType.Delete => "DELETE",
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH",
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT",
    };

    public static byte[]? Body(TableWrite write) => write.Kind is TableTransactionActionType.Delete
        ? null
        : EntityJson.Write(write.Properties, partitionKey: write.PartitionKey, rowKey: write.RowKey);

    public static HttpRequestMessage Write(Uri endpoint, string table, TableWrite write)
    {
        var request = new HttpRequestMessage(new HttpMethod(Verb(write.Kind)), Address(endpoint, table, write));
        if (write.IfMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", write.IfMatch);
        }

        if (Body(write) is { } body)
        {
            request.Content = Json(body);
        }

        return request;
    }

    public static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(BodyType);
        return content;
    }

    private static string Key(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
