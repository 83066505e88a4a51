using System.Collections.Immutable;
using System.Text.Json;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.WhatsApp;

/// <summary>One POST of WhatsApp's: entries, their changes, and the messages, statuses and errors in each.</summary>
internal static class WhatsAppDelivery
{
    public static ImmutableArray<Inbound> Read(JsonElement body, string phoneNumberId, Instant now)
    {
        ImmutableArray<Inbound> items =
        [
            .. from entry in body.Items("entry")
               from change in entry.Items("changes")
               from item in Change(change, phoneNumberId, now)
               select item,
        ];
        return items.IsEmpty ? [Ignored("whatsapp-body", body, "The delivery holds no changes.")] : items;
    }

    private static ImmutableArray<Inbound> Change(JsonElement change, string phoneNumberId, Instant now)
    {
        var field = change.Text("field");
        var value = change.Get("value");
        if (field != "messages")
        {
            return [Ignored("whatsapp-change", change, $"Nothing is done with the field {field ?? "(none)"}.")];
        }

        // Only another number is turned away: a delivery that names none may still be a client's words.
        if (phoneNumberId.Length > 0 && value.Get("metadata").Text("phone_number_id") is { } to && to != phoneNumberId)
        {
            return [Ignored("whatsapp-change", change, "It is for another number than WhatsApp:PhoneNumberId.")];
        }

        var contacts = value.Items("contacts");
        var messages = value.Items("messages");
        ImmutableArray<Inbound> items =
        [
            .. messages.Select(message => SentTo(Message(message, contacts, messages.Length == 1, now), value.Get("metadata").Text("phone_number_id"))),
            .. value.Items("statuses").Select(status => WhatsAppStatus.Read(status, now)),
            .. value.Items("errors").Select(error => Ignored("whatsapp-error", error, $"WhatsApp reports an error: {WhatsAppStatus.Described(error)}.")),
        ];
        return items.IsEmpty ? [Ignored("whatsapp-change", change, "The change holds no messages and no statuses.")] : items;
    }

    private static Inbound Message(JsonElement message, ImmutableArray<JsonElement> contacts, bool alone, Instant now)
    {
        var type = message.Text("type") ?? "unknown";
        var id = message.Text("id") ?? message.Digest();
        var delivery = $"whatsapp:{id}";
        var at = Timestamps.Unix(message.Number("timestamp"), now);

        // Not a word to answer. A deletion is ignored too: what was read stays in the ticket, and taking it back must not start a clock.
        if (type is "reaction" or "revoke" or "request_welcome" || (type == "system" && NewNumber(message) is null))
        {
            return new Inbound.Ignored($"WhatsApp's {type} opens nothing.") { Delivery = delivery, At = at, ByClient = true };
        }

        var author = WhatsAppAuthor.Of(message, contacts, alone);
        var words = new Message(id, type, WhatsAppText.Of(message));
        var source = message.Get("edit").Text("original_message_id") is { } original ? $"whatsapp, an edit of {original}" : "whatsapp";
        return message.Text("group_id") is { } group
            ? new Inbound.FromClient(ChannelKind.WhatsAppGroup, [$"wag:{group}"], author.In(group), words, type == "system", source) { Delivery = delivery, At = at }
            : new Inbound.FromClient(ChannelKind.WhatsApp, author.Threads(id), author.Client, words, type == "system", source) { Delivery = delivery, At = at };
    }

    private static Inbound SentTo(Inbound input, string? number) => input is Inbound.FromClient message && number is not null ? message with { To = [number] } : input;

    /// <summary>Who a user became, from "user_changed_number"; other notices (a changed security code) name nobody.</summary>
    public static JsonElement? NewNumber(JsonElement message) =>
        message.Get("system") is var system && (system.Text("type") ?? "").Contains("changed_number", StringComparison.Ordinal) ? system : null;

    private static Inbound.Ignored Ignored(string kind, JsonElement what, string why) => new(why) { Delivery = $"{kind}:{what.Digest()}", At = null };
}
