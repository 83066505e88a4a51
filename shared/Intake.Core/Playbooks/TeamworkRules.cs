using System.Collections.Immutable;
using Intake.Tickets;
using Intake.Triage;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>
/// Tickets a co-worker makes (XD-1): on this channel, with the customer's id. What is longer than concise, or seems to hold <paramref name="Several"/>
/// issues, is questioned. Lengths in characters.
/// </summary>
public sealed record InternalRules(string Clause, string Channel, string Source, int LongestTitle, int LongestDetails, PhraseBook Several);

/// <summary>
/// One ticket, one holder (XD-4): a person, or a department until one of its people takes it. <paramref name="Own"/> is the department whose tickets
/// they are; <paramref name="Managers"/> are the titles that may take one from somebody.
/// </summary>
public sealed record BatonRules(string Clause, string Own, ImmutableArray<Department> Departments, ImmutableArray<string> Managers)
{
    /// <summary>The clause of reading the newest message before passing it on (XD-2).</summary>
    public required string ReadClause { get; init; }

    public required SynopsisRule Synopsis { get; init; }

    /// <summary>The clause of the departments' task lists (XD-3).</summary>
    public required string TasksClause { get; init; }

    /// <summary>How whoever gets it is told.</summary>
    public required TaskRules Passed { get; init; }

    /// <summary>When it is expected back, and who is told when it is not.</summary>
    public required BackRule Back { get; init; }

    /// <summary>The clause of sending back what was never theirs (XD-10).</summary>
    public required string BounceClause { get; init; }

    public Department Department(string name) => Departments.First(department => department.Name == name);
}

/// <summary>What is passed on with a ticket; these words alone say nothing.</summary>
public sealed record SynopsisRule(string Example, ImmutableArray<string> Vague, string Clause);

public sealed record BackRule(Duration Within, Counting Counting, string Template, string Room, string Clause);

/// <summary>
/// What the client is told before another department has the ticket, and when the work takes longer than a day (XD-6): templates sent by one click, or an
/// agent's own words.
/// </summary>
public sealed record HeadsUpRules(string Clause, string Handoff, string Longer)
{
    public UnresolvedRule? Unresolved { get; init; }
}

/// <summary>Not resolved within this, the client must have been told before it ends; the agent is reminded after so much monitored time (XD-5).</summary>
public sealed record UnresolvedRule(Duration Within, Counting Counting, Duration WarnAfter, string Template, string Late, string Room, string Clause);

/// <summary>
/// How often a client who does not answer is tried before the ticket may close (XD-8): at least so many documented attempts within a time, so far apart,
/// and one of each kind. In <paramref name="Stages"/> an answer is awaited, so no ticket closes from there without.
/// </summary>
public sealed record AttemptRules(string Clause, ImmutableArray<string> Stages, int Least, Duration Within, ImmutableArray<AttemptKind> OfEach)
{
    public required (Duration Length, Counting Counting) Apart { get; init; }

    public required OfferRule Offer { get; init; }

    /// <summary>Says that there were too few when the time was up.</summary>
    public required string TooFew { get; init; }
}

/// <summary>So long after the last attempt the close is offered.</summary>
public sealed record OfferRule(Duration After, Counting Counting, string Template, string Room);
