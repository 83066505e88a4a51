using Azure;
using Azure.Data.Tables;

namespace Intake.Local.Sdk.Tables;

/// <summary>Where the rows are: an embedded file, or a service that speaks the REST protocol.</summary>
internal interface ITableEnd
{
    /// <summary>Makes the table; its response has status 409 if it was there.</summary>
    Task<Response> CreateTable(string table, CancellationToken cancel);

    /// <summary>The entity, or null with a response of status 404.</summary>
    Task<(TableEntity? Entity, Response Response)> Find(
        string table, string partitionKey, string rowKey, IReadOnlyList<string>? select, CancellationToken cancel);

    Task<Page<TableEntity>> Query(string table, TableQuery query, CancellationToken cancel);

    Task<Response> Write(string table, TableWrite write, CancellationToken cancel);

    /// <summary>All or nothing. The writes share a partition and differ in their rows.</summary>
    Task<(Response Outer, IReadOnlyList<Response> Inner)> WriteAll(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancel);
}

/// <summary>One page's worth of question.</summary>
internal sealed record TableQuery(Filter? Filter, string? FilterText, IReadOnlyList<string>? Select, int? MaxPerPage, string? Continuation);
