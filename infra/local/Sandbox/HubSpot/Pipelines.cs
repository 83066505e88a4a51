using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>Ticket pipelines. Stage ids are numbers that say nothing: whoever guesses 1 to 7 must fail here, as in a real portal.</summary>
internal sealed class Pipelines(HubSpotApi api, Reception reception, SandboxDatabase database, SandboxOptions options)
{
    public const string DefaultId = "0";

    private const string Support = "74120583";

    private static readonly JsonObject[] BuiltIn =
    [
        Pipeline(DefaultId, "Support Pipeline", 0, [("1", "New"), ("2", "Waiting on contact"), ("3", "Waiting on us"), ("4", "Closed")]),
        Pipeline(Support, "Customer Support Pipeline", 1,
        [
            ("148730944", "NEW"), ("148730871", "REQUIRES SUPPORT"), ("148731260", "PLAN INITIATED"), ("148730903", "ACTION REQUIRED BY PYGMY ELEPHANT"),
            ("148731118", "PLAN FINALIZED – PENDING EXECUTION"), ("148731007", "INVOICING"), ("148731342", "CLOSED"),
        ]),
    ];

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var pipeline in options.Pipelines)
        {
            _ = database.Transact(session => Make(session, pipeline));
        }

        var tickets = app.MapGroup(HubSpotApi.Root + "/crm/v3/pipelines/{type}");
        _ = tickets.MapGet("/", http => reception.Read(http, api, "pipelines.list", (request, session) =>
            Tickets(request) ?? Answer.Show(HubSpotApi.Collection(All(session)))));
        _ = tickets.MapGet("/{pipelineId}", http => reception.Read(http, api, "pipelines.read", (request, session) =>
            Tickets(request) ?? Show(Find(session, request.Route("pipelineId")))));
        _ = tickets.MapGet("/{pipelineId}/stages", http => reception.Read(http, api, "pipelines.stages", (request, session) =>
            Tickets(request) ?? (Find(session, request.Route("pipelineId")) is { } pipeline
                ? Answer.Show(HubSpotApi.Collection(pipeline.Array("stages")!.Select(stage => stage!.DeepClone())))
                : HubSpotError.NotFound())));
        _ = tickets.MapGet("/{pipelineId}/stages/{stageId}", http => reception.Read(http, api, "pipelines.stage", (request, session) =>
            Tickets(request) ?? Show(Find(session, request.Route("pipelineId"))?.Array("stages")?.FirstOrDefault(stage => stage.Text("id") == request.Route("stageId")))));
        _ = tickets.MapPost("/", http => reception.Write(http, api, "pipelines.create", (request, session) => Tickets(request) ?? Create(request, session)));
    }

    public static IEnumerable<JsonObject> All(Session session) => BuiltIn.Select(pipeline => pipeline.DeepClone().AsObject()).Concat(session.Documents("pipeline"));

    public static JsonObject? Find(Session session, string id) =>
        BuiltIn.FirstOrDefault(pipeline => pipeline.Text("id") == id)?.DeepClone().AsObject() ?? session.Document("pipeline", id);

    public static bool IsClosed(Session session, string pipelineId, string stageId) => Find(session, pipelineId)?.Array("stages")
        ?.FirstOrDefault(stage => stage.Text("id") == stageId).Object("metadata").Text("ticketState") == "CLOSED";

    /// <summary>Whatever the portal has kept of an earlier start keeps its ids: tickets stand in these stages.</summary>
    private static bool Make(Session session, SandboxPipeline wanted)
    {
        if (BuiltIn.Any(known => known.Text("label") == wanted.Label))
        {
            return false;
        }

        var known = session.Documents("pipeline").FirstOrDefault(pipeline => pipeline.Text("label") == wanted.Label);
        var id = known?.Text("id") ?? session.Next("pipeline", 74_120_600).ToString();
        var pipeline = Pipeline(id, wanted.Label, All(session).Count(), []);
        foreach (var (stage, i) in wanted.Stages.Select((stage, i) => (stage, i)))
        {
            var before = known?.Array("stages")!.FirstOrDefault(earlier => earlier.Text("label") == stage.Label).Text("id");
            pipeline.Array("stages")!.Add(Stage(before ?? session.Next("stage", 148_732_000).ToString(), stage.Label, i, stage.Closed));
        }

        session.Keep("pipeline", id, pipeline);
        return true;
    }

    private static Answer Create(Request request, Session session)
    {
        var body = request.Body;
        if (body.Text("label") is not { Length: > 0 } label || body.Int("displayOrder") is null || body.Array("stages") is not { Count: > 0 } stages)
        {
            return HubSpotError.Invalid("Pipelines need a label, a displayOrder and at least one stage.");
        }

        if (All(session).Any(pipeline => pipeline.Text("label") == label))
        {
            return HubSpotError.Of(409, "CONFLICT", $"A pipeline with the label '{label}' already exists.");
        }

        if (stages.Any(stage => stage.Text("label") is null || stage.Object("metadata") is null))
        {
            return HubSpotError.Invalid("Every stage needs a label and metadata.");
        }

        var id = body.Text("pipelineId") ?? session.Next("pipeline", 74_120_600).ToString();
        var pipeline = Pipeline(id, label, body.Int("displayOrder")!.Value, []);
        foreach (var stage in stages)
        {
            pipeline.Array("stages")!.Add(Stage(
                stage.Text("stageId") ?? session.Next("stage", 148_732_000).ToString(), stage.Text("label")!, stage.Int("displayOrder") ?? 0,
                stage.Object("metadata").Text("ticketState") == "CLOSED"));
        }

        session.Keep("pipeline", id, pipeline);
        return Answer.Accept(201, pipeline, $"pipelines/{id}", label);
    }

    private static Answer? Tickets(Request request) =>
        HubSpotApi.Type(request.Route("type")) == "tickets" ? null : HubSpotError.Invalid($"Unable to infer object type from: {request.Route("type")}");

    private static Answer Show(JsonNode? found) => found is null ? HubSpotError.NotFound() : Answer.Show(found.DeepClone());

    private static JsonObject Pipeline(string id, string label, int order, (string Id, string Label)[] stages) => new()
    {
        ["label"] = label,
        ["displayOrder"] = order,
        ["id"] = id,
        ["stages"] = stages.Select(JsonNode? (stage, i) => Stage(stage.Id, stage.Label, i, i == stages.Length - 1)).ToJsonArray(),
        ["createdAt"] = "2020-01-01T00:00:00.000Z",
        ["updatedAt"] = "2020-01-01T00:00:00.000Z",
        ["archived"] = false,
    };

    private static JsonObject Stage(string id, string label, int order, bool closed) => new()
    {
        ["label"] = label,
        ["displayOrder"] = order,
        ["metadata"] = new JsonObject { ["ticketState"] = closed ? "CLOSED" : "OPEN", ["isClosed"] = closed ? "true" : "false" },
        ["id"] = id,
        ["createdAt"] = "2020-01-01T00:00:00.000Z",
        ["updatedAt"] = "2020-01-01T00:00:00.000Z",
        ["archived"] = false,
        ["writePermissions"] = "CRM_PERMISSIONS_ENFORCEMENT",
    };
}
