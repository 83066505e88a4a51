using System.Collections.Immutable;
using Intake.Clocks;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Folds events into the ticket. Never throws, never asks the time, never looks at the playbook: old facts must not stop a live clock.</summary>
public static class Evolution
{
    private const int Remembered = 64;
    private const int EndedAlertsKept = 3;

    // Enough to take the buttons off what people still see; an alert repeated all night has hundreds, and one transaction holds a hundred changes.
    private const int PostsKept = 24;
    private const int NagPostsKept = 6;

    public static Ticket Evolve(this Ticket ticket, TicketEvent e)
    {
        var after = Apply(ticket with { Sequence = ticket.Sequence + 1 }, e);
        return e.Signal is { } heard ? after with { Recent = Remember(after.Recent, heard) } : after;
    }

    public static Ticket Replay(TicketId id, IEnumerable<TicketEvent> events) => events.Aggregate(Ticket.None(id), Evolve);

    private static Ticket Apply(Ticket t, TicketEvent e) => e switch
    {
        Opened o => t with
        {
            Playbook = o.Playbook,
            PlaybookVersion = o.PlaybookVersion,
            Channel = o.Channel,
            Client = o.Client,
            Source = o.Source,
            Title = o.Title,
            Stage = o.Stage,
            Owner = o.Owner,
            Draft = o.Draft,
            DraftSince = o.Draft ? o.At : null,
            TitleProposed = o.Owner is null,
            HubSpotId = o.HubSpotId,
            Follows = o.Follows,
            OpenedAt = o.At,
            ShiftFrom = o.RecordedAt,
            AssessedAt = o.Owner is null ? null : o.At,
        },
        Reopened r => t with
        {
            Generation = r.Generation,
            Stage = r.Stage,
            DraftSince = t.Draft ? r.At : null,
            ClosedAt = null,
            ReopenedAt = r.At,
            Receipt = null,
            Escalation = null,
            Resolution = null,
            Urgency = Urgency.NonUrgent,
            Classification = null,
            Live = false,
            AssessedAt = null,
            Visit = null,
            Execution = null,
            FinalSince = null,
            UnsolvedSince = null,
            ShiftFrom = r.RecordedAt,
            HandledAt = null,
            TimeGiven = false,
        },
        Succeeded s => t with { SucceededBy = s.By },
        MessageReceived { Automatic: true } => t,
        MessageReceived { Closing: true } m => Heard(t, m),
        MessageReceived m => WithMessage(t, m),
        Classified c => WithClass(t, c),
        TicketEvent.CallMissed c => Wait(t with { LastClientAt = c.At, FinalSince = null }, c.At, monitored: true),
        TicketEvent.CallAnswered c => Touched(t with { LastClientAt = c.At }, c.At),
        TicketEvent.CallMade c => Touched(t, c.At),
        Replied r => Replied(t, r),
        AutoReplied a => t with { AutoRepliedWindow = a.WindowStart },
        Reminded => t with { Reminded = true },
        Noted n => t with { AssessedAt = t.AssessedAt ?? n.At },
        StageChanged s => t with { Stage = s.To, AssessedAt = t.AssessedAt ?? s.At, Visit = new StageVisit($"v{t.Sequence}", s.At) { Note = s.Note, SaidFrom = t.Waiting is null ? t.Visit?.Since ?? t.OpenedAt : s.At }, Execution = null, FinalSince = null },
        OwnerSet o => t with { Owner = o.Owner, HandOver = o.Owner is null || (t.HandOver?.To is { } to && to != o.Owner) ? t.HandOver : null, AssessedAt = t.AssessedAt ?? (o.Owner is null ? null : o.At) },
        Retitled r => t with { Title = r.Title },
        Confirmed => t with { Draft = false, DraftSince = null },
        UrgencySet u => Overruled(t, u),
        AlertRaised a => t with { Alerts = [.. Kept(t.Alerts), a.Alert] },
        RungFired r => WithAlert(t, r.Alert, a => a with { Rung = r.Rung, Round = r.Round, LastDue = LastSlot(a, r), Posts = [.. a.Posts.Concat(r.Posts).TakeLast(PostsKept)] }),
        AlertTaken k => WithAlert(t, k.Alert, a => a with { Taken = new Acknowledgement(k.By, k.At, k.Via), TimesTaken = a.TimesTaken + 1 }),
        AlertResumed r => WithAlert(t, r.Alert, a => a with { Taken = null, Rung = r.Rung - 1, Round = a.Rung == r.Rung ? a.Round + 1 : a.Round, Shift = r.Due - a.Rungs[r.Rung].Due }),
        HelpAsked h => WithAlert(t, h.Alert, a => Hurried(a, h.At)),
        AlertEnded n => WithAlert(t, n.Alert, a => a with { Ended = true }),
        TimerFired { Kind: TimerKind.FollowUp or TimerKind.StageCloses or TimerKind.HoldDue } f => PipelineEvolution.Fired(t, f),
        AnswerLost l => Lost(t, l),
        TimerFired f => t with { Fired = t.Fired.Add($"{f.Kind}|{f.Episode}") },
        EffectDelivered { Kind: EffectKinds.MirrorTicket } d => t with { HubSpotId = d.Receipt },
        EffectDelivered { Kind: EffectKinds.PostToSlack } d => PipelineEvolution.WithReceipt(WithReceipt(t, d), d),
        EffectDelivered d when d.Effect == t.LastAnswer && t.AnswerPending => Delivered(t, d),
        EffectRefused r when r.Effect == t.LastAnswer => AnswerFailed(t, r.Effect),
        EffectDropped r when r.Effect == t.LastAnswer => AnswerFailed(t, r.Effect),
        TicketEvent.Closed c => t with { ClosedAt = c.At, Waiting = null, Live = false, Emergency = null, Fired = [], HandOver = null, Question = null, Promises = [], Handoff = null, Baton = null, HeadsUp = null, Attempts = [], Routing = t.Routing is { } routing ? routing with { Lead = null } : null },
        HandedOver h => NextShift(t, h.HandOver.To is null ? h.HandOver.Ends : t.ShiftFrom) with { HandOver = h.HandOver },
        ShiftPassed s => NextShift(t, s.Ended),
        Stayed s => NextShift(t, s.Until) with { HandOver = null },
        TicketEvent.HandOverAccepted => t with { HandOver = null },
        TicketEvent.Kept k => t with { Kept = new OwnershipException(k.Agent, k.Name, k.Reason, k.At), HandOver = null },
        Released r => t with { Kept = null, ShiftFrom = r.RecordedAt },
        EmergencyRecorded r when t.Emergency is { } emergency => t with { Emergency = emergency with { Situation = r.Situation ?? emergency.Situation, Location = r.Location ?? emergency.Location } },
        RespondersTookOver r when t.Emergency is { } emergency => t with { Emergency = emergency with { RespondersAt = r.At } },
        SopFollowed s when t.Emergency is { } emergency => t with { Emergency = emergency with { SopFollowedBy = s.Agent } },
        Replanned r => t with { PlaybookVersion = r.To },
        TitleConfirmed => t with { TitleProposed = false },
        HandoffStarted h => t with { Handoff = new Handoff(h.Agent, h.Department, h.Note, h.At, h.Effect) },
        DraftDismissed d => t with { BelongsTo = d.BelongsTo },
        QuestionRaised q => t with { Question = new EmergencyQuestion($"q{t.Sequence}", q.At, q.Rule) },
        QuestionAnswered => t with { Question = null },
        Nagged n => t with { Nags = [.. t.Nags.Where(nag => nag.Nag != n.Nag), Nagging(t.Nags.FirstOrDefault(nag => nag.Nag == n.Nag), n)] },
        NagEnded n => t with { Nags = t.Nags.RemoveAll(nag => nag.Nag == n.Nag) },
        PromiseMade p => t with { Promises = t.Promises.Add(p.Promise), TimeGiven = true },
        PromiseKept p => WithoutPromise(t, p.Promise),
        PromiseWithdrawn p => WithoutPromise(t, p.Promise),
        PromiseBroken p => t with { BrokenPromises = t.BrokenPromises + 1, Promises = [.. t.Promises.Select(promise => promise.Id == p.Promise ? promise with { Broken = true } : promise)] },
        NothingOwed n => PipelineEvolution.Confirmed(t with { Thanks = new Thanks(n.At, n.Monitored) }, n.At),
        StillOwed when t.Thanks is { } thanks => Wait(t with { FinalSince = null, Thanks = null, AskedAt = thanks.At, UnsolvedSince = thanks.At }, thanks.At, thanks.Monitored),
        WaitEnded w => t with { Waiting = null, AssessedAt = t.AssessedAt ?? w.At },
        TicketEvent.ReachedElsewhere r => Touched(t, r.At),
        TicketEvent.Handled h => t with { HandledAt = t.HandledAt ?? h.At, AssessedAt = t.AssessedAt ?? h.At },
        TicketEvent.TimeGiven => t with { TimeGiven = true },
        _ => PipelineEvolution.Apply(t, e),
    };

