using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Storage;

/// <summary>
/// A ticket's partition: state, events, effects, delivery keys. Everything one input changes goes in one transaction, guarded by the state
/// row's ETag: all of it or none.
/// </summary>
public sealed class TicketStore(Tables tables)
{
    private readonly TableClient _tickets = tables.Tickets;

    public async Task<LoadedTicket> Load(TicketId id, CancellationToken cancel)
    {
        var row = await _tickets.GetEntityIfExistsAsync<TableEntity>(id.Value, Keys.State, cancellationToken: cancel);
        return row.HasValue ? Read(row.Value!) : new LoadedTicket(Ticket.None(id), null);
    }

    /// <summary>The ticket and its effects in one round trip: between the state's row and theirs there are no others.</summary>
    public async Task<(Ticket Ticket, ImmutableArray<StoredEffect> Effects)> LoadWithEffects(TicketId id, CancellationToken cancel)
    {
        var (ticket, effects) = (Ticket.None(id), ImmutableArray.CreateBuilder<StoredEffect>());
        await foreach (var row in _tickets.QueryAsync<TableEntity>(Keys.Rows(id.Value, Keys.State, Keys.EffectPrefix), cancellationToken: cancel))
        {
            if (row.RowKey == Keys.State)
            {
                ticket = Read(row).Ticket;
            }
            else
            {
                effects.Add(EffectRows.Read(row));
            }
        }

        return (ticket, effects.ToImmutable());
    }

    public Task<bool> HasHeard(TicketId id, string delivery, CancellationToken cancel) => Has(id, Keys.Delivery(delivery), cancel);

    /// <summary>Whether the ticket has a row with this key.</summary>
    public async Task<bool> Has(TicketId id, string row, CancellationToken cancel) =>
        (await _tickets.GetEntityIfExistsAsync<TableEntity>(id.Value, row, ["RowKey"], cancel)).HasValue;

    public async IAsyncEnumerable<StoredEvent> Events(TicketId id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in _tickets.QueryAsync<TableEntity>(Keys.Rows(id.Value, Keys.EventPrefix), cancellationToken: cancel))
        {
            yield return new StoredEvent(long.Parse(row.RowKey.AsSpan(Keys.EventPrefix.Length)), row.Unpack<TicketEvent>());
        }
    }

    public async Task<ImmutableArray<StoredEffect>> Effects(TicketId id, CancellationToken cancel)
    {
        var effects = ImmutableArray.CreateBuilder<StoredEffect>();
        await foreach (var row in _tickets.QueryAsync<TableEntity>(Keys.Rows(id.Value, Keys.EffectPrefix), cancellationToken: cancel))
        {
            effects.Add(EffectRows.Read(row));
        }

        return effects.ToImmutable();
    }

    public async Task<StoredEffect?> Effect(TicketId id, string effect, CancellationToken cancel)
    {
        var row = await _tickets.GetEntityIfExistsAsync<TableEntity>(id.Value, Keys.Effect(effect), cancellationToken: cancel);
        return row.HasValue ? EffectRows.Read(row.Value!) : null;
    }

    /// <summary>Takes an effect for one attempt; null when another worker was quicker.</summary>
    public async Task<StoredEffect?> Claim(TicketId id, StoredEffect effect, Instant now, Duration lease, CancellationToken cancel)
    {
        var claimed = effect with
        {
            Attempts = effect.Attempts + 1,
            FirstAttemptAt = effect.FirstAttemptAt ?? now,
            ClaimedUntil = now + lease,

            // A claim that ran out without an outcome: whoever held it died, and not even he knew.
            MayHaveGotThrough = effect.MayHaveGotThrough || effect.ClaimedUntil is not null,
        };
        try
        {
            var response = await _tickets.UpdateEntityAsync(EffectRows.Write(id, claimed), effect.ETag, TableUpdateMode.Replace, cancel);
            return claimed with { ETag = response.Headers.ETag!.Value };
        }
        catch (RequestFailedException e) when (e.Status is 412 or 404)
        {
            return null;
        }
    }

    /// <summary>Puts a parked effect back to work, or forgets it.</summary>
    public async Task Replay(TicketId id, StoredEffect effect, Instant now, CancellationToken cancel) =>
        await _tickets.UpdateEntityAsync(EffectRows.Write(id, effect with { Parked = null, NotBefore = now, ClaimedUntil = null }), effect.ETag, TableUpdateMode.Replace, cancel);

    /// <summary>Commits a decision: state, events, new effects, the delivery key, and what became of one effect.</summary>
    /// <exception cref="RequestFailedException">The store could not be reached, or refused for another reason than a race.</exception>
    public async Task<Commit> TryCommit(LoadedTicket before, Decision decision, string? delivery, Instant now, EffectChange? settled, CancellationToken cancel)
    {
        var id = before.Ticket.Id;
        var actions = new List<TableTransactionAction>();
        if (delivery is not null)
        {
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(id.Value, Keys.Delivery(delivery))));
        }

        if (decision.Events.Length > 0)
        {
            var state = new TableEntity(id.Value, Keys.State).Pack(decision.After);
            actions.Add(before.ETag is { } etag
                ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, state, etag)
                : new TableTransactionAction(TableTransactionActionType.Add, state));
        }

        var sequence = before.Ticket.Sequence;
        actions.AddRange(decision.Events.Select(e => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(id.Value, Keys.Event(++sequence)).Pack(e))));
        actions.AddRange(decision.Effects.Select(effect => new TableTransactionAction(
            TableTransactionActionType.Add, EffectRows.Write(id, new StoredEffect(effect, default, now, 0, null, null, null)))));
        if (settled is not null)
        {
            actions.Add(EffectRows.Change(id, settled));
        }

        if (actions.Count == 0)
        {
            return Commit.Done;
        }

        try
        {
            await _tickets.SubmitTransactionAsync(actions, cancel);
            return Commit.Done;
        }
        catch (TableTransactionFailedException e) when (delivery is not null && e.FailedTransactionActionIndex == 0 && e.Status == 409)
        {
            return Commit.HeardBefore;
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412 or 404)
        {
            return Commit.Raced;
        }
    }

    private static LoadedTicket Read(TableEntity row) => new(row.Unpack<Ticket>(), row.ETag);
}

/// <summary>A ticket as read, and the guard for writing it back; no guard: nothing is stored yet.</summary>
public sealed record LoadedTicket(Ticket Ticket, ETag? ETag);

/// <summary>How a commit ended.</summary>
public enum Commit
{
    Done,

    /// <summary>Somebody else wrote the ticket first: read and decide again.</summary>
    Raced,

    /// <summary>The delivery key is there already: nothing to do.</summary>
    HeardBefore,
}

/// <summary>What becomes of an effect's row in the transaction that records its outcome.</summary>
public abstract record EffectChange(StoredEffect Stored)
{
    /// <summary>It is done: the row goes.</summary>
    public sealed record Remove(StoredEffect Stored) : EffectChange(Stored);

    /// <summary>It is tried again, not before this.</summary>
    public sealed record Reschedule(StoredEffect Stored, Instant At) : EffectChange(Stored);

    /// <summary>It stays in plain sight until somebody replays it.</summary>
    public sealed record Park(StoredEffect Stored, string Why) : EffectChange(Stored);
}
