using NodaTime;

namespace Intake.Connectors.HubSpot;

/// <summary>
/// A ticket as HubSpot has it. <paramref name="Stage"/> is the stage's label, <paramref name="Owner"/> the person's id with us, and
/// <paramref name="Source"/> HubSpot's word for the channel it came by (EMAIL, CHAT, PHONE, FORM); each null when it is not known.
/// <paramref name="Owned"/>: somebody owns it there, whether we know them or not.
/// </summary>
public sealed record HubSpotTicket(
    string Id, string? IntakeTicketId, string? Subject, string? Content, string? Stage, string? Owner, string? Source, Instant? CreatedAt, string? Priority = null, bool Owned = false);

/// <summary>One message of a HubSpot conversation, with what is known of who wrote it and where it belongs.</summary>
public sealed record ConversationMessage(
    string Thread,
    string Id,
    string Type,
    string? Direction,
    string Text,
    string? SenderActor,
    string? SenderName,
    string? SenderEmail,
    string? SenderPhone,
    string? ChannelId,
    Instant? CreatedAt,
    string? TicketHubSpotId,
    string? ContactHubSpotId)
{
    /// <summary>A client wrote it; all else (an agent's reply, a comment, a change of status) is not for the clocks.</summary>
    public bool FromClient => Type == "MESSAGE" && Direction == "INCOMING";

    /// <summary>A person of the team wrote it. HubSpot's bots (B-), system (S-), apps (I-) and language models (L-) answer nobody.</summary>
    public bool FromAgent => Type == "MESSAGE" && Direction == "OUTGOING" && SenderActor is not (['B' or 'S' or 'I' or 'L', '-', ..]);
}
