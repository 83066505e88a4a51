using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Folds who the client is, and merges.</summary>
internal static class IdentityEvolution
{
    public static Ticket Apply(Ticket t, TicketEvent e) => e switch
    {
        // Facts that matched another account say nothing about this one.
        AccountLocated a => t with { Identity = (t.Identity is { Account: { } known } && known != a.Account ? new Identity() : Of(t)) with { Account = a.Account, NotFoundAt = null } },
        AccountNotFound n => t with { Identity = Of(t) with { NotFoundAt = n.At } },
        FactMatched f => t with { Identity = Of(t) with { Facts = [.. Of(t).Facts.Where(known => known.Fact != f.Fact), new MatchedFact(f.Fact, f.At, f.Agent)] } },
        MailboxLost => t with { Identity = Of(t) with { MailboxLost = true } },
        Merged m => t with { Merge = new MergedTicket(m.Into, m.At, m.Agent, t with { Merge = null }) },
        Unmerged when t.Merge is { } merge => Restored(t, merge),
        MergedIn m => In(t, m),
        MergeUndone u => Out(t, u),
        _ => t,
    };

    private static Identity Of(Ticket t) => t.Identity ?? new Identity();

    /// <summary>What it was before, but for what happened meanwhile: what was heard stays heard, what was delivered stays delivered.</summary>
    private static Ticket Restored(Ticket t, MergedTicket merge)
    {
        var before = merge.Before;
        var answered = before.AnswerPending && !t.AnswerPending;
        return before with
        {
            Sequence = t.Sequence,
            Generation = t.Generation,
            Recent = t.Recent,
            HubSpotId = t.HubSpotId,
            AnswerPending = before.AnswerPending && t.AnswerPending,
            TouchedAt = t.TouchedAt,
            Waiting = answered && t.TouchedAt > before.TouchedAt ? null : before.Waiting,
            MergedIn = t.MergedIn,
            Took = [.. t.Took.Where(other => other != merge.Into), merge.Into],
        };
    }

    /// <summary>Its client's waiting goes on here: as if their message had come here.</summary>
    private static Ticket In(Ticket t, TicketEvent.MergedIn m)
    {
        var episode = $"w{t.Sequence}";
        var merged = new MergedInTicket(m.From, m.Title, m.Agent, m.At)
        {
            Episode = m.WaitsSince is null ? null : episode,
            WaitingBefore = t.Waiting,
            UrgencyBefore = t.Urgency,
            ClassificationBefore = t.Classification,
            MessageBefore = t.LastMessageId,
            HeardBefore = t.LastClientAt,
        };
        return Wait(t, m.WaitsSince, episode) with { MergedIn = [.. t.MergedIn.Where(other => other.From != m.From), merged] };
    }

    private static Ticket Wait(Ticket t, Instant? since, string episode)
    {
        if (since is not { } from)
        {
            return t;
        }

        var stretch = new WaitingStretch(episode, t.Waiting?.Current.Urgency ?? t.Urgency, from, Monitored: true, t.Live);
        var waits = t with { AskedAt = Latest(t.AskedAt, from), FinalSince = null, Thanks = null };
        return t.Waiting is not { } waiting ? waits with { Waiting = new Waiting(from, [stretch]) }
            // Whoever waits longest sets the clock.
            : from < waiting.Since ? waits with { Waiting = new Waiting(from, [stretch]) }
            : waits with { Waiting = waiting with { Stretches = [.. waiting.Stretches, stretch] } };
    }

    /// <summary>As before, unless the client has written or been answered since: then what is true now stays.</summary>
    private static Ticket Out(Ticket t, MergeUndone u)
    {
        if (t.MergedIn.FirstOrDefault(merged => merged.From == u.From) is not { } merged)
        {
            return t;
        }

        var after = t with
        {
            MergedIn = t.MergedIn.Remove(merged),
            Tasks = t.Tasks.RemoveAll(task => task.Agent == Merges.Agent(merged.From)),
        };
        var silent = t.LastMessageId == merged.MessageBefore && t.LastClientAt == merged.HeardBefore;
        return merged.Episode is not null && silent && t.Waiting is not null
            ? after with { Waiting = merged.WaitingBefore, Urgency = merged.UrgencyBefore, Classification = merged.ClassificationBefore }
            : after;
    }

    private static Instant Latest(Instant? a, Instant b) => a is { } known && known > b ? known : b;
}
