using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>
/// CRM v3, up to 100 records at a time. One bad input refuses a whole write, unless every input carries an objectWriteTraceId:
/// then the good ones are kept and the answer is 207. A batch read answers 207 when some are missing.
/// </summary>
internal sealed class Batches(HubSpotApi api, Reception reception)
{
    private const int Most = 100;

    private delegate (JsonObject? Shown, CrmObject? Done, Answer? Refusal) One(Session session, string type, JsonNode? input);

    public void Map(IEndpointRouteBuilder app)
    {
        var batch = app.MapGroup(HubSpotApi.Root + "/crm/v3/objects/{type}/batch");
        _ = batch.MapPost("/create", http => reception.Write(http, api, Objects.Operation(http, "create"), (request, session) => Each(request, session, 201, Create)));
        _ = batch.MapPost("/update", http => reception.Write(http, api, Objects.Operation(http, "update"), (request, session) => Each(request, session, 200, Update)));
        _ = batch.MapPost("/upsert", http => reception.Write(http, api, Objects.Operation(http, "upsert"), (request, session) => Each(request, session, 200, Upsert)));
        _ = batch.MapPost("/archive", http => reception.Write(http, api, Objects.Operation(http, "archive"), Archive));
        _ = batch.MapPost("/read", http => reception.Read(http, api, Objects.Operation(http, "read"), Read));
    }

    private static (JsonObject?, CrmObject?, Answer?) Create(Session session, string type, JsonNode? input)
    {
        var (done, no) = ObjectWrites.Create(session, type, input);
        return (done?.ShowAll(), done, no);
    }

    private static (JsonObject?, CrmObject?, Answer?) Update(Session session, string type, JsonNode? input)
    {
        if (ObjectWrites.Locate(session, type, input.Text("id") ?? "", input.Text("idProperty"), out var found) is { } refusal || found.ArchivedAt is not null)
        {
            return (null, null, HubSpotError.NotFound());
        }

        var (done, no) = ObjectWrites.Update(session, found, input);
        return (done is null ? null : Objects.Changed(done, input), done, no);
    }

    private static (JsonObject?, CrmObject?, Answer?) Upsert(Session session, string type, JsonNode? input)
    {
        var (done, isNew, no) = ObjectWrites.Upsert(session, type, input);
        if (done is null)
        {
            return (null, null, no);
        }

        var shown = isNew ? done.ShowAll() : Objects.Changed(done, input);
        shown["new"] = isNew;
        return (shown, done, null);
    }

    private static Answer Each(Request request, Session session, int status, One one)
    {
        if (Inputs(request, out var type, out var inputs) is { } refusal)
        {
            return refusal;
        }

        var traced = inputs.All(input => input.Text("objectWriteTraceId") is not null);
        var (results, errors, done) = (new JsonArray(), new JsonArray(), new List<CrmObject>());
        foreach (var input in inputs)
        {
            _ = session.Run("SAVEPOINT input");
            var (shown, record, no) = one(session, type, input);
            _ = session.Run(no is null ? "RELEASE input" : "ROLLBACK TO input");
            if (no is not null && !traced)
            {
                return no.About(Target(type, inputs));
            }

            if (no is not null)
            {
                errors.Add(Error(no, new JsonObject { ["objectWriteTraceId"] = new JsonArray(input.Text("objectWriteTraceId")) }));
                continue;
            }

            if (input.Text("objectWriteTraceId") is { } trace)
            {
                shown!["objectWriteTraceId"] = trace;
            }

            results.Add(shown);
            done.Add(record!);
        }

        var body = Complete(session, results, errors);
        var summary = string.Join("; ", inputs.Select(Objects.Changes));
        return new Answer(errors.Count > 0 ? 207 : status, body, done.Count > 0, done.Count > 0 ? string.Join(",", done.Select(record => record.Name)) : Target(type, inputs), summary);
    }

    private static Answer Read(Request request, Session session)
    {
        if (Inputs(request, out var type, out var inputs) is { } refusal)
        {
            return refusal;
        }

        string[] properties = [.. (request.Body.Array("properties") ?? []).Select(name => name?.GetValue<string>() ?? "")];
        var (results, missing) = (new JsonArray(), new List<string>());
        foreach (var id in inputs.Select(input => input.Text("id") ?? ""))
        {
            if (ObjectWrites.Locate(session, type, id, request.Body.Text("idProperty"), out var found) is { } no)
            {
                if (no.Status != 404)
                {
                    return no;
                }

                missing.Add(id);
            }
            else if ((found.ArchivedAt is not null) == (request.Query("archived") == "true"))
            {
                results.Add(found.Show(properties));
            }
            else
            {
                missing.Add(id);
            }
        }

        var errors = missing.Count == 0 ? [] : new JsonArray(Error(
            HubSpotError.Of(404, "OBJECT_NOT_FOUND", $"Could not get some {type.ToUpperInvariant()} objects, they may be deleted or not exist. Check that ids are valid."),
            new JsonObject { ["ids"] = missing.Select(JsonNode? (id) => id).ToJsonArray() }));
        return Answer.Show(Complete(session, results, errors)) with { Status = missing.Count == 0 ? 200 : 207 };
    }

    private static Answer Archive(Request request, Session session)
    {
        if (Inputs(request, out var type, out var inputs) is { } refusal)
        {
            return refusal;
        }

        foreach (var found in inputs.Select(input => Crm.Find(session, type, input.Text("id") ?? "")).OfType<CrmObject>().Where(found => found.ArchivedAt is null))
        {
            Crm.Archive(session, found);
        }

        return Answer.Accept(204, null, Target(type, inputs), "archived");
    }

    private static Answer? Inputs(Request request, out string type, out JsonArray inputs)
    {
        inputs = request.Body.Array("inputs") ?? [];
        type = HubSpotApi.Type(request.Route("type")) ?? "";
        return inputs.Count switch
        {
            _ when type.Length == 0 => Objects.UnknownType(request),
            0 => HubSpotError.Invalid("Some required fields were not set: [inputs]"),
            > Most => HubSpotError.Invalid($"The maximum number of inputs supported in a batch is {Most}."),
            _ => null,
        };
    }

    private static JsonObject Complete(Session session, JsonArray results, JsonArray errors)
    {
        var body = new JsonObject { ["status"] = "COMPLETE", ["results"] = results };
        if (errors.Count > 0)
        {
            body["numErrors"] = errors.Count;
            body["errors"] = errors;
        }

        body["startedAt"] = Wire.Iso(session.Now);
        body["completedAt"] = Wire.Iso(session.Now);
        return body;
    }

    private static JsonObject Error(Answer refusal, JsonObject context) => new()
    {
        ["status"] = "error",
        ["category"] = refusal.Body.Text("category"),
        ["message"] = refusal.Body.Text("message"),
        ["context"] = context,
    };

    private static string Target(string type, JsonArray inputs) => string.Join(",", inputs.Select(input => $"{type}/{input.Text("id")}"));
}
