using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.Play;

/// <summary>What the running host answered to a webhook.</summary>
internal sealed record HostAnswer(int Status, string Body)
{
    public bool Taken => Status is >= 200 and < 300;
}

/// <summary>Signs webhooks as each provider does and posts them to the running host.</summary>
internal sealed class HostWebhooks(SandboxOptions options) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(100) };

    public Task<HostAnswer> WhatsApp(JsonObject body, CancellationToken cancel)
    {
        var raw = Raw(body);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Key(options.WhatsAppAppSecret), raw));
        return Post("/api/webhooks/whatsapp", raw, "application/json", cancel, ("X-Hub-Signature-256", "sha256=" + signature));
    }

    public Task<HostAnswer> Phone(JsonObject body, CancellationToken cancel) =>
        Post("/api/webhooks/phone", Raw(body), "application/json", cancel, ("Verification-Token", options.PhoneVerificationToken));

    public Task<HostAnswer> Email(JsonObject body, CancellationToken cancel) => Post(
        "/api/webhooks/email/postmark", Raw(body), "application/json", cancel,
        ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("intake:" + options.EmailWebhookSecret))));

    public Task<HostAnswer> Form(JsonObject body, CancellationToken cancel) =>
        Post("/api/webhooks/form?code=" + Uri.EscapeDataString(options.EmailWebhookSecret), Raw(body), "application/json", cancel);

    public Task<HostAnswer> Sms(JsonArray body, CancellationToken cancel) => Post(
        "/api/webhooks/sms?code=" + Uri.EscapeDataString(options.SmsWebhookSecret), Raw(body), "application/json", cancel, ("aeg-event-type", "Notification"));

    public Task<HostAnswer> Slack(JsonObject payload, CancellationToken cancel)
    {
        var raw = Encoding.UTF8.GetBytes("payload=" + Uri.EscapeDataString(payload.ToJsonString(Wire.Readable)));
        var timestamp = options.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. raw];
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Key(options.SlackSigningSecret), signed));
        return Post(
            "/api/webhooks/slack/actions", raw, "application/x-www-form-urlencoded", cancel,
            ("X-Slack-Request-Timestamp", timestamp), ("X-Slack-Signature", "v0=" + signature));
    }

    public Task<HostAnswer> HubSpot(JsonArray events, CancellationToken cancel)
    {
        const string Path = "/api/webhooks/hubspot";
        var raw = Raw(events);
        var timestamp = options.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes("POST" + Address(Path)), .. raw, .. Encoding.UTF8.GetBytes(timestamp)];
        return Post(
            Path, raw, "application/json", cancel,
            ("X-HubSpot-Signature-v3", Convert.ToBase64String(HMACSHA256.HashData(Key(options.HubSpotClientSecret), signed))),
            ("X-HubSpot-Request-Timestamp", timestamp));
    }

    public void Dispose() => _http.Dispose();

    private async Task<HostAnswer> Post(string path, byte[] raw, string contentType, CancellationToken cancel, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(path)) { Content = new ByteArrayContent(raw) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        foreach (var (name, value) in headers)
        {
            _ = request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await _http.SendAsync(request, cancel);
            return new HostAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancel));
        }
        catch (HttpRequestException unreachable)
        {
            return new HostAnswer(0, unreachable.Message);
        }
    }

    private string Address(string path) => options.HostAddress().TrimEnd('/') + path;

    /// <summary>Escaped as System.Text.Json likes it, so that a receiver that re-serialises before checking is found out.</summary>
    private static byte[] Raw(JsonNode body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    private static byte[] Key(string secret) => Encoding.UTF8.GetBytes(secret);
}
