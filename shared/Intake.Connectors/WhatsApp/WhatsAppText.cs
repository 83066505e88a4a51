using System.Text.Json;

namespace Intake.Connectors.WhatsApp;

/// <summary>A message of any type in words, for people and for triage; never empty. What has no words gets a placeholder in brackets.</summary>
internal static class WhatsAppText
{
    public static string Of(JsonElement message)
    {
        var type = message.Text("type") ?? "unknown";
        var content = message.Get(type);
        return type switch
        {
            "text" => content.Text("body") ?? "[empty message]",
            "image" or "video" => Join($"[{type}]", content.Text("caption")),
            "audio" => Join(content.Flag("voice") ? "[voice message]" : "[audio]", content.Text("caption")),
            "voice" => "[voice message]",
            "document" => Join(content.Text("filename") is { } name ? $"[document: {name}]" : "[document]", content.Text("caption")),
            "sticker" => "[sticker]",
            "location" => Location(content),
            "contacts" => Join("[contact]", string.Join("; ", content.Items().Select(Contact))),
            "interactive" => Reply(content),
            "button" => content.Text("text") ?? content.Text("payload") ?? "[button]",
            "order" => Order(content),
            "system" => Join("[system]", content.Text("body")),
            "edit" => Join("[edited]", content.Get("message").ValueKind == JsonValueKind.Object ? Inner(content.Get("message")) : null),
            "unsupported" => Unsupported(message),
            _ => Join($"[{type}]", content.Text("body") ?? content.Text("caption") ?? message.Get("text").Text("body")),
        };
    }

    // An edit of an edit would be nonsense from Meta, and its nesting somebody's attempt on our stack.
    private static string? Inner(JsonElement edited) => edited.Text("type") == "edit" ? null : Of(edited);

    private static string Location(JsonElement at)
    {
        var point = (at.Text("latitude"), at.Text("longitude")) is ({ } latitude, { } longitude) ? $"{latitude}, {longitude}" : null;
        return Join("[location]", point, at.Text("name"), at.Text("address"));
    }

    private static string Contact(JsonElement card)
    {
        var name = card.Get("name");
        var phones = card.Items("phones").Select(phone => phone.Text("phone") ?? phone.Text("wa_id"));
        var emails = card.Items("emails").Select(email => email.Text("email"));
        return Join(
            name.Text("formatted_name") ?? Join(name.Text("first_name"), name.Text("last_name")),
            string.Join(", ", phones.Concat(emails).OfType<string>()));
    }

    private static string Reply(JsonElement interactive) => interactive.Text("type") switch
    {
        "button_reply" => interactive.Get("button_reply").Text("title") ?? "[button]",
        "list_reply" => Join(interactive.Get("list_reply").Text("title") ?? "[list reply]", interactive.Get("list_reply").Text("description") is { } more ? $"({more})" : null),
        "nfm_reply" => Join("[form]", interactive.Get("nfm_reply").Text("body"), Form(interactive.Get("nfm_reply").Text("response_json"))),
        "call_permission_reply" => Join("[call permission]", interactive.Get("call_permission_reply").Text("response")),
        _ => "[interactive reply]",
    };

    private static string? Form(string? answers) => Reading.Json(answers) is { ValueKind: JsonValueKind.Object } form
        ? string.Join(", ", form.EnumerateObject().Where(field => field.Name != "flow_token").Select(field => $"{field.Name}: {field.Value}"))
        : answers;

    private static string Order(JsonElement order) => Join(
        "[order]",
        string.Join(", ", order.Items("product_items").Select(item => Join(
            $"{item.Text("quantity") ?? "1"} x {item.Text("product_retailer_id") ?? "item"}",
            item.Text("item_price") is { } price ? $"({Join(price, item.Text("currency"))})" : null))),
        order.Text("text"));

    private static string Unsupported(JsonElement message) => Join(
        message.Get("unsupported").Text("type") is { } what ? $"[unsupported: {what}]" : "[unsupported message]",
        message.Get("text").Text("body"));

    private static string Join(params ReadOnlySpan<string?> parts)
    {
        var words = new List<string>(parts.Length);
        foreach (var part in parts)
        {
            if (!string.IsNullOrWhiteSpace(part))
            {
                words.Add(part);
            }
        }

        return string.Join(' ', words);
    }
}
