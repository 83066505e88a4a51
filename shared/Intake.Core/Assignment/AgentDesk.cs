using System.Collections.Immutable;
using Intake.Playbooks;
using NodaTime;

namespace Intake.Assignment;

/// <summary>How a ticket stands on its agent's desk.</summary>
public enum Holding
{
    /// <summary>Given in a batch: it counts (ER-2).</summary>
    Counted,

    /// <summary>Given in a batch and snoozed: not completed, but out of the count.</summary>
    Snoozed,

    /// <summary>Given in a batch and back from a snooze: above the count, and still to be completed.</summary>
    Woken,

    /// <summary>Reopened, taken, or given by hand: it never counts.</summary>
    Extra,
}

/// <summary>One agent's desk: where they are available, and how their batch stands. Changed only by what this record does, so that no count is ever a guess.</summary>
public sealed record AgentDesk(string Agent)
{
    /// <summary>Channel → since when the agent takes tickets of it (ER-3).</summary>
    public ImmutableSortedDictionary<string, Instant> Available { get; init; } = ImmutableSortedDictionary<string, Instant>.Empty;

    /// <summary>Since when the agent has been available nowhere; null while available, or never yet.</summary>
    public Instant? AbsentSince { get; init; }

    /// <summary>Open tickets of every kind.</summary>
    public int InHand { get; init; }

    /// <summary>Those that count towards the batch.</summary>
    public int Counted { get; init; }

    /// <summary>Given in a batch and not completed, snoozed ones too.</summary>
    public int Outstanding { get; init; }

    /// <summary>Completed since the batch was filled, or began to be.</summary>
    public int Completed { get; init; }

    /// <summary>To how many the batch has been filled; null while it is being filled.</summary>
    public int? FilledTo { get; init; }

    public Instant? LastGiven { get; init; }

    /// <summary>Why this agent may not be given another ticket now; null: there is room.</summary>
    public string? WhyFull(BatchRule? rule) =>
        rule is null ? null
        : IsFilled(rule) ? $"has completed {Completed} of the {rule.RefillAfter} after which a batch of {FilledTo} is refilled"
        : Counted >= rule.Fill ? $"has {Counted} of {rule.Fill}"
        : null;

    /// <summary>Given by the system. One that has been closed before does not count.</summary>
    public AgentDesk Give(BatchRule? rule, Holding holding, Instant now)
    {
        var desk = (rule is not null && FilledTo is not null && !IsFilled(rule) ? this with { FilledTo = null, Completed = 0 } : this) with { InHand = InHand + 1, LastGiven = now };
        if (holding == Holding.Extra)
        {
            return desk;
        }

        desk = desk with { Counted = desk.Counted + 1, Outstanding = desk.Outstanding + 1 };
        return rule is not null && desk.Counted >= rule.Fill ? desk with { FilledTo = desk.Counted, Completed = 0 } : desk;
    }

    /// <summary>Came without the system: by hand, reopened, or by answering.</summary>
    public AgentDesk Take() => this with { InHand = InHand + 1 };

    public AgentDesk Complete(Holding holding) => holding == Holding.Extra ? TakeAway(holding) : TakeAway(holding) with { Completed = Completed + 1 };

    /// <summary>It went to somebody else, uncompleted.</summary>
    public AgentDesk TakeAway(Holding holding) => this with
    {
        InHand = InHand - 1,
        Counted = holding == Holding.Counted ? Counted - 1 : Counted,
        Outstanding = holding == Holding.Extra ? Outstanding : Outstanding - 1,
    };

    public AgentDesk Become(Holding before, Holding after) => this with
    {
        Counted = Counted + (after == Holding.Counted ? 1 : 0) - (before == Holding.Counted ? 1 : 0),
    };

    public AgentDesk Switch(IEnumerable<string> channels, bool on, Instant now)
    {
        var available = on
            ? Available.AddRange(channels.Distinct().Where(channel => !Available.ContainsKey(channel)).Select(channel => KeyValuePair.Create(channel, now)))
            : Available.RemoveRange(channels);
        return this with { Available = available, AbsentSince = available.IsEmpty ? AbsentSince ?? now : null };
    }

    // One whose tickets were all taken away has nothing left to complete.
    private bool IsFilled(BatchRule rule) => FilledTo >= rule.Fill && Completed < rule.RefillAfter && Outstanding > 0;
}
