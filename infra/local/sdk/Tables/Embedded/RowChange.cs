using Azure.Data.Tables;

namespace Intake.Local.Sdk.Tables.Embedded;

/// <summary>What a write makes of the row it meets.</summary>
internal static class RowChange
{
    /// <summary>The properties to store, or null where the row is to go.</summary>
    public static IReadOnlyDictionary<string, object>? Of(StoredRow? existing, TableWrite write)
    {
        Check(existing, write);
        if (write.Kind is TableTransactionActionType.Delete)
        {
            return null;
        }

        if (existing is not { } row || !write.Merges)
        {
            return write.Properties;
        }

        var merged = EntityJson.Read(row.Body);
        foreach (var (name, value) in write.Properties)
        {
            merged[name] = value;
        }

        EntityLimits.Check(row.PartitionKey, row.RowKey, merged);
        return merged;
    }

    private static void Check(StoredRow? existing, TableWrite write)
    {
        if (write.Kind is TableTransactionActionType.Add && existing is not null)
        {
            throw TableFailure.AlreadyExists();
        }

        if (write.IfMatch is null)
        {
            return;
        }

        if (existing is not { } row)
        {
            throw TableFailure.ResourceNotFound();
        }

        if (write.IfMatch != "*" && write.IfMatch != row.ETag.ToString())
        {
            throw TableFailure.ConditionNotSatisfied();
        }
    }
}
