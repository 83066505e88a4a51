using System.Diagnostics;
using Azure.Data.Tables;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Storage;

/// <summary>Effects as rows.</summary>
internal static class EffectRows
{
    public static TableEntity Write(TicketId ticket, StoredEffect stored)
    {
        var row = new TableEntity(ticket.Value, Keys.Effect(stored.Effect.Id)).Pack(stored.Effect);
        row["NotBefore"] = stored.NotBefore.ToDateTimeOffset();
        row["Attempts"] = stored.Attempts;
        row["FirstAttemptAt"] = stored.FirstAttemptAt?.ToDateTimeOffset();
        row["ClaimedUntil"] = stored.ClaimedUntil?.ToDateTimeOffset();
        row["Parked"] = stored.Parked;
        row["MayHaveGotThrough"] = stored.MayHaveGotThrough;
        return row;
    }

    public static StoredEffect Read(TableEntity row) => new(
        row.Unpack<Effect>(),
        row.ETag,
        Instant.FromDateTimeOffset(row.GetDateTimeOffset("NotBefore")!.Value),
        row.GetInt32("Attempts") ?? 0,
        At(row, "FirstAttemptAt"),
        At(row, "ClaimedUntil"),
        row.GetString("Parked"))
    {
        MayHaveGotThrough = row.GetBoolean("MayHaveGotThrough") ?? false,
    };

    public static TableTransactionAction Change(TicketId ticket, EffectChange change) => change switch
    {
        EffectChange.Remove remove => new TableTransactionAction(
            TableTransactionActionType.Delete, new TableEntity(ticket.Value, Keys.Effect(remove.Stored.Effect.Id)), remove.Stored.ETag),
        EffectChange.Reschedule again => Replace(ticket, again.Stored with { NotBefore = again.At, ClaimedUntil = null }),
        EffectChange.Park park => Replace(ticket, park.Stored with { ClaimedUntil = null, Parked = park.Why }),
        _ => throw new UnreachableException(),
    };

    private static TableTransactionAction Replace(TicketId ticket, StoredEffect stored) =>
        new(TableTransactionActionType.UpdateReplace, Write(ticket, stored), stored.ETag);

    private static Instant? At(TableEntity row, string name) => row.GetDateTimeOffset(name) is { } at ? Instant.FromDateTimeOffset(at) : null;
}
