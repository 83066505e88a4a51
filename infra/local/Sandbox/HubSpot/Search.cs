using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>CRM search over the stored properties. Unlike HubSpot's, it sees a record at once.</summary>
internal static class Search
{
    private const int MostPerPage = 200;
    private const int MostResults = 10_000;
    private const int MostGroups = 5;
    private const int MostFilters = 6;
    private const int MostAltogether = 18;

    private static readonly string[] Operators =
        ["EQ", "NEQ", "LT", "LTE", "GT", "GTE", "BETWEEN", "IN", "NOT_IN", "HAS_PROPERTY", "NOT_HAS_PROPERTY", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"];

    public static Answer Run(Request request, Session session)
    {
        if (HubSpotApi.Type(request.Route("type")) is not { } type)
        {
            return Objects.UnknownType(request);
        }

        var body = request.Body;
        var groups = body.Array("filterGroups") ?? [];
        var limit = body["limit"] is null ? 10 : body.Int("limit") ?? 0;
        var after = body["after"] is null || body.Text("after") is "" ? 0 : body.Int("after") ?? -1;
        if ((Shape(groups, limit, after) ?? Filters(session, type, groups)) is { } refusal)
        {
            return refusal;
        }

        var found = Crm.All(session, type, archived: false)
            .Where(one => groups.Count == 0 || groups.Any(group => group.Array("filters")!.All(filter => Matches(session, one, filter!))))
            .Where(one => body.Text("query") is not { Length: > 0 } query || one.Properties.Values.Any(value => value.Contains(query, StringComparison.OrdinalIgnoreCase)));
        var sorted = Sorted(found, body.Array("sorts") ?? []).ToList();
        string[] properties = [.. (body.Array("properties") ?? []).Select(name => name?.GetValue<string>() ?? "")];
        var result = new JsonObject
        {
            ["total"] = sorted.Count,
            ["results"] = sorted.Skip(after).Take(limit).Select(one => one.Show(properties)).ToJsonArray(),
        };
        if (sorted.Count > after + limit)
        {
            result["paging"] = Objects.Next((after + limit).ToString(CultureInfo.InvariantCulture));
        }

        return Answer.Show(result);
    }

    private static Answer? Shape(JsonArray groups, int limit, int after)
    {
        var counts = groups.Select(group => group.Array("filters")?.Count ?? 0).ToList();
        return counts switch
        {
            _ when limit is < 1 or > MostPerPage => HubSpotError.Invalid($"The limit must be between 1 and {MostPerPage}."),
            _ when after < 0 || after + limit > MostResults => HubSpotError.Invalid($"Paging is possible through the first {MostResults} results only."),
            { Count: > MostGroups } => HubSpotError.Invalid($"A maximum of {MostGroups} filter groups are allowed."),
            _ when counts.Exists(count => count is < 1 or > MostFilters) || counts.Sum() > MostAltogether =>
                HubSpotError.Invalid($"Each filter group needs 1 to {MostFilters} filters, {MostAltogether} altogether."),
            _ => null,
        };
    }

    private static Answer? Filters(Session session, string type, JsonArray groups)
    {
        foreach (var filter in groups.SelectMany(group => group.Array("filters")!))
        {
            var (property, given) = (filter.Text("propertyName") ?? "", filter.Text("operator"));
            if (!Operators.Contains(given))
            {
                return HubSpotError.Invalid($"Invalid input JSON: operator {given} is not one of [{string.Join(", ", Operators)}]");
            }

            if (!property.StartsWith("associations.", StringComparison.Ordinal) && PropertyCatalog.Find(session, type, property) is null)
            {
                return HubSpotError.Invalid("There was a problem with the request.", new JsonObject { ["invalidPropertyName"] = new JsonArray(property) });
            }

            var needed = given switch
            {
                "IN" or "NOT_IN" => filter.Array("values") is { Count: > 0 },
                "BETWEEN" => filter.Text("value") is not null && filter.Text("highValue") is not null,
                "HAS_PROPERTY" or "NOT_HAS_PROPERTY" => true,
                _ => filter.Text("value") is not null,
            };
            if (!needed)
            {
                return HubSpotError.Invalid($"operator {given} requires a value");
            }
        }

        return null;
    }

    private static bool Matches(Session session, CrmObject one, JsonNode filter)
    {
        var (property, wanted) = (filter.Text("propertyName")!, filter.Text("value") ?? "");
        var value = property.StartsWith("associations.", StringComparison.Ordinal)
            ? Associated(session, one, property["associations.".Length..], wanted)
            : one.Properties.GetValueOrDefault(property);
        return filter.Text("operator") switch
        {
            "HAS_PROPERTY" => value is not null,
            "NOT_HAS_PROPERTY" => value is null,
            "NEQ" => value is null || Compare(value, wanted) != 0,
            "NOT_IN" => value is not null && !filter.Array("values")!.Any(each => Compare(value, Text(each)) == 0),
            "NOT_CONTAINS_TOKEN" => value is null || !HasToken(value, wanted),
            _ when value is null => false,
            "EQ" => Compare(value, wanted) == 0,
            "LT" => Compare(value, wanted) < 0,
            "LTE" => Compare(value, wanted) <= 0,
            "GT" => Compare(value, wanted) > 0,
            "GTE" => Compare(value, wanted) >= 0,
            "BETWEEN" => Compare(value, wanted) >= 0 && Compare(value, filter.Text("highValue")!) <= 0,
            "IN" => filter.Array("values")!.Any(each => Compare(value, Text(each)) == 0),
            _ => HasToken(value, wanted),
        };
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : node?.ToJsonString() ?? "";

    private static string? Associated(Session session, CrmObject one, string to, string wanted) =>
        HubSpotApi.Type(to) is { } type && long.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && session.Number(
            "SELECT to_id FROM association WHERE from_type = $0 AND from_id = $1 AND to_type = $2 AND to_id = $3", one.Type, one.Id, type, id) is not null
            ? wanted
            : null;

    /// <summary>Numbers as numbers, times as times (a filter says milliseconds where a value is ISO), anything else as text without case.</summary>
    private static int Compare(string value, string wanted)
    {
        if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var left) && decimal.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out var right))
        {
            return left.CompareTo(right);
        }

