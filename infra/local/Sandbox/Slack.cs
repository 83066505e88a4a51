using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Intake.Local.Sandbox;

/// <summary>Slack's Web API: an HTTP 200 that says ok:false when it means no.</summary>
internal sealed partial class Slack(SandboxOptions options, Reception reception) : Vendor
{
    private const string TeamId = "T0SANDBOX";
    private const string BotUser = "U0INTAKE";
    private const string BotId = "B0INTAKE";
    private const string AppId = "A0INTAKE";
    private const int LongestText = 40000;

    public override string Service => "slack";

    public void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/sandbox/slack/api");
        _ = api.MapPost("/chat.postMessage", http => reception.Write(http, this, "chat.postMessage", Post));
        _ = api.MapPost("/chat.update", http => reception.Write(http, this, "chat.update", Update));
        string[] either = ["GET", "POST"];
        _ = api.MapMethods("/conversations.history", either, http => reception.Read(http, this, "conversations.history", SlackChannel.History));
        _ = api.MapMethods("/conversations.replies", either, http => reception.Read(http, this, "conversations.replies", SlackChannel.History));
        _ = api.MapMethods("/users.lookupByEmail", either, http => reception.Read(http, this, "users.lookupByEmail", Lookup));
        _ = api.MapMethods("/auth.test", either, http => reception.Read(http, this, "auth.test", (_, _) => Answer.Show(new JsonObject
        {
            ["ok"] = true,
            ["url"] = "https://sandbox.slack.com/",
            ["team"] = "Sandbox",
            ["user"] = "intake",
            ["team_id"] = TeamId,
            ["user_id"] = BotUser,
            ["bot_id"] = BotId,
            ["is_enterprise_install"] = false,
        })));
    }

    public override Answer? Gate(Request request) => (request.Bearer ?? Given(request, "token")) switch
    {
        null or "" => No("not_authed"),
        { } token when token != options.SlackBotToken => No("invalid_auth"),
        _ when request.Unreadable => No("invalid_json"),
        _ => null,
    };

    public override Answer Failing(int status) => No(status == 503 ? "service_unavailable" : "internal_error") with { Status = status };

    /// <summary>Slack always says how long; 30 seconds is what it says most often.</summary>
    public override Answer RateLimited(int? retryAfter) => No("ratelimited") with { Status = 429, RetryAfter = retryAfter ?? 30 };

    /// <summary>A user id as Slack shapes them, the same one for the same address every time.</summary>
    public static string UserId(string email) =>
        "U0" + string.Concat(email.Split('@')[0].ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)).PadRight(7, '0');

    private static Answer Post(Request request, Session session)
    {
        var channel = Given(request, "channel");
        if (channel is null || !ChannelId().IsMatch(channel))
        {
            return No("channel_not_found");
        }

        if (Content(request, out var blocks) is { } refusal)
        {
            return refusal with { Target = channel };
        }

        var thread = Given(request, "thread_ts");
        if (thread is not null && SlackChannel.Find(session, channel, thread) is null)
        {
            return No("thread_not_found") with { Target = channel };
        }

        var ts = SlackChannel.NextTimestamp(session, channel);
        var message = new JsonObject
        {
            ["type"] = "message",
            ["user"] = BotUser,
            ["bot_id"] = BotId,
            ["app_id"] = AppId,
            ["team"] = TeamId,
            ["ts"] = ts,
            ["text"] = Given(request, "text") ?? "",
        };
        if (blocks is not null)
        {
            message["blocks"] = Identified(blocks);
        }

        if (thread is not null)
        {
            message["thread_ts"] = thread;
        }

        if (Nested(request, "metadata") is JsonObject metadata)
        {
            if (metadata.Text("event_type") is null || metadata.Object("event_payload") is null)
            {
                return No("invalid_metadata_format") with { Target = channel };
            }

            message["metadata"] = metadata.DeepClone();
        }

        SlackChannel.Keep(session, channel, ts, message);
        return Sent(channel, ts, message, channel);
    }

    private static Answer Update(Request request, Session session)
    {
        var (channel, ts) = (Given(request, "channel"), Given(request, "ts"));
        if (channel is null || !ChannelId().IsMatch(channel))
        {
            return No("channel_not_found");
        }

        var target = $"{channel}/{ts}";
        if (ts is null || SlackChannel.Find(session, channel, ts) is not { } message)
        {
            return No("message_not_found") with { Target = target };
        }

        if (Content(request, out var blocks) is { } refusal)
        {
            return refusal with { Target = target };
        }

        // Without blocks the old ones stay; an empty list clears them.
        message["text"] = Given(request, "text") ?? message.Text("text");
        if (blocks is not null)
        {
            message["blocks"] = Identified(blocks);
        }

        if (Nested(request, "metadata") is JsonObject metadata)
        {
            message["metadata"] = metadata.DeepClone();
        }

        message["edited"] = new JsonObject { ["user"] = BotUser, ["ts"] = SlackChannel.Timestamp(session.Now) };
        SlackChannel.Keep(session, channel, ts, message);
        return Sent(channel, ts, message, target);
    }

    private static Answer Lookup(Request request, Session session)
    {
        var email = Given(request, "email") ?? request.Query("email") ?? "";
        return HubSpot.Team.Members.FirstOrDefault(member => member.Email == email) is not { } member
            ? No("users_not_found")
            : Answer.Show(new JsonObject
            {
                ["ok"] = true,
                ["user"] = new JsonObject
                {
                    ["id"] = UserId(email),
                    ["team_id"] = TeamId,
                    ["name"] = email.Split('@')[0],
                    ["real_name"] = member.Name,
                    ["profile"] = new JsonObject { ["email"] = email, ["real_name"] = member.Name },
                },
            });
    }

    private static Answer? Content(Request request, out JsonArray? blocks)
    {
        var nested = Nested(request, "blocks");
        blocks = nested as JsonArray;
        var text = Given(request, "text");
        if (request.Body["blocks"] is not null && blocks is null)
        {
            return No("invalid_blocks_format");
        }

        if (string.IsNullOrEmpty(text) && blocks is not { Count: > 0 })
        {
            return No("no_text");
        }

        if (text is { Length: > LongestText })
        {
            return No("msg_too_long");
        }

        return blocks is not null && SlackBlocks.Complaint(blocks) is { } complaint
            ? No("invalid_blocks", complaint)
            : null;
    }

    /// <summary>Slack names the blocks that came without a name; a button's payload needs one.</summary>
    private static JsonArray Identified(JsonArray blocks)
    {
        var copy = blocks.DeepClone().AsArray();
        for (var i = 0; i < copy.Count; i++)
        {
            if (copy[i] is JsonObject block && block["block_id"] is null)
            {
                block["block_id"] = $"b{i}";
            }
        }

        return copy;
    }

    private static Answer Sent(string channel, string ts, JsonObject message, string target) => Answer.Accept(
        200, new JsonObject { ["ok"] = true, ["channel"] = channel, ["ts"] = ts, ["message"] = message.DeepClone() }, target,
        message.Text("text") is { Length: > 0 } text ? text : $"{message.Array("blocks")?.Count} blocks");

    public static Answer No(string error, string? detail = null)
    {
        var body = new JsonObject { ["ok"] = false, ["error"] = error };
        if (detail is not null)
        {
            body["errors"] = new JsonArray(detail);
            body["response_metadata"] = new JsonObject { ["messages"] = new JsonArray($"[ERROR] {detail}") };
        }

        return Answer.Refuse(200, body, detail is null ? error : $"{error}: {detail}");
    }

    public static string? Given(Request request, string name) => request.Body[name] switch
    {
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => value.ToJsonString(),
        _ => null,
    };

    /// <summary>An object in a JSON body; JSON text in a form field.</summary>
    private static JsonNode? Nested(Request request, string name)
    {
        try
        {
            return request.Body[name] is JsonValue value && value.TryGetValue(out string? text) ? JsonNode.Parse(text) : request.Body[name];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[CDGU][A-Z0-9]{2,}$")]
    public static partial Regex ChannelId();
}
