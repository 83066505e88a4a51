using Azure;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Rows = System.Collections.Generic.SortedDictionary<(string Partition, string Row), System.Collections.Generic.Dictionary<string, object>>;

namespace Intake.Local.Tests.Tables;

/// <summary>The embedded end against the simplest thing that could be a table: a sorted dictionary.</summary>
public sealed class ModelTests
{
    private static readonly string[] Keys = ["", "a", "a1", "B", "b", "é"];

    public sealed record Step(TableTransactionActionType Kind, int Partition, int Row, bool Stale, int Value);

    public static class Arbitraries
    {
        public static Arbitrary<Step> Step() =>
            (from kind in Gen.Elements(Enum.GetValues<TableTransactionActionType>())
             from partition in Gen.Choose(0, 1)
             from row in Gen.Choose(0, Keys.Length - 1)
             from stale in Gen.Elements(true, false, false)
             from value in Gen.Choose(0, 3)
             select new Step(kind, partition, row, stale, value)).ToArbitrary();
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(Arbitraries)])]
    public async Task Transactions_do_what_a_dictionary_would(Step[][] transactions)
    {
        var account = new TableServiceClient("Sqlite=:memory:");
        var table = account.GetTableClient("model");
        await table.CreateIfNotExistsAsync();
        var model = new Rows(
            Comparer<(string Partition, string Row)>.Create((x, y) =>
                string.CompareOrdinal(x.Partition, y.Partition) is var order and not 0 ? order : string.CompareOrdinal(x.Row, y.Row)));

        foreach (var steps in transactions.Select(OneEach).Where(steps => steps.Length > 0))
        {
            var expected = Expect(model, steps, out var next);
            Assert.Equal(expected, await Outcome(table, steps));
            model = expected is null ? next : model;
        }

        Assert.Equal(
            model.Select(row => $"{row.Key} {string.Join(',', row.Value.OrderBy(p => p.Key))}"),
            (await table.QueryAsync<TableEntity>().ToListAsync()).Select(Shown));
        account.Close();
    }

    [Property(MaxTest = 100)]
    public async Task A_key_range_finds_what_a_scan_would(PositiveInt seed)
    {
        var random = new Random(seed.Get);
        var account = new TableServiceClient("Sqlite=:memory:");
        var table = account.GetTableClient("ranges");
        await table.CreateIfNotExistsAsync();
        foreach (var partition in Keys)
        {
            await table.SubmitTransactionAsync(
                Keys.Select(row => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, row))));
        }

        var (text, matches) = Condition(random, 3);
        var ordered = Keys.Order(StringComparer.Ordinal).ToArray();
        var expected = ordered.SelectMany(p => ordered.Where(r => matches(p, r)).Select(r => $"{p}/{r}"));
        var found = await table.QueryAsync<TableEntity>(text, maxPerPage: random.Next(1, 10)).Select(e => $"{e.PartitionKey}/{e.RowKey}").ToListAsync();
        Assert.Equal(expected, found);
        account.Close();
    }

    private static Step[] OneEach(Step[] steps) => [.. steps.Take(5).Select(step => step with { Partition = steps[0].Partition }).DistinctBy(step => step.Row)];

    private static (int Status, int? Index)? Expect(Rows model, Step[] steps, out Rows next)
    {
        next = new(model, model.Comparer);
        foreach (var (index, step) in steps.Index())
        {
            var key = (Keys[step.Partition], Keys[step.Row]);
            var there = next.TryGetValue(key, out var old);
            var conditional = step.Kind is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace
                or TableTransactionActionType.Delete;
            if (step.Kind == TableTransactionActionType.Add && there)
            {
                return (409, index);
            }

            if (conditional && (!there || step.Stale))
            {
                return (there ? 412 : 404, index);
            }

            var merges = step.Kind is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge && there;
            next[key] = new(merges ? old! : []) { [$"P{step.Value}"] = step.Value };
            if (step.Kind == TableTransactionActionType.Delete)
            {
                next.Remove(key);
            }
        }

        return null;
    }

    private static async Task<(int Status, int? Index)?> Outcome(TableClient table, Step[] steps)
    {
        try
        {
            await table.SubmitTransactionAsync(steps.Select(step => new TableTransactionAction(
                step.Kind,
                new TableEntity(Keys[step.Partition], Keys[step.Row]) { [$"P{step.Value}"] = step.Value },
                step.Stale ? new ETag("W/\"datetime'2001-01-01'\"") : ETag.All)));
            return null;
        }
        catch (TableTransactionFailedException refusal)
        {
            return (refusal.Status, refusal.FailedTransactionActionIndex);
        }
    }

    private static string Shown(TableEntity entity) =>
        $"{(entity.PartitionKey, entity.RowKey)} {string.Join(',', entity.Where(p => p.Key[0] == 'P' && p.Key != "PartitionKey").OrderBy(p => p.Key))}";

    private static (string Text, Func<string, string, bool> Matches) Condition(Random random, int depth)
    {
        if (depth == 0 || random.Next(4) == 0)
        {
            return Comparison(random);
        }

        var (left, right) = (Condition(random, depth - 1), Condition(random, depth - 1));
        return random.Next(3) switch
        {
            0 => ($"({left.Text} and {right.Text})", (p, r) => left.Matches(p, r) && right.Matches(p, r)),
            1 => ($"({left.Text} or {right.Text})", (p, r) => left.Matches(p, r) || right.Matches(p, r)),
            _ => ($"not ({left.Text})", (p, r) => !left.Matches(p, r)),
        };
    }

    private static (string Text, Func<string, string, bool> Matches) Comparison(Random random)
    {
        var (partition, value) = (random.Next(2) == 0, Keys[random.Next(Keys.Length)]);
        var (word, holds) = new (string, Func<int, bool>)[]
        {
            ("eq", order => order == 0), ("ne", order => order != 0), ("gt", order => order > 0),
            ("ge", order => order >= 0), ("lt", order => order < 0), ("le", order => order <= 0),
        }[random.Next(6)];
        return ($"{(partition ? "PartitionKey" : "RowKey")} {word} '{value}'", (p, r) => holds(string.CompareOrdinal(partition ? p : r, value)));
    }
}
