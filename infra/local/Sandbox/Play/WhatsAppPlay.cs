using System.Globalization;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.Play;

/// <summary>WhatsApp's webhook bodies.</summary>
internal static class WhatsAppPlay
{
    private const int WindowClosed = 131047;

    /// <summary>A message of any type: give type and the object of that name, or just text.</summary>
    public static JsonObject Message(SandboxOptions options, JsonObject play, string id, DateTimeOffset now)
    {
        var (from, userId) = (play.Text("from"), play.Text("userId"));
        var type = play.Text("type") ?? "text";
        var message = new JsonObject
        {
            ["id"] = id,
            ["timestamp"] = (Wire.TryTime(play.Text("at"), out var at) ? at : now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["type"] = type,
            [type] = play[type] is JsonNode given and not JsonValue ? given.DeepClone() : new JsonObject { ["body"] = play.Text("text") ?? "" },
        };
        var contact = new JsonObject { ["profile"] = new JsonObject { ["name"] = play.Text("name") ?? from ?? "A client" } };
        if (from is not null)
        {
            message["from"] = WhatsApp.Contact(from);
            contact["wa_id"] = WhatsApp.Contact(from);
        }

        if (userId is not null)
        {
            message["from_user_id"] = userId;
            contact["user_id"] = userId;
        }

        if (play.Text("groupId") is { Length: > 0 } group)
        {
            message["group_id"] = group;
        }

        if (play.Text("replyTo") is { Length: > 0 } replyTo)
        {
            message["context"] = new JsonObject { ["from"] = Digits(options.WhatsAppDisplayNumber), ["id"] = replyTo };
        }

        return Envelope(options, value =>
        {
            value["contacts"] = new JsonArray(contact);
            value["messages"] = new JsonArray(message);
        });
    }

    public static JsonObject Status(SandboxOptions options, JsonObject message, string status, int? code)
    {
        var told = new JsonObject
        {
            ["id"] = message.Text("id"),
            ["status"] = status,
            ["timestamp"] = options.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["recipient_id"] = message.Flag("group") == true ? message.Text("to") : WhatsApp.Contact(message.Text("to") ?? ""),
        };
        if (message.Flag("group") == true)
        {
            told["recipient_type"] = "group";
        }

        if (message.Text("tag") is { } tag)
        {
            told["biz_opaque_callback_data"] = tag;
        }

        if (status == "failed")
        {
            var (number, title, details) = code is null or WindowClosed
                ? (WindowClosed, "Re-engagement message", "Message failed to send because more than 24 hours have passed since the customer last replied to this number.")
                : (code.Value, "Message undeliverable", "Message undeliverable.");
            told["errors"] = new JsonArray(new JsonObject
            {
                ["code"] = number,
                ["title"] = title,
                ["message"] = title,
                ["error_data"] = new JsonObject { ["details"] = details },
                ["href"] = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
            });
        }

        return Envelope(options, value => value["statuses"] = new JsonArray(told));
    }

    private static JsonObject Envelope(SandboxOptions options, Action<JsonObject> fill)
    {
        var value = new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["metadata"] = new JsonObject
            {
                ["display_phone_number"] = Digits(options.WhatsAppDisplayNumber),
                ["phone_number_id"] = options.WhatsAppPhoneNumberId ?? "106540352242922",
            },
        };
        fill(value);
        return new JsonObject
        {
            ["object"] = "whatsapp_business_account",
            ["entry"] = new JsonArray(new JsonObject
            {
                ["id"] = "102290129340398",
                ["changes"] = new JsonArray(new JsonObject { ["value"] = value, ["field"] = "messages" }),
            }),
        };
    }

    private static string Digits(string number) => string.Concat(number.Where(char.IsAsciiDigit));
}
