using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox;

/// <summary>Graph's error form. Callers are to branch on the code, so the code is what must be right.</summary>
internal static class GraphError
{
    public static Answer Of(int status, int code, string title, string? details = null)
    {
        var error = new JsonObject { ["message"] = $"(#{code}) {title}", ["type"] = "OAuthException", ["code"] = code };
        if (details is not null)
        {
            error["error_data"] = new JsonObject { ["messaging_product"] = "whatsapp", ["details"] = details };
        }

        error["fbtrace_id"] = "A" + Guid.NewGuid().ToString("N")[..22];
        return Answer.Refuse(status, new JsonObject { ["error"] = error }, details is null ? title : $"{title}: {details}");
    }

    public static Answer Parameter(string details) => Of(400, 100, "Invalid parameter", details);

    public static Answer Missing(string name) => Of(400, 131008, "Required parameter is missing", $"The parameter {name} is required.");
}

/// <summary>The limits of each kind of message.</summary>
internal static class Limits
{
    private const int LongestText = 4096;
    private const int LongestCaption = 1024;
    private const int LongestTag = 512;

    public static Answer? Complaint(JsonObject body, bool group)
    {
        if (body["biz_opaque_callback_data"] is not null && body.Text("biz_opaque_callback_data") is not { Length: <= LongestTag })
        {
            return GraphError.Parameter($"Param biz_opaque_callback_data must be at most {LongestTag} characters long.");
        }

        if (body["context"] is not null && body.Object("context").Text("message_id") is null)
        {
            return GraphError.Missing("context['message_id']");
        }

        var type = body.Text("type") ?? "text";
        if (body[type] is null)
        {
            return GraphError.Missing(type);
        }

        return type switch
        {
            "text" => Text(body.Object("text")),
            "template" => null,
            "interactive" when group => GraphError.Of(400, 131051, "Unsupported message type", "Interactive messages cannot be sent to groups"),
            "interactive" => Interactive(body.Object("interactive")),
            "image" or "video" or "audio" or "document" or "sticker" => Media(body.Object(type), type),
            "reaction" or "location" or "contacts" => null,
            _ => GraphError.Parameter("Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, INTERACTIVE, LOCATION, REACTION, STICKER, TEMPLATE, TEXT, VIDEO}"),
        };
    }

    public static string Summary(JsonObject body) => body.Text("type") switch
    {
        null or "text" => body.Object("text").Text("body") ?? "",
        "interactive" => body.Object("interactive").Object("body").Text("text") ?? "interactive",
        { } type => body.Object(type).Text("caption") ?? type,
    };

    private static Answer? Text(JsonObject? text) => text.Text("body") switch
    {
        null or "" => GraphError.Missing("text['body']"),
        { Length: > LongestText } => GraphError.Parameter($"Param text['body'] must be at most {LongestText} characters long."),
        _ => null,
    };

    private static Answer? Media(JsonObject? media, string type) => media switch
    {
        _ when media.Text("id") is null && media.Text("link") is null => GraphError.Missing($"{type}['id' or 'link']"),
        _ when media.Text("caption") is { Length: > LongestCaption } => GraphError.Parameter($"Param {type}['caption'] must be at most {LongestCaption} characters long."),
        _ => null,
    };

    private static Answer? Interactive(JsonObject? interactive)
    {
        if (interactive.Object("body").Text("text") is not { Length: > 0 and <= 1024 })
        {
            return GraphError.Parameter("Param interactive['body']['text'] must be between 1 and 1024 characters long.");
        }

        return interactive.Text("type") switch
        {
            "button" => Buttons(interactive.Object("action").Array("buttons") ?? []),
            "list" => Rows(interactive.Object("action")),
            "cta_url" or "flow" => null,
            _ => GraphError.Parameter("Param interactive['type'] must be one of {BUTTON, LIST, CTA_URL, FLOW}"),
        };
    }

    private static Answer? Buttons(JsonArray buttons)
    {
        var replies = buttons.Select(button => button.Object("reply")).ToList();
        return replies switch
        {
            { Count: < 1 or > 3 } => GraphError.Parameter("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3"),
            _ when replies.Any(reply => reply.Text("title") is not { Length: > 0 and <= 20 }) => GraphError.Parameter("Button title length invalid. Min length: 1, Max length: 20"),
            _ when replies.Any(reply => reply.Text("id") is not { Length: > 0 and <= 256 }) => GraphError.Parameter("Button id length invalid. Min length: 1, Max length: 256"),
            _ when replies.Select(reply => reply.Text("id")).Distinct(StringComparer.Ordinal).Count() != replies.Count => GraphError.Parameter("Duplicate button ids"),
            _ => null,
        };
    }

    private static Answer? Rows(JsonObject? action)
    {
        var rows = (action.Array("sections") ?? []).SelectMany(section => section.Array("rows") ?? []).ToList();
        return rows switch
        {
            _ when action.Text("button") is not { Length: > 0 and <= 20 } => GraphError.Parameter("Param interactive['action']['button'] must be between 1 and 20 characters long."),
            { Count: < 1 or > 10 } => GraphError.Parameter("Total row count exceed max allowed count: 10"),
            _ when rows.Any(row => row.Text("title") is not { Length: > 0 and <= 24 }) => GraphError.Parameter("Row title length invalid. Min length: 1, Max length: 24"),
            _ when rows.Any(row => row.Text("description") is { Length: > 72 }) => GraphError.Parameter("Row description is too long. Max length: 72"),
            _ => null,
        };
    }
}
