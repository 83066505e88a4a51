using Azure.Data.Tables;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Storage;

/// <summary>Inputs that could not be taken in: kept whole, listed, replayable. Nothing a client said is ever lost for a bug of ours.</summary>
public sealed class DeadLetters(Tables tables)
{
    private const string Partition = "waiting";

    private readonly TableClient _letters = tables.DeadLetters;

    /// <summary>The same input twice is kept once.</summary>
    public async Task Keep(Inbound input, string why, bool transient, Instant now, CancellationToken cancel)
    {
        var row = new TableEntity(Partition, Keys.Hash(input.Delivery)).Pack(input with { ReceivedAt = input.ReceivedAt ?? now });
        row["At"] = now.ToDateTimeOffset();
        row["Why"] = why;
        row["Transient"] = transient;
        await _letters.UpsertEntityAsync(row, TableUpdateMode.Replace, cancel);
    }

    public async IAsyncEnumerable<DeadLetter> All([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in _letters.QueryAsync<TableEntity>($"PartitionKey eq '{Partition}'", cancellationToken: cancel))
        {
            yield return new DeadLetter(row.RowKey, row.Unpack<Inbound>(), row.GetString("Why") ?? "", row.GetBoolean("Transient") ?? false, Instant.FromDateTimeOffset(row.GetDateTimeOffset("At")!.Value));
        }
    }

    public async Task Remove(DeadLetter letter, CancellationToken cancel) => await _letters.DeleteEntityAsync(Partition, letter.Id, cancellationToken: cancel);
}

public sealed record DeadLetter(string Id, Inbound Input, string Why, bool Transient, Instant At);
