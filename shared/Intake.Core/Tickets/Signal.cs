using System.Text.Json.Serialization;
using Intake.OnCall;
using NodaTime;

namespace Intake.Tickets;

/// <summary>
/// What the world told us about one ticket. <see cref="Id"/> is the delivery key: the same signal twice is the same id twice.
/// The discriminators are stored with effects: add cases, never rename one.
/// </summary>
[JsonDerivedType(typeof(MessageArrived), "message-arrived")]
[JsonDerivedType(typeof(CallMissed), "call-missed")]
[JsonDerivedType(typeof(CallAnswered), "call-answered")]
[JsonDerivedType(typeof(CallMade), "call-made")]
[JsonDerivedType(typeof(TicketRequested), "ticket-requested")]
[JsonDerivedType(typeof(TicketAdopted), "ticket-adopted")]
[JsonDerivedType(typeof(ReplyRequested), "reply-requested")]
[JsonDerivedType(typeof(ReplySeen), "reply-seen")]
[JsonDerivedType(typeof(TemplateRequested), "template-requested")]
[JsonDerivedType(typeof(NoteWritten), "note-written")]
[JsonDerivedType(typeof(StageMoved), "stage-moved")]
[JsonDerivedType(typeof(OwnerChanged), "owner-changed")]
[JsonDerivedType(typeof(UrgencyOverruled), "urgency-overruled")]
[JsonDerivedType(typeof(AlertAcknowledged), "alert-acknowledged")]
[JsonDerivedType(typeof(HelpNeeded), "help-needed")]
[JsonDerivedType(typeof(ClockRang), "clock-rang")]
[JsonDerivedType(typeof(EffectSettled), "effect-settled")]
[JsonDerivedType(typeof(DeliveryReported), "delivery-reported")]
[JsonDerivedType(typeof(SeenElsewhere), "seen-elsewhere")]
[JsonDerivedType(typeof(Followed), "followed")]
[JsonDerivedType(typeof(TaskRequested), "task-requested")]
[JsonDerivedType(typeof(TaskFinished), "task-finished")]
[JsonDerivedType(typeof(ExecutionReported), "execution-reported")]
[JsonDerivedType(typeof(StayRequested), "stay-requested")]
[JsonDerivedType(typeof(HandOverRequested), "hand-over-requested")]
[JsonDerivedType(typeof(HandOverAccepted), "hand-over-accepted")]
[JsonDerivedType(typeof(KeepRequested), "keep-requested")]
[JsonDerivedType(typeof(ReleaseRequested), "release-requested")]
[JsonDerivedType(typeof(DriftFound), "drift-found")]
[JsonDerivedType(typeof(EmergencyRecorded), "emergency-recorded")]
[JsonDerivedType(typeof(EmergencyAnswered), "emergency-answered")]
[JsonDerivedType(typeof(DraftConfirmed), "draft-confirmed")]
[JsonDerivedType(typeof(DraftDismissed), "draft-dismissed")]
[JsonDerivedType(typeof(TitleSet), "title-set")]
[JsonDerivedType(typeof(HandoffRequested), "handoff-requested")]
public abstract partial record Signal
{
    private Signal() { }

    /// <summary>The delivery key: unique per accepted input, the same on every redelivery.</summary>
    public string Id { get; init; } = "";

    /// <summary>When it happened: the provider's time where it lies within 7 days before receipt, else the receipt.</summary>
    public Instant At { get; init; }

    /// <summary>When we were told.</summary>
    public Instant ReceivedAt { get; init; }

    /// <summary>What the shell gathered for this decision.</summary>
    [JsonIgnore]
    public Facts Facts { get; init; } = Facts.None;

    /// <summary>A client wrote on <paramref name="Channel"/> (the playbook's name for it). <paramref name="Automatic"/>: an auto-reply or bounce, never to be answered.</summary>
    public sealed record MessageArrived(string Channel, Client Client, Message Message, string Source, bool Automatic = false) : Signal;

    /// <summary>A call nobody answered (TS-A2). The client's address is null when the number was withheld.</summary>
    public sealed record CallMissed(string Channel, Client Client, string Source) : Signal;

    /// <summary>An inbound call that a person answered.</summary>
    public sealed record CallAnswered(string Channel, Client Client, string? Agent, string Source) : Signal;

    /// <summary>An outbound call attempt to the client's number, answered or voicemail: evidence that closes a missed call (TS-A3).</summary>
    public sealed record CallMade(Client Client, string? Agent) : Signal;

    /// <summary>An agent makes a ticket by hand (TS-T2), or confirms the draft it is sent to. <paramref name="Waits"/>: the client has no answer yet.</summary>
    public sealed record TicketRequested(string Channel, Client Client, string Summary, string Note, string? Title, string Agent, Urgency? Urgency, string? Source = null, bool Waits = false) : Signal;

    /// <summary>HubSpot made a ticket by itself and it carries no id of ours: it becomes one of ours.</summary>
    public sealed record TicketAdopted(string Channel, Client Client, string Subject, string Content, string HubSpotId) : Signal;

    /// <summary>An agent asks Intake to send this reply to the client. <paramref name="Confirm"/>: in own words although answers start from a macro (ER-9).</summary>
    public sealed record ReplyRequested(string Agent, string Text, bool Confirm = false) : Signal;

    /// <summary>An agent's reply that went out without us, seen through the provider.</summary>
    public sealed record ReplySeen(string? Agent, string Text, string MessageId) : Signal;

    /// <summary>An agent asks for a template's text to be sent, by one click (TS-E2).</summary>
    public sealed record TemplateRequested(string Agent, string Template) : Signal;

    public sealed record NoteWritten(string Agent, string Text) : Signal;

