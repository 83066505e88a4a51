using System.Security.Cryptography;
using System.Text;
using Intake.Connectors;
using Intake.Connectors.WhatsApp;

namespace Benchmarks;

/// <summary>Clients' messages, as Meta would deliver and sign them.</summary>
internal static class WhatsApp
{
    public const string Urgent = "Our taxi has not arrived and we are stuck at the trailhead";

    // The local settings' own, so that the same request does for the host.
    private const string Secret = "local-whatsapp-app-secret";

    public static readonly WhatsAppWebhookSettings Settings = new(Secret, "verify");

    public static byte[] Body(string text, string id, string from, long at) => Encoding.UTF8.GetBytes(
        "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\",\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"15550100100\",\"phone_number_id\":\"100200300\"}," +
        $"\"contacts\":[{{\"profile\":{{\"name\":\"Jane Smith\"}},\"wa_id\":\"{from}\"}}],\"messages\":[{{\"from\":\"{from}\",\"id\":\"{id}\",\"timestamp\":\"{at}\",\"type\":\"text\",\"text\":{{\"body\":\"{text}\"}}}}]}}}}]}}]}}");

    public static string Signature(byte[] body) => $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body))}";

    public static WebhookRequest Request(string text, string id, string from)
    {
        var body = Body(text, id, from, StandingClock.Monday.ToUnixTimeSeconds());
        return new WebhookRequest("POST", new Uri("https://intake.example.com/api/webhooks/whatsapp"), new Dictionary<string, string> { ["X-Hub-Signature-256"] = Signature(body) }, new Dictionary<string, string>(), body);
    }

    public static string Client(int n) => $"1555{n:D7}";
}
