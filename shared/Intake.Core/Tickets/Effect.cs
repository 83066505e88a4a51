using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Intake.OnCall;
using NodaTime;

namespace Intake.Tickets;

/// <summary>
/// What must now be done outside; stored with the events until done. <see cref="Id"/> is unique within its ticket and sorts in order of decision.
/// The discriminators are stored: add cases, never rename one.
/// </summary>
[JsonDerivedType(typeof(PostToSlack), "slack-post")]
[JsonDerivedType(typeof(UpdateSlack), "slack-update")]
[JsonDerivedType(typeof(SendSms), "sms")]
[JsonDerivedType(typeof(SendToClient), "to-client")]
[JsonDerivedType(typeof(MirrorTicket), "mirror-ticket")]
[JsonDerivedType(typeof(MirrorContact), "mirror-contact")]
[JsonDerivedType(typeof(MirrorNote), "mirror-note")]
[JsonDerivedType(typeof(Tell), "tell")]
[JsonDerivedType(typeof(LookUpAccount), "look-up-account")]
public abstract record Effect
{
    private Effect() { }

    /// <summary>"{sequence of the first event it was decided with}-{n}", zero-padded.</summary>
    public string Id { get; init; } = "";

    /// <summary>The SOP clause that asks for it.</summary>
    public required string Clause { get; init; }

    /// <summary>Sent only while this alert is open and unacknowledged; null: whatever happens.</summary>
    public string? WhileAlert { get; init; }

    /// <summary>Never sent after this instant; null: whenever it gets through.</summary>
    public Instant? NotAfter { get; init; }

    /// <summary>Effects on one target are sent in order; different targets go side by side.</summary>
    [JsonIgnore]
    public abstract string Target { get; }

    /// <summary>A page wakes somebody: it goes before everything else.</summary>
    [JsonIgnore]
    public virtual bool IsPage => false;

    /// <summary>A message to a Slack room (a playbook room such as "cs") or person (a Slack user id). With an alert it carries its buttons.</summary>
    public sealed record PostToSlack(string Room, string Text, string? Alert, bool Page, ImmutableArray<SlackButton> Buttons) : Effect
    {
        /// <summary>The Slack id of somebody to be mentioned before the text: a member (U…) or a user group (S…).</summary>
        public string? Mention { get; init; }

        public override string Target => $"slack:{Room}:{Id}";

        public override bool IsPage => Page;
    }

    /// <summary>Replaces the text of a message posted by an earlier effect, and its buttons: with none, they go.</summary>
    public sealed record UpdateSlack(string Post, string Room, string Receipt, string Text) : Effect
    {
        public ImmutableArray<SlackButton> Buttons { get; init; } = [];

        public override string Target => $"slack:{Room}:{Post}";
    }

    /// <summary>A page by SMS. A reply with the code acknowledges the alert.</summary>
    public sealed record SendSms(Person To, string Text, string Alert, string Code) : Effect
    {
        public override string Target => $"sms:{To.Sms}";

        public override bool IsPage => true;
    }

    /// <summary>A message to the client on the ticket's own channel. <paramref name="Template"/> is null for an agent's own words; <paramref name="Cc"/> is an address that reads it too (e-mail only).</summary>
    public sealed record SendToClient(string Channel, Client To, string Text, string? Template, string? InReplyTo, string? Subject, bool Automatic, string? Cc = null) : Effect
    {
        public override string Target => $"client:{To.Address}";

        /// <summary>Our address it is sent from, where the channel has one of its own; null: the settings'.</summary>
        public string? From { get; init; }

        /// <summary>Not sent any more once the client has written or the ticket was taken up again since then: it asks for an answer.</summary>
        public Instant? UnlessHeardSince { get; init; }

        /// <summary>The approved WhatsApp template that says the same, when free text is not taken any more.</summary>
        public string? Approved { get; init; }
    }

    /// <summary>The ticket as HubSpot shall show it; empty content leaves what is there.</summary>
    public sealed record MirrorTicket(string Title, string Stage, Urgency Urgency, string? Owner, string Content, string Source) : Effect
    {
        public override string Target => "hubspot";

        /// <summary>The ticket's tags, "; " between them; null: it has and had none.</summary>
        public string? Tags { get; init; }

        /// <summary>What the inquiry is about, in the playbook's words; null: nothing to say.</summary>
        public string? Type { get; init; }

        /// <summary>The number the client knows it by.</summary>
        public string? Reference { get; init; }
    }

    /// <summary>The client as a HubSpot contact, found or made, tied to the ticket.</summary>
    public sealed record MirrorContact(Client Client) : Effect
    {
        public override string Target => "hubspot";
    }

    /// <summary>A note on the HubSpot ticket. Plain text; the connector encodes it.</summary>
    public sealed record MirrorNote(string Text, Instant At) : Effect
    {
        public override string Target => "hubspot";
    }

    /// <summary>What another ticket must learn. The effect's id is the delivery key there.</summary>
    public sealed record Tell(TicketId Ticket, Signal Signal) : Effect
    {
        public override string Target => $"ticket:{Ticket}";
    }

    /// <summary>The accounts are searched for this ticket's client. What is searched for is read from the ticket when it is done; nothing of it is kept here.</summary>
    public sealed record LookUpAccount : Effect
    {
        public override string Target => "accounts";
    }
}

/// <summary>A button under a Slack message: what it says and which action it stands for.</summary>
public sealed record SlackButton(string Action, string Label);
