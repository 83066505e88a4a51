using Azure.Data.Tables;

namespace Benchmarks;

/// <summary>Taking in one WhatsApp message, from the signed bytes to the commit, in this process.</summary>
internal static class Messages
{
    private const int Known = 200;

    public static async Task Run(Table table)
    {
        using var scratch = new Scratch();
        var (rows, time) = (scratch.Rows, new StandingClock());
        var (shop, recorded) = (new Shop(rows, time), new RecordedTables(rows));
        await shop.Tables.CreateIfMissing(default);
        for (var n = 0; n < Known; n++)
        {
            await shop.Hear(WhatsApp.Request(WhatsApp.Urgent, $"first{n}", WhatsApp.Client(n)), time);
        }

        var watched = new Shop(recorded, time);
        await watched.Hear(WhatsApp.Request("Hello?", "warm", WhatsApp.Client(0)), time);
        recorded.Take();
        await watched.Hear(WhatsApp.Request("Is anybody there?", "again", WhatsApp.Client(0)), time);
        var again = recorded.Take();
        await watched.Hear(WhatsApp.Request(WhatsApp.Urgent, "new", WhatsApp.Client(999_999)), time);
        var first = recorded.Take();
        var reads = again.Of("get");
        var raw = rows.GetTableClient("IntakeTickets");

        var five = await Rounds.Compare(7, 100, n => Later(shop, time, "a", n), n => Five(raw, reads, n));
        table.Add("a message to a known ticket, against 5 rows", five, $"raw: a 5-row transaction and {reads} point reads");
        table.Add("a message to a known ticket", await Rounds.Compare(7, 100, n => Later(shop, time, "b", n), again.Again), $"raw: the very same {again}");
        table.Add("a client's first message", await Rounds.Compare(7, 100, n => shop.Hear(WhatsApp.Request(WhatsApp.Urgent, $"c{n}", WhatsApp.Client(10_000 + n)), time), first.Again), $"raw: the very same {first}");
    }

    private static Task Later(Shop shop, StandingClock time, string run, int n) => shop.Hear(WhatsApp.Request("Is anybody there?", $"{run}{n}", WhatsApp.Client(n % Known)), time);

    private static async Task Five(TableClient table, int reads, int n)
    {
        for (var i = 0; i < reads; i++)
        {
            await table.GetEntityIfExistsAsync<TableEntity>($"five{n % Known}", "r0");
        }

        await table.SubmitTransactionAsync(Enumerable.Range(0, 5).Select(i => new TableTransactionAction(
            TableTransactionActionType.UpsertReplace, new TableEntity($"five{n % Known}", i == 0 ? "r0" : $"r{n}-{i}") { ["Json"] = new string('x', 600) })));
    }
}
