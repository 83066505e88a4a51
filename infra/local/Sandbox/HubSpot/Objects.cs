using System.Globalization;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>CRM v3, one record at a time.</summary>
internal sealed class Objects(HubSpotApi api, Reception reception)
{
    private const int MostPerPage = 100;

    public void Map(IEndpointRouteBuilder app)
    {
        var objects = app.MapGroup(HubSpotApi.Root + "/crm/v3/objects/{type}");
        _ = objects.MapPost("/", http => reception.Write(http, api, Operation(http, "create"), Create));
        _ = objects.MapGet("/", http => reception.Read(http, api, Operation(http, "list"), List));
        _ = objects.MapGet("/{id}", http => reception.Read(http, api, Operation(http, "read"), Read));
        _ = objects.MapPatch("/{id}", http => reception.Write(http, api, Operation(http, "update"), Update));
        _ = objects.MapDelete("/{id}", http => reception.Write(http, api, Operation(http, "archive"), Archive));
        _ = objects.MapPost("/search", http => reception.Read(http, api, Operation(http, "search"), Search.Run));
    }

    /// <summary>"tickets.create": the same name whatever spelling of the type the URL has.</summary>
    public static string Operation(HttpContext http, string verb)
    {
        var type = http.Request.RouteValues["type"] as string ?? "";
        return $"{HubSpotApi.Type(type) ?? type}.{verb}";
    }

    public static Answer UnknownType(Request request) => HubSpotError.Invalid($"Unable to infer object type from: {request.Route("type")}");

    private static Answer Create(Request request, Session session)
    {
        if (HubSpotApi.Type(request.Route("type")) is not { } type)
        {
            return UnknownType(request);
        }

        var (created, no) = ObjectWrites.Create(session, type, request.Json);
        return created is null ? no! : Answer.Accept(201, created.ShowAll(), created.Name, created.Title);
    }

    private static Answer Read(Request request, Session session)
    {
        if (HubSpotApi.Type(request.Route("type")) is not { } type)
        {
            return UnknownType(request);
        }

        if (ObjectWrites.Locate(session, type, request.Route("id"), request.Query("idProperty"), out var found) is { } refusal)
        {
            return refusal;
        }

        if ((found.ArchivedAt is not null) != (request.Query("archived") == "true"))
        {
            return HubSpotError.NotFound();
        }

        var shown = found.Show([.. request.QueryList("properties")]);
        Associations.Show(session, found, shown, request.QueryList("associations"));
        return Answer.Show(shown);
    }

    private static Answer List(Request request, Session session)
    {
        if (HubSpotApi.Type(request.Route("type")) is not { } type)
        {
            return UnknownType(request);
        }

        var limit = request.Query("limit") is { } asked ? int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0 : 10;
        if (limit is < 1 or > MostPerPage)
        {
            return HubSpotError.Invalid($"The limit must be between 1 and {MostPerPage}.");
        }

        var after = long.TryParse(request.Query("after"), NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;
        var found = Crm.All(session, type, request.Query("archived") == "true").Where(one => one.Id > after).Take(limit + 1).ToList();
        string[] properties = [.. request.QueryList("properties")];
        var body = HubSpotApi.Collection(found.Take(limit).Select(one =>
        {
            var shown = one.Show(properties);
            Associations.Show(session, one, shown, request.QueryList("associations"));
            return shown;
        }));
        if (found.Count > limit)
        {
            body["paging"] = Next(found[limit - 1].Id.ToString(CultureInfo.InvariantCulture));
        }

        return Answer.Show(body);
    }

    public static JsonObject Next(string after) => new() { ["next"] = new JsonObject { ["after"] = after } };

    private static Answer Update(Request request, Session session)
    {
        if (HubSpotApi.Type(request.Route("type")) is not { } type)
        {
            return UnknownType(request);
        }

        if (ObjectWrites.Locate(session, type, request.Route("id"), request.Query("idProperty"), out var found) is { } refusal)
        {
            return refusal.About($"{type}/{request.Route("id")}");
        }

        if (found.ArchivedAt is not null)
        {
            return HubSpotError.NotFound().About(found.Name);
        }

        var (done, no) = ObjectWrites.Update(session, found, request.Json);
        return done is null ? no!.About(found.Name) : Answer.Accept(200, Changed(done, request.Body), done.Name, Changes(request.Body));
    }

    private static Answer Archive(Request request, Session session)
    {
        if (HubSpotApi.Type(request.Route("type")) is not { } type)
        {
            return UnknownType(request);
        }

        // HubSpot answers 204 to archiving what is not there.
        if (Crm.Find(session, type, request.Route("id")) is { ArchivedAt: null } found)
        {
            Crm.Archive(session, found);
        }

        return Answer.Accept(204, null, $"{type}/{request.Route("id")}", "archived");
    }

    public static JsonObject Changed(CrmObject done, JsonNode? input) =>
        done.Show([.. PropertyCatalog.Defaults(done.Type), .. (input.Object("properties") ?? []).Select(pair => pair.Key)]);

    public static string Changes(JsonNode? input) =>
        string.Join(", ", (input.Object("properties") ?? []).Select(pair => $"{pair.Key}={Wire.Short(pair.Value?.ToString())}"));
}
