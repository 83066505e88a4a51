using System.Text.Json;
using System.Text.Json.Serialization;

namespace Intake.Tickets;

/// <summary>A ticket's own name: lower-case letters and digits, safe in a table key, a URL and a durable instance id.</summary>
[JsonConverter(typeof(Json))]
public sealed record TicketId
{
    public TicketId(string value) =>
        Value = value.Length is > 0 and <= 40 && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            ? value
            : throw new ArgumentException($"'{value}' is not a ticket id: lower-case letters and digits only, at most 40.", nameof(value));

    public string Value { get; }

    public override string ToString() => Value;

    private sealed class Json : JsonConverter<TicketId>
    {
        public override TicketId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, TicketId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
