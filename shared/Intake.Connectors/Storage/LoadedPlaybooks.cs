using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Playbooks;

namespace Intake.Connectors.Storage;

/// <summary>A playbook as the composition root read it, with its text and its team.</summary>
public sealed record LoadedPlaybook(Playbook Playbook, string Text, Team Team);

/// <summary>The playbooks one deployment serves; the first is meant where nobody names one.</summary>
public sealed class LoadedPlaybooks(params ImmutableArray<LoadedPlaybook> all)
{
    public ImmutableArray<LoadedPlaybook> All { get; } = all;

    /// <summary>Slack rooms by name, and the setting that holds each.</summary>
    public ImmutableDictionary<string, string> Rooms => All.SelectMany(one => one.Playbook.Rooms).DistinctBy(room => room.Key).ToImmutableDictionary();

    /// <summary>Everybody of every team, by id.</summary>
    public ImmutableDictionary<string, Person> People => All.SelectMany(one => one.Team.People.Values).DistinctBy(person => person.Id).ToImmutableDictionary(person => person.Id);

    /// <summary>A WhatsApp channel says at which number it is written to.</summary>
    public bool NameNumbers => Channels().Any(one => one.Channel is { Kind: ChannelKind.WhatsApp or ChannelKind.WhatsAppGroup, Receives.Length: > 0 });

    /// <summary>One of them compares clients with the shop's accounts.</summary>
    public bool AskWhoClientsAre => All.Any(one => one.Playbook.Identity is not null);

    /// <summary>What keeps these playbooks from being served together, each in a sentence with its remedy.</summary>
    public IEnumerable<string> Clashes() =>
    [
        .. from same in All.GroupBy(one => one.Playbook.Name)
           where same.Count() > 1
           select $"Two playbooks are called {same.Key}: give each its own name under “playbook”.",
        .. from room in All.SelectMany(one => one.Playbook.Rooms.Select(room => (room.Key, Setting: room.Value, one.Playbook.Name))).GroupBy(room => room.Key)
           where room.Select(one => one.Setting).Distinct().Count() > 1
           select $"The room “{room.Key}” is {string.Join(" and ", room.Select(one => $"{one.Setting} in {one.Name}"))}: name the rooms differently.",
        .. from channel in Channels().Where(channel => channel.Channel.Receives.IsEmpty).GroupBy(channel => channel.Channel.Kind)
           where channel.Select(one => one.Playbook.Name).Distinct().Count() > 1
           select $"{Named(channel)} take every {channel.Key} message: give all but one of them “receives”, the addresses it is written to.",
        .. from address in Channels().SelectMany(one => one.Channel.Receives.Select(address => (Address: address.ToLowerInvariant(), one))).GroupBy(one => (one.Address, one.one.Channel.Kind))
           where address.Count() > 1
           select $"{Named(address.Select(one => one.one))} both receive at {address.Key.Address}: an address belongs to one channel.",
    ];

    private IEnumerable<ServedChannel> Channels() => All.SelectMany(one => one.Playbook.Channels.Values.Select(channel => new ServedChannel(one.Playbook, channel)));

    private static string Named(IEnumerable<ServedChannel> channels) => string.Join(" and ", channels.Select(one => $"{one.Playbook.Name}'s {one.Channel.Name}"));
}
