using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace Intake.Local.Sdk.Tables;

/// <summary>The pages of a query, each fetched when it is reached.</summary>
internal sealed class TablePages(
    ITableEnd end, string table, string? filter, int? maxPerPage, IReadOnlyList<string>? select, CancellationToken cancellationToken)
    : AsyncPageable<TableEntity>(cancellationToken)
{
    public override IAsyncEnumerable<Page<TableEntity>> AsPages(string? continuationToken = default, int? pageSizeHint = default) =>
        Pages(string.IsNullOrEmpty(continuationToken) ? null : continuationToken, pageSizeHint ?? maxPerPage);

    private async IAsyncEnumerable<Page<TableEntity>> Pages(string? continuation, int? size, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, CancellationToken);
        var query = new TableQuery(Filter.Parse(filter), filter, select, size, continuation);
        do
        {
            var page = await end.Query(table, query, either.Token);
            query = query with { Continuation = page.ContinuationToken };
            yield return page;
        }
        while (query.Continuation is not null);
    }
}
