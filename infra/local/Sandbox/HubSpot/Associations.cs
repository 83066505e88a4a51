using System.Globalization;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>Who belongs to what. Every association has a type id for each direction and is stored both ways.</summary>
internal sealed class Associations(HubSpotApi api, Reception reception)
{
    private static readonly (string From, string To, int Id, int Back)[] Kinds =
    [
        ("tickets", "contacts", 16, 15), ("contacts", "tickets", 15, 16),
        ("notes", "tickets", 228, 227), ("tickets", "notes", 227, 228),
        ("notes", "contacts", 202, 201), ("contacts", "notes", 201, 202),
        ("tickets", "tickets", 452, 452),
    ];

    public void Map(IEndpointRouteBuilder app)
    {
        var objects = app.MapGroup(HubSpotApi.Root + "/crm/v4/objects/{from}/{fromId}/associations");
        _ = objects.MapPut("/default/{to}/{toId}", http => reception.Write(http, api, "associations.default", (request, session) => Put(request, session, byDefault: true)));
        _ = objects.MapPut("/{to}/{toId}", http => reception.Write(http, api, "associations.put", (request, session) => Put(request, session, byDefault: false)));
        _ = objects.MapDelete("/{to}/{toId}", http => reception.Write(http, api, "associations.delete", Delete));
        _ = objects.MapGet("/{to}", http => reception.Read(http, api, "associations.list", List));
    }

    /// <summary>Applies the associations a create came with, or says what is wrong with them.</summary>
    public static Answer? OnCreate(Session session, CrmObject created, JsonArray associations)
    {
        foreach (var association in associations)
        {
            foreach (var spec in association.Array("types") ?? [])
            {
                var kind = Array.Find(Kinds, kind => kind.From == created.Type && kind.Id == spec.Int("associationTypeId"));
                if (Category(spec) is { } wrong)
                {
                    return wrong;
                }

                if (kind.Id == 0)
                {
                    return HubSpotError.Invalid($"Association type id {spec.Int("associationTypeId")} doesn't exist between {created.Type} and the given object");
                }

                if (Crm.Find(session, kind.To, association.Object("to").Text("id") ?? "") is not { ArchivedAt: null } target)
                {
                    return HubSpotError.Invalid("One or more associations are not valid", new JsonObject { ["ids"] = new JsonArray(association.Object("to")?["id"]?.DeepClone()) });
                }

                Link(session, created, target, kind.Id, kind.Back);
            }

            if (association.Array("types") is not { Count: > 0 })
            {
                return HubSpotError.Invalid("Some required fields were not set: [types]");
            }
        }

        return null;
    }

    /// <summary>For a read with ?associations=, as v3 shows them.</summary>
    public static void Show(Session session, CrmObject found, JsonObject shown, IEnumerable<string> asked)
    {
        var all = new JsonObject();
        foreach (var type in asked.Select(HubSpotApi.Type).OfType<string>().Distinct())
        {
            var results = session.List(
                "SELECT to_id FROM association WHERE from_type = $0 AND from_id = $1 AND to_type = $2 ORDER BY to_id",
                JsonNode? (row) => new JsonObject { ["id"] = row.GetInt64(0).ToString(CultureInfo.InvariantCulture), ["type"] = $"{found.Type[..^1]}_to_{type[..^1]}" },
                found.Type, found.Id, type);
            if (results.Count > 0)
            {
                all[type] = HubSpotApi.Collection(results);
            }
        }

        if (all.Count > 0)
        {
            shown["associations"] = all;
        }
    }

    private static Answer Put(Request request, Session session, bool byDefault)
    {
        if (Pair(request, session, out var from, out var to) is { } refusal)
        {
            return refusal;
        }

        var specs = byDefault ? [] : request.Json as JsonArray;
        if (specs is null || (!byDefault && specs.Count == 0))
        {
            return HubSpotError.Invalid("Invalid input JSON: an array of association types is required.");
        }

        var allowed = Kinds.Where(kind => kind.From == from.Type && kind.To == to.Type).ToList();
        if (allowed.Count == 0)
        {
            return HubSpotError.Invalid($"There is no association from {from.Type} to {to.Type}");
        }

        foreach (var spec in specs)
        {
            if (Category(spec) is { } wrong)
            {
                return wrong;
            }

            if (!allowed.Exists(kind => kind.Id == spec.Int("associationTypeId")))
            {
                return HubSpotError.Invalid($"Association type id {spec.Int("associationTypeId")} is not valid between {from.Type} and {to.Type}");
            }
        }

        Link(session, from, to, allowed[0].Id, allowed[0].Back);
        var body = byDefault ? ByDefault(session, from, to, allowed[0].Id, allowed[0].Back) : new JsonObject
        {
            ["fromObjectTypeId"] = HubSpotApi.TypeId(from.Type),
            ["fromObjectId"] = from.Id,
            ["toObjectTypeId"] = HubSpotApi.TypeId(to.Type),
            ["toObjectId"] = to.Id,
            ["labels"] = new JsonArray(),
        };
        return Answer.Accept(byDefault ? 200 : 201, body, from.Name, $"{from.Name} belongs to {to.Name}");
    }

