using System.Text.Json;
using Intake.Connectors.Outbound;
using Intake.Tickets;

namespace Intake.Connectors.HubSpot;

/// <summary>
/// Writes into a live chat of HubSpot's, as the agent the settings name. HubSpot knows no key for a message and is not asked for what was sent, so an
/// attempt without an answer may show twice. Source: Conversations v3, reference/contracts.md 2.6; to whom a visitor's chat is addressed is inferred.
/// </summary>
public sealed class HubSpotChat(HubSpotApi api)
{
    private const string Visitor = "CHANNEL_SPECIFIC_OPAQUE_ID";

    /// <summary>Answers in the thread the client's address names; the receipt is HubSpot's id of the message.</summary>
    public async Task<Outcome> Send(Effect.SendToClient effect, Sending sending, CancellationToken cancel)
    {
        if (effect.To.Address is not { } thread)
        {
            return new Outcome.Refused("the chat's thread is not known");
        }

        var written = await Write(effect, thread, sending, cancel);
        return written.Failed(out var error, out var id) ? api.NotNow(error, sending.Attempt) ?? (Outcome)new Outcome.Refused(error.Why) : new Outcome.Delivered(id);
    }

    private async Task<HubSpotResult<string>> Write(Effect.SendToClient effect, string thread, Sending sending, CancellationToken cancel)
    {
        if (api.Settings.ChatActor is not { } actor)
        {
            return new HubSpotError(Reply.Silence(""), Repair: "HubSpot:ChatActor is not set: the actor (A- and a user's id) in whose name chats are answered");
        }

        var path = $"threads/{Uri.EscapeDataString(thread)}";
        if ((await api.Conversation(path, cancel)).Failed(out var error, out var chat)
            || (await Recipient(effect, path, cancel)).Failed(out error, out var recipient))
        {
            return error;
        }

        var body = new
        {
            type = "MESSAGE",
            text = sending.Marked(effect.Text),
            senderActorId = actor,
            channelId = chat.Text("originalChannelId"),
            channelAccountId = chat.Text("originalChannelAccountId"),
            recipients = new[] { recipient },
            attachments = Array.Empty<object>(),
        };
        return await api.Say(path, body, cancel);
    }

    /// <summary>Whoever wrote the message that is answered.</summary>
    private async Task<HubSpotResult<object>> Recipient(Effect.SendToClient effect, string path, CancellationToken cancel)
    {
        var asked = await (effect.InReplyTo is { } message ? api.Conversation($"{path}/messages/{Uri.EscapeDataString(message)}", cancel) : api.Conversation(path, cancel));
        if (asked.Failed(out var error, out var said))
        {
            return error;
        }

        var actor = said.Items("senders").FirstOrDefault().Text("actorId") ?? said.Text("associatedContactId") ?? "";
        var identifier = effect.To.Email is { } email ? new { type = "HS_EMAIL_ADDRESS", value = email } : new { type = Visitor, value = actor };
        return new { actorId = actor, recipientField = "TO", deliveryIdentifiers = new[] { identifier } };
    }
}
