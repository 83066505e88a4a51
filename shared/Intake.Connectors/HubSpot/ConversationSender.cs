using System.Text.Json;
using Intake.Connectors.Outbound;

namespace Intake.Connectors.HubSpot;

/// <summary>Who wrote a message: what the message says of them, completed by what HubSpot knows of the actor.</summary>
internal sealed record ConversationSender(string? Actor, string? Name, string? Email, string? Phone)
{
    public static async Task<HubSpotResult<ConversationSender>> Of(JsonElement message, HubSpotApi api, CancellationToken cancel)
    {
        var said = Said(message);
        if (said is { Name: not null, Email: not null } or { Name: not null, Phone: not null } or { Actor: null })
        {
            return said;
        }

        if ((await api.Conversation($"actors/{Uri.EscapeDataString(said.Actor)}", cancel)).Failed(out var error, out var actor))
        {
            // An anonymous visitor is no actor anybody knows.
            return error.NotFound ? said : error;
        }

        return said with { Name = said.Name ?? Filled(actor.Text("name")), Email = said.Email ?? Filled(actor.Text("email")) };
    }

    private static ConversationSender Said(JsonElement message)
    {
        var sender = message.Items("senders").FirstOrDefault();
        return new ConversationSender(
            Filled(sender.Text("actorId")) ?? Filled(message.Text("createdBy")),
            Filled(sender.Text("name")),
            Identifier(sender, "HS_EMAIL_ADDRESS"),
            Identifier(sender, "HS_PHONE_NUMBER"));
    }

    /// <summary>A list nowadays, a single one in older payloads.</summary>
    private static string? Identifier(JsonElement sender, string type) => sender.Items("deliveryIdentifiers")
        .Append(sender.Get("deliveryIdentifier"))
        .Where(identifier => identifier.Text("type") == type)
        .Select(identifier => Filled(identifier.Text("value")))
        .FirstOrDefault();

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
