using Azure;
using Azure.Data.Tables;

namespace Intake.Local.Tests.Tables;

/// <summary>The service's limits. They are checked before an end is reached, so one end shows them for both.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private readonly TableClient _table = new TableServiceClient("Sqlite=:memory:").GetTableClient("limits");

    public static TheoryData<string, object> Refused => new()
    {
        { "PropertyValueTooLarge", new string('x', 32 * 1024 + 1) },
        { "PropertyValueTooLarge", new byte[64 * 1024 + 1] },
        { "OutOfRangeInput", DateTimeOffset.MinValue },
        { "OutOfRangeInput", new DateTime(1600, 12, 31, 23, 59, 59, DateTimeKind.Utc) },
        { "InvalidValueType", 1.5m },
        { "InvalidValueType", TimeSpan.FromMinutes(1) },
    };

    public static TheoryData<object> Allowed => new()
    {
        new string('é', 32 * 1024),
        new byte[64 * 1024],
        new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    public async Task InitializeAsync() => await _table.CreateIfNotExistsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_value_past_its_limit_is_refused(string code, object value) => await Refuses(400, code, Entity(("V", value)));

    [Theory]
    [MemberData(nameof(Allowed))]
    public async Task A_value_at_its_limit_is_stored(object value) => Assert.Equal(204, (await _table.AddEntityAsync(Entity(("V", value)))).Status);

    [Fact]
    public async Task What_the_original_cannot_write_throws_as_it_does()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => _table.AddEntityAsync(Entity(("V", DayOfWeek.Friday))));
        await Assert.ThrowsAsync<NotSupportedException>(() => _table.AddEntityAsync(Entity(("V", new object()))));
        await Assert.ThrowsAsync<NotSupportedException>(() => _table.AddEntityAsync(Entity(("V", new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local)))));
        await Assert.ThrowsAsync<ArgumentException>(() => _table.AddEntityAsync(Entity(("V", double.NaN))));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _table.AddEntityAsync(new TableEntity("p", null!)));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    [InlineData("half")]
    public async Task A_key_with_a_forbidden_character_is_refused(string key)
    {
        // Half of a pair cannot be written in an attribute: the compiler would store it as something else.
        key = key == "half" ? "\ud83d" : key;
        await Refuses(400, "OutOfRangeInput", new TableEntity(key, "r"));
        await Refuses(400, "OutOfRangeInput", new TableEntity("p", key));
        await Assert.ThrowsAsync<RequestFailedException>(() => _table.GetEntityAsync<TableEntity>("p", key));
        await Assert.ThrowsAsync<RequestFailedException>(() => _table.DeleteEntityAsync("p", key));
    }

    [Fact]
    public async Task A_key_holds_one_KiB_of_UTF16()
    {
        await _table.AddEntityAsync(new TableEntity(new string('é', 512), new string('k', 512)));
        await Refuses(400, "KeyValueTooLarge", new TableEntity("p", new string('k', 513)));
    }

    [Fact]
    public async Task An_entity_holds_252_properties_of_its_own()
    {
        await _table.AddEntityAsync(Entity([.. Enumerable.Range(0, 252).Select(n => ($"P{n}", (object)n))]));
        await Refuses(400, "TooManyProperties", Entity([.. Enumerable.Range(0, 253).Select(n => ($"P{n}", (object)n))]));
    }

    [Theory]
    [InlineData("a-b", "PropertyNameInvalid")]
    [InlineData("1a", "PropertyNameInvalid")]
    [InlineData("a b", "PropertyNameInvalid")]
    [InlineData("a.b", "PropertyNameInvalid")]
    [InlineData(null, "PropertyNameTooLong")]
    public async Task A_property_name_is_an_identifier_of_255_characters(string? name, string code)
    {
        await Refuses(400, code, Entity((name ?? new string('n', 256), 1)));
        await _table.UpsertEntityAsync(Entity((new string('n', 255), 1), ("_é1", 1)));
    }

    [Fact]
    public async Task An_entity_holds_one_MiB_counted_in_UTF16()
    {
        (string, object)[] full = [.. Enumerable.Range(0, 15).Select(n => ($"P{n:00}", (object)new string('x', 32 * 1024))), ("Q", new string('x', 32_000))];
        await _table.AddEntityAsync(Entity(full));
        await Refuses(400, "EntityTooLarge", Entity([.. full, ("R", new string('x', 620))]));
    }

    [Fact]
    public async Task A_merge_may_not_outgrow_the_entity()
    {
        for (var n = 0; n < 15; n++)
        {
            await _table.UpsertEntityAsync(Entity(($"P{n}", new string('x', 32 * 1024))));
        }

        await _table.UpsertEntityAsync(Entity(("Q", new string('x', 32_000))));
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => _table.UpsertEntityAsync(Entity(("R", new string('x', 32_000)))));
        Assert.Equal("EntityTooLarge", refusal.ErrorCode);
    }

    [Fact]
    public async Task A_transaction_holds_a_hundred_writes_to_different_rows_of_one_partition()
    {
        await RefusesTransaction("InvalidInput", 100, [.. Enumerable.Range(0, 101).Select(n => new TableEntity("p", $"{n}"))]);
        await RefusesTransaction("CommandsInBatchActOnDifferentPartitions", 1, new TableEntity("p", "1"), new TableEntity("q", "2"));
        await RefusesTransaction("InvalidDuplicateRow", 2, new TableEntity("p", "1"), new TableEntity("p", "2"), new TableEntity("p", "1"));
        await RefusesTransaction("PropertyNameInvalid", 1, new TableEntity("p", "1"), Entity(("a-b", 1)));
    }

    [Fact]
    public async Task A_transaction_holds_four_MiB_as_it_is_sent()
    {
        await Submit([.. Enumerable.Range(0, 60).Select(n => new TableEntity("p", $"{n}") { ["V"] = new string('x', 32 * 1024) })]);
        TableEntity[] large = [.. Enumerable.Range(0, 25).Select(n => new TableEntity("q", $"{n}") { ["V"] = new string('é', 32 * 1024) })];
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Submit(large));
        Assert.Equal((413, "RequestBodyTooLarge"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task An_ETag_looks_like_one()
    {
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => _table.UpdateEntityAsync(Entity(("V", 1)), new ETag("abc")));
        Assert.Equal((400, "InvalidInput"), (refusal.Status, refusal.ErrorCode));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("a-bc")]
    [InlineData("tables")]
    public async Task A_table_name_is_letters_and_digits(string name)
    {
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => new TableServiceClient("Sqlite=:memory:").CreateTableIfNotExistsAsync(name));
        Assert.Equal(400, refusal.Status);
    }

    [Fact]
    public async Task A_filter_holds_fifteen_comparisons()
    {
        static string Of(int comparisons) => string.Join(" or ", Enumerable.Repeat("A eq 1", comparisons));
        Assert.Equal(0, await _table.QueryAsync<TableEntity>(Of(15)).CountAsync());
        await Assert.ThrowsAsync<RequestFailedException>(async () => await _table.QueryAsync<TableEntity>(Of(16)).CountAsync());
    }

    [Fact]
    public void Only_TableEntity_is_stored() => Assert.Throws<NotSupportedException>(() => _table.QueryAsync<ITableEntity>());

    private static TableEntity Entity(params (string Name, object Value)[] properties) =>
        new(properties.ToDictionary(property => property.Name, property => (object?)property.Value)) { PartitionKey = "p", RowKey = "r" };

    private async Task Submit(params TableEntity[] entities) =>
        await _table.SubmitTransactionAsync(entities.Select(entity => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity)));

    private async Task Refuses(int status, string code, TableEntity entity)
    {
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => _table.AddEntityAsync(entity));
        Assert.Equal((status, code), (refusal.Status, refusal.ErrorCode));
    }

    private async Task RefusesTransaction(string code, int index, params TableEntity[] entities)
    {
        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Submit(entities));
        Assert.Equal((400, code, index), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
        Assert.Equal(0, await _table.QueryAsync<TableEntity>().CountAsync());
    }
}