    private static JsonObject ByDefault(Session session, CrmObject from, CrmObject to, int there, int back)
    {
        static JsonObject One(CrmObject from, CrmObject to, int type) => new()
        {
            ["from"] = new JsonObject { ["id"] = from.Id.ToString(CultureInfo.InvariantCulture) },
            ["to"] = new JsonObject { ["id"] = to.Id.ToString(CultureInfo.InvariantCulture) },
            ["associationSpec"] = new JsonObject { ["associationCategory"] = "HUBSPOT_DEFINED", ["associationTypeId"] = type },
        };

        return new JsonObject
        {
            ["status"] = "COMPLETE",
            ["results"] = new JsonArray(One(from, to, there), One(to, from, back)),
            ["startedAt"] = Wire.Iso(session.Now),
            ["completedAt"] = Wire.Iso(session.Now),
        };
    }

    private static Answer Delete(Request request, Session session)
    {
        if (Pair(request, session, out var from, out var to) is { } refusal)
        {
            return refusal;
        }

        _ = session.Run(
            "DELETE FROM association WHERE (from_type = $0 AND from_id = $1 AND to_type = $2 AND to_id = $3) OR (from_type = $2 AND from_id = $3 AND to_type = $0 AND to_id = $1)",
            from.Type, from.Id, to.Type, to.Id);
        return Answer.Accept(204, null, from.Name, $"{from.Name} no longer belongs to {to.Name}");
    }

    private static Answer List(Request request, Session session)
    {
        if (HubSpotApi.Type(request.Route("from")) is not { } from || HubSpotApi.Type(request.Route("to")) is not { } to)
        {
            return HubSpotError.Invalid("Unable to infer object type");
        }

        return Crm.Find(session, from, request.Route("fromId")) is not { ArchivedAt: null } found
            ? HubSpotError.NotFound()
            : Answer.Show(HubSpotApi.Collection(session.List(
                "SELECT to_id, type_id FROM association WHERE from_type = $0 AND from_id = $1 AND to_type = $2 ORDER BY to_id",
                JsonNode? (row) => new JsonObject
                {
                    ["toObjectId"] = row.GetInt64(0),
                    ["associationTypes"] = new JsonArray(new JsonObject { ["category"] = "HUBSPOT_DEFINED", ["typeId"] = row.GetInt64(1), ["label"] = null }),
                },
                from, found.Id, to)));
    }

    private static Answer? Pair(Request request, Session session, out CrmObject from, out CrmObject to)
    {
        CrmObject? Named(string type, string id) =>
            HubSpotApi.Type(request.Route(type)) is { } known ? Crm.Find(session, known, request.Route(id)) : null;

        (from, to) = (null!, null!);
        if (Named("from", "fromId") is not { ArchivedAt: null } source || Named("to", "toId") is not { ArchivedAt: null } target)
        {
            return HubSpotError.NotFound();
        }

        (from, to) = (source, target);
        return null;
    }

    private static Answer? Category(JsonNode? spec) => spec.Text("associationCategory") == "HUBSPOT_DEFINED"
        ? null
        : HubSpotError.Invalid($"associationCategory {spec.Text("associationCategory")} is not one this portal has");

    private static void Link(Session session, CrmObject from, CrmObject to, int there, int back)
    {
        const string Insert = "INSERT OR IGNORE INTO association VALUES ($0, $1, $2, $3, $4)";
        _ = session.Run(Insert, from.Type, from.Id, to.Type, to.Id, there);
        _ = session.Run(Insert, to.Type, to.Id, from.Type, from.Id, back);
    }
}
