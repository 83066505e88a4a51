using Azure;
using Azure.Data.Tables;
using Intake.Local.Sdk;
using Intake.Local.Sdk.Tables.Rest;
using Microsoft.Extensions.Time.Testing;

namespace Intake.Local.Tests.Tables;

/// <summary>What only the embedded end does, and where it differs from the service or Azurite on purpose.</summary>
public sealed class EmbeddedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("intake-embedded-").FullName;

    private string Connection => $"Sqlite={Path.Combine(_folder, "new", "tables.db")}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Timestamps_are_the_clocks_and_ETags_differ_even_when_it_stands_still()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2024, 4, 1, 6, 22, 3, TimeSpan.Zero));
        var table = await Open(new TableServiceClient("Sqlite=:memory:", clock));
        var first = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        var second = (await table.UpdateEntityAsync(new TableEntity("p", "r"), first)).Headers.ETag;
        await table.DeleteEntityAsync("p", "r");
        var third = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag;
        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        Assert.Equal(clock.GetUtcNow(), (await table.GetEntityAsync<TableEntity>("p", "r")).Value.Timestamp);
    }

    [Fact]
    public async Task Memory_is_private_to_its_account_and_a_file_is_not()
    {
        await (await Open(new TableServiceClient("Sqlite=:memory:"))).AddEntityAsync(new TableEntity("p", "r"));
        Assert.False((await (await Open(new TableServiceClient("Sqlite=:memory:"))).GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);

        var (one, other) = (new TableServiceClient(Connection), new TableServiceClient(Connection));
        var etag = (await (await Open(one)).AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        await (await Open(other)).UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, etag);
        Assert.Equal(412, (await Assert.ThrowsAsync<RequestFailedException>(
            async () => await (await Open(one)).UpdateEntityAsync(new TableEntity("p", "r"), etag))).Status);
        one.Close();
        other.Close();
    }

    // Two accounts on one file share nothing in memory: to SQLite they are two processes.
    [Fact]
    public async Task Two_owners_of_a_file_take_turns()
    {
        TableServiceClient[] owners = [new(Connection), new(Connection)];
        var tables = await Task.WhenAll(owners.Select(Open));
        await tables[0].AddEntityAsync(new TableEntity("p", "count") { ["N"] = 0 });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var done = 0; done < 10;)
            {
                TableEntity count = await tables[worker % 2].GetEntityAsync<TableEntity>("p", "count");
                try
                {
                    await tables[worker % 2].UpdateEntityAsync(new TableEntity("p", "count") { ["N"] = count.GetInt32("N") + 1 }, count.ETag);
                    done++;
                }
                catch (RequestFailedException refusal) when (refusal.Status == 412)
                {
                    // Another was first: read again.
                }
            }
        })));
        Assert.Equal(80, (await tables[1].GetEntityAsync<TableEntity>("p", "count")).Value.GetInt32("N"));
        Array.ForEach(owners, owner => owner.Close());
    }

    [Fact]
    public async Task What_is_stored_is_there_after_closing()
    {
        var before = new TableServiceClient(Connection);
        await (await Open(before)).AddEntityAsync(new TableEntity("p", "r") { ["A"] = 5L });
        before.Close();
        var after = new TableServiceClient(Connection);
        Assert.Equal(5L, (await (await Open(after)).GetEntityAsync<TableEntity>("p", "r")).Value.GetInt64("A"));
        after.Close();
    }

    // The service compares numbers whatever their width; Azurite does not find an Int64 with an Int32 literal.
    [Fact]
    public async Task Difference_numbers_of_different_types_are_compared_as_numbers()
    {
        var table = await Open(new TableServiceClient("Sqlite=:memory:"));
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Long"] = 2L, ["Double"] = 2.0 });
        Assert.Equal(1, await table.QueryAsync<TableEntity>("Long eq 2 and Double eq 2L").CountAsync());
    }

    // SQLite orders by code point, the service by UTF-16 unit: they part above U+D800, where Intake's keys never are.
    [Fact]
    public async Task Difference_keys_beyond_the_basic_plane_sort_by_code_point()
    {
        var table = await Open(new TableServiceClient("Sqlite=:memory:"));
        await table.AddEntityAsync(new TableEntity("p", "😀"));
        await table.AddEntityAsync(new TableEntity("p", "\uFFFD"));
        Assert.Equal(["\uFFFD", "😀"], await table.QueryAsync<TableEntity>().Select(entity => entity.RowKey).ToArrayAsync());
    }

    [Fact]
    public void SharedKeyLite_signs_as_documented() => Assert.Equal(
        "devstoreaccount1:1MDYCRMudu5YnS58fg0QEcikaGvRNuY7I8N5nWegba0=",
        new SharedKeyLite("devstoreaccount1", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")
            .Parameter("Mon, 01 Apr 2024 06:22:03 GMT", new Uri("http://127.0.0.1:10002/devstoreaccount1/tickets()")));

    private static async Task<TableClient> Open(TableServiceClient account)
    {
        var table = account.GetTableClient("things");
        await table.CreateIfNotExistsAsync();
        return table;
    }
}

/// <summary>Crash points are one for the process, so nothing else may write while they are watched.</summary>
[CollectionDefinition(nameof(CrashPoints), DisableParallelization = true)]
public sealed class CrashPointCollection;

[Collection(nameof(CrashPoints))]
public sealed class CrashPointTests
{
    [Fact]
    public async Task A_crash_point_follows_each_write_that_succeeded()
    {
        var passed = new List<string>();
        var table = new TableServiceClient("Sqlite=:memory:").GetTableClient("things");
        await table.CreateIfNotExistsAsync();
        CrashPoints.Passed = passed.Add;
        try
        {
            await table.AddEntityAsync(new TableEntity("p", "r"));
            await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));
            await table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All);
            await table.UpsertEntityAsync(new TableEntity("p", "r"));
            await table.DeleteEntityAsync("p", "r");
            await table.DeleteEntityAsync("p", "r");
            await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))]);
        }
        finally
        {
            CrashPoints.Passed = null;
        }

        Assert.Equal(["table.insert", "table.update", "table.upsert", "table.delete", "table.transaction"], passed);
    }
}
