using System.Collections.Immutable;
using Intake.Tickets;

namespace Intake.Triage;

/// <summary>How this team's messages are classified: rules by phrases, what takes a phrase's force away, and the words both are written with.</summary>
public sealed class TriageRules
{
    private readonly Lazy<RuleBook> _book;

    public TriageRules(ImmutableArray<TriageRule> rules) => (Rules, _book) = (rules, new Lazy<RuleBook>(() => new RuleBook(this)));

    /// <summary>Among rules of one class, the first that matches decides.</summary>
    public ImmutableArray<TriageRule> Rules { get; }

    /// <summary>The clause of a message nothing is known about.</summary>
    public string? Otherwise { get; init; }

    /// <summary>Groups of words, each of which may use those before it.</summary>
    public ImmutableArray<WordGroup> Groups { get; init; } = [];

    public ImmutableArray<TriageGuard> Guards { get; init; } = [];

    /// <summary>What begins a new clause, as a comma does.</summary>
    public ImmutableArray<string> Turns { get; init; } = [];

    /// <summary>Words that are one letter away from a known one and yet no slip of the pen.</summary>
    public ImmutableArray<string> NoTypos { get; init; } = [];

    public ImmutableArray<DateWords> Dates { get; init; } = [];

    /// <summary>What a message may show, in words of every language; weights name them <c>@name</c>.</summary>
    public ImmutableArray<WordGroup> Signs { get; init; } = [];

    /// <summary>Second opinions, the least pressing first.</summary>
    public ImmutableArray<TriageWeights> Weights { get; init; } = [];

    /// <summary>The rules made ready for matching, once.</summary>
    internal RuleBook Book => _book.Value;
}

/// <summary>When one of the phrases occurs, the message is of this class, whatever the guards in <see cref="Despite"/> say.</summary>
public sealed record TriageRule(string Id, Urgency Class, string Clause, ImmutableArray<string> Phrases)
{
    public ImmutableArray<string> Despite { get; init; } = [];

    /// <summary>What a ticket of it is called in its title ("Issue with transfer"); null: its first sentence.</summary>
    public string? Summary { get; init; }
}

/// <summary>When one of the phrases occurs, what matches within its reach is not of these classes: it is denied, over, imagined, a joke, or far away.</summary>
public sealed record TriageGuard(string Id, string Clause, ImmutableArray<Urgency> Weakens, Reach Reach, ImmutableArray<string> Phrases);

/// <summary>Words that stand for one another, written <c>@name</c> in a phrase.</summary>
public sealed record WordGroup(string Name, ImmutableArray<string> Phrases);

/// <summary>Phrases that name a day; <see cref="Number"/> says which, where the kind has several.</summary>
public sealed record DateWords(DateKind Kind, int Number, ImmutableArray<string> Phrases);

/// <summary>How far a guard reaches.</summary>
public enum Reach
{
    /// <summary>The words it shares with a match.</summary>
    Match,

    /// <summary>From its first word to the end of the clause.</summary>
    Onward,

    Clause,

    Sentence,

    /// <summary>Everything up to the end of its clause.</summary>
    Before,

    Message,
}

/// <summary>What a phrase says about the day meant.</summary>
public enum DateKind
{
    /// <summary>Only looks like a day: "guten Morgen".</summary>
    None,

    Today,
    Tomorrow,
    Later,
    Earlier,
    LongAgo,

    /// <summary>"in # hours".</summary>
    InHours,

    /// <summary>"in # days".</summary>
    InDays,

    /// <summary>"the #th".</summary>
    DayOfMonth,

    /// <summary>Monday is 1.</summary>
    Weekday,

    /// <summary>January is 1.</summary>
    Month,
}
