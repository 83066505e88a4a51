using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using Intake.Tickets;
using Intake.Time;

namespace Intake.Playbooks.Sections;

/// <summary>The channels of the SOP, with their hours and their response rules.</summary>
internal sealed class ChannelSection(Names names, ImmutableDictionary<string, BusinessCalendar> calendars, ImmutableDictionary<string, Ladder> ladders)
{
    private readonly ResponseSection _responses = new(names, ladders);

    public ImmutableDictionary<string, ChannelRules> ReadAll(YamlCursor? at) =>
        (at?.Named("channels") ?? []).ToImmutableDictionary(channel => channel.Name, channel => Read(channel.Name, channel.Value));

    private ChannelRules Read(string name, YamlCursor at)
    {
        var map = at.Map(
            "title", "clause", "kind", "via", "advertised", "monitored", "starts", "by-hand", "respond", "live", "auto-reply", "resolve", "keeps");
        map.AlsoKeeps(names);
        return new ChannelRules
        {
            Name = name,
            Title = map.Text("title"),
            Clause = map.Clause(names),
            Kind = map.Required("kind")?.Word("kind of channel", Words.Kinds) ?? default,
            Via = map.Required("via")?.Word("route", Words.Routes) ?? default,
            Advertised = Calendar(map, "advertised"),
            Monitored = Calendar(map, "monitored"),
            Starts = map.Optional("starts")?.Word("class", Words.Classes),
            ByHand = map.Flag("by-hand"),
            Respond = map.Required("respond") is { } rules ? _responses.ReadAll(rules) : [],
            Live = map.Optional("live") is { } live ? _responses.ReadOne(live) : null,
            AutoReply = map.Optional("auto-reply") is { } reply ? ReadAutoReply(reply) : null,
            Resolve = map.Optional("resolve") is { } resolve ? _responses.ReadOne(resolve) : null,
        };
    }

    private BusinessCalendar Calendar(YamlMap map, string key) =>
        calendars.GetValueOrDefault(map.Reference(key, "calendar", names.Calendars), BusinessCalendar.Always);

    private AutoReplyRule ReadAutoReply(YamlCursor at)
    {
        var map = at.Map("template", "clause");
        return new AutoReplyRule(map.Template(names), map.Clause(names));
    }
}
