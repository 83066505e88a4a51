using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.Play;

/// <summary>Event Grid's envelopes around what ACS has to say about SMS.</summary>
internal static class SmsPlay
{
    private const string Topic = "/subscriptions/50ad1522-5c2c-4d9a-a6c8-67c11ecb75b8/resourcegroups/sandbox/providers/microsoft.communication/communicationservices/sandbox";

    public static JsonArray Received(SandboxOptions options, JsonObject play, string id, DateTimeOffset now) => Envelope(id, "SMSReceived", now, new JsonObject
    {
        ["messageId"] = id,
        ["from"] = play.Text("from"),
        ["to"] = play.Text("to") ?? options.SmsNumber,
        ["message"] = play.Text("text") ?? "",
        ["receivedTimestamp"] = Wire.Iso(Wire.TryTime(play.Text("at"), out var at) ? at : now),
        ["segmentCount"] = 1,
    });

    public static JsonArray Report(SandboxOptions options, JsonObject message, string status)
    {
        var now = options.Time.GetUtcNow();
        var data = new JsonObject
        {
            ["messageId"] = message.Text("id"),
            ["from"] = message.Text("from"),
            ["to"] = message.Text("to"),
            ["deliveryStatus"] = status,
            ["deliveryStatusDetails"] = status == "Delivered" ? "No error." : "Sender blocked for given recipient.",
            ["receivedTimestamp"] = Wire.Iso(now),
            ["deliveryAttempts"] = new JsonArray(new JsonObject
            {
                ["timestamp"] = Wire.Iso(now),
                ["segmentsSucceeded"] = status == "Delivered" ? 1 : 0,
                ["segmentsFailed"] = status == "Delivered" ? 0 : 1,
            }),
        };
        if (message.Text("tag") is { } tag)
        {
            data["tag"] = tag;
        }

        return Envelope(Guid.NewGuid().ToString(), "SMSDeliveryReportReceived", now, data);
    }

    private static JsonArray Envelope(string id, string type, DateTimeOffset now, JsonObject data) => new(new JsonObject
    {
        ["id"] = id,
        ["topic"] = Topic,
        ["subject"] = $"/phonenumber/{data.Text("to")}",
        ["data"] = data,
        ["eventType"] = "Microsoft.Communication." + type,
        ["dataVersion"] = "1.0",
        ["metadataVersion"] = "1",
        ["eventTime"] = Wire.Iso(now),
    });
}
