using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Intake.Assignment;
using Intake.Connectors.Storage;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Assignment;

/// <summary>
/// What the assignment knows, in one partition per playbook: agents' desks, every open ticket with who has it, the line, clients' books, overrides. Whatever
/// belongs together changes in one transaction, guarded by the ETag of every row in it: a ticket has one agent, and a desk's counts are what its tickets say.
/// </summary>
public sealed class AssignmentLedger(Tables tables)
{
    private const string DeskPrefix = "a:";
    private const string ClientPrefix = "c:";
    private const string OverridePrefix = "o:";
    private const string TicketPrefix = "t:";
    private const string LinePrefix = "w:";
    private const int Head = 20;
    private const string Agent = "Agent";
    private const string Untold = "Untold";

    private readonly TableClient _team = tables.Team;

    /// <summary>Everybody in line, in no order.</summary>
    public IAsyncEnumerable<LedgerRow<InLine>> Line(string playbook, CancellationToken cancel) => All<InLine>(playbook, LinePrefix, cancel);

    /// <summary>The tickets of one channel and pod in the order of the line, read as far as the caller wants.</summary>
    public IAsyncEnumerable<LedgerRow<InLine>> Line(string playbook, string channel, string? pod, CancellationToken cancel) => All<InLine>(playbook, Queue(channel, pod), cancel, perPage: Head);

    public IAsyncEnumerable<LedgerRow<AgentDesk>> Desks(string playbook, CancellationToken cancel) => All<AgentDesk>(playbook, DeskPrefix, cancel);

    public IAsyncEnumerable<LedgerRow<TrackedTicket>> Tickets(string playbook, CancellationToken cancel) => All<TrackedTicket>(playbook, TicketPrefix, cancel);

    /// <summary>Tickets on one agent's desk.</summary>
    public IAsyncEnumerable<LedgerRow<TrackedTicket>> TicketsOf(string playbook, string agent, CancellationToken cancel) => All<TrackedTicket>(playbook, TicketPrefix, cancel, $" and {Agent} eq '{agent.Replace("'", "''", StringComparison.Ordinal)}'");

    /// <summary>Tickets that have been given to somebody and may not know it yet.</summary>
    public IAsyncEnumerable<LedgerRow<TrackedTicket>> NotTold(string playbook, CancellationToken cancel) => All<TrackedTicket>(playbook, TicketPrefix, cancel, $" and {Untold} eq true");

    public async Task<LedgerRow<AgentDesk>> Desk(string playbook, string agent, CancellationToken cancel) =>
        await Find<AgentDesk>(playbook, DeskPrefix + agent, cancel) ?? new LedgerRow<AgentDesk>(DeskPrefix + agent, new AgentDesk(agent), null);

    public async Task<LedgerRow<TrackedTicket>> Ticket(string playbook, TicketId ticket, CancellationToken cancel) =>
        await Find<TrackedTicket>(playbook, TicketPrefix + ticket.Value, cancel) ?? new LedgerRow<TrackedTicket>(TicketPrefix + ticket.Value, new TrackedTicket(ticket.Value), null);

    public Task<LedgerRow<InLine>?> InLine(string playbook, string row, CancellationToken cancel) => Find<InLine>(playbook, row, cancel);

    public async Task<LedgerRow<ClientBook>> Client(string playbook, string client, CancellationToken cancel) =>
        await Find<ClientBook>(playbook, ClientPrefix + Keys.Hash(client), cancel) ?? new LedgerRow<ClientBook>(ClientPrefix + Keys.Hash(client), new ClientBook(), null);

    public async Task<ImmutableArray<AssignmentOverride>> Overrides(string playbook, CancellationToken cancel)
    {
        var overrides = ImmutableArray.CreateBuilder<AssignmentOverride>();
        await foreach (var row in All<AssignmentOverride>(playbook, OverridePrefix, cancel))
        {
            overrides.Add(row.Value);
        }

        return overrides.ToImmutable();
    }

    public async Task<LedgerRow<AssignmentOverride>> Override(string playbook, string id, CancellationToken cancel) =>
        await Find<AssignmentOverride>(playbook, OverridePrefix + id, cancel) ?? new LedgerRow<AssignmentOverride>(OverridePrefix + id, new AssignmentOverride(id, "", "", default, default), null);

    /// <summary>Where in the line a ticket stands: rows are read in the order of their keys.</summary>
    public static LedgerRow<InLine> NewInLine(InLine ticket) =>
        new($"{Queue(ticket.Channel, ticket.Pod)}{(ticket.First ? 0 : 1)}{ticket.Since.ToUnixTimeTicks():D20}:{ticket.Ticket}", ticket, null);

    /// <summary>All of the changes or none; null when somebody else has changed one of the rows. Else the rows as they are now.</summary>
    public async Task<ImmutableDictionary<string, ETag>?> Commit(string playbook, IReadOnlyList<LedgerChange> changes, CancellationToken cancel)
    {
        try
        {
            var responses = (await _team.SubmitTransactionAsync(changes.Select(change => Action(Partition(playbook), change)), cancel)).Value;
            return changes.Zip(responses).Where(done => done.Second.Headers.ETag is not null).ToImmutableDictionary(done => done.First.Key, done => done.Second.Headers.ETag!.Value);
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412 or 404)
        {
            return null;
        }
    }

    private static TableTransactionAction Action(string partition, LedgerChange change)
    {
        var row = new TableEntity(partition, change.Key);
        if (change.Value is null)
        {
            return new TableTransactionAction(TableTransactionActionType.Delete, row, change.ETag!.Value);
        }

        row.PackText(System.Text.Json.JsonSerializer.Serialize(change.Value, change.Value.GetType(), StoredJson.Options));
        if (change.Value is TrackedTicket ticket)
        {
            (row[Agent], row[Untold]) = (ticket.Agent, ticket.Gift is not null);
        }

        return change.ETag is { } etag
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, etag)
            : new TableTransactionAction(TableTransactionActionType.Add, row);
    }

