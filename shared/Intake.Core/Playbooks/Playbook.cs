using System.Collections.Immutable;
using Intake.Tickets;
using Intake.Time;
using Intake.Triage;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>One team's SOP as rules. Read from YAML by <see cref="PlaybookReader"/>; every rule names its clause. Names are the YAML's own.</summary>
public sealed record Playbook
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>SHA-256 of the text, lower-case hex: a ticket carries it, so that a changed SOP re-plans only when told to.</summary>
    public required string Version { get; init; }

    /// <summary>The zone in which people of this team read a time.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Clause id → the sentence of the SOP.</summary>
    public required ImmutableDictionary<string, string> Clauses { get; init; }

    public required ImmutableDictionary<string, BusinessCalendar> Calendars { get; init; }

    public required ImmutableArray<Shift> Shifts { get; init; }

    public required ImmutableDictionary<string, ChannelRules> Channels { get; init; }

    public required TriageRules Triage { get; init; }

    public required ImmutableDictionary<string, Ladder> Ladders { get; init; }

    /// <summary>In pipeline order; the first is where tickets begin.</summary>
    public required ImmutableArray<Stage> Stages { get; init; }

    public required ImmutableDictionary<string, Template> Templates { get; init; }

    public required ImmutableArray<ReminderRule> Reminders { get; init; }

    public required EmergencyRules? Emergency { get; init; }

    /// <summary>What a word to a client is worth; null: promises are not tracked.</summary>
    public PromiseRules? Promises { get; init; }

    /// <summary>Words after which nothing is owed; null: every message waits for an answer.</summary>
    public ClosingWords? ClosingWords { get; init; }

    /// <summary>How an agent's chats are set aside for something urgent; null: they are not.</summary>
    public DeprioritiseRules? Deprioritise { get; init; }

    public GuidanceRules? Guidance { get; init; }

    /// <summary>The clause of what counts as having reached a client by other means (TS-A3).</summary>
    public string EvidenceClause { get; init; } = "intake";

    /// <summary>A message to a ticket closed no longer ago than this reopens it; later it begins a successor.</summary>
    public required Duration ReopenWithin { get; init; }

    public required string ReopenClause { get; init; }

    /// <summary>The HubSpot pipeline's label.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The title's form, with {client}, {summary} and {day} (TS-T5).</summary>
    public required string TitleForm { get; init; }

    public required string TitleClause { get; init; }

    /// <summary>Slack rooms by the name rules use ("cs"): the setting that holds the room's id.</summary>
    public required ImmutableDictionary<string, string> Rooms { get; init; }

    /// <summary>The roles people are on call in; the usual three unless the playbook names its own.</summary>
    public ImmutableArray<string> Roles { get; init; } = ["primary", "secondary", "leadership"];

    public ByHandRules? ByHand { get; init; }

    public HandoffRules? Handoffs { get; init; }

    /// <summary>The SOPs this one links to (TS-L1), in the order written.</summary>
    public ImmutableArray<Link> Links { get; init; } = [];

    /// <summary>The clauses of what agents do by hand: by-hand, notes, overrule, and tags and own-words where the SOP speaks of them.</summary>
    public ImmutableDictionary<string, string> Duties { get; init; } = ImmutableDictionary<string, string>.Empty;

    public TaskRules? Tasks { get; init; }

    /// <summary>How a rule broken outside is answered: the template and its room; null: not said aloud.</summary>
    public TaskRules? Exceptions { get; init; }

    public ImmutableArray<Department> Departments => Handoffs?.Departments ?? Baton?.Departments ?? [];

    /// <summary>What happens when a shift ends; null: nothing.</summary>
    public ShiftEndRules? ShiftEnd { get; init; }

    /// <summary>The report of each shift; null: none.</summary>
    public ReportRules? Daily { get; init; }

    /// <summary>The nightly comparison with HubSpot; null: none.</summary>
    public DriftRules? Drift { get; init; }

    /// <summary>Tickets that stay with their agent; null: there is no such thing.</summary>
    public OwnershipRules? Ownership { get; init; }

    /// <summary>How tickets find their agents; null: people take them.</summary>
    public AssignmentRules? Assignment { get; init; }

    /// <summary>How a client is recognised; null: nobody asks.</summary>
    public IdentityRules? Identity { get; init; }

    /// <summary>How conversations of one client are merged; null: they are not.</summary>
    public MergeRules? Merge { get; init; }

    /// <summary>The approved texts answers start from.</summary>
    public ImmutableDictionary<string, Macro> Macros { get; init; } = ImmutableDictionary<string, Macro>.Empty;

    /// <summary>How tickets wait for their clients; null: they do not.</summary>
    public SnoozeRules? Snooze { get; init; }

    /// <summary>Closing without any follow-up; null: there is no such way.</summary>
    public OneTouchRules? OneTouch { get; init; }

    /// <summary>What clients ask for, each a task; null: requests are not listened for.</summary>
    public RequestRules? Requests { get; init; }

    /// <summary>What is to be looked at before a step, in the order written.</summary>
    public ImmutableArray<Check> Checks { get; init; } = [];

    /// <summary>The clause of a duty; "intake" when the SOP names none.</summary>
    public string ClauseOf(string duty) => Duties.GetValueOrDefault(duty, "intake");

    /// <summary>What the SOP contradicts or leaves open, and what was decided.</summary>
    public ImmutableArray<SopDecision> Decisions { get; init; } = [];

    /// <summary>What only the SOP's owner can say, and has not.</summary>
    public ImmutableArray<OpenQuestion> Undecided { get; init; } = [];

    /// <summary>Clauses that people keep, and how Intake helps them.</summary>
    public ImmutableArray<HumanDuty> HumanDuties { get; init; } = [];

    /// <summary>The team's own priorities; null: a ticket has its class alone.</summary>
    public PriorityRules? Priorities { get; init; }

    /// <summary>What inquiries are about; null: they are not sorted.</summary>
    public CategoryRules? Categories { get; init; }

    /// <summary>Reference numbers; null: tickets have none.</summary>
    public ReferenceRules? References { get; init; }

    /// <summary>How the receipt of an inquiry is confirmed; null: it is not.</summary>
    public ReceiptRules? Receipt { get; init; }

    /// <summary>What becomes of an inquiry that takes long; null: nothing.</summary>
    public EscalationRules? Escalation { get; init; }

    /// <summary>How an inquiry ends; null: with its close alone.</summary>
    public ResolutionRules? Resolution { get; init; }

    /// <summary>What people do again and again, and by when (CC-1).</summary>
    public ImmutableArray<RecurringDuty> RecurringDuties { get; init; } = [];
    /// <summary>Tickets made by co-workers; null: there are none.</summary>
    public InternalRules? Internal { get; init; }

    /// <summary>One ticket, one holder; null: anybody may work on it.</summary>
    public BatonRules? Baton { get; init; }

    /// <summary>How clients are told that it takes longer; null: nothing asks for it.</summary>
    public HeadsUpRules? HeadsUp { get; init; }

    /// <summary>How a client who does not answer is tried; null: nobody counts.</summary>
    public AttemptRules? Attempts { get; init; }

    /// <summary>The reports of weeks and months (CC-9).</summary>
    public ImmutableArray<PeriodReportRules> PeriodReports { get; init; } = [];

    /// <summary>What is counted beside the targets (SC-8, ER-4); null: nothing.</summary>
    public NumberRules? Numbers { get; init; }

    /// <summary>How closed conversations are reviewed (ER-13); null: they are not.</summary>
    public ReviewRules? Reviews { get; init; }

    /// <summary>Whether feedback and training dates are kept (ER-20).</summary>
    public FeedbackRules? Feedback { get; init; }

    /// <summary>The log a spreadsheet imports (CC-9); null: there is none.</summary>
    public LogRules? Log { get; init; }

    public Stage StageOf(string name) => Stages.First(stage => stage.Name == name);

    public Stage FirstStage => Stages[0];

    public Stage ClosedStage => Stages.First(stage => stage.Closed);
}