    /// <summary>
    /// A move of stage. <paramref name="SeenIn"/> is null when asked of Intake, else the system it was already made in ("hubspot").
    /// <paramref name="Teammate"/>: whose help is asked for; <paramref name="Invoice"/>: the finance note that follows execution;
    /// <paramref name="Confirm"/>: the agent means it although it was questioned (TS-P8); <paramref name="Message"/>: what the client is told with the move
    /// (SC-4, SC-5); <paramref name="Until"/>: until when it rests, in words (SC-7).
    /// </summary>
    public sealed record StageMoved(
        string Agent, string Stage, string? Note, string? SeenIn = null, Person? Teammate = null, string? Invoice = null, bool Confirm = false, string? Message = null, string? Until = null) : Signal;

    /// <summary>A change of owner; null means nobody.</summary>
    public sealed record OwnerChanged(string Agent, string? Owner, string? SeenIn = null) : Signal;

    /// <summary>An agent overrules the classification, with a reason (TS-U2).</summary>
    public sealed record UrgencyOverruled(string Agent, Urgency Urgency, string Reason) : Signal;

    /// <summary>A named person takes an alert. <paramref name="Via"/>: slack, sms or api.</summary>
    public sealed record AlertAcknowledged(string Alert, Person By, string Via) : Signal;

    /// <summary>"Need help": the next rung at once.</summary>
    public sealed record HelpNeeded(string Alert, Person By, string Via) : Signal;

    /// <summary>Time has passed: whatever the flight plan holds as due is fired.</summary>
    public sealed record ClockRang : Signal;

    /// <summary>What became of an effect.</summary>
    public sealed record EffectSettled(Effect Effect, Outcome Outcome, bool Repeat) : Signal;

    /// <summary>The provider's later word on something we sent.</summary>
    public sealed record DeliveryReported(string Effect, string Receipt, bool Failed, string Status) : Signal;

    /// <summary>The thread goes on in another ticket.</summary>
    public sealed record Followed(TicketId By) : Signal;

    /// <summary>Something to be done on the ticket; <paramref name="Due"/> as the agent wrote it; <paramref name="Request"/>: the kind of request it answers.</summary>
    public sealed record TaskRequested(string Agent, string Text, string? Due, string? Request = null) : Signal
    {
        /// <summary>The department it is asked of (XD-3); null: the team's own.</summary>
        public string? For { get; init; }
    }

    public sealed record TaskFinished(string Agent, string Task, string? Note) : Signal;

    /// <summary>Whether the plan was carried out (TS-P5). <paramref name="Execution"/>: which one the button asked about; null: the present one.</summary>
    public sealed record ExecutionReported(string Agent, bool Done, string? Note, string? Execution = null) : Signal;

    /// <summary>The same message by another route than the channel's own: evidence only.</summary>
    public sealed record SeenElsewhere(string Route, string Reference) : Signal;

    /// <summary>An agent stays with a live chat beyond the shift's end (TS-C6).</summary>
    public sealed record StayRequested(string Agent, string? Reason) : Signal;

    /// <summary>An agent hands a ticket over by name (TS-C6).</summary>
    public sealed record HandOverRequested(string Agent, Person To) : Signal;

    /// <summary>Somebody accepts what the last shift, or a colleague by name, has handed over (TS-O2, C6).</summary>
    public sealed record HandOverAccepted(string Agent) : Signal;

    /// <summary>A ticket must stay with its agent (TS-O1). <paramref name="Name"/> is how the title names the agent; <paramref name="SeenIn"/>: where the title was already changed.</summary>
    public sealed record KeepRequested(string Agent, string Name, string Reason, string? SeenIn = null) : Signal;

    /// <summary>HubSpot shows something else than Intake wrote, in these fields.</summary>
    public sealed record DriftFound(System.Collections.Immutable.ImmutableArray<string> Fields) : Signal;

    /// <summary>The ownership exception is over: closed with the note, or returned to the shift.</summary>
    public sealed record ReleaseRequested(string Agent, string? CloseNote, string? SeenIn = null) : Signal;

    /// <summary>What an agent records of an emergency (TS-E2 to E4); what is not given stays as it is.</summary>
    public sealed record EmergencyRecorded(string Agent, string? Situation = null, string? Location = null, bool RespondersTookOver = false, bool ConfirmSop = false) : Signal;

    /// <summary>An agent answers "life-threatening or rescue?".</summary>
    public sealed record EmergencyAnswered(string Agent, bool Yes) : Signal;

    /// <summary>An agent makes a draft a ticket as it is proposed, by one click.</summary>
    public sealed record DraftConfirmed(string Agent) : Signal;

    /// <summary>An agent says that a draft needs no ticket, and why; <paramref name="BelongsTo"/> is the ticket it belongs to, where that is the reason.</summary>
    public sealed record DraftDismissed(string Agent, string Reason, string? BelongsTo = null) : Signal;

    /// <summary>An agent confirms the proposed title (null), or gives another (TS-T5).</summary>
    public sealed record TitleSet(string Agent, string? Title) : Signal;

    /// <summary>Not a support matter: it goes to a department of the playbook, with an answer where we have one (TS-H1).</summary>
    public sealed record HandoffRequested(string Agent, string Department, string? Note, string? Answer) : Signal;
}

/// <summary>One message of a client. <paramref name="Kind"/> is the provider's (text, image, voice...); <paramref name="Text"/> is never empty: what has no words gets a placeholder.</summary>
public sealed record Message(string Id, string Kind, string Text, string? Subject = null)
{
    /// <summary>The whole mail where it holds more than its writer's own words: what "See More" shows (ER-21). Read by people, never classified.</summary>
    public string? Full { get; init; }
}
