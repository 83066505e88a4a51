using Intake.Connectors.Outbound;

namespace Intake.Connectors.Accounts;

/// <summary>How to reach the shop's accounts (docs/accounts.md).</summary>
public sealed record AccountSettings
{
    /// <summary>Where the contract is served.</summary>
    public required string BaseUrl { get; init; }

    public required string Token { get; init; }

    /// <summary>Everything that is wrong with these settings, in sentences for whoever wrote them.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. SettingsCheck.Url("Accounts:BaseUrl", BaseUrl),
        .. SettingsCheck.Secret("Accounts:Token", Token, "the bearer token of the accounts' service"),
    ];

    /// <summary>Names the type only: the token must not be printed.</summary>
    public override string ToString() => nameof(AccountSettings);
}