/// <summary>A named stretch of every local day; over midnight when it ends at or before it begins.</summary>
public sealed record Shift(string Name, LocalTime From, LocalTime To);

public enum ChannelKind
{
    Phone,
    Email,
    WhatsApp,
    WhatsAppGroup,

    /// <summary>Live chat on a website, through HubSpot.</summary>
    Chat,
}

/// <summary>How the channel's messages reach us; the same message by the other route is evidence only.</summary>
public enum Route
{
    Direct,
    HubSpot,
}

/// <summary>A channel of the SOP. <see cref="Advertised"/> is what clients were told (reminders); <see cref="Monitored"/> is when the team looks (auto-replies, clocks, alerts).</summary>
public sealed record ChannelRules
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required string Clause { get; init; }

    public required ChannelKind Kind { get; init; }

    public required Route Via { get; init; }

    public required BusinessCalendar Advertised { get; init; }

    public required BusinessCalendar Monitored { get; init; }

    /// <summary>The class every contact starts with, whatever it says (TS-A1); null: triage decides.</summary>
    public required Urgency? Starts { get; init; }

    /// <summary>Our addresses whose mail is this channel's (an e-mail address, a phone number, a WhatsApp number's id); none: whatever no other channel of its kind names.</summary>
    public ImmutableArray<string> Receives { get; init; } = [];

    /// <summary>Tickets are made by hand (TS-T2): a contact opens a draft.</summary>
    public required bool ByHand { get; init; }

    /// <summary>Response targets, one for each class that can occur.</summary>
    public required ImmutableArray<ResponseRule> Respond { get; init; }

    /// <summary>The targets are those of the ticket's priority, not the channel's own.</summary>
    public bool ByPriority { get; init; }

    /// <summary>The live-chat rule (TS-C3), on channels that have one.</summary>
    public required ResponseRule? Live { get; init; }

    public required AutoReplyRule? AutoReply { get; init; }

    /// <summary>Time to resolution, where the SOP sets one.</summary>
    public required ResponseRule? Resolve { get; init; }

    /// <summary>The rule for a class: its own, else the next more pressing one's.</summary>
    public ResponseRule RespondTo(Urgency urgency) =>
        Respond.Where(rule => rule.Class >= urgency).MinBy(rule => rule.Class) ?? Respond.MaxBy(rule => rule.Class)!;
}

