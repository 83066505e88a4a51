using System.Collections.Immutable;
using Intake.Playbooks.Yaml;
using Intake.Tickets;
using Intake.Time;

namespace Intake.Playbooks.Sections;

/// <summary>The channels of the SOP, with their hours and their response rules.</summary>
internal sealed class ChannelSection(Names names, ImmutableDictionary<string, BusinessCalendar> calendars, ImmutableDictionary<string, Ladder> ladders, PriorityRules? priorities)
{
    private readonly ResponseSection _responses = new(names, ladders);

    public ImmutableDictionary<string, ChannelRules> ReadAll(YamlCursor? at) =>
        (at?.Named("channels") ?? []).ToImmutableDictionary(channel => channel.Name, channel => Read(channel.Name, channel.Value));

    private ChannelRules Read(string name, YamlCursor at)
    {
        var map = at.Map(
            "title", "clause", "kind", "via", "advertised", "monitored", "starts", "by-hand", "respond", "live", "auto-reply", "resolve", "receives", "keeps");
        map.AlsoKeeps(names);
        var channel = Read(name, map);
        CheckDays(map, channel);
        if (channel is { Kind: ChannelKind.Chat, Via: Route.Direct })
        {
            map.Optional("via")?.Error("A website's chat reaches us through HubSpot.", "Write \"via: hubspot\".");
        }

        return channel;
    }

    // On a calendar that never closes every day is a business day: whoever writes "1 business day" means something else.
    private static void CheckDays(YamlMap map, ChannelRules channel)
    {
        var rules = channel.Respond.Append(channel.Live).Append(channel.Resolve).OfType<ResponseRule>();
        if (map.Optional("monitored") is { Value: YamlValue.Scalar { Text: CalendarSection.Always } } monitored && rules.Any(rule => rule.Counting > Counting.Monitored))
        {
            monitored.Error("A limit here is counted in working days, and the channel is monitored on every day.", "Name a calendar that says when the team works.");
        }
    }

    private ChannelRules Read(string name, YamlMap map) => new()
    {
        Name = name,
        Title = map.Text("title"),
        Clause = map.Clause(names),
        Kind = map.Required("kind")?.Word("kind of channel", Words.Kinds) ?? default,
        Via = map.Required("via")?.Word("route", Words.Routes) ?? default,
        Advertised = Calendar(map, "advertised"),
        Monitored = Calendar(map, "monitored"),
        Receives = map.Texts("receives"),
        Starts = map.Optional("starts")?.Word("class", Words.Classes),
        ByHand = map.Flag("by-hand"),
        Respond = Respond(map),
        ByPriority = priorities is not null && !map.Has("respond"),
        Live = map.Optional("live") is { } live ? _responses.ReadOne(live) : null,
        AutoReply = map.Optional("auto-reply") is { } reply ? ReadAutoReply(reply) : null,
        Resolve = map.Optional("resolve") is { } resolve ? _responses.ReadOne(resolve) : null,
    };

    /// <summary>The channel's own targets, or those of the priorities.</summary>
    private ImmutableArray<ResponseRule> Respond(YamlMap map) =>
        priorities is not null && !map.Has("respond") ? [.. priorities.Levels.Where(level => !level.ByAgent).DistinctBy(level => level.Class).Select(level => level.Respond)]
        : map.Required("respond") is { } rules ? _responses.ReadAll(rules)
        : [];

    private BusinessCalendar Calendar(YamlMap map, string key) =>
        calendars.GetValueOrDefault(map.Reference(key, "calendar", names.Calendars), BusinessCalendar.Always);

    private AutoReplyRule ReadAutoReply(YamlCursor at)
    {
        var map = at.Map("template", "clause");
        return new AutoReplyRule(map.Template(names), map.Clause(names));
    }
}
