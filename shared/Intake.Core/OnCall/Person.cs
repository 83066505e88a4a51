namespace Intake.OnCall;

/// <summary>
/// Somebody of the team and how to reach them: a mobile number (E.164) for SMS, a Slack user id, an e-mail address that is also
/// their HubSpot owner's. A missing address means that route does not reach them.
/// </summary>
public sealed record Person(string Id, string Name, string? Sms = null, string? Slack = null, string? Email = null)
{
    /// <summary>How a ticket's title names its owner: the first name in capitals (TS-O1).</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string TitleName => Name.Split(' ', 2)[0].ToUpperInvariant();
}
