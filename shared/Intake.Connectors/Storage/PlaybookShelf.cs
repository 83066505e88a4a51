using System.Collections.Concurrent;
using Azure.Data.Tables;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Storage;

/// <summary>The playbook in force, and every version a ticket still carries. A version's text is stored before its first use.</summary>
public sealed class PlaybookShelf(Tables tables, LoadedPlaybook current)
{
    private const string Partition = "playbook";
    private const string OverridePrefix = "o:";
    private static readonly Duration Fresh = Duration.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Playbook> _known = new() { [current.Playbook.Version] = current.Playbook };
    private volatile bool _saved;
    private Instant _read = Instant.MinValue;

    public Playbook Current => current.Playbook;

    /// <summary>The team with those who stand in: the file's and what was entered since.</summary>
    public Team Team { get; private set; } = current.Team;

    /// <summary>Reads who stands in, at most once a minute: another instance may have been told.</summary>
    public async Task Refresh(Instant now, CancellationToken cancel, bool atOnce = false)
    {
        if (!atOnce && _read != Instant.MinValue && now < _read + Fresh)
        {
            return;
        }

        var entered = new List<RotaOverride>();
        await foreach (var row in tables.Team.QueryAsync<TableEntity>(Keys.Rows("team", OverridePrefix), cancellationToken: cancel))
        {
            entered.Add(row.Unpack<RotaOverride>());
        }

        Team = current.Team with { Overrides = [.. current.Team.Overrides, .. entered] };
        _read = now;
    }

    /// <summary>Somebody stands in, from now on everywhere. Later entries win.</summary>
    public async Task StandIn(RotaOverride entry, Instant now, CancellationToken cancel)
    {
        await tables.Team.AddEntityAsync(new TableEntity("team", $"{OverridePrefix}{now.ToUnixTimeTicks():D20}:{Guid.NewGuid():n}").Pack(entry), cancel);
        await Refresh(now, cancel, atOnce: true);
    }

    /// <summary>The playbook this ticket was begun with; the current one for a ticket that is not begun.</summary>
    public async Task<Playbook> For(Ticket ticket, CancellationToken cancel)
    {
        if (!ticket.Exists)
        {
            await Save(cancel);
            return Current;
        }

        if (_known.TryGetValue(ticket.PlaybookVersion, out var playbook))
        {
            return playbook;
        }

        var row = await tables.Playbooks.GetEntityAsync<TableEntity>(Partition, ticket.PlaybookVersion, cancellationToken: cancel);
        var read = PlaybookReader.Read($"{ticket.PlaybookVersion}.yaml", row.Value.UnpackText());
        return _known[ticket.PlaybookVersion] = read.Playbook
            ?? throw new InvalidOperationException($"The stored playbook {ticket.PlaybookVersion} cannot be read any more: {read.Errors[0]}");
    }

    private async Task Save(CancellationToken cancel)
    {
        if (!_saved)
        {
            await tables.Playbooks.UpsertEntityAsync(new TableEntity(Partition, Current.Version).PackText(current.Text), TableUpdateMode.Replace, cancel);
            _saved = true;
        }
    }
}

/// <summary>What the composition root read at start-up.</summary>
public sealed record LoadedPlaybook(Playbook Playbook, string Text, Team Team);
