using Azure;
using Azure.Data.Tables;

namespace Intake.Local.Tests.Tables;

/// <summary>What both ends must do alike when asked.</summary>
public abstract class QueryContract : TransactionContract
{
    private static readonly DateTimeOffset Noon = new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Two = [2, 3];
    private static readonly Guid Id = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    [Theory]
    [InlineData("Text eq 'it''s'", "2")]
    [InlineData("Text gt 'a' and Text lt 'b'", "1")]
    [InlineData("Text ne 'apple'", "2 3")]
    [InlineData("Int eq 2", "2")]
    [InlineData("Int ge 2", "2 3")]
    [InlineData("Int lt -1", "")]
    [InlineData("Long eq 3000000000L", "3")]
    [InlineData("Double gt 1.5", "2 3")]
    [InlineData("Flag eq true", "1 3")]
    [InlineData("Flag eq false", "2")]
    [InlineData("not (Flag eq true)", "2 4")]
    [InlineData("Moment eq datetime'2024-06-01T13:00:00Z'", "1")]
    [InlineData("Moment gt datetime'2024-06-01T13:00:00.0000001Z'", "2 3")]
    [InlineData("Id eq guid'0f8fad5b-d9cb-469f-a165-70867728950e'", "2")]
    [InlineData("Bytes eq X'0203'", "3")]
    [InlineData("Absent eq 'x'", "")]
    [InlineData("Absent ne 'x'", "")]
    [InlineData("Int eq 1 or Int eq 2 and Flag eq true", "1")]
    [InlineData("(Int eq 1 or Int eq 3) and Flag eq true", "1 3")]
    [InlineData("PartitionKey eq 'p' and RowKey ge '2' and RowKey lt '4'", "2 3")]
    [InlineData("PartitionKey eq 'q'", "")]
    [InlineData("PartitionKey ge 'p' and RowKey gt '2'", "3 4")]
    [InlineData("RowKey eq '1' or RowKey eq '4'", "1 4")]
    [InlineData("Timestamp gt datetime'2020-01-01T00:00:00Z'", "1 2 3 4")]
    [InlineData(null, "1 2 3 4")]
    [InlineData("", "1 2 3 4")]
    public async Task A_filter_finds(string? filter, string rows)
    {
        await Fill();
        Assert.Equal(rows, string.Join(' ', await Table.QueryAsync<TableEntity>(filter).Select(entity => entity.RowKey).ToArrayAsync()));
    }

    [Theory]
    [InlineData("foo bar")]
    [InlineData("startswith(RowKey,'a')")]
    [InlineData("RowKey eq ")]
    [InlineData("(RowKey eq 'a'")]
    [InlineData("RowKey eq 'a' RowKey eq 'b'")]
    public async Task A_filter_the_service_does_not_understand_is_refused(string filter)
    {
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(async () => await Table.QueryAsync<TableEntity>(filter).CountAsync());
        Assert.Equal((400, "InvalidInput"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task A_filter_is_written_for_you()
    {
        var filter = TableClient.CreateQueryFilter(
            $"a eq {"o'x"} and b eq {1} and c eq {5L} and d eq {1.5} and e eq {Noon.AddTicks(7)} and f eq {Id} and g eq {true}");
        Assert.Equal(
            "a eq 'o''x' and b eq 1 and c eq 5L and d eq 1.5 and e eq datetime'2024-06-01T12:00:00.0000007Z' " +
            "and f eq guid'0f8fad5b-d9cb-469f-a165-70867728950e' and g eq true",
            filter);
        await Fill();
        Assert.Equal(1, await Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Text eq {"it's"} and Id eq {Id}")).CountAsync());
        Assert.Equal(1, await Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Moment eq {Noon.AddHours(1)}")).CountAsync());
    }

    [Fact]
    public async Task Pages_follow_one_another_and_a_token_takes_up_where_it_left()
    {
        await FillRows(25);
        var pages = await Table.QueryAsync<TableEntity>("PartitionKey eq 'p'", maxPerPage: 10).AsPages().ToListAsync();
        Assert.Equal([10, 10, 5], pages.Select(page => page.Values.Count));
        Assert.True(string.IsNullOrEmpty(pages[2].ContinuationToken));
        Assert.Equal("0024", pages[2].Values[^1].RowKey);

        var rest = await Table.QueryAsync<TableEntity>("PartitionKey eq 'p'", maxPerPage: 10).AsPages(pages[0].ContinuationToken, 20).ToListAsync();
        Assert.Equal("0010", rest[0].Values[0].RowKey);
        Assert.Equal([15], rest.Select(page => page.Values.Count));
    }

    [Fact]
    public async Task A_page_holds_a_thousand_at_most()
    {
        await FillRows(1100);
        var pages = await Table.QueryAsync<TableEntity>().AsPages().ToListAsync();
        Assert.Equal([1000, 100], pages.Select(page => page.Values.Count));
        Assert.Equal(1100, await Table.QueryAsync<TableEntity>("PartitionKey eq 'p'").Select(entity => entity.RowKey).Distinct().CountAsync());
    }

    [Fact]
    public async Task Rows_come_in_ordinal_order()
    {
        foreach (var (partition, row) in new[] { ("p", "b"), ("P", "x"), ("p", "B"), ("p", "é"), ("p", ""), ("p", "a1"), ("p", "a"), ("p", "_") })
        {
            await Table.AddEntityAsync(new TableEntity(partition, row));
        }

        var keys = await Table.QueryAsync<TableEntity>().Select(entity => $"{entity.PartitionKey}/{entity.RowKey}").ToArrayAsync();
        Assert.Equal(["P/x", "p/", "p/B", "p/_", "p/a", "p/a1", "p/b", "p/é"], keys);
    }

    private async Task Fill()
    {
        await Table.SubmitTransactionAsync(
        [
            Add("1", ("Text", "apple"), ("Int", 1), ("Long", 1L), ("Double", 1.5), ("Flag", true), ("Moment", Noon.AddHours(1)), ("Id", Guid.Empty)),
            Add("2", ("Text", "it's"), ("Int", 2), ("Long", 2L), ("Double", 2.0), ("Flag", false), ("Moment", Noon.AddHours(2)), ("Id", Id)),
            Add("3", ("Text", "zoo"), ("Int", 3), ("Long", 3_000_000_000L), ("Double", 2.5), ("Flag", true), ("Moment", Noon.AddHours(3)), ("Bytes", Two)),
            Add("4"),
        ]);
    }

    private async Task FillRows(int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
        {
            await Table.SubmitTransactionAsync(chunk.Select(n => Add($"{n:0000}")));
        }
    }

    private static TableTransactionAction Add(string row, params (string Name, object Value)[] properties) =>
        new(TableTransactionActionType.Add, new TableEntity(properties.ToDictionary(p => p.Name, p => p.Value)!) { PartitionKey = "p", RowKey = row });
}
