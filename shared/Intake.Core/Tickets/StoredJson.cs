using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Intake.Tickets;

/// <summary>How tickets are written down. Left to its defaults, System.Text.Json writes an Instant as {} and the time is gone.</summary>
public static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = With(new JsonSerializerOptions());

    /// <summary>Adds our converters and conventions to options that somebody else owns.</summary>
    public static JsonSerializerOptions With(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.AllowOutOfOrderMetadataProperties = true;
        // Nobody renders this JSON as HTML, and clients write in every script.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new PatternJson<Instant>(InstantPattern.ExtendedIso));
        options.Converters.Add(new PatternJson<Duration>(DurationPattern.JsonRoundtrip));
        options.Converters.Add(new PatternJson<LocalDate>(LocalDatePattern.Iso));
        return options;
    }

    private sealed class PatternJson<T>(IPattern<T> pattern) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var parsed = pattern.Parse(reader.GetString() ?? "");
            return parsed.Success ? parsed.Value : throw new JsonException(parsed.Exception.Message);
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(pattern.Format(value));
    }
}
