using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intake.Clocks;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Reporting;
using Intake.Tickets;
using NodaTime;

namespace Intake.Functions.Api;

/// <summary>Tickets as the API shows them.</summary>
internal static class TicketViews
{
    public static TicketSummary Summary(Playbook playbook, Ticket t) => new(
        t.Id.Value, t.Playbook, t.Title, t.Channel, t.Client, t.Stage, t.Urgency, t.Owner, t.Source, t.Draft, t.IsOpen, t.OpenedAt, t.ClosedAt, t.Generation,
        t.Waiting?.Since, t.IsOpen ? FlightPlan.AnswerDue(playbook, t) : null, t.Live, t.HubSpotId,
        [.. t.Alerts.Where(alert => !alert.Ended).Select(alert => new AlertView($"{t.Id}-{alert.Id}", alert.Ladder, alert.Clause, alert.Rung + 1, alert.Rungs.Length, alert.Taken?.By.Name, alert.Taken?.At))],
        FlightPlan.NextDue(playbook, t),
        new PipelineView(t.Tasks, t.Promises, t.Exceptions, t.Execution is { } x ? new ExecutionView(x.At, x.DateOnly, x.Words, x.Doubt, x.InLaterShift, x.Invoice is not null, x.AskedAt, x.Done) : null, t.Visit?.Party, t.Visit?.Tagged?.Name) { Until = t.Visit?.Until })
    {
        Tags = t.Tags,
        Reference = t.Reference,
        Category = t.Category,
        Priority = t.Priority,
        Follows = t.Follows?.Value,
        Escalation = t.Escalation,
        Resolution = t.Resolution,
        Macro = t.Macro,
        Snooze = t.Snooze,
        Hold = t.Hold,
        FirstInLine = t.FirstInLine,
        Checks = Checks(playbook, t),
        Identity = IdentityOf(playbook, t),
        MergedInto = t.MergedInto?.Value,
        Merged = [.. t.MergedIn.Select(merged => merged.From.Value)],
        CustomerId = t.Internal?.CustomerId,
        Baton = t.Baton is { } b ? new BatonView(b.Person, b.Department, b.Since, b.FromPerson, b.FromDepartment, b.ExpectedBack, b.Held?.Pass.Person ?? b.Held?.Pass.Department) : null,
        HeadsUpAt = t.HeadsUp?.At,
        Attempts = t.Attempts,
    };

    private static IdentityView? IdentityOf(Playbook playbook, Ticket t) => playbook.Identity is { } rules ? View(rules, t.Identity ?? new Identity()) : null;

    private static IdentityView View(IdentityRules rules, Identity known) =>
        new(known.Account, known.Facts, known.MailboxLost, rules.IsVerifiedBy(known.Matched, known.MailboxLost), [.. rules.Missing(known.Matched, known.MailboxLost)]);

    public static StageGuidance Guidance(Stage stage, Playbook playbook) => new(
        stage.Name, stage.Label, stage.Clause, stage.Guidance, stage.UsedFor, stage.NotUsedFor, stage.Moves.IsDefault ? [.. playbook.Stages.Select(other => other.Name).Where(other => other != stage.Name)] : stage.Moves,
        stage.Note?.Example, stage.Tags is not null, stage.Closed);

    public static TicketDetail Detail(Playbook playbook, Ticket t, IReadOnlyCollection<StoredEvent> events, IEnumerable<StoredEffect> effects, Instant now) => new(
        Summary(playbook, t),
        t.Classification,
        t.PlaybookVersion,
        [.. events.Select(e => Event(playbook, e))],
        [.. FlightPlan.For(playbook, t).Select(timer => Timer(playbook, timer))],
        [.. effects.Select(e => new EffectView(e.Effect.Id, e.Effect.Target, e.Effect.Clause, e.Attempts, e.NotBefore, e.ClaimedUntil, e.Parked))],
        t.Emergency,
        t.Question,
        [.. t.Promises],
        t.BrokenPromises,
        t.Thanks,
        t.TitleProposed,
        Minutes(playbook, t, events, now));

    private static MinutesView Minutes(Playbook playbook, Ticket t, IReadOnlyCollection<StoredEvent> events, Instant now)
    {
        var ledger = MinuteLedger.Of(playbook, t.Id, events.Select(e => e.Event), now);
        return new MinutesView(ledger.Elapsed, ledger.With, ledger.ByAgent, t.IsOpen ? MinuteLedger.Now(playbook, t) : null);
    }

    public static CheckView[] Checks(Playbook playbook, Ticket t) =>
    [
        .. from state in t.Checks
           join check in playbook.Checks on state.Check equals check.Name
           select new CheckView(check.Name, check.Question, check.Clause, state.Why, check.Before, check.Answers, state.Answers, [.. check.Unanswered(state)]),
    ];

    private static TimerView Timer(Playbook playbook, PlannedTimer timer) => new(
        timer.Kind, timer.Episode, timer.Due, timer.Due.InZone(playbook.Zone).ToString("ddd d MMM uuuu HH:mm:ss x", null), timer.Clause, timer.Does, timer.CancelledBy);

