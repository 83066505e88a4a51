namespace Intake.Local.Sandbox;

/// <summary>Which receipts the sandbox sends back by itself, as WhatsApp statuses and SMS delivery reports.</summary>
public enum Receipts
{
    /// <summary>None: only what is played by hand.</summary>
    None,

    /// <summary>Only failures: a free-form WhatsApp text outside the 24-hour window.</summary>
    Failures,

    /// <summary>All: sent, delivered and failed, with the sender's own tag, as the real providers do.</summary>
    All,
}

/// <summary>A WhatsApp template the sandbox's business account has had approved.</summary>
public sealed record WhatsAppTemplate(string Name, string Language, int BodyParameters);

/// <summary>A ticket pipeline the portal's owner has made: the stages' labels in order, and which of them is closed.</summary>
public sealed record SandboxPipeline(string Label, IReadOnlyList<(string Label, bool Closed)> Stages);

/// <summary>Everything the sandbox must be told: where to keep its state, which credentials to accept, how to sign what it plays.</summary>
public sealed class SandboxOptions
{
    /// <summary>The SQLite file; null keeps everything in memory.</summary>
    public string? DatabasePath { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The running host's own address, asked for at each play because a port is known only after start-up.</summary>
    public Func<string> HostAddress { get; set; } = () => "http://localhost:7071";

    public string HubSpotAccessToken { get; set; } = "sandbox-hubspot-token";

    public string SlackBotToken { get; set; } = "xoxb-sandbox";

    public string WhatsAppAccessToken { get; set; } = "sandbox-whatsapp-token";

    public string AccountsToken { get; set; } = "sandbox-accounts-token";

    public string EmailServerToken { get; set; } = "sandbox-email-token";

    /// <summary>The ACS access key: base64, as in a connection string.</summary>
    public string SmsAccessKey { get; set; } = "c2FuZGJveC1zbXMta2V5LXNhbmRib3gtc21zLWtleS0=";

    public string HubSpotClientSecret { get; set; } = "sandbox-hubspot-secret";

    public string SlackSigningSecret { get; set; } = "sandbox-slack-secret";

    public string WhatsAppAppSecret { get; set; } = "sandbox-whatsapp-secret";

    public string EmailWebhookSecret { get; set; } = "sandbox-email-secret";

    public string SmsWebhookSecret { get; set; } = "sandbox-sms-secret";

    public string PhoneVerificationToken { get; set; } = "sandbox-phone-token";

    /// <summary>When set, messages to any other phone number id are refused, as Graph refuses an object it does not know.</summary>
    public string? WhatsAppPhoneNumberId { get; set; }

    public string WhatsAppDisplayNumber { get; set; } = "+1 555 010 0100";

    public string PhoneNumber { get; set; } = "+15550100200";

    public string SmsNumber { get; set; } = "+15550100300";

    public string SupportAddress { get; set; } = "support@example.com";

    /// <summary>Templates known from the start; more can be added while running.</summary>
    public IList<WhatsAppTemplate> WhatsAppTemplates { get; } = [];

    /// <summary>Pipelines the portal has beside the two it comes with; one of those, by its label, stays as it is.</summary>
    public IReadOnlyList<SandboxPipeline> Pipelines { get; set; } = [];

    /// <summary>False accepts free-form texts at any time, for tests that post their webhooks past the sandbox.</summary>
    public bool EnforceWhatsAppWindow { get; set; } = true;

    public Receipts Receipts { get; set; } = Receipts.Failures;
}
