using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>The properties API: how the app makes the unique property that lets it create a ticket only once.</summary>
internal sealed partial class PropertyEndpoints(HubSpotApi api, Reception reception)
{
    private const int MostUnique = 10;

    private static readonly Dictionary<string, string[]> FieldTypes = new(StringComparer.Ordinal)
    {
        ["string"] = ["text", "textarea", "html", "file", "phonenumber", "calculation_equation"],
        ["number"] = ["number", "calculation_equation"],
        ["enumeration"] = ["select", "radio", "checkbox", "booleancheckbox"],
        ["bool"] = ["booleancheckbox"],
        ["date"] = ["date"],
        ["datetime"] = ["date"],
    };

    public void Map(IEndpointRouteBuilder app)
    {
        var properties = app.MapGroup(HubSpotApi.Root + "/crm/v3/properties/{type}");
        _ = properties.MapGet("/", http => reception.Read(http, api, "properties.list", List));
        _ = properties.MapGet("/{name}", http => reception.Read(http, api, "properties.read", Read));
        _ = properties.MapPost("/", http => reception.Write(http, api, "properties.create", Create));
    }

    private static Answer List(Request request, Session session) => HubSpotApi.Type(request.Route("type")) is { } type
        ? Answer.Show(HubSpotApi.Collection(PropertyCatalog.All(session, type).Select(definition => Show(session, type, definition))))
        : Objects.UnknownType(request);

    private static Answer Read(Request request, Session session) => HubSpotApi.Type(request.Route("type")) switch
    {
        null => Objects.UnknownType(request),
        { } type when PropertyCatalog.Find(session, type, request.Route("name")) is { } definition => Answer.Show(Show(session, type, definition)),
        _ => HubSpotError.Of(404, "OBJECT_NOT_FOUND", $"No property exists with name '{request.Route("name")}'."),
    };

    private static Answer Create(Request request, Session session)
    {
        if (HubSpotApi.Type(request.Route("type")) is not { } type)
        {
            return Objects.UnknownType(request);
        }

        var body = request.Body;
        var missing = ((string[])["name", "label", "type", "fieldType", "groupName"]).Where(name => body.Text(name) is null or "").ToList();
        if (missing.Count > 0)
        {
            return HubSpotError.Invalid($"Some required fields were not set: [{string.Join(", ", missing)}]");
        }

        var (name, kind) = (body.Text("name")!, body.Text("type")!);
        if (!ValidName().IsMatch(name))
        {
            return HubSpotError.Invalid($"Property name '{name}' is invalid: it must start with a letter and hold only lower-case letters, digits and underscores.");
        }

        if (!FieldTypes.TryGetValue(kind, out var fields) || !fields.Contains(body.Text("fieldType")))
        {
            return HubSpotError.Invalid($"Field type {body.Text("fieldType")} does not go with type {kind}.");
        }

        // Which groups a portal has for notes is not documented, so only those that are known are checked.
        if (type != "notes" && body.Text("groupName") != (type == "tickets" ? "ticketinformation" : "contactinformation"))
        {
            return HubSpotError.Invalid($"Property group '{body.Text("groupName")}' does not exist.");
        }

        if (kind == "enumeration" && (body.Array("options") is not { Count: > 0 } options || options.Any(option => option.Text("label") is null || option.Text("value") is null)))
        {
            return HubSpotError.Invalid("Enumerations need options, each with a label and a value.");
        }

        if (PropertyCatalog.Find(session, type, name) is not null)
        {
            return HubSpotError.Of(409, "CONFLICT", $"A property named '{name}' already exists.");
        }

        if (body.Flag("hasUniqueValue") == true && kind is not ("string" or "number"))
        {
            return HubSpotError.Invalid("Only string and number properties can have unique values.");
        }

        if (body.Flag("hasUniqueValue") == true && PropertyCatalog.All(session, type).Count(definition => definition is { Unique: true, Custom: not null }) >= MostUnique)
        {
            return HubSpotError.Invalid($"An object type can have at most {MostUnique} unique properties.");
        }

        var custom = body.DeepClone().AsObject();
        custom["createdAt"] = Wire.Iso(session.Now);
        session.Keep("property-" + type, name, custom);
        return Answer.Accept(
            201, Show(session, type, PropertyCatalog.Find(session, type, name)!), $"properties/{type}/{name}",
            $"{body.Text("label")} ({kind}{(body.Flag("hasUniqueValue") == true ? ", unique" : "")})");
    }

    private static JsonObject Show(Session session, string type, PropertyDefinition definition)
    {
        var options = definition.Name switch
        {
            "hs_pipeline" => Pipelines.All(session).Select(pipeline => (pipeline.Text("id")!, pipeline.Text("label")!)),
            "hs_pipeline_stage" => Pipelines.All(session).SelectMany(pipeline => pipeline.Array("stages")!).Select(stage => (stage.Text("id")!, stage.Text("label")!)),
            _ => definition.Options,
        };
        var created = definition.Custom.Text("createdAt") ?? "2020-01-01T00:00:00.000Z";
        return new JsonObject
        {
            ["name"] = definition.Name,
            ["label"] = definition.Label,
            ["type"] = definition.Type,
            ["fieldType"] = definition.FieldType,
            ["description"] = definition.Custom.Text("description") ?? "",
            ["groupName"] = definition.Group.Length > 0 ? definition.Group : type[..^1] + "information",
            ["options"] = options.Select(JsonNode? (option, i) => new JsonObject
            {
                ["label"] = option.Item2,
                ["value"] = option.Item1,
                ["displayOrder"] = i,
                ["hidden"] = false,
            }).ToJsonArray(),
            ["displayOrder"] = -1,
            ["calculated"] = false,
            ["externalOptions"] = definition.Name == "hubspot_owner_id",
            ["archived"] = false,
            ["hasUniqueValue"] = definition.Unique,
            ["hidden"] = definition.Custom.Flag("hidden") == true,
            ["hubspotDefined"] = definition.Custom is null,
            ["formField"] = definition.Custom.Flag("formField") == true,
            ["createdAt"] = created,
            ["updatedAt"] = created,
            ["modificationMetadata"] = new JsonObject
            {
                ["archivable"] = definition.Custom is not null,
                ["readOnlyDefinition"] = definition.Custom is null,
                ["readOnlyValue"] = definition.ReadOnly,
            },
        };
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,99}$")]
    private static partial Regex ValidName();
}
