using Azure;
using Azure.Data.Tables;

namespace Intake.Local.Sdk.Tables;

/// <summary>One write, checked, with its values in the service's eight types. Both ends take nothing else.</summary>
internal sealed record TableWrite(
    TableTransactionActionType Kind, string PartitionKey, string RowKey, IReadOnlyDictionary<string, object> Properties, string? IfMatch)
{
    private static readonly Dictionary<string, object> Nothing = [];

    public bool Merges => Kind is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge;

    public string CrashPoint => Kind switch
    {
        TableTransactionActionType.Add => "table.insert",
        TableTransactionActionType.Delete => "table.delete",
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace => "table.update",
        TableTransactionActionType.UpsertMerge or TableTransactionActionType.UpsertReplace => "table.upsert",
    };

    public static TableWrite Of(TableTransactionActionType kind, ITableEntity entity, ETag etag)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var condition = ConditionOf(kind, etag);
        if (kind is TableTransactionActionType.Delete)
        {
            return Delete(entity.PartitionKey, entity.RowKey, condition);
        }

        KeyLimits.Check(entity.PartitionKey, entity.RowKey);
        var properties = EntityValues.Of(entity as TableEntity ?? throw OnlyTableEntity(entity.GetType()));
        EntityLimits.Check(entity.PartitionKey, entity.RowKey, properties);
        return new TableWrite(kind, entity.PartitionKey, entity.RowKey, properties, condition);
    }

    public static TableWrite Delete(string partitionKey, string rowKey, ETag etag) =>
        Delete(partitionKey, rowKey, ConditionOf(TableTransactionActionType.Delete, etag));

    public static NotSupportedException OnlyTableEntity(Type type) =>
        new($"This stand-in stores TableEntity only, not {type}: Intake's connectors map their values themselves.");

    private static TableWrite Delete(string partitionKey, string rowKey, string? condition)
    {
        KeyLimits.Check(partitionKey, rowKey);
        return new TableWrite(TableTransactionActionType.Delete, partitionKey, rowKey, Nothing, condition);
    }

    private static string? ConditionOf(TableTransactionActionType kind, ETag etag) => kind switch
    {
        TableTransactionActionType.Delete => etag == default ? "*" : KeyLimits.CheckedETag(etag),
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace => etag == default ? null : KeyLimits.CheckedETag(etag),
        _ => null,
    };
}
