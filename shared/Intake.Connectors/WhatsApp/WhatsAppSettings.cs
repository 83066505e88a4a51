using System.Text.RegularExpressions;
using Intake.Connectors.Outbound;

namespace Intake.Connectors.WhatsApp;

/// <summary>How to reach Meta's Graph API, and as which business number.</summary>
public sealed partial record WhatsAppSettings
{
    /// <summary>Where the Graph API is, without its version.</summary>
    public string BaseUrl { get; init; } = "https://graph.facebook.com/";

    /// <summary>The Graph version; each lives about two years.</summary>
    public string Version { get; init; } = "v23.0";

    /// <summary>The id of the business phone number, which is not the number itself.</summary>
    public required string PhoneNumberId { get; init; }

    /// <summary>A system user's token with whatsapp_business_messaging.</summary>
    public required string AccessToken { get; init; }

    /// <summary>Everything that is wrong with these settings, in sentences for whoever wrote them.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. SettingsCheck.Url("WhatsApp:BaseUrl", BaseUrl),
        .. SettingsCheck.That(Dotted().IsMatch(Version), "WhatsApp:Version must be a Graph version like v23.0."),
        .. SettingsCheck.That(
            PhoneNumberId.Length > 0 && PhoneNumberId.All(char.IsAsciiDigit),
            "WhatsApp:PhoneNumberId must be the id of the number (digits), as Meta's console shows it."),
        .. SettingsCheck.Secret("WhatsApp:AccessToken", AccessToken, "a system user's access token"),
    ];

    /// <summary>Names the type only: the token must not be printed.</summary>
    public override string ToString() => nameof(WhatsAppSettings);

    [GeneratedRegex(@"^v[0-9]+\.[0-9]+$")]
    private static partial Regex Dotted();
}