    /// <summary>The warnings of shifts gone by are done with.</summary>
    private static Ticket NextShift(Ticket t, Instant? from) => t with
    {
        ShiftFrom = from,
        Fired = t.Fired.Any(IsOfAShift) ? [.. t.Fired.Where(key => !IsOfAShift(key))] : t.Fired,
    };

    private static bool IsOfAShift(string fired) =>
        fired.StartsWith($"{Clocks.TimerKind.ShiftWarning}|", StringComparison.Ordinal) || fired.StartsWith($"{Clocks.TimerKind.HandOverLate}|", StringComparison.Ordinal);

    private static Ticket WithMessage(Ticket t, MessageReceived m) => Wait(Heard(t, m) with { Thanks = null, AskedAt = m.At, UnsolvedSince = StillUnsolved(t) ?? m.At }, m.At, m.Monitored);

    /// <summary>Whoever asks for news asks for what is asked for already: not told that it takes longer, not thanked, and not answered with a move.</summary>
    private static Instant? StillUnsolved(Ticket t) =>
        t.UnsolvedSince is { } since && t.Thanks is null && !(t.HeadsUp?.At >= since) && !(t.Waiting is null && t.Visit?.Since >= since) ? since : null;

    private static Ticket Heard(Ticket t, MessageReceived m) => t with
    {
        Client = t.Client with { Address = t.Client.Address ?? m.Client.Address, Name = t.Client.Name ?? m.Client.Name, Phone = t.Client.Phone ?? m.Client.Phone, Email = t.Client.Email ?? m.Client.Email },
        LastClientAt = Instant.Max(m.At, t.LastClientAt ?? m.At),
        LastMessageId = m.Message.Id,
        Subject = t.Subject ?? m.Message.Subject,
        FinalSince = null,
    };