    /// <summary>The event as stored, with its place in the story and its clause's sentence.</summary>
    private static JsonObject Event(Playbook playbook, StoredEvent stored)
    {
        var json = JsonSerializer.SerializeToNode(stored.Event, Answers.Json)!.AsObject();
        var type = json["$type"]!.GetValue<string>();
        json.Remove("$type");
        json.Remove("signal");
        json.Insert(0, "sequence", stored.Sequence);
        json.Insert(1, "type", type);
        if (playbook.Clauses.GetValueOrDefault(stored.Event.Clause) is { } sentence)
        {
            json["because"] = sentence;
        }

        return json;
    }
}

internal sealed record TicketSummary(
    string Id, string Playbook, string Title, string Channel, Client Client, string Stage, Urgency Urgency, string? Owner, string Source, bool Draft, bool Open,
    Instant OpenedAt, Instant? ClosedAt, int Generation, Instant? WaitingSince, Instant? AnswerDue, bool Live, string? HubSpotId, AlertView[] Alerts, Instant? NextDue, PipelineView Pipeline)
{
    public ImmutableSortedSet<string> Tags { get; init; } = [];

    public string? Reference { get; init; }

    public string? Category { get; init; }

    public string? Priority { get; init; }

    /// <summary>The previous request it is about, or continues.</summary>
    public string? Follows { get; init; }

    public Escalation? Escalation { get; init; }

    public Resolution? Resolution { get; init; }

    public MacroUse? Macro { get; init; }

    public Snooze? Snooze { get; init; }

    public Hold? Hold { get; init; }

    public string? FirstInLine { get; init; }

    /// <summary>What is to be looked at, and what was found.</summary>
    public CheckView[] Checks { get; init; } = [];

    /// <summary>Who the client has shown to be; null: the playbook does not ask.</summary>
    public IdentityView? Identity { get; init; }

    /// <summary>The conversation this one is part of.</summary>
    public string? MergedInto { get; init; }

    /// <summary>The conversations that are part of this one.</summary>
    public ImmutableArray<string> Merged { get; init; } = [];

    public string? CustomerId { get; init; }

    public BatonView? Baton { get; init; }

    public Instant? HeadsUpAt { get; init; }

    public ImmutableArray<Attempt> Attempts { get; init; } = [];
}

/// <summary>What the agent must look at, and why; <paramref name="Left"/> has no answer yet.</summary>
internal sealed record CheckView(string Check, string Question, string Clause, string Why, ImmutableArray<string> Before, ImmutableArray<string> Answers, IReadOnlyDictionary<string, string> Answered, IReadOnlyList<string> Left);

/// <summary>Who has it since when, from whom, when it is expected back, and to whom it goes once the client has been told.</summary>
internal sealed record BatonView(string? Person, string Department, Instant Since, string? FromPerson, string? FromDepartment, Instant? ExpectedBack, string? OnItsWayTo);

/// <summary>The account, the facts that matched it, and what each way to be verified lacks.</summary>
internal sealed record IdentityView(string? Account, ImmutableArray<MatchedFact> Matched, bool MailboxLost, bool Verified, ImmutableArray<ImmutableArray<string>> Missing);

internal sealed record AlertView(string Id, string Ladder, string Clause, int Rung, int Rungs, string? TakenBy, Instant? TakenAt);

internal sealed record TicketDetail(
    TicketSummary Ticket, Intake.Triage.Classification? Classification, string PlaybookVersion, JsonObject[] Events, TimerView[] FlightPlan, EffectView[] Effects, Emergency? Emergency, EmergencyQuestion? Question,
    Promise[] Promises, int BrokenPromises, Thanks? NothingOwedSince, bool TitleProposed, MinutesView Minutes);

/// <summary>Where the ticket's time went: the sums are exactly the elapsed time. <paramref name="LiesWith"/>: with whom it lies now.</summary>
internal sealed record MinutesView(Duration Elapsed, ImmutableSortedDictionary<LiesWith, Duration> With, ImmutableSortedDictionary<string, Duration> ByAgent, LiesWith? LiesWith);

internal sealed record TimerView(TimerKind Kind, string Episode, Instant Due, string Local, string Clause, string Does, string CancelledBy);

internal sealed record EffectView(string Id, string Target, string Clause, int Attempts, Instant NotBefore, Instant? ClaimedUntil, string? Parked);

/// <summary>What is still to be done, promised, settled and carried out, and on whom it waits.</summary>
internal sealed record PipelineView(
    ImmutableArray<TicketTask> Tasks, ImmutableArray<Promise> Promises, ImmutableArray<RuleBreach> Exceptions, ExecutionView? Execution, Party? WaitsOn, string? Teammate)
{
    /// <summary>Until when it rests (SC-7).</summary>
    public Instant? Until { get; init; }
}

internal sealed record ExecutionView(Instant At, bool DateOnly, string Words, string? Doubt, bool InLaterShift, bool Invoice, Instant? AskedAt, bool? Done);

/// <summary>A stage as an agent needs to know it (TS-P8).</summary>
internal sealed record StageGuidance(
    string Name, string Label, string Clause, string Guidance, ImmutableArray<string> UsedFor, ImmutableArray<string> NotUsedFor, ImmutableArray<string> Moves, string? Note, bool Teammate, bool Closed);
