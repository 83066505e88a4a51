using System.Text.Json;
using NodaTime;

namespace Intake.Connectors.WhatsApp;

/// <summary>What became of a message we sent. Statuses come in any order, once per participant of a group, and "delivered" may be skipped.</summary>
internal static class WhatsAppStatus
{
    public static Inbound Read(JsonElement status, Instant now)
    {
        var word = status.Text("status") ?? "(none)";
        var at = Timestamps.Unix(status.Number("timestamp"), now);
        var participant = status.Text("recipient_participant_id") ?? status.Text("recipient_participant_user_id");
        var delivery = $"whatsapp-status:{status.Text("id") ?? status.Digest()}:{word}{(participant is null ? "" : $":{participant}")}";

        if (word is not ("sent" or "delivered" or "read" or "played" or "failed"))
        {
            return new Inbound.Ignored($"The status {word} says nothing about delivery.") { Delivery = delivery, At = at };
        }

        return (status.Text("biz_opaque_callback_data"), status.Text("id")) switch
        {
            (null, _) => new Inbound.Ignored("The status is of a message that Intake did not send.") { Delivery = delivery, At = at },
            (_, null) => new Inbound.Ignored("The status names no message.") { Delivery = delivery, At = at },
            ({ } tag, { } receipt) => new Inbound.DeliveryReport(tag, receipt, word == "failed", Told(status, word)) { Delivery = delivery, At = at },
        };
    }

    /// <summary>"131047 Re-engagement message: more than 24 hours have passed"; what is missing is left out.</summary>
    public static string Described(JsonElement error)
    {
        var words = string.Join(' ', new[] { error.Text("code"), error.Text("title") ?? error.Text("message") }.OfType<string>());
        return error.Get("error_data").Text("details") is { } details && details != error.Text("title") ? $"{words}: {details}" : words;
    }

    private static string Told(JsonElement status, string word)
    {
        var errors = string.Join("; ", status.Items("errors").Select(Described));
        return errors.Length == 0 ? word : $"{word}: {errors}";
    }
}
