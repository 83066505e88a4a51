using Intake.Connectors.Outbound;

namespace Intake.Connectors.HubSpot;

/// <summary>How to reach HubSpot's API, and which pipeline tickets go to.</summary>
public sealed record HubSpotSettings
{
    /// <summary>Where the API is.</summary>
    public string BaseUrl { get; init; } = "https://api.hubapi.com/";

    /// <summary>The private app's token.</summary>
    public required string AccessToken { get; init; }

    /// <summary>The app's id, by which the echo of our own writing is known.</summary>
    public string? AppId { get; init; }

    /// <summary>The label of the ticket pipeline; null: the playbook's.</summary>
    public string? Pipeline { get; init; }

    /// <summary>In whose name live chats are answered: "A-" and a user's id; null: Intake answers none.</summary>
    public string? ChatActor { get; init; }

    /// <summary>Where each part of the API is; HubSpot's dated versions have other paths than these.</summary>
    public HubSpotPaths Paths { get; init; } = new();

    /// <summary>Everything that is wrong with these settings, in sentences for whoever wrote them.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. SettingsCheck.Url("HubSpot:BaseUrl", BaseUrl),
        .. SettingsCheck.Secret("HubSpot:AccessToken", AccessToken, "a private app's access token"),
        .. SettingsCheck.That(AppId is null || (AppId.Length > 0 && AppId.All(char.IsAsciiDigit)), "HubSpot:AppId must be the app's id (digits)."),
        .. SettingsCheck.That(ChatActor is null || (ChatActor.StartsWith("A-", StringComparison.Ordinal) && ChatActor.Length > 2), "HubSpot:ChatActor must be an agent's actor id, such as A-8120431."),
        .. SettingsCheck.That(
            Pipeline is null || Pipeline.Trim().Length > 0, "HubSpot:Pipeline must be the pipeline's label; leave it out to use the playbook's."),
    ];

    /// <summary>Names the type only: the token must not be printed.</summary>
    public override string ToString() => nameof(HubSpotSettings);
}

/// <summary>The prefixes of HubSpot's paths, without slashes at the ends; "crm/objects/2026-03" is a dated one.</summary>
public sealed record HubSpotPaths(
    string Objects = "crm/v3/objects",
    string Properties = "crm/v3/properties",
    string Pipelines = "crm/v3/pipelines",
    string Owners = "crm/v3/owners",
    string Associations = "crm/v4/objects",
    string Conversations = "conversations/v3/conversations");
