namespace Intake.Local.Sdk.Tables.Embedded;

/// <summary>What a filter says about a key for certain, so that SQL can seek instead of scan.</summary>
internal static class KeyRange
{
    private static readonly Dictionary<string, string> Columns = new() { ["PartitionKey"] = "pk", ["RowKey"] = "rk" };

    /// <summary>The comparisons every match must satisfy, as SQL conditions with their values.</summary>
    public static IEnumerable<(string Sql, string Value)> Of(Filter? filter) => filter switch
    {
        Filter.And and => Of(and.Left).Concat(Of(and.Right)),
        Filter.Compare { Value: string value } compare when Columns.TryGetValue(compare.Property, out var column) && Sql(compare.Operator) is { } sql =>
            [($"{column} {sql}", value)],
        _ => [],
    };

    private static string? Sql(string @operator) => @operator switch
    {
        "eq" => "=",
        "gt" => ">",
        "ge" => ">=",
        "lt" => "<",
        "le" => "<=",
        _ => null,
    };
}
