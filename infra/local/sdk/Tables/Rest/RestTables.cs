using System.Net.Http.Headers;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace Intake.Local.Sdk.Tables.Rest;

/// <summary>Tables of a service that speaks the REST protocol: Azurite, or Azure itself.</summary>
internal sealed class RestTables(Uri endpoint, SharedKeyLite key) : ITableEnd
{
    private readonly RestConnection _connection = new(key);

    public async Task<Response> CreateTable(string table, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { TableName = table });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "Tables")) { Content = RestRequest.Json(body) };
        var response = await _connection.Send(request, cancel);
        return response.Status == 409 && RestFailure.Of(response, response.Body).ErrorCode == "TableAlreadyExists" ? response : Accepted(response);
    }

    public async Task<(TableEntity? Entity, Response Response)> Find(
        string table, string partitionKey, string rowKey, IReadOnlyList<string>? select, CancellationToken cancel)
    {
        var query = select is null ? "" : "?$select=" + Uri.EscapeDataString(string.Join(',', select));
        var response = await _connection.Get(RestRequest.Entity(endpoint, table, partitionKey, rowKey, query), cancel);
        if (response.Status == 404 && RestFailure.Of(response, response.Body).ErrorCode is "ResourceNotFound" or "EntityNotFound")
        {
            return (null, response);
        }

        using var json = JsonDocument.Parse(Accepted(response).Body);
        return (Entity(json.RootElement), response);
    }

    public async Task<Page<TableEntity>> Query(string table, TableQuery query, CancellationToken cancel)
    {
        var response = Accepted(await _connection.Get(new Uri(endpoint, $"{table}()?{Question(query)}"), cancel));
        using var json = JsonDocument.Parse(response.Body);
        TableEntity[] entities = [.. json.RootElement.GetProperty("value").EnumerateArray().Select(Entity)];
        return Page<TableEntity>.FromValues(entities, Continuation(response), response);
    }

    public async Task<Response> Write(string table, TableWrite write, CancellationToken cancel)
    {
        using var request = RestRequest.Write(endpoint, table, write);
        return Accepted(await _connection.Send(request, cancel));
    }

    public async Task<(Response Outer, IReadOnlyList<Response> Inner)> WriteAll(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        var content = new ByteArrayContent(BatchBody.Write(endpoint, table, writes));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/mixed; boundary={BatchBody.Boundary}");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "$batch")) { Content = content };
        var outer = Accepted(await _connection.Send(request, cancel));
        return (outer, BatchAnswer.Read(outer.Body));
    }

    private static LocalResponse Accepted(LocalResponse response) => response.IsError ? throw RestFailure.Of(response, response.Body) : response;

    private static TableEntity Entity(JsonElement json)
    {
        var values = EntityJson.Read(json);
        if (values.TryGetValue("Timestamp", out var timestamp) && timestamp is string text)
        {
            // The service does not say the type of this one: it always has it.
            values["Timestamp"] = DateTimeOffset.Parse(text).ToUniversalTime();
        }

        return new TableEntity(values!);
    }

    private static string Question(TableQuery query)
    {
        var parts = new List<string>();
        Add("$filter", string.IsNullOrWhiteSpace(query.FilterText) ? null : query.FilterText);
        Add("$select", query.Select is null ? null : string.Join(',', query.Select));
        Add("$top", query.MaxPerPage is { } size ? $"{Math.Min(size, 1000)}" : null);
        var next = query.Continuation?.Split(' ');
        Add("NextPartitionKey", next?[0]);
        Add("NextRowKey", next is { Length: > 1 } ? next[1] : null);
        return string.Join('&', parts);

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
    }

    private static string? Continuation(Response response) =>
        response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partitionKey) && partitionKey.Length > 0
            ? $"{partitionKey} {(response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var rowKey) ? rowKey : "")}"
            : null;
}
