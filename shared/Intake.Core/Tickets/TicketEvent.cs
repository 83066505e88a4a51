using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Intake.Clocks;
using Intake.OnCall;
using Intake.Triage;
using NodaTime;

namespace Intake.Tickets;

/// <summary>A fact about one ticket, stored for ever, with the clause that caused it. The discriminators are stored: add cases, never rename one.</summary>
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Reopened), "reopened")]
[JsonDerivedType(typeof(Succeeded), "succeeded")]
[JsonDerivedType(typeof(MessageReceived), "message-received")]
[JsonDerivedType(typeof(Classified), "classified")]
[JsonDerivedType(typeof(CallMissed), "call-missed")]
[JsonDerivedType(typeof(CallAnswered), "call-answered")]
[JsonDerivedType(typeof(CallMade), "call-made")]
[JsonDerivedType(typeof(Replied), "replied")]
[JsonDerivedType(typeof(AutoReplied), "auto-replied")]
[JsonDerivedType(typeof(Reminded), "reminded")]
[JsonDerivedType(typeof(Noted), "noted")]
[JsonDerivedType(typeof(StageChanged), "stage-changed")]
[JsonDerivedType(typeof(OwnerSet), "owner-set")]
[JsonDerivedType(typeof(Retitled), "retitled")]
[JsonDerivedType(typeof(Confirmed), "confirmed")]
[JsonDerivedType(typeof(UrgencySet), "urgency-set")]
[JsonDerivedType(typeof(AlertRaised), "alert-raised")]
[JsonDerivedType(typeof(RungFired), "rung-fired")]
[JsonDerivedType(typeof(AlertTaken), "alert-taken")]
[JsonDerivedType(typeof(AlertResumed), "alert-resumed")]
[JsonDerivedType(typeof(HelpAsked), "help-asked")]
[JsonDerivedType(typeof(AlertEnded), "alert-ended")]
[JsonDerivedType(typeof(TimerFired), "timer-fired")]
[JsonDerivedType(typeof(EffectDelivered), "effect-delivered")]
[JsonDerivedType(typeof(EffectDelayed), "effect-delayed")]
[JsonDerivedType(typeof(EffectRefused), "effect-refused")]
[JsonDerivedType(typeof(EffectDropped), "effect-dropped")]
[JsonDerivedType(typeof(EffectReported), "effect-reported")]
[JsonDerivedType(typeof(AnswerLost), "answer-lost")]
[JsonDerivedType(typeof(SeenElsewhere), "seen-elsewhere")]
[JsonDerivedType(typeof(Closed), "closed")]
[JsonDerivedType(typeof(Tagged), "tagged")]
[JsonDerivedType(typeof(PartyNamed), "party-named")]
[JsonDerivedType(typeof(MovePrompted), "move-prompted")]
[JsonDerivedType(typeof(TaskAdded), "task-added")]
[JsonDerivedType(typeof(TaskDone), "task-done")]
[JsonDerivedType(typeof(ExecutionPlanned), "execution-planned")]
[JsonDerivedType(typeof(ExecutionAsked), "execution-asked")]
[JsonDerivedType(typeof(ExecutionReported), "execution-reported")]
[JsonDerivedType(typeof(FinalConditionMet), "final-condition-met")]
[JsonDerivedType(typeof(RuleBroken), "rule-broken")]
[JsonDerivedType(typeof(RuleSettled), "rule-settled")]
[JsonDerivedType(typeof(HandedOver), "handed-over")]
[JsonDerivedType(typeof(ShiftPassed), "shift-passed")]
[JsonDerivedType(typeof(Stayed), "stayed")]
[JsonDerivedType(typeof(HandOverAccepted), "hand-over-accepted")]
[JsonDerivedType(typeof(Kept), "kept")]
[JsonDerivedType(typeof(Released), "released")]
[JsonDerivedType(typeof(DriftFound), "drift-found")]
[JsonDerivedType(typeof(EmergencyRecorded), "emergency-recorded")]
[JsonDerivedType(typeof(QuestionRaised), "question-raised")]
[JsonDerivedType(typeof(QuestionAnswered), "question-answered")]
[JsonDerivedType(typeof(RespondersTookOver), "responders-took-over")]
[JsonDerivedType(typeof(SopFollowed), "sop-followed")]
[JsonDerivedType(typeof(Nagged), "nagged")]
[JsonDerivedType(typeof(NagEnded), "nag-ended")]
[JsonDerivedType(typeof(DraftDismissed), "draft-dismissed")]
[JsonDerivedType(typeof(TitleConfirmed), "title-confirmed")]
[JsonDerivedType(typeof(HandoffStarted), "handoff-started")]
public abstract partial record TicketEvent
{
    private TicketEvent() { }

