using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Intake.Connectors.Tests;

/// <summary>Requests as a provider would send them, and what was heard, unwrapped.</summary>
internal static class Door
{
    public static readonly Instant Now = InstantPattern.General.Parse("2026-03-02T15:00:00Z").Value;

    public static WebhookRequest Post(string body, params (string Name, string Value)[] headers) => Post(Encoding.UTF8.GetBytes(body), headers);

    public static WebhookRequest Post(byte[] body, params (string Name, string Value)[] headers) =>
        Request("POST", "https://intake.example.com/webhooks/x", body, headers);

    public static WebhookRequest Request(string method, string url, byte[] body, params (string Name, string Value)[] headers)
    {
        var uri = new Uri(url);
        var query = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""));
        return new WebhookRequest(method, uri, headers.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase), query, body);
    }

    public static string HmacHex(string secret, byte[] body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    public static Heard.Accepted Accepted(Heard heard) => Assert.IsType<Heard.Accepted>(heard);

    public static void RefusedWith(int status, Heard heard)
    {
        var refused = Assert.IsType<Heard.Refused>(heard);
        Assert.Equal(status, refused.Status);
        Assert.NotEmpty(refused.Why);
        Assert.NotEmpty(refused.Remedy);
    }

    public static T Only<T>(Heard heard)
        where T : Inbound => Assert.IsType<T>(Assert.Single(Accepted(heard).Items));

    public static Instant At(string iso) => OffsetDateTimePattern.Rfc3339.Parse(iso).Value.ToInstant();
}
