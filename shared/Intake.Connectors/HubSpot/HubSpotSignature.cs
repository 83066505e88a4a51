using System.Globalization;
using System.Text;
using NodaTime;

namespace Intake.Connectors.HubSpot;

/// <summary>HubSpot's v3 request signature: base64 HMAC-SHA256 of method, URI, body and timestamp.</summary>
internal static class HubSpotSignature
{
    private static readonly Duration Tolerance = Duration.FromMinutes(5);

    // What HubSpot decodes before it signs, and nothing else: a full decoding would turn "+" and "%20" into spaces.
    private static readonly (string Escaped, string Plain)[] Decoded =
    [
        ("%3A", ":"), ("%2F", "/"), ("%3F", "?"), ("%40", "@"), ("%21", "!"), ("%24", "$"),
        ("%27", "'"), ("%28", "("), ("%29", ")"), ("%2A", "*"), ("%2C", ","), ("%3B", ";"),
    ];

    /// <summary>Null when the request is HubSpot's own, otherwise why not.</summary>
    public static Heard.Refused? Check(WebhookRequest request, HubSpotWebhookSettings settings, Instant now)
    {
        if (settings.ClientSecret.Length == 0)
        {
            return Secrets.Missing("HubSpot:ClientSecret");
        }

        if (request.Header("X-HubSpot-Signature-v3") is not { } claimed)
        {
            return Refuse(
                request.Header("X-HubSpot-Signature") is null ? "The header X-HubSpot-Signature-v3 is missing." : "Only a v1 or v2 signature was sent; these can be replayed.",
                "Let the app's webhooks send X-HubSpot-Signature-v3, and let no proxy drop it.");
        }

        if (request.Header("X-HubSpot-Request-Timestamp") is not { } written || !long.TryParse(written, NumberStyles.None, null, out var sent))
        {
            return Refuse("The header X-HubSpot-Request-Timestamp is missing or no number.", "Let no proxy drop or change it.");
        }

        // Subtraction of longs: an Instant cannot be made of every number somebody writes.
        if (sent > long.MaxValue / 2 || Math.Abs(now.ToUnixTimeMilliseconds() - sent) > (long)Tolerance.TotalMilliseconds)
        {
            return Refuse("The request was signed more than 5 minutes ago or ahead.", "Check this machine's clock; HubSpot repeats with a fresh signature.");
        }

        var head = Encoding.UTF8.GetBytes(request.Method.ToUpperInvariant() + SignedUri(request.Url, settings.PublicUrl));
        var expected = Convert.ToBase64String(Secrets.Hmac(settings.ClientSecret, head, request.Body.ToArray(), Encoding.UTF8.GetBytes(written)));
        return Secrets.Match(claimed, expected)
            ? null
            : Refuse("The signature does not fit the request.", "Check HubSpot:ClientSecret, and HubSpot:PublicUrl when a proxy changes scheme or host.");
    }

    /// <summary>The URI as HubSpot called it: its own spelling of path and query, under the public scheme and host.</summary>
    internal static string SignedUri(Uri url, Uri? publicUrl)
    {
        var origin = publicUrl ?? url;
        var signed = $"{origin.Scheme}://{origin.Authority}{PathAndQuery(url)}";
        foreach (var (escaped, plain) in Decoded)
        {
            signed = signed.Replace(escaped, plain, StringComparison.Ordinal);
        }

        return signed;
    }

    // Uri.PathAndQuery rewrites some escapes; the original text is what was signed.
    private static string PathAndQuery(Uri url)
    {
        var text = url.OriginalString;
        var host = text.IndexOf("://", StringComparison.Ordinal);
        var path = text.IndexOfAny(['/', '?'], host < 0 ? 0 : host + 3);
        var fragment = text.IndexOf('#', StringComparison.Ordinal);
        return path < 0 ? "" : text[path..(fragment < path ? text.Length : fragment)];
    }

    private static Heard.Refused Refuse(string why, string remedy) => new(401, why, remedy);
}