    /// <summary>When it happened (see <see cref="Signal.At"/>); for a timer, when it was due.</summary>
    public required Instant At { get; init; }

    /// <summary>When it was decided and stored.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>The SOP clause that caused it, or "intake" for our own bookkeeping.</summary>
    public required string Clause { get; init; }

    /// <summary>The delivery key of the signal that caused it; on the first event of a decision only, null for a timer.</summary>
    public string? Signal { get; init; }

    public sealed record Opened(
        TicketId Ticket, string Playbook, string PlaybookVersion, string Channel, Client Client, string Source, string Title, string Stage,
        string? Owner, bool Draft, string? HubSpotId, TicketId? Follows) : TicketEvent;

    /// <summary>A client came back to a closed ticket: the next generation of its clock.</summary>
    public sealed record Reopened(int Generation, string Stage) : TicketEvent;

    /// <summary>The thread goes on in another ticket.</summary>
    public sealed record Succeeded(TicketId By) : TicketEvent;

    /// <summary>The only place where a client's words are kept. <paramref name="CutFrom"/> is the original length when they were cut to 200,000 characters.</summary>
    public sealed record MessageReceived(Message Message, Client Client, bool Automatic, bool Monitored, int? CutFrom) : TicketEvent
    {
        /// <summary>It only closed the conversation: the client waits for nothing.</summary>
        public bool Closing { get; init; }
    }

    public sealed record Classified(Classification Classification) : TicketEvent;

    public sealed record CallMissed(Client Client) : TicketEvent;

    public sealed record CallAnswered(Client Client, string? Agent) : TicketEvent;

    public sealed record CallMade(Client Client, string? Agent) : TicketEvent;

    /// <summary>Words from the team to the client. <paramref name="Effect"/> is null when they went out without us.</summary>
    public sealed record Replied(string? Agent, string Text, string? Template, string? Effect) : TicketEvent;

    /// <summary>The automatic out-of-hours answer, once per conversation and closed window.</summary>
    public sealed record AutoReplied(Instant WindowStart, string Template, string Effect) : TicketEvent;

    public sealed record Reminded(string Template, string Effect) : TicketEvent;

    public sealed record Noted(string Agent, string Text) : TicketEvent;

    public sealed record StageChanged(string From, string To, string Agent, string? SeenIn, string? Note = null) : TicketEvent;

    public sealed record OwnerSet(string? Owner, string Agent, string? SeenIn) : TicketEvent;

    public sealed record Retitled(string Title, string Agent) : TicketEvent;

    /// <summary>A draft became a ticket (TS-T2).</summary>
    public sealed record Confirmed(string Agent) : TicketEvent;

    public sealed record UrgencySet(Urgency Urgency, string Agent, string Reason) : TicketEvent;

    /// <summary>A ladder begins: who would be paged on each rung is captured here.</summary>
    public sealed record AlertRaised(Alert Alert) : TicketEvent;

    /// <summary>A rung was climbed; <paramref name="Due"/> is when it should have been. <paramref name="Effects"/> are what it sent.</summary>
    public sealed record RungFired(string Alert, int Rung, int Round, Instant Due, Duration Late, ImmutableArray<AlertPost> Posts) : TicketEvent;

    public sealed record AlertTaken(string Alert, Person By, string Via) : TicketEvent;

    /// <summary>Acknowledged, but the client was not touched in time: the ladder goes on one rung up.</summary>
    public sealed record AlertResumed(string Alert, int Rung, Instant Due, Duration Late) : TicketEvent;

    public sealed record HelpAsked(string Alert, Person By, string Via) : TicketEvent;

    public sealed record AlertEnded(string Alert, string Why) : TicketEvent;

    /// <summary>A timer of the flight plan fired, once per kind and episode.</summary>
    public sealed record TimerFired(TimerKind Kind, string Episode, Instant Due, Duration Late) : TicketEvent;

    public sealed record EffectDelivered(string Effect, string Kind, string Target, string Receipt, bool Repeat) : TicketEvent;

    public sealed record EffectDelayed(string Effect, string Kind, string Target, Instant Until, string Why) : TicketEvent;

    public sealed record EffectRefused(string Effect, string Kind, string Target, string Why) : TicketEvent;

    public sealed record EffectDropped(string Effect, string Kind, string Target, string Why) : TicketEvent;

    public sealed record EffectReported(string Effect, string Receipt, bool Failed, string Status) : TicketEvent;

