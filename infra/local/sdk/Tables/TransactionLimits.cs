using Azure;
using Azure.Data.Tables;
using Intake.Local.Sdk.Tables.Rest;

namespace Intake.Local.Sdk.Tables;

/// <summary>What the service allows in one transaction, checked before it is sent.</summary>
internal static class TransactionLimits
{
    private const int MaxActions = 100;
    private const int MaxBodyBytes = 4 * 1024 * 1024;

    // JSON writes a character outside ASCII as six bytes where the service counts two, and a part's headers are well under a KiB and its keys.
    private const int GrowthOnTheWire = 3;
    private const int BytesPerPart = 8 * 1024;

    public static IReadOnlyList<TableWrite> Checked(IEnumerable<TableTransactionAction> actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var writes = new List<TableWrite>();
        var rows = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in actions)
        {
            try
            {
                writes.Add(Checked(action, writes, rows));
            }
            catch (RequestFailedException refusal)
            {
                throw TableFailure.InTransaction(writes.Count, refusal);
            }
        }

        if (writes.Count == 0)
        {
            throw new InvalidOperationException("The batch contains no entity operations.");
        }

        CheckBody(writes);
        return writes;
    }

    private static TableWrite Checked(TableTransactionAction action, List<TableWrite> before, HashSet<string> rows)
    {
        var write = TableWrite.Of(action.ActionType, action.Entity, action.ETag);
        if (before.Count == MaxActions)
        {
            throw TableFailure.Bad("InvalidInput", "The batch request operation exceeds the maximum 100 changes per change set.");
        }

        if (before.Count > 0 && before[0].PartitionKey != write.PartitionKey)
        {
            throw TableFailure.Bad("CommandsInBatchActOnDifferentPartitions", "All commands in a batch must operate on same entity group.");
        }

        return rows.Add(write.RowKey)
            ? write
            : throw TableFailure.Bad("InvalidDuplicateRow", $"A command with RowKey '{write.RowKey}' is already present in the batch.");
    }

    private static void CheckBody(IReadOnlyList<TableWrite> writes)
    {
        var most = writes.Sum(write => BytesPerPart + (GrowthOnTheWire * EntityLimits.SizeOf(write.PartitionKey, write.RowKey, write.Properties)));
        if (most > MaxBodyBytes && BatchBody.Write(new Uri("https://longest-account-name-24ch.table.core.windows.net/"), "table", writes).Length > MaxBodyBytes)
        {
            throw TableFailure.Of(413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.");
        }
    }
}
