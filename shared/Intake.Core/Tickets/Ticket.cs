using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Intake.Clocks;
using Intake.Triage;
using NodaTime;

namespace Intake.Tickets;

/// <summary>A ticket as its events made it. Holds no client's words but the title; everything a timer or a decision needs is here.</summary>
public sealed record Ticket
{
    public required TicketId Id { get; init; }

    /// <summary>How many events made it; 0: nothing happened yet.</summary>
    public long Sequence { get; init; }

    /// <summary>Which run of its clock this is: raised by each reopening.</summary>
    public int Generation { get; init; } = 1;

    public string Playbook { get; init; } = "";

    public string PlaybookVersion { get; init; } = "";

    public string Channel { get; init; } = "";

    public Client Client { get; init; } = new(null, null);

    public string Source { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>The title is our proposal; no agent has confirmed it yet (TS-T5).</summary>
    public bool TitleProposed { get; init; }

    /// <summary>On its way to a department (TS-H1).</summary>
    public Handoff? Handoff { get; init; }

    public string Stage { get; init; } = "";

    public string? Owner { get; init; }

    /// <summary>Who has it, where only one may (XD-4).</summary>
    public Baton? Baton { get; init; }

    /// <summary>Made by a co-worker, not by a client (XD-1).</summary>
    public InternalTicket? Internal { get; init; }

    /// <summary>The client was told that it takes longer.</summary>
    public HeadsUp? HeadsUp { get; init; }

    /// <summary>Attempts to reach a client who does not answer, in order (XD-8).</summary>
    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    /// <summary>How it came to its agent; null: no assignment had a part in it.</summary>
    public Routing? Routing { get; init; }

    /// <summary>An issue that waits for an agent to make it a ticket (TS-T2); not mirrored.</summary>
    public bool Draft { get; init; }

    /// <summary>Since when it waits to become one.</summary>
    public Instant? DraftSince { get; init; }

    /// <summary>The draft was dismissed because it belongs to this ticket: what the client writes next goes there.</summary>
    public TicketId? BelongsTo { get; init; }

    public string? HubSpotId { get; init; }

    /// <summary>Words by which it is found and counted; a teammate asked for help is <see cref="StageVisit.Tagged"/>.</summary>
    public ImmutableSortedSet<string> Tags { get; init; } = [];

    public TicketId? Follows { get; init; }

    public TicketId? SucceededBy { get; init; }

    public Instant OpenedAt { get; init; }

    /// <summary>When it was last taken up again; null while it was never closed.</summary>
    public Instant? ReopenedAt { get; init; }

    /// <summary>What the inquiry is about: a category of the playbook.</summary>
    public string? Category { get; init; }

    /// <summary>A priority of the playbook.</summary>
    public string? Priority { get; init; }

    /// <summary>The number the client knows it by.</summary>
    public string? Reference { get; init; }

    public Receipt? Receipt { get; init; }

    public Escalation? Escalation { get; init; }

    public Resolution? Resolution { get; init; }

    public Instant? ClosedAt { get; init; }

    public Urgency Urgency { get; init; }

    public Classification? Classification { get; init; }

    public Waiting? Waiting { get; init; }

    /// <summary>An agent has answered since it was opened or reopened: on a chat it is live (TS-C3).</summary>
    public bool Live { get; init; }

    public Instant? LastClientAt { get; init; }

    /// <summary>When the team last reached out to the client, by message or call.</summary>
    public Instant? TouchedAt { get; init; }

    /// <summary>The first sign that an agent has read it: a reply, a note, an owner, a call.</summary>
    public Instant? AssessedAt { get; init; }

    public Emergency? Emergency { get; init; }

    /// <summary>"Life-threatening or rescue?", while nobody has answered it.</summary>
    public EmergencyQuestion? Question { get; init; }

    /// <summary>What the team has been asked for and still owes.</summary>
    public ImmutableArray<Nagging> Nags { get; init; } = [];

    public ImmutableArray<Alert> Alerts { get; init; } = [];

    /// <summary>Timers that fired in the present episodes, as "kind|episode".</summary>
    public ImmutableSortedSet<string> Fired { get; init; } = [];

    /// <summary>The closed window for which the automatic answer went out.</summary>
    public Instant? AutoRepliedWindow { get; init; }

    public bool Reminded { get; init; }

    /// <summary>Promises to the client not yet kept.</summary>
    public ImmutableArray<Promise> Promises { get; init; } = [];

    /// <summary>How many promises to this client were broken.</summary>
    public int BrokenPromises { get; init; }

    /// <summary>The client was told by when (TS-U1).</summary>
    public bool TimeGiven { get; init; }

    /// <summary>The client's last message only closed the conversation; the agent may veto that.</summary>
    public Thanks? Thanks { get; init; }

    /// <summary>When the client last asked for something: "thanks" does not count.</summary>
    public Instant? AskedAt { get; init; }

    /// <summary>Since when the client has asked for what is neither solved nor said to take longer (XD-5): asking again changes nothing.</summary>
    public Instant? UnsolvedSince { get; init; }

    /// <summary>Our last words asked the client something: an "ok" then says yes.</summary>
    public bool AskedClient { get; init; }

    /// <summary>When an agent said that the matter is dealt with.</summary>
    public Instant? HandledAt { get; init; }

    /// <summary>Tasks not yet done.</summary>
    public ImmutableArray<TicketTask> Tasks { get; init; } = [];

    /// <summary>Rules broken outside and not yet settled.</summary>
    public ImmutableArray<RuleBreach> Exceptions { get; init; } = [];

    /// <summary>The present stay in the stage; null in the stage where it began.</summary>
    public StageVisit? Visit { get; init; }

    /// <summary>The plan that has yet to happen.</summary>
    public Execution? Execution { get; init; }

    /// <summary>Since when nothing is awaited any more (TS-P9): it can be closed.</summary>
    public Instant? FinalSince { get; init; }

    /// <summary>Who last answered the client.</summary>
    public string? LastAgent { get; init; }

    /// <summary>The shift whose end comes next is the first to end after this.</summary>
    public Instant? ShiftFrom { get; init; }

    /// <summary>Handed over and not yet accepted (TS-O2, C6).</summary>
    public HandOver? HandOver { get; init; }

    /// <summary>It stays with its agent (TS-O1).</summary>
    public OwnershipException? Kept { get; init; }

    /// <summary>The effect that carries the team's last answer, when it goes out through us.</summary>
    public string? LastAnswer { get; init; }

    /// <summary>That answer has not been taken by the provider yet.</summary>
    public bool AnswerPending { get; init; }

    /// <summary>The message an answer replies to, and its subject: e-mail threads by them.</summary>
    public string? LastMessageId { get; init; }

    public string? Subject { get; init; }

    /// <summary>The macro the last answer started from.</summary>
    public MacroUse? Macro { get; init; }

    /// <summary>Waits for its client; null: it does not.</summary>
    public Snooze? Snooze { get; init; }

    /// <summary>Stays open for an answer to a solution (ER-12); null: it does not.</summary>
    public Hold? Hold { get; init; }

    /// <summary>Whose next ticket it is: the client answered to this agent's offer (ER-12).</summary>
    public string? FirstInLine { get; init; }

    /// <summary>What was to be looked at, and what was found.</summary>
    public ImmutableArray<CheckState> Checks { get; init; } = [];

    /// <summary>Who the client has shown to be; null: nobody has looked.</summary>
    public Identity? Identity { get; init; }

    /// <summary>It is part of another conversation (ER-8); null: it is one of its own.</summary>
    public MergedTicket? Merge { get; init; }

    /// <summary>Conversations that have become part of this one.</summary>
    public ImmutableArray<MergedInTicket> MergedIn { get; init; } = [];

    /// <summary>Tickets that took this one's messages for a while: what was heard there was heard.</summary>
    public ImmutableArray<TicketId> Took { get; init; } = [];

    /// <summary>Delivery keys of the last signals heard: the same one again changes nothing.</summary>
    public ImmutableArray<string> Recent { get; init; } = [];

    [JsonIgnore]
    public bool Exists => Sequence > 0;

    /// <summary>The present emergency's alert is not over yet.</summary>
    [JsonIgnore]
    public bool HasEmergencyAlert => Emergency is { } emergency && Alerts.Any(alert => alert.Episode == emergency.Episode && !alert.Ended);

    /// <summary>The conversation this one goes on in.</summary>
    [JsonIgnore]
    public TicketId? MergedInto => Merge?.Into;

    [JsonIgnore]
    public bool IsOpen => Exists && ClosedAt is null;

    public static Ticket None(TicketId id) => new() { Id = id };

    public bool HasFired(TimerKind kind, string episode) => !Fired.IsEmpty && Fired.Contains($"{kind}|{episode}");
}

/// <summary>An emergency in progress (TS-E1): since when, and whether the local-emergency-services text went out (TS-E2).</summary>
public sealed record Emergency(string Episode, Instant Since, bool TextSent)
{
    public string? Situation { get; init; }

    public string? Location { get; init; }

    public Instant? RespondersAt { get; init; }

    /// <summary>Who said that the linked SOP was followed (TS-E4).</summary>
    public string? SopFollowedBy { get; init; }

    /// <summary>Required of the agent and not yet recorded, in the words of the API.</summary>
    [JsonIgnore]
    public IEnumerable<string> Missing => new[] { Situation is null ? "situation" : null, Location is null ? "location" : null }.OfType<string>();
}

/// <summary>Who handed the ticket to which department, with which final note; <paramref name="Effect"/> is the e-mail that connects them.</summary>
public sealed record Handoff(string Agent, string Department, string Note, Instant At, string Effect);

/// <summary>An injury or illness nobody has judged yet.</summary>
public sealed record EmergencyQuestion(string Episode, Instant Since, string Rule);

/// <summary>Something the team was asked for: how often, when last, and where, so that the buttons can be taken away.</summary>
public sealed record Nagging(string Nag, string Episode, int Round, Instant LastDue, ImmutableArray<AlertPost> Posts);