    private async Task<LedgerRow<T>?> Find<T>(string playbook, string key, CancellationToken cancel)
    {
        var row = await _team.GetEntityIfExistsAsync<TableEntity>(Partition(playbook), key, cancellationToken: cancel);
        return row.HasValue ? new LedgerRow<T>(key, row.Value!.Unpack<T>(), row.Value!.ETag) : null;
    }

    private async IAsyncEnumerable<LedgerRow<T>> All<T>(string playbook, string prefix, [EnumeratorCancellation] CancellationToken cancel, string more = "", int? perPage = null)
    {
        await foreach (var row in _team.QueryAsync<TableEntity>(Keys.Rows(Partition(playbook), prefix) + more, perPage, cancellationToken: cancel))
        {
            yield return new LedgerRow<T>(row.RowKey, row.Unpack<T>(), row.ETag);
        }
    }

    // Names are the playbook's own, and may hold what a key may not.
    private static string Queue(string channel, string? pod) => $"{LinePrefix}{Keys.Hash($"{channel}|{pod}")}:";

    private static string Partition(string playbook) => $"assignment:{playbook}";
}

/// <summary>A row as it was read; no ETag: it is not there yet.</summary>
public sealed record LedgerRow<T>(string Key, T Value, ETag? ETag)
{
    public bool Exists => ETag is not null;

    public LedgerChange With(T value) => new(Key, value, ETag);

    public LedgerChange Gone() => new(Key, null, ETag);
}

/// <summary>What becomes of a row; no value: it goes.</summary>
public sealed record LedgerChange(string Key, object? Value, ETag? ETag);

/// <summary>
/// An open ticket as the assignment sees it. <see cref="Line"/> is its row in the line; <see cref="Gift"/> is what its ticket has yet to be told;
/// <see cref="Turn"/> counts its assignments.
/// </summary>
public sealed record TrackedTicket(string Ticket)
{
    public string? Agent { get; init; }

    public Holding Holding { get; init; }

    public string? Line { get; init; }

    public Signal.AgentAssigned? Gift { get; init; }

    public int Turn { get; init; }

    /// <summary>The delivery key under which the ticket hears of its present assignment.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Delivery => $"assigned:{Ticket}:{Turn}";
}
