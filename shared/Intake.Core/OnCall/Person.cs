using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Intake.OnCall;

/// <summary>
/// Somebody of the team and how to reach them: a mobile number (E.164) for SMS, a Slack user id, an e-mail address that is also
/// their HubSpot owner's. A missing address means that route does not reach them.
/// </summary>
public sealed record Person(string Id, string Name, string? Sms = null, string? Slack = null, string? Email = null)
{
    /// <summary>The groups whose topics this person takes (ER-3); in none: whatever belongs to no group. Not stored with what happened: people move.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Pods { get; init; } = [];

    /// <summary>The playbook's channels this person works on (ER-3); none named: all.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Channels { get; init; } = [];

    /// <summary>What they are beside an agent: sme, team-lead, wfm, lead, manager, in the team's own words (ER-2).</summary>
    [JsonIgnore]
    public ImmutableArray<string> Titles { get; init; } = [];

    /// <summary>How a ticket's title names its owner: the first name in capitals (TS-O1).</summary>
    [JsonIgnore]
    public string TitleName => Name.Split(' ', 2)[0].ToUpperInvariant();
}
