using System.Collections.Concurrent;
using System.Collections.Immutable;
using Azure.Data.Tables;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Storage;

/// <summary>The playbooks in force, and every version a ticket still carries. A version's text is stored before its first use.</summary>
public sealed class PlaybookShelf(Tables tables, LoadedPlaybooks loaded)
{
    private const string Partition = "playbook";
    private const string OverridePrefix = "o:";
    private static readonly Duration Fresh = Duration.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Playbook> _known = new(loaded.All.Select(one => KeyValuePair.Create(one.Playbook.Version, one.Playbook)));
    private readonly ConcurrentDictionary<string, bool> _saved = new();
    private volatile ImmutableDictionary<string, Team> _teams = loaded.All.ToImmutableDictionary(one => one.Playbook.Name, one => one.Team);
    private Instant _read = Instant.MinValue;

    public ImmutableArray<Playbook> All { get; } = [.. loaded.All.Select(one => one.Playbook)];

    /// <summary>The playbook that is meant where nobody names one: the first.</summary>
    public Playbook Default => All[0];

    /// <summary>The playbook of this name as it is now; null when none is served.</summary>
    public Playbook? Named(string? name) => All.FirstOrDefault(playbook => playbook.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Everybody who works by one of the playbooks.</summary>
    public IEnumerable<Person> People => _teams.Values.SelectMany(team => team.People.Values).DistinctBy(person => person.Id);

    public Person? PersonOf(string id) => People.FirstOrDefault(person => person.Id == id);

    /// <summary>The team that works by a playbook, with those who stand in: the file's and what was entered since.</summary>
    public Team TeamOf(string playbook) => _teams.GetValueOrDefault(playbook) ?? _teams[Default.Name];

    /// <summary>
    /// The channel on which something sent to these addresses of ours arrives: the one that names the address, else the one that takes whatever comes,
    /// else any of the kind, because nothing may be lost. Null: no playbook has such a channel.
    /// </summary>
    public ServedChannel? ChannelOf(ChannelKind kind, IReadOnlyCollection<string> to, Route? via = null)
    {
        ServedChannel[] served = [.. All.SelectMany(playbook => playbook.Channels.Values.Where(channel => channel.Kind == kind && (via is null || channel.Via == via)).Select(channel => new ServedChannel(playbook, channel)))];
        return served.FirstOrDefault(one => one.Channel.Receives.Any(address => to.Contains(address, StringComparer.OrdinalIgnoreCase)))
            ?? served.FirstOrDefault(one => one.Channel.Receives.IsEmpty)
            ?? served.FirstOrDefault();
    }

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

        _teams = loaded.All.ToImmutableDictionary(
            one => one.Playbook.Name, one => one.Team with { Overrides = [.. one.Team.Overrides, .. entered.Where(entry => (entry.Playbook ?? Default.Name) == one.Playbook.Name)] });
        _read = now;
    }

    /// <summary>Somebody stands in, from now on everywhere. Later entries win.</summary>
    public async Task StandIn(RotaOverride entry, Instant now, CancellationToken cancel)
    {
        await tables.Team.AddEntityAsync(new TableEntity("team", $"{OverridePrefix}{now.ToUnixTimeTicks():D20}:{Guid.NewGuid():n}").Pack(entry), cancel);
        await Refresh(now, cancel, atOnce: true);
    }

    /// <summary>The playbook this ticket was begun with, in its version; of a ticket that is not begun, the one it would begin with.</summary>
    /// <param name="begins">The name of the playbook a new ticket begins with; null: the default one.</param>
    public async Task<Playbook> For(Ticket ticket, CancellationToken cancel, string? begins = null)
    {
        if (!ticket.Exists)
        {
            return await Used(Named(begins) ?? Default, cancel);
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

    /// <summary>The playbook, its text stored: a ticket may carry its version from now on.</summary>
    public async Task<Playbook> Used(Playbook playbook, CancellationToken cancel)
    {
        if (!_saved.ContainsKey(playbook.Version))
        {
            var text = loaded.All.First(one => one.Playbook.Version == playbook.Version).Text;
            await tables.Playbooks.UpsertEntityAsync(new TableEntity(Partition, playbook.Version).PackText(text), TableUpdateMode.Replace, cancel);
            _saved[playbook.Version] = true;
        }

        return playbook;
    }
}

/// <summary>A channel, and the playbook whose it is.</summary>
public sealed record ServedChannel(Playbook Playbook, ChannelRules Channel)
{
    /// <summary>Two playbooks may know the same client: a thread on a channel with an address of its own is that channel's alone. E-mail's threads are unique by themselves.</summary>
    public ImmutableArray<string> Threads(IEnumerable<string> threads) =>
        [.. threads.Select(thread => Channel.Receives.IsEmpty || thread.StartsWith("mail:", StringComparison.Ordinal) ? thread : $"{Playbook.Name}/{Channel.Name}/{thread}")];
}
