using Azure.Data.Tables;
using Intake.Tests.Support;

namespace Intake.Local.Tests.Tables;

public sealed class SqliteFileTests : QueryContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("intake-tables-").FullName;

    public override Task DisposeAsync()
    {
        Account.Close();
        Directory.Delete(_folder, recursive: true);
        return base.DisposeAsync();
    }

    protected override TableServiceClient Connect() => new($"Sqlite={Path.Combine(_folder, "tables.db")}");
}

public sealed class SqliteMemoryTests : QueryContract
{
    protected override TableServiceClient Connect() => new("Sqlite=:memory:");
}

[Collection(nameof(Azurite))]
public sealed class AzuriteTests(AzuriteFixture azurite) : QueryContract
{
    // The service, and the embedded end, compare numbers as numbers.
    [Fact]
    public async Task Difference_Azurite_does_not_find_an_Int64_with_an_Int32_literal()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Long"] = 2L });
        Assert.Equal(0, await Table.QueryAsync<TableEntity>("Long eq 2").CountAsync());
    }

    protected override TableServiceClient Connect() => new(azurite.ConnectionString);
}

public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? _azurite;

    public string ConnectionString => _azurite!.ConnectionString;

    public async Task InitializeAsync() => _azurite = await Azurite.Start();

    public async Task DisposeAsync() => await _azurite!.DisposeAsync();
}

[CollectionDefinition(nameof(Azurite))]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>;