    /// <summary>What the team wrote never reached the client, who waits again from now.</summary>
    public sealed record AnswerLost(string Effect) : TicketEvent;

    public sealed record SeenElsewhere(string Route, string Reference) : TicketEvent;

    public sealed record Closed(string Agent, string Note) : TicketEvent;

    /// <summary>A colleague's or department's help was asked for in Slack (TS-P2).</summary>
    public sealed record Tagged(Person Teammate, string Agent) : TicketEvent;

    /// <summary>On whom the ticket waits (TS-P3).</summary>
    public sealed record PartyNamed(Party Party) : TicketEvent;

    /// <summary>The client answered; the agent was asked to move the ticket.</summary>
    public sealed record MovePrompted : TicketEvent;

    /// <summary><paramref name="OfStage"/>: the stage's own, done when the ticket leaves it.</summary>
    public sealed record TaskAdded(TicketTask Task, bool OfStage) : TicketEvent;

    public sealed record TaskDone(string Task, string Agent, string? Note) : TicketEvent;

    public sealed record ExecutionPlanned(Execution Execution) : TicketEvent;

    public sealed record ExecutionAsked(AlertPost Post) : TicketEvent;

    public sealed record ExecutionReported(string Agent, bool Done, string? Note) : TicketEvent;

    /// <summary>Nothing is awaited any more (TS-P9): plan executed, client confirmed, finance handed over.</summary>
    public sealed record FinalConditionMet(string Why) : TicketEvent;

    public sealed record RuleBroken(RuleBreach Breach) : TicketEvent;

    public sealed record RuleSettled(string Breach, string Why) : TicketEvent;

    /// <summary>To the next shift at the end of one (TS-O2), or to somebody by name (TS-C6). <paramref name="Day"/> is the local day the shift began.</summary>
    public sealed record HandedOver(HandOver HandOver, LocalDate Day, Duration Late) : TicketEvent;

    /// <summary>A shift ended and nothing was to be handed over.</summary>
    public sealed record ShiftPassed(string Shift, LocalDate Day, Instant Ended, string Why) : TicketEvent;

    /// <summary>The agent stays with a live chat until this shift end has passed (TS-C6).</summary>
    public sealed record Stayed(string Agent, string? Reason, Instant Until) : TicketEvent;

    public sealed record HandOverAccepted(string Agent, string HandOver) : TicketEvent;

    /// <summary>An ownership exception (TS-O1).</summary>
    public sealed record Kept(string Agent, string Name, string Reason, string? SeenIn) : TicketEvent;

    public sealed record Released(string Agent) : TicketEvent;

    /// <summary>HubSpot showed something else in these fields; they were written again.</summary>
    public sealed record DriftFound(ImmutableArray<string> Fields) : TicketEvent;

    /// <summary>What is known of an emergency; null leaves what was recorded before (TS-E2).</summary>
    public sealed record EmergencyRecorded(string? Situation, string? Location, string Agent) : TicketEvent;

    /// <summary>An injury or illness: is it life-threatening, or a rescue? <paramref name="Rule"/> is the triage rule that asks.</summary>
    public sealed record QuestionRaised(string Rule) : TicketEvent;

    public sealed record QuestionAnswered(string Agent, bool Yes) : TicketEvent;

    public sealed record RespondersTookOver(string Agent) : TicketEvent;

    /// <summary>The agent says that the linked SOP was followed (TS-E4).</summary>
    public sealed record SopFollowed(string Agent, string Link) : TicketEvent;

    /// <summary>The team was asked for something it owes; <paramref name="Round"/> counts from 0.</summary>
    public sealed record Nagged(string Nag, string Episode, int Round, Instant Due, Duration Late, ImmutableArray<AlertPost> Posts) : TicketEvent;

    public sealed record NagEnded(string Nag, string Why) : TicketEvent;

    /// <summary>An agent stands by the title (TS-T5).</summary>
    public sealed record TitleConfirmed(string Agent, string Title) : TicketEvent;

    /// <summary>Not a support matter (TS-H1): <paramref name="Effect"/> is the e-mail that connects client and department; once it is delivered, the ticket closes with the note.</summary>
    public sealed record HandoffStarted(string Agent, string Department, string Note, string Effect) : TicketEvent;

    /// <summary>No ticket was needed, for a reason of the fixed list (TS-D2); <paramref name="BelongsTo"/> is where the client's words went.</summary>
    public sealed record DraftDismissed(string Agent, string Reason, TicketId? BelongsTo) : TicketEvent;
}
