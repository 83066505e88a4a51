using System.Text.RegularExpressions;
using Intake.Connectors.Outbound;

namespace Intake.Connectors.Slack;

/// <summary>How to reach Slack, and which channel each room of the playbook is.</summary>
public sealed partial record SlackSettings
{
    /// <summary>Where the Web API is.</summary>
    public string BaseUrl { get; init; } = "https://slack.com/api/";

    /// <summary>The bot's token, xoxb-...</summary>
    public required string BotToken { get; init; }

    /// <summary>Room names as playbooks use them ("cs") and the ids of the channels they are.</summary>
    public required IReadOnlyDictionary<string, string> Rooms { get; init; }

    /// <summary>Everything that is wrong with these settings, in sentences for whoever wrote them.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. SettingsCheck.Url("Slack:BaseUrl", BaseUrl),
        .. SettingsCheck.Secret("Slack:BotToken", BotToken, "a bot token (xoxb-...)"),
        .. SettingsCheck.That(BotToken.Length == 0 || BotToken.StartsWith("xoxb-", StringComparison.Ordinal), "Slack:BotToken must be a bot token (xoxb-...)."),
        .. Rooms.Where(room => !Id().IsMatch(room.Value)).Select(room => $"Slack:Rooms:{room.Key} must be a channel's id (C...), not its name."),
    ];

    /// <summary>The Slack id behind a room's name or behind an id; null when nobody has said.</summary>
    public string? ChannelOf(string room) => Rooms.TryGetValue(room, out var id) ? id : Id().IsMatch(room) ? room : null;

    /// <summary>Names the type only: the token must not be printed.</summary>
    public override string ToString() => nameof(SlackSettings);

    [GeneratedRegex("^[CDGU][A-Z0-9]{2,}$")]
    private static partial Regex Id();
}
