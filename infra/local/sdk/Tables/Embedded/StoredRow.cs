using System.Text.Encodings.Web;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace Intake.Local.Sdk.Tables.Embedded;

/// <summary>A row as it lies in the file. The version makes the ETag differ on every write, even where the clock stands still.</summary>
internal readonly record struct StoredRow(string PartitionKey, string RowKey, long Version, long Ticks, byte[] Body)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public ETag ETag => TagOf(Version, Ticks);

    public DateTimeOffset Timestamp => new(Ticks, TimeSpan.Zero);

    public static ETag TagOf(long version, long ticks) =>
        new($"W/\"datetime'{Uri.EscapeDataString(EntityJson.Moment(new DateTimeOffset(ticks, TimeSpan.Zero)))}';{version}\"");

    public static byte[] BodyOf(IReadOnlyDictionary<string, object> properties) => EntityJson.Write(properties, Readable);

    /// <summary>All that can be asked about: what was stored, and what the service keeps beside it.</summary>
    public Dictionary<string, object> Values()
    {
        var values = EntityJson.Read(Body);
        values["PartitionKey"] = PartitionKey;
        values["RowKey"] = RowKey;
        values["Timestamp"] = Timestamp;
        return values;
    }

    public TableEntity Entity(Dictionary<string, object> values, IReadOnlyList<string>? select)
    {
        var entity = new TableEntity { ETag = ETag };
        foreach (var (name, value) in values)
        {
            if (select is null || select.Contains(name))
            {
                entity[name] = value;
            }
        }

        return entity;
    }
}
