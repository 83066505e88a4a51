using System.Collections.Immutable;
using Intake.Playbooks;
using NodaTime;

namespace Intake.Assignment;

/// <summary>
/// A manager sets a rule aside for a time (ER-19), from one instant to another, the end excluded: the batch's numbers, the longest snooze, or whose tickets
/// a pod's agents also get. What is null stays as the playbook says.
/// </summary>
public sealed record AssignmentOverride(string Id, string Agent, string Reason, Instant From, Instant To)
{
    public int? Fill { get; init; }

    public int? RefillAfter { get; init; }

    public Duration? LongestSnooze { get; init; }

    /// <summary>The tickets of this pod …</summary>
    public string? OfPod { get; init; }

    /// <summary>… also go to the agents of this one.</summary>
    public string? AlsoToPod { get; init; }

    public Instant EnteredAt { get; init; }

    /// <summary>Ended before its time by this person.</summary>
    public string? EndedBy { get; init; }

    public bool Holds(Instant at) => From <= at && at < To;
}

/// <summary>What overrides make of the playbook's numbers. Of several at once, the one entered last counts.</summary>
public static class Overriding
{
    public static BatchRule? Batch(this IEnumerable<AssignmentOverride> overrides, BatchRule? rule, Instant now)
    {
        if (rule is null)
        {
            return null;
        }

        var holding = Holding(overrides, now);
        var fill = holding.LastOrDefault(entry => entry.Fill is not null)?.Fill ?? rule.Fill;
        return rule with { Fill = fill, RefillAfter = Math.Min(fill, holding.LastOrDefault(entry => entry.RefillAfter is not null)?.RefillAfter ?? rule.RefillAfter) };
    }

    public static Duration LongestSnooze(this IEnumerable<AssignmentOverride> overrides, Duration rule, Instant now) =>
        Holding(overrides, now).LastOrDefault(entry => entry.LongestSnooze is not null)?.LongestSnooze ?? rule;

    /// <summary>The override by which agents of these pods also get a pod's tickets; null: there is none.</summary>
    public static AssignmentOverride? Route(this IEnumerable<AssignmentOverride> overrides, string pod, ImmutableArray<string> pods, Instant now) =>
        Holding(overrides, now).LastOrDefault(entry => entry.OfPod == pod && entry.AlsoToPod is { } other && pods.Contains(other));

    private static List<AssignmentOverride> Holding(IEnumerable<AssignmentOverride> overrides, Instant now) => [.. overrides.Where(entry => entry.Holds(now)).OrderBy(entry => entry.EnteredAt)];
}