/// <summary>A target: within how long, on which clock, with which ladder before and after it. <see cref="Unmonitored"/> replaces <see cref="Ladder"/> when the contact came while nobody watched the channel.</summary>
public sealed record ResponseRule(Urgency Class, string Clause, Duration Within, Counting Counting, string? Ladder, string? Unmonitored);

/// <summary>Which time counts towards a limit.</summary>
public enum Counting
{
    Elapsed,

    /// <summary>Only while the channel is monitored.</summary>
    Monitored,

    /// <summary>Elapsed, but whole days on which the channel is never monitored do not count (CC: 24 h and 48 h).</summary>
    WorkingDays,

    /// <summary>The same time of day, so many business days later (XD-5).</summary>
    BusinessDays,

    /// <summary>The end of the business day, so many business days later (SC-8).</summary>
    EndOfBusinessDay,
}

/// <summary>
/// Who is told what, how long after the clock began. <see cref="Page"/> is the template of a page, <see cref="ResumeAfter"/> how long an
/// acknowledgement may go without a first touch of the client, <see cref="RepeatEvery"/> how often the last rung repeats until somebody takes it.
/// </summary>
public sealed record Ladder(string Name, string Clause, string Page, ImmutableArray<Rung> Rungs, Duration? ResumeAfter, Duration? RepeatEvery)
{
    /// <summary>When nobody reachable is on call for its first page, the first rung is climbed at once (TS-A2).</summary>
    public bool AtOnceIfNobodyFree { get; init; }
}

/// <summary>
/// One rung: a Slack post to a room with a template, a page to roles by SMS and Slack, or both. <see cref="ToAgent"/>: the post goes to the
/// ticket's owner, to the room only when nobody owns it.
/// </summary>
public sealed record Rung(Duration After, Counting Counting, string Clause, string? Room, string? Template, ImmutableArray<string> Roles, bool ToAgent)
{
    /// <summary>Whom it also pages at certain times.</summary>
    public RungAddition? Also { get; init; }
}

