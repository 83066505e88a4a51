using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace Intake.Connectors.Slack;

/// <summary>The Slack app's signing secret.</summary>
public sealed record SlackWebhookSettings(string SigningSecret)
{
    public override string ToString() => nameof(SlackWebhookSettings);
}

/// <summary>Slack's three ways in, at one door: the Events API (JSON), interactivity and slash commands (forms).</summary>
public static class SlackWebhook
{
    private const long ToleranceSeconds = 300;

    /// <summary>Everything in one request. Refused: 401 without a valid v0 signature of the last 300 s, 400 unreadable, 405, 503 not configured.</summary>
    public static Heard Hear(WebhookRequest request, SlackWebhookSettings settings, Instant now)
    {
        if (!request.Is("POST"))
        {
            return new Heard.Refused(405, $"Slack does not send {request.Method}.", "Use POST.");
        }

        if (CheckSignature(request, settings, now) is { } refused)
        {
            return refused;
        }

        return Reading.Json(request.Body.Span) is { ValueKind: JsonValueKind.Object } body ? Event(body, now) : Form(request, now);
    }

    private static Heard.Refused? CheckSignature(WebhookRequest request, SlackWebhookSettings settings, Instant now)
    {
        if (settings.SigningSecret.Length == 0)
        {
            return Secrets.Missing("Slack:SigningSecret");
        }

        if (request.Header("X-Slack-Signature") is not { } claimed || Sent(request) is not { } sent)
        {
            return new Heard.Refused(401, "X-Slack-Signature or X-Slack-Request-Timestamp is missing.", "Only Slack's own signed requests are read.");
        }

        if (sent > long.MaxValue / 2 || Math.Abs(now.ToUnixTimeSeconds() - sent) > ToleranceSeconds)
        {
            return new Heard.Refused(401, "The request was signed more than 5 minutes ago or ahead.", "Check this machine's clock.");
        }

        var head = Encoding.UTF8.GetBytes($"v0:{request.Header("X-Slack-Request-Timestamp")}:");
        var expected = $"v0={Convert.ToHexStringLower(Secrets.Hmac(settings.SigningSecret, head, request.Body.ToArray()))}";
        return Secrets.Match(claimed, expected)
            ? null
            : new Heard.Refused(401, "The signature does not fit the body.", "Check Slack:SigningSecret, and that no proxy rewrites the body.");
    }

    private static long? Sent(WebhookRequest request) =>
        long.TryParse(request.Header("X-Slack-Request-Timestamp"), NumberStyles.None, null, out var sent) ? sent : null;

    private static Heard.Accepted Event(JsonElement body, Instant now)
    {
        if (body.Text("type") == "url_verification")
        {
            return new Heard.Accepted([], body.Text("challenge") ?? "", "text/plain");
        }

        var e = body.Get("event");
        var why = (e.Text("bot_id"), e.Text("subtype")) switch
        {
            ({ }, _) => "A bot wrote it, perhaps Intake itself.",
            (_, { } subtype) => $"The message's subtype {subtype} is no new message.",
            _ => $"Nothing is done with the event {e.Text("type") ?? body.Text("type") ?? "(none)"}.",
        };
        return new Heard.Accepted([new Inbound.Ignored(why)
        {
            Delivery = $"slack:{body.Text("event_id") ?? body.Digest()}",
            At = Timestamps.Unix(body.Number("event_time"), now),
        }]);
    }

    private static Heard Form(WebhookRequest request, Instant now)
    {
        var fields = Fields(Encoding.UTF8.GetString(request.Body.Span));
        var at = Timestamps.Unix(Sent(request), now);
        if (fields.GetValueOrDefault("payload") is { } payload)
        {
            return Reading.Json(payload) is { ValueKind: JsonValueKind.Object } interaction
                ? new Heard.Accepted(SlackInteraction.Read(interaction, at, now))
                : new Heard.Refused(400, "The form's field payload is no JSON object.", "Expected an interaction: {\"type\":\"block_actions\",...}.");
        }

        if (fields.GetValueOrDefault("command") is not { Length: > 0 } command)
        {
            // Slack probes a command's certificate now and then.
            return fields.ContainsKey("ssl_check")
                ? new Heard.Accepted([])
                : new Heard.Refused(400, "The body is signed but is no event, interaction or command.", "Expected JSON, or a form with payload or command.");
        }

        return new Heard.Accepted([new Inbound.SlackCommand(
            command,
            fields.GetValueOrDefault("text") ?? "",
            fields.GetValueOrDefault("user_id") ?? "",
            fields.GetValueOrDefault("user_name") ?? fields.GetValueOrDefault("user_id") ?? "",
            fields.GetValueOrDefault("response_url") ?? "")
        {
            Delivery = $"slack:{fields.GetValueOrDefault("trigger_id") ?? Reading.Digest(request.Body.Span)}",
            At = at,
        }]);
    }

    private static ImmutableDictionary<string, string> Fields(string form)
    {
        var fields = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = at < 0 ? (pair, "") : (pair[..at], pair[(at + 1)..]);
            fields.TryAdd(WebUtility.UrlDecode(name), WebUtility.UrlDecode(value));
        }

        return fields.ToImmutable();
    }
}
