using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Intake.Local.Sdk.Tables;

/// <summary>Properties as the service writes them: JSON, with the type said beside a value whose JSON does not say it.</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";

    public static byte[] Write(
        IReadOnlyDictionary<string, object> properties, JsonWriterOptions options = default, string? partitionKey = null, string? rowKey = null)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, options);
        json.WriteStartObject();
        if (partitionKey is not null)
        {
            json.WriteString("PartitionKey", partitionKey);
            json.WriteString("RowKey", rowKey);
        }

        foreach (var (name, value) in properties)
        {
            WriteProperty(json, name, value);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static Dictionary<string, object> Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    public static Dictionary<string, object> Read(JsonElement json)
    {
        var values = new Dictionary<string, object>();
        Dictionary<string, string>? types = null;
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal))
            {
                (types ??= [])[property.Name[..^TypeSuffix.Length]] = property.Value.GetString()!;
            }
            else if (Plain(property.Value) is { } value && (property.Name == "odata.etag" || !property.Name.StartsWith("odata.", StringComparison.Ordinal)))
            {
                values[property.Name] = value;
            }
        }

        foreach (var (name, type) in types ?? [])
        {
            if (values.TryGetValue(name, out var value))
            {
                values[name] = Typed(value, type);
            }
        }

        return values;
    }

    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        var (text, type) = value switch
        {
            long number => (number.ToString(CultureInfo.InvariantCulture), "Edm.Int64"),
            Guid id => (id.ToString(), "Edm.Guid"),
            byte[] bytes => (Convert.ToBase64String(bytes), "Edm.Binary"),
            DateTimeOffset moment => (Moment(moment), "Edm.DateTime"),
            double => (null, "Edm.Double"),
            _ => (value as string, null),
        };
        switch (value)
        {
            case int number: json.WriteNumber(name, number); break;
            case double number: json.WriteNumber(name, number); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            default: json.WriteString(name, text); break;
        }

        if (type is not null)
        {
            json.WriteString(name + TypeSuffix, type);
        }
    }

    // Without a type beside it a whole number is an Int32, and one with a point or an exponent a Double.
    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(value),
        _ => null,
    };

    private static object Number(JsonElement value) =>
        value.TryGetInt32(out var number) && !value.GetRawText().Contains('.', StringComparison.Ordinal) ? number : (object)value.GetDouble();

    private static object Typed(object value, string type) => (type, value) switch
    {
        ("Edm.Int64", string text) => long.Parse(text, CultureInfo.InvariantCulture),
        ("Edm.Guid", string text) => Guid.Parse(text),
        ("Edm.Binary", string text) => Convert.FromBase64String(text),
        ("Edm.DateTime", string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        ("Edm.Double", int number) => (double)number,
        _ => value,
    };
}
