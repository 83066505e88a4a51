using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>An entity as a dictionary. The keys, the timestamp and the ETag are entries like any other, as in the original.</summary>
public sealed class TableEntity : ITableEntity, IDictionary<string, object?>
{
    private readonly Dictionary<string, object?> _properties;

    public TableEntity() => _properties = [];

    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object?> values) => _properties = new Dictionary<string, object?>(values);

    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey))!;
        set => _properties[nameof(PartitionKey)] = value;
    }

    public string RowKey
    {
        get => GetString(nameof(RowKey))!;
        set => _properties[nameof(RowKey)] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => Get<DateTimeOffset?>(nameof(Timestamp));
        set => _properties[nameof(Timestamp)] = value;
    }

    public ETag ETag
    {
        get => new(GetString("odata.etag"));
        set => _properties["odata.etag"] = value.ToString();
    }

    public ICollection<string> Keys => _properties.Keys;

    public int Count => _properties.Count;

    ICollection<object?> IDictionary<string, object?>.Values => _properties.Values;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    public object? this[string key]
    {
        get => Get<object>(key);
        set => _properties[Named(key)] = Coerced(key, value);
    }

    public string? GetString(string key) => Get<string>(key);

    public byte[]? GetBinary(string key) => Get<byte[]>(key);

    public bool? GetBoolean(string key) => Get<bool?>(key);

    public DateTime? GetDateTime(string key) => Get<object>(key) switch
    {
        DateTimeOffset moment => moment.UtcDateTime,
        _ => Get<DateTime?>(key),
    };

    public DateTimeOffset? GetDateTimeOffset(string key) => Get<object>(key) switch
    {
        DateTime moment => moment,
        _ => Get<DateTimeOffset?>(key),
    };

    public double? GetDouble(string key) => Get<double?>(key);

    public Guid? GetGuid(string key) => Get<Guid?>(key);

    public int? GetInt32(string key) => Get<int?>(key);

    public long? GetInt64(string key) => Get<long?>(key);

    public void Add(string key, object? value) => this[key] = value;

    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    public bool Remove(string key) => _properties.Remove(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => _properties.TryGetValue(key, out value);

    public void Clear() => _properties.Clear();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => this[item.Key] = item.Value;

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) => _properties.Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)_properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)_properties).Remove(item);

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    private static string Named(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return key;
    }

    private T? Get<T>(string key) => !_properties.TryGetValue(Named(key), out var value) || value is null
        ? default
        : value is T typed ? typed : throw new InvalidOperationException($"Cannot return {typeof(T)} type for a {value.GetType()} typed property.");

    // The original keeps a property's type once it has one, widening only int to long or double.
    private object? Coerced(string key, object? value)
    {
        if (value is null || !_properties.TryGetValue(key, out var existing) || existing is null || existing.GetType().IsInstanceOfType(value))
        {
            return value;
        }

        return (existing, value) switch
        {
            (int, double or long) => value,
            (double, int number) => (double)number,
            (long, int number) => (long)number,
            _ => throw new InvalidOperationException($"Value ({existing.GetType()}) {existing} is not convertable to ({value.GetType()}) {value}."),
        };
    }
}
