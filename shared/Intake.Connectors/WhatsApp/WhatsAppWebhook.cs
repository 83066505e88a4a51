using System.Collections.Immutable;
using NodaTime;

namespace Intake.Connectors.WhatsApp;

/// <summary>The app's secret, the token of the webhook's set-up, and the number to listen to (empty: every number of the app).</summary>
public sealed record WhatsAppWebhookSettings(string AppSecret, string VerifyToken, string PhoneNumberId = "")
{
    public override string ToString() => nameof(WhatsAppWebhookSettings);
}

/// <summary>WhatsApp Cloud API's webhook: the set-up question (GET) and deliveries (POST, HMAC-SHA256 over the raw body).</summary>
public static class WhatsAppWebhook
{
    private const string Scheme = "sha256=";

    /// <summary>Everything in one delivery. Refused: 401 unsigned or wrongly signed, 403 wrong verify token, 400 no JSON, 405, 503 not configured.</summary>
    public static Heard Hear(WebhookRequest request, WhatsAppWebhookSettings settings, Instant now)
    {
        if (request.Is("GET"))
        {
            return Verify(request, settings);
        }

        if (!request.Is("POST"))
        {
            return new Heard.Refused(405, $"WhatsApp does not send {request.Method}.", "Use POST, or GET for the verification.");
        }

        if (CheckSignature(request, settings) is { } refused)
        {
            return refused;
        }

        return Reading.Json(request.Body.Span) is { } body
            ? new Heard.Accepted(WhatsAppDelivery.Read(body, settings.PhoneNumberId, now))
            : new Heard.Refused(400, "The body is signed but is no JSON.", "Expected {\"object\":\"whatsapp_business_account\",\"entry\":[...]}.");
    }

    private static Heard Verify(WebhookRequest request, WhatsAppWebhookSettings settings)
    {
        if (settings.VerifyToken.Length == 0)
        {
            return Secrets.Missing("WhatsApp:VerifyToken");
        }

        return request.Parameter("hub.mode") == "subscribe" && Secrets.Match(request.Parameter("hub.verify_token"), settings.VerifyToken)
            ? new Heard.Accepted([], request.Parameter("hub.challenge") ?? "", "text/plain")
            : new Heard.Refused(403, "The verification's mode or token is wrong.", "Enter the value of WhatsApp:VerifyToken in the app's webhook settings.");
    }

    private static Heard.Refused? CheckSignature(WebhookRequest request, WhatsAppWebhookSettings settings)
    {
        if (settings.AppSecret.Length == 0)
        {
            return Secrets.Missing("WhatsApp:AppSecret");
        }

        if (request.Header("X-Hub-Signature-256") is not { } claimed)
        {
            return new Heard.Refused(401, "The header X-Hub-Signature-256 is missing.", "Only Meta's own signed deliveries are read.");
        }

        var expected = Scheme + Convert.ToHexStringLower(Secrets.Hmac(settings.AppSecret, request.Body.ToArray()));
        return Secrets.Match(claimed, expected)
            ? null
            : new Heard.Refused(401, "The signature does not fit the body.", "Check WhatsApp:AppSecret, and that no proxy rewrites the body.");
    }
}
