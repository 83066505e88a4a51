using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox;

/// <summary>How values look on the wire: times, and JSON read without surprises.</summary>
internal static class Wire
{
    /// <summary>Text stays readable (é, –, +) instead of being escaped for an HTML page nobody embeds it in.</summary>
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static bool TryTime(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    /// <summary>The string at this name; null when it is absent or something else.</summary>
    public static string? Text(this JsonNode? node, string name) =>
        node is JsonObject holder && holder[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static JsonObject? Object(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    public static JsonArray? Array(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonArray;

    public static int? Int(this JsonNode? node, string name) => (node as JsonObject)?[name] switch
    {
        JsonValue value when value.TryGetValue(out int number) => number,
        JsonValue value when value.TryGetValue(out string? text) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public static bool? Flag(this JsonNode? node, string name) => (node as JsonObject)?[name] switch
    {
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        JsonValue value when value.TryGetValue(out string? text) && bool.TryParse(text, out var flag) => flag,
        _ => null,
    };

    public static JsonArray ToJsonArray(this IEnumerable<JsonNode?> items) => [.. items];

    /// <summary>Enough of a text to recognise it in a list.</summary>
    public static string Short(string? text) =>
        text is null ? "" : text.ReplaceLineEndings(" ") is { Length: > 120 } line ? line[..119] + "…" : text.ReplaceLineEndings(" ");
}