        if (value.Contains('T', StringComparison.Ordinal) && Wire.TryTime(value, out var mine))
        {
            if (long.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var ms))
            {
                return mine.CompareTo(DateTimeOffset.FromUnixTimeMilliseconds(ms));
            }

            if (Wire.TryTime(wanted, out var theirs))
            {
                return mine.CompareTo(theirs);
            }
        }

        return string.Compare(value, wanted, StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasToken(string value, string token)
    {
        var bare = token.Trim('*');
        bool One(string word) => (token.StartsWith('*'), token.EndsWith('*')) switch
        {
            (true, true) => word.Contains(bare, StringComparison.OrdinalIgnoreCase),
            (true, false) => word.EndsWith(bare, StringComparison.OrdinalIgnoreCase),
            (false, true) => word.StartsWith(bare, StringComparison.OrdinalIgnoreCase),
            _ => word.Equals(bare, StringComparison.OrdinalIgnoreCase),
        };
        return One(value) || value.Split([' ', ',', ';', '\n', '@'], StringSplitOptions.RemoveEmptyEntries).Any(One);
    }

    private static IEnumerable<CrmObject> Sorted(IEnumerable<CrmObject> found, JsonArray sorts)
    {
        if (sorts.FirstOrDefault() is not { } sort)
        {
            return found;
        }

        var property = sort.Text("propertyName") ?? Text(sort);
        var order = Comparer<string>.Create(Compare);
        return sort.Text("direction") == "DESCENDING"
            ? found.OrderByDescending(one => one.Properties.GetValueOrDefault(property) ?? "", order)
            : found.OrderBy(one => one.Properties.GetValueOrDefault(property) ?? "", order);
    }
}
