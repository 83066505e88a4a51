using System.Globalization;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>Creating and changing one record: the rules the single and the batch endpoints share.</summary>
internal static class ObjectWrites
{
    private static readonly SortedDictionary<string, string> Nothing = new(StringComparer.Ordinal);

    public static (CrmObject? Done, Answer? Refusal) Create(Session session, string type, JsonNode? input)
    {
        if (input.Object("properties") is not { } properties)
        {
            return (null, HubSpotError.Invalid("Some required fields were not set: [properties]"));
        }

        var write = new PropertyWrite(session, type, Nothing);
        write.Check(properties);
        if (write.Problems.Count > 0)
        {
            return (null, HubSpotError.Properties(write.Problems));
        }

        var missing = Required(type).Where(name => !write.Values.TryGetValue(name, out var value) || value.Length == 0).ToList();
        if (missing.Count > 0)
        {
            return (null, HubSpotError.Invalid(
                $"Error creating {type[..^1].ToUpperInvariant()}. Some required properties were not set.",
                new JsonObject { ["properties"] = missing.Select(JsonNode? (name) => name).ToJsonArray() }));
        }

        if (Taken(session, type, write.Values, 0) is { } taken)
        {
            return (null, taken);
        }

        var created = Crm.Insert(session, type, write.Values);
        return Associations.OnCreate(session, created, input.Array("associations") ?? []) is { } refusal ? (null, refusal) : (created, null);
    }

    public static (CrmObject? Done, Answer? Refusal) Update(Session session, CrmObject found, JsonNode? input)
    {
        if (input.Object("properties") is not { } properties)
        {
            return (null, HubSpotError.Invalid("Some required fields were not set: [properties]"));
        }

        var write = new PropertyWrite(session, found.Type, found.Properties);
        write.Check(properties);
        if (write.Problems.Count > 0)
        {
            return (null, HubSpotError.Properties(write.Problems));
        }

        return Taken(session, found.Type, write.Values, found.Id) is { } taken ? (null, taken) : (Crm.Save(session, found, write.Values), null);
    }

    /// <summary>Creates or updates by a unique value, which a created record then carries.</summary>
    public static (CrmObject? Done, bool New, Answer? Refusal) Upsert(Session session, string type, JsonNode? input)
    {
        if (input.Text("id") is not { Length: > 0 } id || input.Object("properties") is not { } properties)
        {
            return (null, false, HubSpotError.Invalid("Some required fields were not set: [id, properties]"));
        }

        var idProperty = input.Text("idProperty");
        if (idProperty is null or "hs_object_id")
        {
            if (Crm.Find(session, type, id) is not { ArchivedAt: null } known)
            {
                return (null, false, HubSpotError.NotFound());
            }

            var (changed, refused) = Update(session, known, input);
            return (changed, false, refused);
        }

        if (NotUnique(session, type, idProperty) is { } refusal)
        {
            return (null, false, refusal);
        }

        if (Crm.FindUnique(session, type, idProperty, id) is { } found)
        {
            var (done, no) = Update(session, found, input);
            return (done, false, no);
        }

        var full = properties.DeepClone().AsObject();
        full[idProperty] = id;
        // An upsert input has no associations: they are a second call, here as there.
        var (created, why) = Create(session, type, new JsonObject { ["properties"] = full });
        return (created, true, why);
    }

    public static Answer? Locate(Session session, string type, string id, string? idProperty, out CrmObject found)
    {
        found = null!;
        if (idProperty is not (null or "" or "hs_object_id") && NotUnique(session, type, idProperty) is { } refusal)
        {
            return refusal;
        }

        var known = idProperty is null or "" or "hs_object_id" ? Crm.Find(session, type, id) : Crm.FindUnique(session, type, idProperty, id);
        if (known is null)
        {
            return HubSpotError.NotFound();
        }

        found = known;
        return null;
    }

    private static Answer? NotUnique(Session session, string type, string property) => PropertyCatalog.Find(session, type, property) switch
    {
        null => HubSpotError.Invalid($"Property \"{property}\" does not exist"),
        { Unique: false } => HubSpotError.Invalid($"Property \"{property}\" is not a unique property and cannot identify a record"),
        _ => null,
    };

    private static Answer? Taken(Session session, string type, SortedDictionary<string, string> values, long mine)
    {
        foreach (var (name, value) in values.Where(pair => pair.Value.Length > 0))
        {
            if (PropertyCatalog.Find(session, type, name) is not { Unique: true } || Crm.FindUnique(session, type, name, value) is not { } other || other.Id == mine)
            {
                continue;
            }

            return type == "contacts" && name == "email"
                ? HubSpotError.Of(409, "CONFLICT", $"Contact already exists. Existing ID: {other.Id.ToString(CultureInfo.InvariantCulture)}")
                : HubSpotError.Properties([new PropertyProblem(name, "CONFLICTING_UNIQUE_VALUE", $"{name} {value} is already used by {other.Id.ToString(CultureInfo.InvariantCulture)}")]);
        }

        return null;
    }

    private static string[] Required(string type) => type switch
    {
        "tickets" => ["subject", "hs_pipeline_stage"],
        "notes" => ["hs_timestamp"],
        _ => [],
    };
}
