using System.Text;
using Intake.Connectors.WhatsApp;

namespace Intake.Connectors.Tests.WhatsApp;

/// <summary>Bodies as the Cloud API sends them, signed.</summary>
internal static class WhatsAppFixtures
{
    public static readonly WhatsAppWebhookSettings Settings = new("app-secret", "verify-me");

    public const string Ana = """{"profile":{"name":"Ana Pereira"},"wa_id":"15550100200"}""";

    public static string Message(string rest, string from = "\"from\":\"15550100200\",", string id = "wamid.A1") =>
        "{" + $"{from}\"id\":\"{id}\",\"timestamp\":\"1772463600\",{rest}" + "}";

    public static string Messages(string messages, string contacts = Ana) =>
        Change("messages", "\"contacts\":[" + contacts + "],\"messages\":[" + messages + "]");

    public static string Statuses(string statuses) => Change("messages", "\"statuses\":[" + statuses + "]");

    public static string Change(string field, string value) =>
        "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"88\",\"changes\":[" + OneChange(field, value) + "]}]}";

    public static string OneChange(string field, string value) =>
        "{\"field\":\"" + field + "\",\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"+1 555 010 0999\",\"phone_number_id\":\"777\"}," + value + "}}";

    public static Heard Hear(string body, WhatsAppWebhookSettings? settings = null) => Hear(Encoding.UTF8.GetBytes(body), settings);

    public static Heard Hear(byte[] body, WhatsAppWebhookSettings? settings = null) =>
        WhatsAppWebhook.Hear(Door.Post(body, ("X-Hub-Signature-256", "sha256=" + Door.HmacHex("app-secret", body))), settings ?? Settings, Door.Now);

    public static Inbound.FromClient HearMessage(string message, string contacts = Ana) => Door.Only<Inbound.FromClient>(Hear(Messages(message, contacts)));
}
