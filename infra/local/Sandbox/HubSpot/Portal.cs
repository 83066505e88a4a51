using System.Globalization;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>What no real portal offers: everything at once, and things put there by hand.</summary>
internal sealed class Portal(SandboxDatabase database)
{
    public void Map(IEndpointRouteBuilder app)
    {
        _ = app.MapGet(HubSpotApi.Root + "/_state", () => Shown(200, database.Transact(State)));
        _ = app.MapPost(HubSpotApi.Root + "/_seed/{what}", async (HttpContext http) =>
        {
            var request = await Request.Read(http);
            var answer = database.Transact(session => Seed(request, session));
            return Shown(answer.Status, answer.Body);
        });
    }

    public static IResult Shown(int status, JsonNode? body) =>
        Results.Text(body?.ToJsonString(Wire.Readable) ?? "", "application/json; charset=utf-8", statusCode: status);

    /// <summary>A person's message in a HubSpot channel: the thread is opened if it is new.</summary>
    public static JsonObject AddMessage(Session session, JsonObject seed)
    {
        var threadId = seed.Text("threadId") ?? seed.Text("conversationsThreadId") ?? session.Next("thread", 11_178_480_000).ToString(CultureInfo.InvariantCulture);
        var (channel, account) = (seed.Text("channelId") ?? "1000", seed.Text("channelAccountId") ?? "4021198932");
        var thread = session.Document("thread", threadId) ?? NewThread(session, threadId, channel, account);
        var incoming = seed.Text("direction") is null or "INCOMING";
        var actor = seed.Text("actorId") ?? (incoming ? "V-" + (thread.Text("associatedContactId") ?? "9001") : $"A-{Team.Members[0].UserId}");
        var id = seed.Text("id") ?? Guid.NewGuid().ToString("N");
        var message = new JsonObject
        {
            ["id"] = id,
            ["type"] = seed.Text("type") ?? "MESSAGE",
            ["conversationsThreadId"] = threadId,
            ["createdAt"] = seed.Text("createdAt") ?? Wire.Iso(session.Now),
            ["createdBy"] = actor,
            ["client"] = new JsonObject { ["clientType"] = "HUBSPOT" },
            ["senders"] = new JsonArray(new JsonObject
            {
                ["actorId"] = actor,
                ["name"] = seed.Text("name"),
                ["senderField"] = "FROM",
                ["deliveryIdentifier"] = seed.Text("from") is { } from
                    ? new JsonObject { ["type"] = from.Contains('@', StringComparison.Ordinal) ? "HS_EMAIL_ADDRESS" : "HS_PHONE_NUMBER", ["value"] = from }
                    : null,
            }),
            ["recipients"] = new JsonArray(),
            ["text"] = seed.Text("text") ?? "",
            ["richText"] = seed.Text("richText"),
            ["subject"] = seed.Text("subject"),
            ["attachments"] = seed.Array("attachments")?.DeepClone() ?? new JsonArray(),
            ["direction"] = incoming ? "INCOMING" : "OUTGOING",
            ["status"] = new JsonObject { ["statusType"] = incoming ? "RECEIVED" : "SENT" },
            ["channelId"] = thread.Text("originalChannelId"),
            ["channelAccountId"] = thread.Text("originalChannelAccountId"),
            ["truncationStatus"] = "NOT_TRUNCATED",
            ["archived"] = false,
        };
        session.Keep("message", id, message);
        thread["latestMessageTimestamp"] = message.Text("createdAt");
        thread[incoming ? "latestMessageReceivedTimestamp" : "latestMessageSentTimestamp"] = message.Text("createdAt");
        session.Keep("thread", threadId, thread);
        return message;
    }

    private static Answer Seed(Request request, Session session)
    {
        var body = request.Body;
        switch (request.Route("what"))
        {
            case "messages":
                return Answer.Accept(201, AddMessage(session, body), "", "");
            case "threads":
                var id = body.Text("id") ?? session.Next("thread", 11_178_480_000).ToString(CultureInfo.InvariantCulture);
                var thread = NewThread(session, id, body.Text("originalChannelId") ?? "1000", body.Text("originalChannelAccountId") ?? "4021198932");
                foreach (var (name, value) in body)
                {
                    thread[name] = value?.DeepClone();
                }

                session.Keep("thread", id, thread);
                return Answer.Accept(201, thread, "", "");
            case "actors" when body.Text("id") is { } actor:
                session.Keep("actor", actor, body);
                return Answer.Accept(201, body.DeepClone(), "", "");
            case var what when HubSpotApi.Type(what) is { } type:
                var (created, no) = ObjectWrites.Create(session, type, request.Json);
                return created is null ? no! : Answer.Accept(201, created.ShowAll(), created.Name, "");
            default:
                return HubSpotError.Invalid("Seeds are threads, messages, actors (with id), tickets, contacts and notes.");
        }
    }

    private static JsonObject NewThread(Session session, string id, string channel, string account) => new()
    {
        ["id"] = id,
        ["status"] = "OPEN",
        ["inboxId"] = "431860210",
        ["originalChannelId"] = channel,
        ["originalChannelAccountId"] = account,
        ["associatedContactId"] = null,
        ["spam"] = false,
        ["archived"] = false,
        ["createdAt"] = Wire.Iso(session.Now),
    };

    private static JsonObject State(Session session)
    {
        JsonArray All(string type) => Crm.All(session, type, archived: false).Concat(Crm.All(session, type, archived: true)).Select(one => one.ShowAll()).ToJsonArray();
        return new JsonObject
        {
            ["tickets"] = All("tickets"),
            ["notes"] = All("notes"),
            ["contacts"] = All("contacts"),
            ["associations"] = session.List(
                "SELECT from_type, from_id, to_type, to_id, type_id FROM association ORDER BY from_type, from_id, to_type, to_id",
                JsonNode? (row) => new JsonObject
                {
                    ["from"] = $"{row.GetString(0)}/{row.GetInt64(1)}",
                    ["to"] = $"{row.GetString(2)}/{row.GetInt64(3)}",
                    ["typeId"] = row.GetInt64(4),
                }).ToJsonArray(),
            ["pipelines"] = Pipelines.All(session).ToJsonArray(),
            ["threads"] = session.Documents("thread").ToJsonArray(),
            ["messages"] = session.Documents("message").ToJsonArray(),
        };
    }
}