    private static Ticket WithoutPromise(Ticket t, string id) => t with { Promises = t.Promises.RemoveAll(promise => promise.Id == id) };

    /// <summary>Whoever was not told how it was resolved is not asked whether they are satisfied.</summary>
    private static Ticket AnswerFailed(Ticket t, string effect) => t with
    {
        AnswerPending = false,
        Handoff = effect == t.Handoff?.Effect ? null : t.Handoff,
        Resolution = effect == t.Resolution?.Effect ? null : t.Resolution,
    };

    /// <summary>What was never heard promised nothing; and the client waits again, from now.</summary>
    private static Ticket Lost(Ticket t, AnswerLost l)
    {
        var after = t with { Promises = t.Promises.RemoveAll(promise => promise.Effect == l.Effect) };
        return t.IsOpen && t.Waiting is null
            ? after with { Waiting = new Waiting(l.At, [new WaitingStretch($"w{t.Sequence}", t.Urgency, l.At, Monitored: true, t.Live)]) }
            : after;
    }

    /// <summary>The client waits from now on, unless already waiting. The class follows in its own event.</summary>
    private static Ticket Wait(Ticket t, Instant since, bool monitored) => t.Waiting is null
        ? t with { Waiting = new Waiting(since, [new WaitingStretch($"w{t.Sequence}", t.Urgency, since, monitored, t.Live)]) }
        : t with { Waiting = t.Waiting with { Stretches = [.. t.Waiting.Stretches, new WaitingStretch($"w{t.Sequence}", t.Waiting.Current.Urgency, since, monitored, t.Live)] } };

    /// <summary>
    /// A class never falls by itself. A later message that is no more pressing than the wait already is belongs to the earlier stretch;
    /// one that is more pressing starts its own.
    /// </summary>
    private static Ticket WithClass(Ticket t, Classified c)
    {
        var urgency = c.Classification.Urgency > t.Urgency ? c.Classification.Urgency : t.Urgency;
        var classified = t with
        {
            Urgency = urgency,
            Classification = c.Classification.Urgency >= t.Urgency ? c.Classification : t.Classification ?? c.Classification,
            Emergency = c.Classification.Urgency == Urgency.Emergency && !t.HasEmergencyAlert
                ? new Emergency($"e{t.Sequence}", c.At, TextSent: t.Emergency?.TextSent ?? false) { Situation = t.Emergency?.Situation, Location = t.Emergency?.Location }
                : t.Emergency,
        };
        classified = classified.Emergency is null ? classified : classified with { Question = null };
        if (t.Waiting is not { } waiting)
        {
            return classified;
        }

        var stretches = waiting.Stretches;
        var last = stretches[^1] with { Urgency = urgency };
        stretches = stretches.Length > 1 && stretches[^2].Urgency >= urgency ? stretches.RemoveAt(stretches.Length - 1) : stretches.SetItem(stretches.Length - 1, last);
        return classified with { Waiting = waiting with { Stretches = stretches } };
    }

    /// <summary>Raised by hand, the new clock starts at the raising; lowered, it counts from when the client began to wait (TS-U2).</summary>
    private static Ticket Overruled(Ticket t, UrgencySet u)
    {
        var after = t with
        {
            Urgency = u.Urgency,
            AssessedAt = t.AssessedAt ?? u.At,
            Question = null,
            Emergency = u.Urgency == Urgency.Emergency ? t.Emergency ?? new Emergency($"e{t.Sequence}", u.At, TextSent: false) : null,
        };
        if (t.Waiting is not { } waiting)
        {
            return after;
        }

        var since = u.Urgency > t.Urgency ? u.At : waiting.Since;
        return after with { Waiting = waiting with { Stretches = [waiting.Current with { Episode = $"u{t.Sequence}", Urgency = u.Urgency, Since = since }] } };
    }

