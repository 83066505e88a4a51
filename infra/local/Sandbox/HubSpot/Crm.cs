using System.Globalization;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>One ticket, note or contact.</summary>
internal sealed record CrmObject(string Type, long Id, SortedDictionary<string, string> Properties, DateTimeOffset Created, DateTimeOffset Updated, DateTimeOffset? ArchivedAt)
{
    public string Name => $"{Type}/{Id}";

    /// <summary>What it is called in a list.</summary>
    public string Title => Properties.GetValueOrDefault("subject") ?? Properties.GetValueOrDefault("hs_note_body") ?? Properties.GetValueOrDefault("email") ?? Name;

    /// <summary>HubSpot's form: the properties asked for (null where unset), or the default ones.</summary>
    public JsonObject Show(IReadOnlyCollection<string> asked)
    {
        var properties = new JsonObject();
        IEnumerable<string> names = asked.Count == 0 ? PropertyCatalog.Defaults(Type) : ["createdate", "hs_lastmodifieddate", "hs_object_id", .. asked];
        foreach (var name in names.Distinct().Order(StringComparer.Ordinal))
        {
            properties[name] = Properties.TryGetValue(name, out var value) ? value : null;
        }

        return Envelope(properties);
    }

    public JsonObject ShowAll() => Envelope(new JsonObject(Properties.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))));

    private JsonObject Envelope(JsonObject properties)
    {
        var shown = new JsonObject
        {
            ["id"] = Id.ToString(CultureInfo.InvariantCulture),
            ["properties"] = properties,
            ["createdAt"] = Wire.Iso(Created),
            ["updatedAt"] = Wire.Iso(Updated),
            ["archived"] = ArchivedAt is not null,
        };
        if (ArchivedAt is { } archived)
        {
            shown["archivedAt"] = Wire.Iso(archived);
        }

        return shown;
    }
}

/// <summary>Where the portal's records are kept.</summary>
internal static class Crm
{
    private const string Columns = "SELECT type, id, properties, created, updated, archived_at FROM crm ";

    public static CrmObject? Find(Session session, string type, string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? session.List(Columns + "WHERE type = $0 AND id = $1", Row, type, number).FirstOrDefault()
        : null;

    public static CrmObject? FindUnique(Session session, string type, string property, string value) =>
        session.Number("SELECT id FROM crm_unique WHERE type = $0 AND name = $1 AND value = $2", type, property, Key(property, value)) is { } id
            ? Find(session, type, id.ToString(CultureInfo.InvariantCulture))
            : null;

    public static List<CrmObject> All(Session session, string type, bool archived) =>
        session.List(Columns + "WHERE type = $0 AND (archived_at IS NOT NULL) = $1 ORDER BY id", Row, type, archived ? 1L : 0L);

    public static CrmObject Insert(Session session, string type, IReadOnlyDictionary<string, string> values)
    {
        var id = session.Next(type, 21_480_000_300);
        var now = Wire.Iso(session.Now);
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["createdate"] = now,
            ["hs_createdate"] = now,
            ["hs_object_id"] = id.ToString(CultureInfo.InvariantCulture),
        };
        return Save(session, new CrmObject(type, id, properties, session.Now, session.Now, null), values);
    }

    /// <summary>Merges the values in; an empty one clears its property.</summary>
    public static CrmObject Save(Session session, CrmObject found, IReadOnlyDictionary<string, string> values)
    {
        var properties = found.Properties;
        var wasClosed = Closed(session, properties);
        var owner = properties.GetValueOrDefault("hubspot_owner_id");
        foreach (var (name, value) in values)
        {
            if (value.Length == 0)
            {
                _ = properties.Remove(name);
            }
            else
            {
                properties[name] = value;
            }
        }

        Calculate(session, properties, found.Type, wasClosed, owner);
        var saved = found with { Updated = session.Now };
        _ = session.Run(
            "INSERT INTO crm VALUES ($0, $1, $2, $3, $4, NULL) ON CONFLICT (type, id) DO UPDATE SET properties = $2, updated = $4",
            saved.Type, saved.Id, new JsonObject(properties.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))).ToJsonString(),
            Wire.Iso(saved.Created), Wire.Iso(saved.Updated));
        foreach (var name in values.Keys.Where(name => PropertyCatalog.Find(session, saved.Type, name) is { Unique: true }))
        {
            _ = session.Run("DELETE FROM crm_unique WHERE type = $0 AND name = $1 AND id = $2", saved.Type, name, saved.Id);
            if (properties.TryGetValue(name, out var value))
            {
                _ = session.Run("INSERT INTO crm_unique VALUES ($0, $1, $2, $3)", saved.Type, name, Key(name, value), saved.Id);
            }
        }

        return saved;
    }

    public static void Archive(Session session, CrmObject found)
    {
        _ = session.Run("UPDATE crm SET archived_at = $2 WHERE type = $0 AND id = $1", found.Type, found.Id, Wire.Iso(session.Now));
        _ = session.Run("DELETE FROM crm_unique WHERE type = $0 AND id = $1", found.Type, found.Id);
        _ = session.Run("DELETE FROM association WHERE (from_type = $0 AND from_id = $1) OR (to_type = $0 AND to_id = $1)", found.Type, found.Id);
    }

    private static void Calculate(Session session, SortedDictionary<string, string> properties, string type, bool wasClosed, string? owner)
    {
        properties["hs_lastmodifieddate"] = Wire.Iso(session.Now);
        if (properties.GetValueOrDefault("hubspot_owner_id") != owner)
        {
            properties["hubspot_owner_assigneddate"] = Wire.Iso(session.Now);
        }

        if (type == "contacts")
        {
            properties["lastmodifieddate"] = Wire.Iso(session.Now);
            Searchable(properties, "phone", "hs_searchable_calculated_phone_number");
            Searchable(properties, "mobilephone", "hs_searchable_calculated_mobile_number");
        }

        if (type == "tickets" && Closed(session, properties) is var closed && closed != wasClosed)
        {
            if (closed)
            {
                _ = properties.TryAdd("closed_date", Wire.Iso(session.Now));
            }
            else
            {
                _ = properties.Remove("closed_date");
            }
        }
    }

    private static bool Closed(Session session, SortedDictionary<string, string> properties) =>
        properties.TryGetValue("hs_pipeline_stage", out var stage) && Pipelines.IsClosed(session, properties.GetValueOrDefault("hs_pipeline") ?? Pipelines.DefaultId, stage);

    /// <summary>Area code and local number: the last ten digits, which is exact for North America and near enough to find anyone else.</summary>
    private static void Searchable(SortedDictionary<string, string> properties, string from, string to)
    {
        var digits = string.Concat((properties.GetValueOrDefault(from) ?? "").Where(char.IsAsciiDigit));
        if (digits.Length == 0)
        {
            _ = properties.Remove(to);
        }
        else
        {
            properties[to] = digits[^Math.Min(10, digits.Length)..];
        }
    }

    private static string Key(string property, string value) => property == "email" ? value.Trim().ToLowerInvariant() : value;

    private static CrmObject Row(Microsoft.Data.Sqlite.SqliteDataReader row)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in JsonNode.Parse(row.GetString(2))!.AsObject())
        {
            properties[name] = value!.GetValue<string>();
        }

        return new CrmObject(row.GetString(0), row.GetInt64(1), properties, Time(row.GetString(3)), Time(row.GetString(4)), row.IsDBNull(5) ? null : Time(row.GetString(5)));
    }

    private static DateTimeOffset Time(string iso) => DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture);
}
