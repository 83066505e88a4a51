using System.Collections.Immutable;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Storage;

/// <summary>
/// From a thread's key to its ticket. A pointer is inserted before the ticket, with its id: one to a missing ticket means "create it".
/// It outlives the close, and remembers the ids it named in the last 8 days, so that a redelivery finds its delivery key.
/// </summary>
public sealed class Pointers(Tables tables)
{
    private const string Row = "p";

    // WhatsApp redelivers for up to 7 days; a day more for luck.
    private static readonly Duration Remembered = Duration.FromDays(8);

    private readonly TableClient _pointers = tables.Pointers;

    public async Task<ThreadPointer?> Find(string key, CancellationToken cancel)
    {
        var row = await _pointers.GetEntityIfExistsAsync<TableEntity>(Keys.Hash(key), Row, cancellationToken: cancel);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>The first key that points somewhere decides; when none does, the best key is pointed at <paramref name="fresh"/>. Keys that pointed nowhere then name the same ticket.</summary>
    public async Task<ThreadPointer> FindOrPoint(ImmutableArray<string> keys, TicketId fresh, CancellationToken cancel)
    {
        var known = new ThreadPointer?[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            known[i] = await Find(keys[i], cancel);
        }

        var found = known.FirstOrDefault(pointer => pointer is not null) ?? (known[0] = await Insert(keys[0], fresh, cancel));
        for (var i = 0; i < keys.Length; i++)
        {
            if (known[i] is null)
            {
                await Insert(keys[i], found!.Ticket, cancel);
            }
        }

        return found!;
    }

    /// <summary>The first of the keys that points somewhere.</summary>
    public async Task<ThreadPointer?> FirstOf(ImmutableArray<string> keys, CancellationToken cancel)
    {
        foreach (var key in keys)
        {
            if (await Find(key, cancel) is { } pointer)
            {
                return pointer;
            }
        }

        return null;
    }

    /// <summary>Points a key at a ticket, wherever it pointed before: for a page's code, the latest page counts.</summary>
    public async Task Set(string key, TicketId ticket, string detail, CancellationToken cancel) =>
        await _pointers.UpsertEntityAsync(new TableEntity(Keys.Hash(key), Row) { ["Ticket"] = ticket.Value, ["Detail"] = detail }, TableUpdateMode.Replace, cancel);

    /// <summary>Points a key at a ticket unless it points somewhere already; what it points at then is returned.</summary>
    public async Task<ThreadPointer> Insert(string key, TicketId ticket, CancellationToken cancel)
    {
        var row = new TableEntity(Keys.Hash(key), Row) { ["Ticket"] = ticket.Value };
        try
        {
            await _pointers.AddEntityAsync(row, cancel);
            return new ThreadPointer(ticket, null, [], default);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return (await Find(key, cancel))!;
        }
    }

    /// <summary>The thread goes on in another ticket. Whoever is first wins; all others read what it became.</summary>
    public async Task<ThreadPointer> Replace(string key, TicketId from, TicketId to, Instant now, CancellationToken cancel)
    {
        while (true)
        {
            var pointer = (await Find(key, cancel))!;
            if (pointer.Ticket != from)
            {
                return pointer;
            }

            var named = pointer.Named.Where(name => name.At > now - Remembered).Append(new NamedBefore(from, now)).ToImmutableArray();
            var row = new TableEntity(Keys.Hash(key), Row) { ["Ticket"] = to.Value, ["Detail"] = pointer.Detail, ["Named"] = JsonSerializer.Serialize(named, StoredJson.Options) };
            try
            {
                await _pointers.UpdateEntityAsync(row, pointer.ETag, TableUpdateMode.Replace, cancel);
                return pointer with { Ticket = to, Named = named };
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Raced: read again.
            }
        }
    }

    private static ThreadPointer Read(TableEntity row) => new(
        new TicketId(row.GetString("Ticket")!),
        row.GetString("Detail"),
        row.GetString("Named") is { } named ? JsonSerializer.Deserialize<ImmutableArray<NamedBefore>>(named, StoredJson.Options) : [],
        row.ETag);
}

/// <summary>Where a key points, and where it pointed lately.</summary>
public sealed record ThreadPointer(TicketId Ticket, string? Detail, ImmutableArray<NamedBefore> Named, ETag ETag);

public sealed record NamedBefore(TicketId Ticket, Instant At);
