using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Intake.Tickets;

/// <summary>A ticket's own name: lower-case letters and digits, safe in a table key, a URL and a durable instance id.</summary>
[JsonConverter(typeof(Json))]
public sealed record TicketId
{
    private const int Longest = 40;

    /// <summary>The letters and digits an id from a delivery is written in.</summary>
    public const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public TicketId(string value) =>
        Value = IsOne(value)
            ? value
            : throw new ArgumentException($"'{value}' is not a ticket id: lower-case letters and digits only, at most 40.", nameof(value));

    public string Value { get; }

    /// <summary>A ticket's id from the delivery that opened it: the same on a redelivery, so a crash between heals.</summary>
    public static TicketId For(string delivery)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(delivery));
        return new TicketId(string.Create(12, hash, static (chars, bytes) =>
        {
            for (var i = 0; i < chars.Length; i++)
            {
                chars[i] = Alphabet[bytes[i] & 31];
            }
        }));
    }

    /// <summary>For ids that come from outside: false instead of an exception.</summary>
    public static bool TryParse(string? value, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TicketId? id)
    {
        id = value is not null && IsOne(value) ? new TicketId(value) : null;
        return id is not null;
    }

    public override string ToString() => Value;

    private static bool IsOne(string value) => value.Length is > 0 and <= Longest && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private sealed class Json : JsonConverter<TicketId>
    {
        public override TicketId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, TicketId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
