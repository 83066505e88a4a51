using System.Collections.Immutable;
using Intake.Tickets;

namespace Intake.Triage;

/// <summary>
/// A second opinion beside the rules: what a message shows, each with a weight, adds up; from <see cref="From"/> on the message is of this class.
/// Weights are learnt from labelled messages (<c>learn</c>) and are data like any rule. See <see cref="Features"/> for what they speak of.
/// </summary>
public sealed record TriageWeights(string Id, Urgency Class, string Clause, int From, ImmutableArray<(string Feature, int Weight)> Weights)
{
    /// <summary>A sentence that speaks against counts for so much less: a polite mail around one terrible sentence is about that sentence.</summary>
    public const double Against = 0.3;

    /// <summary>Below this sum a rule of the class is not believed; without one it always is.</summary>
    public ImmutableDictionary<Urgency, int> Doubts { get; init; } = ImmutableDictionary<Urgency, int>.Empty;

    /// <summary>It holds only where one of these features is shown, whatever else weighs: "@breathing", "@caught @exposed". None: anything will do.</summary>
    public ImmutableArray<string> RestsOn { get; init; } = [];

    /// <summary>Whose matter it is, by what is shown; the first that fits lends its rule to the classification.</summary>
    public ImmutableArray<Matter> Matters { get; init; } = [];

    /// <summary>What its three heaviest words must weigh together: nothing said is no evidence.</summary>
    public int Evidence { get; init; } = 1;

    /// <summary>It is asked only of messages that are of this class already, by a rule or another opinion; null: of all.</summary>
    public Urgency? Among { get; init; }
}

/// <summary>A message an opinion decided is this rule's matter when one of the features is shown: its question is asked, its title taken.</summary>
public sealed record Matter(string Rule, ImmutableArray<string> Features);
