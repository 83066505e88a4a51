using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors;

/// <summary>
/// One accepted input: a message, a status, an event or an action, not one HTTP body. What a connector read and verified, before
/// anybody knows which ticket it belongs to.
/// </summary>
[JsonDerivedType(typeof(FromClient), "from-client")]
[JsonDerivedType(typeof(CallEvent), "call-event")]
[JsonDerivedType(typeof(DeliveryReport), "delivery-report")]
[JsonDerivedType(typeof(HubSpotMessage), "hubspot-message")]
[JsonDerivedType(typeof(HubSpotTicketMade), "hubspot-ticket-made")]
[JsonDerivedType(typeof(HubSpotPropertyChanged), "hubspot-property-changed")]
[JsonDerivedType(typeof(SlackAction), "slack-action")]
[JsonDerivedType(typeof(SlackCommand), "slack-command")]
[JsonDerivedType(typeof(SmsReply), "sms-reply")]
[JsonDerivedType(typeof(Ignored), "ignored")]
public abstract record Inbound
{
    private Inbound() { }

    /// <summary>Unique per input and the same on every redelivery, e.g. "whatsapp:wamid.X". Hashed before it becomes a table key.</summary>
    public required string Delivery { get; init; }

    /// <summary>The provider's timestamp; null when it sent none that makes sense.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] // left out when null, a required member could never be read again
    public required Instant? At { get; init; }

    /// <summary>When we were told, of an input that is kept before it is heard; null: now.</summary>
    public Instant? ReceivedAt { get; init; }

    /// <summary>
    /// A client wrote. <paramref name="Threads"/>: the keys under which the conversation may be known, best first
    /// ("wa:US.123", "wa:+15550100", "wag:group", "mail:message-id", "tel:+15550100").
    /// </summary>
    public sealed record FromClient(ChannelKind Kind, ImmutableArray<string> Threads, Client Client, Message Message, bool Automatic, string Source) : Inbound
    {
        /// <summary>Our addresses it was sent to, as the provider names them; none: not told.</summary>
        public ImmutableArray<string> To { get; init; } = [];
    }

    /// <summary>One event of a telephone call; several make a call, judged together once it has settled (<paramref name="Session"/>, by <paramref name="Sequence"/>).</summary>
    public sealed record CallEvent(string Session, int Sequence, CallLeg Leg) : Inbound;

    /// <summary>The provider's later word on something we sent; <paramref name="Tag"/> is what we sent along: "{ticket}/{effect}".</summary>
    public sealed record DeliveryReport(string Tag, string Receipt, bool Failed, string Status) : Inbound;

    /// <summary>HubSpot says a conversation has a new message, either way; its text must be fetched.</summary>
    public sealed record HubSpotMessage(string Thread, string MessageId) : Inbound;

    /// <summary>HubSpot says a ticket was made.</summary>
    public sealed record HubSpotTicketMade(string HubSpotId) : Inbound;

    /// <summary>HubSpot says a ticket's property has a new value. <paramref name="Ours"/>: it is the echo of our own writing.</summary>
    public sealed record HubSpotPropertyChanged(string HubSpotId, string Property, string? Value, bool Ours) : Inbound;

    /// <summary>Somebody pressed a button under a Slack message. <paramref name="Value"/> is what we put on it: "{ticket}/{alert}".</summary>
    public sealed record SlackAction(string Action, string Value, string UserId, string UserName) : Inbound;

    /// <summary>A slash command typed in Slack.</summary>
    public sealed record SlackCommand(string Command, string Text, string UserId, string UserName, string ResponseUrl) : Inbound;

    /// <summary>An SMS to our own number.</summary>
    public sealed record SmsReply(string From, string Text) : Inbound;

    /// <summary>Understood and deliberately not acted on, with the reason (a reaction, a status we do not use, a bot's message).</summary>
    public sealed record Ignored(string Why) : Inbound
    {
        /// <summary>A client sent it, so it is counted as dismissed (TS-T6).</summary>
        public bool ByClient { get; init; }
    }
}

/// <summary>One party's state in a call, as RingCentral reports it.</summary>
public sealed record CallLeg(string Party, bool Inbound, string Status, string? Reason, bool Missed, string? From, string? FromName, string? To, string? Extension);
