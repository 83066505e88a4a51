using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>Conversations v3: threads somebody else's channel has started, which the app may read and answer.</summary>
internal sealed class Conversations(HubSpotApi api, Reception reception)
{
    private const string WhatsAppChannel = "1007";
    private const string App = "I-52674089";

    private static readonly string[] DeliveryTypes = ["HS_EMAIL_ADDRESS", "HS_PHONE_NUMBER", "HS_SHORT_CODE", "CHANNEL_SPECIFIC_OPAQUE_ID"];

    public void Map(IEndpointRouteBuilder app)
    {
        var conversations = app.MapGroup(HubSpotApi.Root + "/conversations/v3/conversations");
        _ = conversations.MapGet("/threads", http => reception.Read(http, api, "threads.list", List));
        _ = conversations.MapGet("/threads/{id}", http => reception.Read(http, api, "threads.read", Thread));
        _ = conversations.MapGet("/threads/{id}/messages", http => reception.Read(http, api, "messages.list", Messages));
        _ = conversations.MapGet("/threads/{id}/messages/{messageId}", http => reception.Read(http, api, "messages.read", Message));
        _ = conversations.MapPost("/threads/{id}/messages", http => reception.Write(http, api, "messages.send", Send));
        _ = conversations.MapGet("/actors/{id}", http => reception.Read(http, api, "actors.read", Actor));
    }

    private static Answer List(Request request, Session session) => Answer.Show(HubSpotApi.Collection(session.Documents("thread")
        .Where(thread => request.Query("associatedTicketId") is not { } ticket || thread.Object("threadAssociations").Text("associatedTicketId") == ticket)
        .Where(thread => request.Query("associatedContactId") is not { } contact || thread.Text("associatedContactId") == contact)
        .Where(thread => request.Query("threadStatus") is not { } status || thread.Text("status") == status)
        .Select(thread => Associated(thread, request))));

    private static Answer Thread(Request request, Session session) =>
        session.Document("thread", request.Route("id")) is { } thread ? Answer.Show(Associated(thread, request)) : HubSpotError.NotFound();

    /// <summary>A thread names its ticket only to those who ask.</summary>
    private static JsonObject Associated(JsonObject thread, Request request)
    {
        if (request.Query("association") != "TICKET")
        {
            _ = thread.Remove("threadAssociations");
        }

        return thread;
    }

    private static Answer Messages(Request request, Session session)
    {
        if (session.Document("thread", request.Route("id")) is null)
        {
            return HubSpotError.NotFound();
        }

        var messages = session.Documents("message").Where(message => message.Text("conversationsThreadId") == request.Route("id"));
        return Answer.Show(HubSpotApi.Collection(request.Query("sort") == "-createdAt" ? messages.Reverse() : messages));
    }

    private static Answer Message(Request request, Session session) =>
        session.Document("message", request.Route("messageId")) is { } message && message.Text("conversationsThreadId") == request.Route("id")
            ? Answer.Show(message)
            : HubSpotError.NotFound();

    private static Answer Actor(Request request, Session session)
    {
        var id = request.Route("id");
        if (session.Document("actor", id) is { } seeded)
        {
            return Answer.Show(seeded);
        }

        return Team.Members.FirstOrDefault(member => $"A-{member.UserId}" == id) is { } member
            ? Answer.Show(new JsonObject { ["id"] = id, ["name"] = member.Name, ["email"] = member.Email, ["type"] = "AGENT" })
            : HubSpotError.NotFound();
    }

    private static Answer Send(Request request, Session session)
    {
        var threadId = request.Route("id");
        if (session.Document("thread", threadId) is not { } thread)
        {
            return HubSpotError.NotFound().About($"threads/{threadId}");
        }

        var body = request.Body;
        if (Complaint(body, thread) is { } complaint)
        {
            return HubSpotError.Invalid(complaint).About($"threads/{threadId}");
        }

        var comment = body.Text("type") == "COMMENT";
        var id = Guid.NewGuid().ToString();
        var message = new JsonObject
        {
            ["id"] = id,
            ["type"] = body.Text("type"),
            ["conversationsThreadId"] = threadId,
            ["createdAt"] = Wire.Iso(session.Now),
            ["createdBy"] = comment ? App : body.Text("senderActorId"),
            ["client"] = new JsonObject { ["clientType"] = "INTEGRATION", ["integrationAppId"] = 52674089 },
            ["senders"] = new JsonArray(new JsonObject { ["actorId"] = comment ? App : body.Text("senderActorId") }),
            ["recipients"] = body.Array("recipients")?.DeepClone() ?? new JsonArray(),
            ["text"] = body.Text("text"),
            ["richText"] = body.Text("richText"),
            ["attachments"] = body.Array("attachments")?.DeepClone(),
            ["archived"] = false,
        };
        if (!comment)
        {
            message["direction"] = "OUTGOING";
            message["status"] = new JsonObject { ["statusType"] = "SENT" };
            message["channelId"] = body.Text("channelId");
            message["channelAccountId"] = body.Text("channelAccountId");
            message["truncationStatus"] = "NOT_TRUNCATED";
            thread["latestMessageTimestamp"] = Wire.Iso(session.Now);
            thread["latestMessageSentTimestamp"] = Wire.Iso(session.Now);
            session.Keep("thread", threadId, thread);
        }

        session.Keep("message", id, message);
        return Answer.Accept(201, message, $"threads/{threadId}", body.Text("text") ?? "");
    }

    private static string? Complaint(JsonObject body, JsonObject thread)
    {
        var comment = body.Text("type") == "COMMENT";
        string[] required = comment ? ["text"] : ["text", "senderActorId", "channelId", "channelAccountId"];
        var missing = required.Where(name => string.IsNullOrEmpty(body.Text(name))).ToList();
        return body switch
        {
            _ when body.Text("type") is not ("MESSAGE" or "COMMENT") => "Could not resolve type id: type must be MESSAGE or COMMENT",
            _ when missing.Count > 0 => $"Some required fields were not set: [{string.Join(", ", missing)}]",
            _ when body.Array("attachments") is null => "Some required fields were not set: [attachments]",
            _ when comment => null,
            _ when body.Array("recipients") is not { Count: > 0 } => "Some required fields were not set: [recipients]",
            _ when !body.Text("senderActorId")!.StartsWith("A-", StringComparison.Ordinal) => "The senderActorId must be an agent (A-).",
            _ when body.Text("channelId") == WhatsAppChannel => "Sending messages on this channel is not supported through the API.",
            _ when body.Text("channelId") != thread.Text("originalChannelId") || body.Text("channelAccountId") != thread.Text("originalChannelAccountId") =>
                "The channel and channel account must be those of the thread.",
            _ when body.Array("recipients")!.Any(recipient => Identifiers(recipient).Any(identifier => !DeliveryTypes.Contains(identifier.Text("type")) || identifier.Text("value") is null)
                || Identifiers(recipient).Count == 0) => "Every recipient needs deliveryIdentifiers with a type and a value.",
            _ => null,
        };
    }

    /// <summary>A list nowadays, a single one in older payloads.</summary>
    private static JsonArray Identifiers(JsonNode? recipient) =>
        recipient.Array("deliveryIdentifiers") ?? (recipient.Object("deliveryIdentifier") is { } one ? [one.DeepClone()] : []);
}
