using System.Text.Json;

namespace Intake.Connectors.Outbound;

/// <summary>Reads a provider's JSON without believing in its shape: what is not there, or is something else, is null or empty.</summary>
internal static class LooseJson
{
    public static JsonElement Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(this JsonElement element, string name) => element.At(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public static int? Number(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    public static bool IsTrue(this JsonElement element, string name) => element.At(name).ValueKind == JsonValueKind.True;

    public static JsonElement[] List(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];
}
