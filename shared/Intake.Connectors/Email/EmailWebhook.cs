using System.Text;
using System.Text.Json;
using NodaTime;

namespace Intake.Connectors.Email;

/// <summary>The password of the webhook's address: HTTP basic ("https://intake:{secret}@...") or "?code={secret}".</summary>
public sealed record EmailWebhookSettings(string WebhookSecret)
{
    public override string ToString() => nameof(EmailWebhookSettings);
}

/// <summary>Inbound e-mail: Postmark's JSON, or SendGrid's Inbound Parse (parsed or raw). Neither is signed, so the address holds a secret.</summary>
public static class EmailWebhook
{
    /// <summary>The one mail in the request. Refused: 401 wrong secret, 400 neither form, 405, 503 not configured.</summary>
    public static Heard Hear(WebhookRequest request, EmailWebhookSettings settings, Instant now)
    {
        if (Locked(request, settings) is { } refused)
        {
            return refused;
        }

        var form = request.Header("Content-Type") is { } type && type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);
        var mail = form ? SendGridMail.Read(request.Header("Content-Type")!, request.Body) : FromJson(request.Body);
        return mail is null
            ? new Heard.Refused(400, "The body is neither JSON nor a readable form.", "Expected Postmark's inbound JSON or SendGrid's multipart/form-data.")
            : new Heard.Accepted([mail.ToInbound(Reading.Digest(request.Body.Span), now)]);
    }

    /// <summary>Why nobody is let in; null when the secret is right.</summary>
    internal static Heard.Refused? Locked(WebhookRequest request, EmailWebhookSettings settings)
    {
        if (!request.Is("POST"))
        {
            return new Heard.Refused(405, $"Nothing is sent here with {request.Method}.", "Use POST.");
        }

        if (settings.WebhookSecret.Length == 0)
        {
            return Secrets.Missing("Email:WebhookSecret");
        }

        if (!Secrets.Match(request.Parameter("code"), settings.WebhookSecret) && !Secrets.Match(Password(request), settings.WebhookSecret))
        {
            return new Heard.Refused(401, "The secret is missing or wrong.", "Enter the webhook's address with ?code={Email:WebhookSecret} or with the secret as its basic password.");
        }

        return null;
    }

    private static InboundMail? FromJson(ReadOnlyMemory<byte> body) =>
        Reading.Json(body.Span) is { ValueKind: JsonValueKind.Object } json ? PostmarkMail.Read(json) : null;

    private static string? Password(WebhookRequest request)
    {
        const string Scheme = "Basic ";
        if (request.Header("Authorization") is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var encoded = header[Scheme.Length..].Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }
}
