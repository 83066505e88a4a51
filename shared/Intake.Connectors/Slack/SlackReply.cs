using System.Text.Encodings.Web;
using System.Text.Json;

namespace Intake.Connectors.Slack;

/// <summary>The immediate answer to a slash command, shown to nobody else (reference: contracts 3.4).</summary>
public static class SlackReply
{
    public const string ContentType = "application/json; charset=utf-8";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToTheirEyes(string text) => JsonSerializer.Serialize(new { response_type = "ephemeral", text = text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;") }, Readable);
}
