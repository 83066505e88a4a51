using Intake.Clocks;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Folds what happens in the pipeline: notes' meanings, tasks, executions, exceptions.</summary>
internal static class PipelineEvolution
{
    private const int PostsKept = 7;

    public static Ticket Apply(Ticket t, TicketEvent e) => e switch
    {
        Tagged g => InVisit(t, visit => visit with { Tagged = g.Teammate }),
        PartyNamed p => InVisit(t, visit => visit with { Party = p.Party }),
        HeldUntil h => InVisit(t, visit => visit with { Until = h.Until, LastHoldAsk = null }),
        MovePrompted => InVisit(t, visit => visit with { Prompted = true }),
        TaskAdded { OfStage: true } a => InVisit(t with { Tasks = t.Tasks.Add(a.Task) }, visit => visit with { Task = a.Task.Id }),
        TaskAdded a => t with { Tasks = t.Tasks.Add(a.Task) },
        TaskDone d => t with { Tasks = t.Tasks.RemoveAll(task => task.Id == d.Task) },
        ExecutionPlanned x => t with { Execution = x.Execution },
        ExecutionAsked a when t.Execution is { } execution => t with { Execution = execution with { AskedAt = Instant.Max(a.At, a.RecordedAt), Posts = [.. execution.Posts.TakeLast(PostsKept), a.Post] } },
        ExecutionReported r when t.Execution is { } execution => t with { Execution = execution with { Done = r.Done } },
        FinalConditionMet f => t with { FinalSince = f.At },
        RuleBroken b => t with { Exceptions = t.Exceptions.Add(b.Breach) },
        RuleSettled s => t with { Exceptions = t.Exceptions.RemoveAll(breach => breach.Id == s.Breach) },
        _ => Tags.Apply(t, e),
    };

    /// <summary>Missed repeats are not made up for: the next one counts from when this one really came.</summary>
    public static Ticket Fired(Ticket t, TimerFired f) => InVisit(t, visit => f.Kind switch
    {
        TimerKind.FollowUp => visit with { LastFollowUp = f.Due + f.Late },
        TimerKind.HoldDue => visit with { LastHoldAsk = f.Due + f.Late },
        _ => visit with { LastCloseTry = f.Due + f.Late },
    });

    /// <summary>The client is content; nothing else that the ticket waits for is left (TS-P9).</summary>
    public static Ticket Confirmed(Ticket t, Instant at) =>
        t is { TouchedAt: not null, Execution: null, Promises.Length: 0, Visit: null or { Tagged: null, Party: null or { IsClient: true } } } && t.Tasks.All(task => task.HandedTo is not null)
            ? t with { FinalSince = at }
            : t;

    public static Ticket WithReceipt(Ticket t, EffectDelivered d) => t.Execution is { } execution && execution.Posts.Any(post => post.Effect == d.Effect)
        ? t with { Execution = execution with { Posts = [.. execution.Posts.Select(post => post.Effect == d.Effect ? post with { Receipt = d.Receipt } : post)] } }
        : t;

    private static Ticket InVisit(Ticket t, Func<StageVisit, StageVisit> change) => t.Visit is { } visit ? t with { Visit = change(visit) } : t;
}