    private static Ticket Replied(Ticket t, Replied r)
    {
        // A text Intake sent by itself is not an answer: the client still waits for a person.
        var byPerson = r.Agent is not null || r.Template is null;
        var after = byPerson ? Touched(t, r.At) with { LastAnswer = r.Effect, AnswerPending = r.Effect is not null, LastAgent = r.Agent ?? t.LastAgent, AskedClient = r.Text.Contains('?', StringComparison.Ordinal), Macro = null, FirstInLine = null } : t;
        return after.Emergency is { } emergency ? after with { Emergency = emergency with { TextSent = true } } : after;
    }

    private static Ticket Touched(Ticket t, Instant at) => t with
    {
        TouchedAt = Instant.Max(at, t.TouchedAt ?? at),
        AssessedAt = t.AssessedAt ?? at,
        Waiting = StillWaiting(t, at),
        Live = true,
        Thanks = null,
        Fired = t.Waiting is { } waiting ? [.. t.Fired.Where(key => !waiting.Has(key[(key.IndexOf('|') + 1)..]))] : t.Fired,
    };

    /// <summary>An answer that had been given up and got through after all still answers.</summary>
    private static Ticket Delivered(Ticket t, EffectDelivered d) => t.Waiting is null ? t with { AnswerPending = false } : Touched(t, d.At) with { AnswerPending = false };

    /// <summary>News of an answer may come late: what the client wrote after it is still unanswered.</summary>
    private static Waiting? StillWaiting(Ticket t, Instant answeredAt)
    {
        if (t.Waiting is not { } waiting || t.LastClientAt is not { } wrote || wrote <= answeredAt)
        {
            return null;
        }

        ImmutableArray<WaitingStretch> later = [.. waiting.Stretches.Where(stretch => stretch.Since > answeredAt)];
        return new Waiting(wrote, later.Length > 0 ? later : [waiting.Current with { Episode = $"w{t.Sequence}", Since = wrote, Live = true }]);
    }

    private static Ticket WithAlert(Ticket t, string id, Func<Alert, Alert> change) => t with { Alerts = [.. t.Alerts.Select(a => a.Id == id ? change(a) : a)] };

    private static Ticket WithReceipt(Ticket t, EffectDelivered d) => t with
    {
        Alerts = [.. t.Alerts.Select(a => a with { Posts = WithReceipt(a.Posts, d) })],
        Nags = [.. t.Nags.Select(nag => nag with { Posts = WithReceipt(nag.Posts, d) })],
    };

    private static ImmutableArray<AlertPost> WithReceipt(ImmutableArray<AlertPost> posts, EffectDelivered d) =>
        [.. posts.Select(post => post.Effect == d.Effect ? post with { Receipt = d.Receipt } : post)];

    // Asked late, the rhythm begins anew: nobody is asked twice at once.
    private static Nagging Nagging(Nagging? before, Nagged n) =>
        new(n.Nag, n.Episode, n.Round, n.Due + n.Late, [.. (before?.Posts ?? []).Concat(n.Posts).TakeLast(NagPostsKept)]);

    /// <summary>Missed repeats are not made up for: the next one keeps the rhythm.</summary>
    private static Instant LastSlot(Alert a, RungFired r) => r.Round > 0 && a.RepeatEvery is { } every && r.Late > Duration.Zero
        ? r.Due + every * (long)Math.Floor(r.Late / every)
        : r.Due;

    private static Alert Hurried(Alert a, Instant at)
    {
        var next = Math.Min(a.Rung + 1, a.Rungs.Length - 1);
        var shift = at - a.Rungs[next].Due;
        return a with { Taken = null, Rung = next - 1, Round = a.Rung == next ? a.Round + 1 : a.Round, Shift = shift < a.Shift || a.Rung == next ? shift : a.Shift };
    }

    private static IEnumerable<Alert> Kept(ImmutableArray<Alert> alerts) =>
        alerts.Where(a => !a.Ended).Concat(alerts.Where(a => a.Ended).TakeLast(EndedAlertsKept)).OrderBy(a => a.Id, StringComparer.Ordinal);

    // With every signal: copied at once rather than one by one.
    private static ImmutableArray<string> Remember(ImmutableArray<string> recent, string id) =>
        recent.Length < Remembered ? recent.Add(id) : [.. recent.AsSpan()[(recent.Length - Remembered + 1)..], id];
}
