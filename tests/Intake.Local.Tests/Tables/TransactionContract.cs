using Azure;
using Azure.Data.Tables;

namespace Intake.Local.Tests.Tables;

/// <summary>What both ends must do alike with several writes at once.</summary>
public abstract class TransactionContract : TableContract
{
    [Fact]
    public async Task A_transaction_does_each_kind_of_write()
    {
        foreach (var row in new[] { "merge", "replace", "delete", "upmerge", "upreplace" })
        {
            await Table.AddEntityAsync(new TableEntity("p", row) { ["Old"] = 1 });
        }

        var etag = (await Table.GetEntityAsync<TableEntity>("p", "merge")).Value.ETag;
        var result = await Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("add")),
            new(TableTransactionActionType.UpdateMerge, Row("merge"), etag),
            new(TableTransactionActionType.UpdateReplace, Row("replace"), ETag.All),
            new(TableTransactionActionType.Delete, Row("delete")),
            new(TableTransactionActionType.UpsertMerge, Row("upmerge")),
            new(TableTransactionActionType.UpsertReplace, Row("upreplace")),
        ]);

        Assert.Equal(202, result.GetRawResponse().Status);
        Assert.All(result.Value, response => Assert.Equal(204, response.Status));
        var rows = await Table.QueryAsync<TableEntity>().ToDictionaryAsync(entity => entity.RowKey);
        Assert.Equal(["add", "merge", "replace", "upmerge", "upreplace"], rows.Keys.Order());
        Assert.All(rows.Values, row => Assert.Equal(1, row.GetInt32("New")));
        Assert.Equal(["merge", "upmerge"], rows.Values.Where(row => row.ContainsKey("Old")).Select(row => row.RowKey).Order());
        Assert.Equal(rows["add"].ETag, result.Value[0].Headers.ETag);
        Assert.Equal(rows["merge"].ETag, result.Value[1].Headers.ETag);
    }

    [Theory]
    [InlineData(TableTransactionActionType.Add, "there", 409, "EntityAlreadyExists")]
    [InlineData(TableTransactionActionType.UpdateMerge, "there", 412, "UpdateConditionNotSatisfied")]
    [InlineData(TableTransactionActionType.UpdateReplace, "there", 412, "UpdateConditionNotSatisfied")]
    [InlineData(TableTransactionActionType.Delete, "there", 412, "UpdateConditionNotSatisfied")]
    [InlineData(TableTransactionActionType.UpdateMerge, "missing", 404, "ResourceNotFound")]
    public async Task A_refused_write_says_which_it_was_and_nothing_is_applied(TableTransactionActionType kind, string row, int status, string code)
    {
        var stale = (await Table.AddEntityAsync(new TableEntity("p", "there"))).Headers.ETag!.Value;
        await Table.UpdateEntityAsync(Row("there"), ETag.All);

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("a")),
            new(TableTransactionActionType.UpsertReplace, Row("b")),
            new(kind, Row(row), kind == TableTransactionActionType.Add ? default : stale),
            new(TableTransactionActionType.Add, Row("c")),
        ]));

        Assert.Equal((status, code, 2), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
        Assert.Equal(["there"], await Table.QueryAsync<TableEntity>().Select(entity => entity.RowKey).ToArrayAsync());
    }

    [Fact]
    public async Task An_update_without_an_ETag_in_a_transaction_inserts_what_is_missing()
    {
        await Table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateMerge, Row("new"))]);
        Assert.Equal(1, (await Table.GetEntityAsync<TableEntity>("p", "new")).Value.GetInt32("New"));
    }

    [Fact]
    public async Task Deleting_what_is_missing_fails_a_transaction()
    {
        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, Row("missing"))]));
        Assert.Equal((404, "ResourceNotFound", 0), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task An_entitys_own_ETag_is_no_condition()
    {
        var stale = (await Table.AddEntityAsync(Row("r"))).Headers.ETag!.Value;
        await Table.UpdateEntityAsync(Row("r"), ETag.All);
        await Table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "r") { ETag = stale })]);
    }

    [Fact]
    public async Task A_hundred_writes_fit() =>
        Assert.Equal(100, (await Table.SubmitTransactionAsync(
            Enumerable.Range(0, 100).Select(n => new TableTransactionAction(TableTransactionActionType.Add, Row($"{n}"))))).Value.Count);

    [Fact]
    public async Task A_transaction_of_nothing_is_a_mistake() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Table.SubmitTransactionAsync([]));

    [Fact]
    public async Task Of_many_conditional_updates_at_once_exactly_one_wins()
    {
        var etag = (await Table.AddEntityAsync(Row("state"))).Headers.ETag!.Value;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(n => Task.Run(async () =>
        {
            try
            {
                await Table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "state") { ["Winner"] = n }, etag),
                    new(TableTransactionActionType.Add, Row($"event-{n}")),
                ]);
                return (int?)n;
            }
            catch (TableTransactionFailedException refusal) when (refusal.Status == 412)
            {
                return null;
            }
        })));

        var winner = Assert.Single(outcomes, outcome => outcome is not null);
        Assert.Equal(winner, (await Table.GetEntityAsync<TableEntity>("p", "state")).Value.GetInt32("Winner"));
        var events = Table.QueryAsync<TableEntity>("RowKey ge 'event-' and RowKey lt 'event.'");
        Assert.Equal(["event-" + winner], await events.Select(entity => entity.RowKey).ToArrayAsync());
    }

    [Fact]
    public async Task Many_writers_to_many_partitions_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 10; n++)
            {
                await Table.UpsertEntityAsync(new TableEntity($"p{writer}", $"{n}"));
                Assert.Equal(n + 1, await Table.QueryAsync<TableEntity>($"PartitionKey eq 'p{writer}'").CountAsync());
            }
        })));
        Assert.Equal(160, await Table.QueryAsync<TableEntity>().CountAsync());
    }

    private static TableEntity Row(string rowKey) => new("p", rowKey) { ["New"] = 1 };
}
