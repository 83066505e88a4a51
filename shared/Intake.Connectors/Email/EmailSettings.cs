using System.Net.Mail;
using Intake.Connectors.Outbound;

namespace Intake.Connectors.Email;

/// <summary>How to reach Postmark's send API, and who our mail is from.</summary>
public sealed record EmailSettings
{
    /// <summary>Where the send API is.</summary>
    public string BaseUrl { get; init; } = "https://api.postmarkapp.com/";

    /// <summary>The server's token.</summary>
    public required string ServerToken { get; init; }

    /// <summary>An address, or a name and an address: "Trip support &lt;support@example.com&gt;".</summary>
    public required string From { get; init; }

    /// <summary>An answer comes from the channel's own address: where several playbooks are served. Alone, a playbook answers from <see cref="From"/>.</summary>
    public bool FromTheChannel { get; init; }

    /// <summary>Everything that is wrong with these settings, in sentences for whoever wrote them.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. SettingsCheck.Url("Email:BaseUrl", BaseUrl),
        .. SettingsCheck.Secret("Email:ServerToken", ServerToken, "the Postmark server's API token"),
        .. SettingsCheck.That(MailAddress.TryCreate(From, out _), "Email:From must be an address, or a name and an address in angle brackets."),
    ];

    /// <summary>Our domain, for the ids of our messages.</summary>
    internal string Domain => MailAddress.TryCreate(From, out var from) ? from.Host : "intake.invalid";

    /// <summary>Names the type only: the token must not be printed.</summary>
    public override string ToString() => nameof(EmailSettings);
}
