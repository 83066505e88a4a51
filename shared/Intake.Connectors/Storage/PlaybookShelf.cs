using System.Collections.Concurrent;
using Azure.Data.Tables;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Storage;

/// <summary>The playbook in force, and every version a ticket still carries. A version's text is stored before its first use.</summary>
public sealed class PlaybookShelf(Tables tables, LoadedPlaybook current)
{
    private const string Partition = "playbook";

    private readonly ConcurrentDictionary<string, Playbook> _known = new() { [current.Playbook.Version] = current.Playbook };
    private volatile bool _saved;

    public Playbook Current => current.Playbook;

    public Team Team => current.Team;

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
