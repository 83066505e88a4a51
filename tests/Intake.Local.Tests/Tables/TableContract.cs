using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Intake.Local.Tests.Tables;

/// <summary>What both ends must do alike. Compiles and passes against the official package too.</summary>
public abstract class TableContract : IAsyncLifetime
{
    private static int _tables;

    protected TableServiceClient Account { get; private set; } = null!;

    protected TableClient Table { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Account = Connect();
        Table = Account.GetTableClient($"t{Interlocked.Increment(ref _tables)}x{Environment.ProcessId}");
        await Table.CreateIfNotExistsAsync();
    }

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract TableServiceClient Connect();

    [Fact]
    public async Task Every_type_comes_back_as_it_went()
    {
        var moment = new DateTimeOffset(2024, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)).AddTicks(7);
        var id = Guid.NewGuid();
        await Table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Text"] = "O'Neil, \"é\" <😀>\n\t",
            ["Empty"] = "",
            ["Int"] = int.MinValue,
            ["Long"] = long.MaxValue,
            ["SmallLong"] = 1L,
            ["Double"] = 0.1,
            ["WholeDouble"] = 2.0,
            ["HugeDouble"] = 1e300,
            ["Bool"] = true,
            ["Moment"] = moment,
            ["Utc"] = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            ["Id"] = id,
            ["Bytes"] = new byte[] { 0, 255, 7 },
            ["NoBytes"] = Array.Empty<byte>(),
        });

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal("O'Neil, \"é\" <😀>\n\t", read.GetString("Text"));
        Assert.Equal("", read.GetString("Empty"));
        Assert.Equal(int.MinValue, read.GetInt32("Int"));
        Assert.Equal(long.MaxValue, read.GetInt64("Long"));
        Assert.Equal(1L, read.GetInt64("SmallLong"));
        Assert.Equal(0.1, read.GetDouble("Double"));
        Assert.Equal(2.0, read.GetDouble("WholeDouble"));
        Assert.Equal(1e300, read.GetDouble("HugeDouble"));
        Assert.True(read.GetBoolean("Bool"));
        Assert.Equal(moment, read.GetDateTimeOffset("Moment"));
        Assert.Equal(TimeSpan.Zero, read.GetDateTimeOffset("Moment")!.Value.Offset);
        Assert.Equal(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), read.GetDateTime("Utc"));
        Assert.Equal(DateTimeKind.Utc, read.GetDateTime("Utc")!.Value.Kind);
        Assert.Equal(id, read.GetGuid("Id"));
        Assert.Equal([0, 255, 7], read.GetBinary("Bytes")!);
        Assert.Equal([], read.GetBinary("NoBytes")!);
        Assert.Null(read.GetString("Absent"));
        Assert.NotNull(read.Timestamp);
    }

    [Fact]
    public async Task An_entity_is_asked_for_by_its_exact_type()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Int"] = 1 });
        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Throws<InvalidOperationException>(() => read.GetInt64("Int"));
        Assert.Throws<InvalidOperationException>(() => read.GetString("Int"));
    }

    [Theory]
    [InlineData("o'neil", "r")]
    [InlineData("p", "")]
    [InlineData("", "r")]
    [InlineData("é😀", "a b+c&d=e%20f:g;h,i.j~k!l*m(n)@")]
    public async Task Awkward_keys_are_kept(string partitionKey, string rowKey)
    {
        var added = await Table.AddEntityAsync(new TableEntity(partitionKey, rowKey) { ["V"] = 1 });
        var read = await Table.GetEntityAsync<TableEntity>(partitionKey, rowKey);
        Assert.Equal((partitionKey, rowKey), (read.Value.PartitionKey, read.Value.RowKey));
        Assert.Equal(added.Headers.ETag, read.Value.ETag);
        await Table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateMerge, new TableEntity(partitionKey, rowKey) { ["V"] = 2 }, read.Value.ETag)]);
        Assert.Equal(2, (await Table.GetEntityAsync<TableEntity>(partitionKey, rowKey)).Value.GetInt32("V"));
        Assert.Equal(204, (await Table.DeleteEntityAsync(partitionKey, rowKey)).Status);
    }

    [Fact]
    public async Task Null_is_not_stored()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = null, ["B"] = 1 });
        Assert.False((await Table.GetEntityAsync<TableEntity>("p", "r")).Value.ContainsKey("A"));
    }

    [Fact]
    public async Task Merge_leaves_what_it_does_not_name_and_replace_removes_it()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 1 });
        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["B"] = null, ["C"] = "x" }, ETag.All);
        TableEntity merged = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal((1, 1, "x"), (merged.GetInt32("A"), merged.GetInt32("B"), merged.GetString("C")));

        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["C"] = "y" }, merged.ETag, TableUpdateMode.Replace);
        TableEntity replaced = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.False(replaced.ContainsKey("A"));
        Assert.Equal("y", replaced.GetString("C"));
    }

    [Fact]
    public async Task Upsert_inserts_then_merges_or_replaces()
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2 });
        Assert.Equal(1, (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("A"));
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 3 }, TableUpdateMode.Replace);
        Assert.False((await Table.GetEntityAsync<TableEntity>("p", "r")).Value.ContainsKey("A"));
    }

    [Fact]
    public async Task Adding_what_is_there_is_a_conflict()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal(409, refusal.Status);
        Assert.True(TableErrorCode.EntityAlreadyExists == refusal.ErrorCode);
    }

    [Fact]
    public async Task A_stale_ETag_loses_for_update_and_delete()
    {
        var first = (await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 })).Headers.ETag!.Value;
        var second = (await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, first)).Headers.ETag!.Value;
        Assert.NotEqual(first, second);

        var update = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, first));
        var delete = await Assert.ThrowsAsync<RequestFailedException>(() => Table.DeleteEntityAsync("p", "r", first));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), (update.Status, update.ErrorCode));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), (delete.Status, delete.ErrorCode));
        Assert.Equal(2, (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("A"));
        Assert.Equal(204, (await Table.DeleteEntityAsync("p", "r", second)).Status);
    }

    [Fact]
    public async Task An_update_needs_an_ETag() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), default));

    [Fact]
    public async Task What_is_not_there_cannot_be_read_or_updated_but_is_already_deleted()
    {
        var get = await Assert.ThrowsAsync<RequestFailedException>(() => Table.GetEntityAsync<TableEntity>("p", "r"));
        var update = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));
        Assert.Equal((404, "ResourceNotFound"), (get.Status, get.ErrorCode));
        Assert.Equal((404, "ResourceNotFound"), (update.Status, update.ErrorCode));
        Assert.Equal(404, (await Table.DeleteEntityAsync("p", "r")).Status);

        var perhaps = await Table.GetEntityIfExistsAsync<TableEntity>("p", "r");
        Assert.False(perhaps.HasValue);
        Assert.Equal(404, perhaps.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => perhaps.Value);
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        Assert.True((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task A_table_is_made_once_and_its_name_has_no_case()
    {
        var name = Table.Name.ToUpperInvariant();
        var again = await Account.CreateTableIfNotExistsAsync(name);
        Assert.Equal((name, 409), (again.Value.Name, again.GetRawResponse().Status));
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        Assert.True((await Account.GetTableClient(name).GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task Without_a_table_there_is_nothing_to_write_or_query()
    {
        var nowhere = Account.GetTableClient("nowhere");
        var entity = new TableEntity("p", "r");
        foreach (var attempt in new Func<Task>[]
        {
            () => nowhere.AddEntityAsync(entity),
            () => nowhere.UpsertEntityAsync(entity),
            () => nowhere.UpdateEntityAsync(entity, ETag.All),
            () => nowhere.GetEntityAsync<TableEntity>("p", "r"),
            async () => await nowhere.QueryAsync<TableEntity>().GetAsyncEnumerator().MoveNextAsync(),
            () => nowhere.SubmitTransactionAsync([new(TableTransactionActionType.Add, entity)]),
        })
        {
            var refusal = await Assert.ThrowsAnyAsync<RequestFailedException>(attempt);
            Assert.Equal((404, "TableNotFound"), (refusal.Status, refusal.ErrorCode));
        }

        Assert.False((await nowhere.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        Assert.Equal(404, (await nowhere.DeleteEntityAsync("p", "r")).Status);
    }

    [Fact]
    public async Task Select_brings_only_what_it_names_and_always_the_ETag()
    {
        var etag = (await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 })).Headers.ETag;
        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r", ["A", "RowKey"]);
        Assert.Equal(["A", "RowKey"], read.Keys.Where(key => key != "odata.etag").Order());
        Assert.Equal(etag, read.ETag);
        Assert.Equal([1], await Table.QueryAsync<TableEntity>(select: ["A"]).Select(entity => entity.GetInt32("A")).ToArrayAsync());
        Assert.Equal(2, (await Table.GetEntityIfExistsAsync<TableEntity>("p", "r", ["B"])).Value!.GetInt32("B"));
    }
}
