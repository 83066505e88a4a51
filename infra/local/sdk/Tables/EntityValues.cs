using Azure.Data.Tables;

namespace Intake.Local.Sdk.Tables;

/// <summary>The values of an entity in the service's eight types. Nulls are not stored, so they are not here.</summary>
internal static class EntityValues
{
    private static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool IsSystem(string name) => name is "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag";

    public static Dictionary<string, object> Of(IEnumerable<KeyValuePair<string, object?>> entity)
    {
        var values = new Dictionary<string, object>();
        foreach (var (name, value) in entity)
        {
            if (value is not null && !IsSystem(name))
            {
                values[name] = Value(name, value);
            }
        }

        return values;
    }

    private static object Value(string name, object value) => value switch
    {
        string or int or long or bool or Guid or byte[] => value,
        double number => double.IsFinite(number) ? value : throw new ArgumentException($"{name}: JSON has no word for {number}."),
        DateTimeOffset moment => InRange(name, moment.ToUniversalTime()),
        DateTime { Kind: DateTimeKind.Utc } moment => InRange(name, new DateTimeOffset(moment)),
        DateTime moment => throw new NotSupportedException($"DateTime {moment:O} has a Kind of {moment.Kind}. Azure SDK requires it to be UTC."),
        Enum => throw new NotSupportedException("Enum values are only supported for custom model types implementing ITableEntity."),

        // The original would send these as some other type and read them back as that: a price that was a decimal returns as a double.
        decimal or float or short or ushort or uint or ulong or byte or sbyte or char or TimeSpan =>
            throw TableFailure.Bad("InvalidValueType", $"The value of {name} is a {value.GetType().Name}, which the service does not store."),
        _ => throw new NotSupportedException($"Not supported type {value.GetType()}"),
    };

    private static DateTimeOffset InRange(string name, DateTimeOffset moment) =>
        moment >= Earliest ? moment : throw TableFailure.Bad("OutOfRangeInput", $"The '{name}' parameter of value '{moment:O}' is out of range.");
}