/// <summary>A stage of the pipeline. <see cref="Label"/> is HubSpot's.</summary>
public sealed record Stage(string Name, string Label, string Clause, string Guidance, bool Closed, NoteForm? Note, StageNag? Nag)
{
    /// <summary>The stages a ticket may go to from here; default: any.</summary>
    public ImmutableArray<string> Moves { get; init; }

    public ImmutableArray<string> UsedFor { get; init; } = [];

    public ImmutableArray<string> NotUsedFor { get; init; } = [];

    public ImmutableArray<StageQuestion> Questions { get; init; } = [];

    public FollowUpRule? FollowUp { get; init; }

    public TagRule? Tags { get; init; }

    public WaitsOnRule? WaitsOn { get; init; }

    public StageTaskRule? Task { get; init; }

    public ExecutesRule? Executes { get; init; }

    public HandsOverRule? HandsOver { get; init; }

    public ClosesAfterRule? ClosesAfter { get; init; }

    /// <summary>Of the closed stage: it is reached promptly.</summary>
    public PromptlyRule? Promptly { get; init; }

    /// <summary>Of the closed stage: the reason that needs no resolution.</summary>
    public OneOffRule? OneOff { get; init; }

    public MessageRule? Message { get; init; }

    public OnReplyRule? OnReply { get; init; }

    /// <summary>In order of time.</summary>
    public ImmutableArray<ClientReminderRule> ClientReminders { get; init; } = [];

    public HoldRule? Hold { get; init; }

    public SealedRule? Sealed { get; init; }

    /// <summary>The clause by which nothing but the client's answer is awaited here (XD-7); null: other things may be.</summary>
    public string? AwaitsAnswer { get; init; }

    public bool MayGoTo(string stage) => Moves.IsDefault || Moves.Contains(stage);
}

/// <summary>The note a move into the stage must carry: how it begins, an example to show. <see cref="Vague"/>: what alone says nothing.</summary>
public sealed record NoteForm(string? StartsWith, string Example, string Clause)
{
    public ImmutableArray<string> Vague { get; init; } = [];
}

/// <summary>Nags the agent when a ticket stays in the stage after it was first opened by somebody (TS-P1).</summary>
public sealed record StageNag(Duration After, Duration UrgentAfter, string Template, string Room, string Clause);

public sealed record AutoReplyRule(string Template, string Clause);

/// <summary>A text, with {fields}. <see cref="WhatsAppTemplate"/> is the approved template for outside the 24-hour window.</summary>
public sealed record Template(string Name, string Text, string Clause, string? WhatsAppTemplate);

/// <summary>A text sent once per ticket after the help (TS-A6, B4, C5). <see cref="Outside"/>: true only outside the advertised hours, false only inside, null always.</summary>
public sealed record ReminderRule(string Channel, ImmutableArray<Urgency> Classes, bool? Outside, string Template, string Clause);

/// <summary>What an emergency asks beside the SLA (TS-E1, E2). <see cref="NoteTemplate"/> marks the ticket as one in HubSpot.</summary>
public sealed record EmergencyRules(string Clause, string Ladder, string Template, string TemplateClause, string NoteTemplate, Duration NagAfter, string NagTemplate, string NagRoom)
{
    /// <summary>What HubSpot calls such a ticket's type.</summary>
    public string? Type { get; init; }

    /// <summary>Asks the agent, never the client, for situation and location until both are recorded (TS-E2).</summary>
    public NagRule? Record { get; init; }

    /// <summary>The question on an injury or illness that is not one yet.</summary>
    public QuestionRule? Question { get; init; }

    /// <summary>What remains to be done for the client once responders have taken over (TS-E3).</summary>
    public LogisticsRule? Logistics { get; init; }

    /// <summary>The linked SOP that must have been followed before the ticket closes (TS-E4).</summary>
    public LinkedDuty? Sop { get; init; }
}
