using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors;

/// <summary>Providers' JSON read tolerantly: what is missing, odd or of another kind is absent, and nothing throws.</summary>
internal static class Reading
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The document, or null when the bytes are no JSON (nested deeper than 64 levels included).</summary>
    public static JsonElement? Json(ReadOnlySpan<byte> body) => Json(Encoding.UTF8.GetString(body));

    public static JsonElement? Json(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(HalfCharacters.Replaced(text.TrimStart('\uFEFF')), Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The property whatever its case: Event Grid's documents and Event Grid itself disagree.</summary>
    public static JsonElement GetAnyCase(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)).Value
            : default;

    /// <summary>The words or the number at this property; null when there are none, or only blanks.</summary>
    public static string? Text(this JsonElement element, string name) => element.Get(name).Text();

    public static string? Text(this JsonElement element)
    {
        var text = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.GetRawText(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    public static long? Number(this JsonElement element, string name) => long.TryParse(element.Text(name), out var number) ? number : null;

    public static bool Flag(this JsonElement element, string name) =>
        element.Get(name) is var value && (value.ValueKind == JsonValueKind.True || string.Equals(value.Text(), "true", StringComparison.OrdinalIgnoreCase));

    /// <summary>The array's elements; none when it is no array.</summary>
    public static ImmutableArray<JsonElement> Items(this JsonElement element, string name) => element.Get(name).Items();

    public static ImmutableArray<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [];

    /// <summary>An element's own text as a key, for what carries no id.</summary>
    public static string Digest(this JsonElement element) =>
        Digest(Encoding.UTF8.GetBytes(element.ValueKind == JsonValueKind.Undefined ? "" : element.GetRawText()));

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>Providers' timestamps. One that lies more than a day ahead of the receipt is somebody's broken clock and counts as none.</summary>
internal static class Timestamps
{
    // Seconds reach this in the year 5138; milliseconds passed it in 1973.
    private const long SmallestMilliseconds = 100_000_000_000;
    private const long LargestMilliseconds = 100_000_000_000_000;

    /// <summary>Unix time in seconds or milliseconds, told apart by its size.</summary>
    public static Instant? Unix(long? number, Instant now) => number switch
    {
        > 0 and < SmallestMilliseconds => Sensible(Instant.FromUnixTimeSeconds(number.Value), now),
        >= SmallestMilliseconds and < LargestMilliseconds => Sensible(Instant.FromUnixTimeMilliseconds(number.Value), now),
        _ => null,
    };

    /// <summary>ISO 8601 with an offset, or without one in UTC.</summary>
    public static Instant? Iso(string? text, Instant now) =>
        DateTimeOffset.TryParse(text, null, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? Sensible(Instant.FromDateTimeOffset(at), now) : null;

    public static Instant? Sensible(Instant at, Instant now) => at > now + Duration.FromDays(1) ? null : at;
}

/// <summary>Secrets, compared so that the time taken tells nothing; an empty one never matches.</summary>
internal static class Secrets
{
    public static bool Match(string? claimed, string expected) =>
        claimed is not null && expected.Length > 0
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(claimed)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    public static byte[] Hmac(string secret, params ReadOnlySpan<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }

        return hash.GetHashAndReset();
    }

    public static Heard.Refused Missing(string setting) =>
        new(503, $"{setting} is not configured, so nobody can be let in.", $"Set {setting} to the provider's value and restart.");
}
