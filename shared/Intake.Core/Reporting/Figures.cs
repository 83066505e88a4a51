using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace Intake.Reporting;

/// <summary>What a stretch of time looked like, the end excluded. Counted once, here: reports, the API and the page show the same.</summary>
public sealed record Figures(Instant From, Instant To)
{
    public int Opened { get; init; }

    public int Reopened { get; init; }

    public int Closed { get; init; }

    /// <summary>Open at the end.</summary>
    public int Open { get; init; }

    public int Escalated { get; init; }

    public int BrokenPromises { get; init; }

    public AnswerFigures Answers { get; init; } = new(0, 0, 0, 0, 0);

    /// <summary>Category → requests opened; what has none is under "".</summary>
    public ImmutableSortedDictionary<string, int> Categories { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Clause → targets missed.</summary>
    public ImmutableSortedDictionary<string, int> Missed { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>How many clients were asked whether they are satisfied.</summary>
    public int Asked { get; init; }

    public ImmutableArray<OutcomeFigure> Outcomes { get; init; } = [];

    /// <summary>With whom the tickets' time lay: the sums are exactly the time they were open.</summary>
    public ImmutableSortedDictionary<LiesWith, Duration> Minutes { get; init; } = ImmutableSortedDictionary<LiesWith, Duration>.Empty;

    /// <summary>By id; whoever did nothing and has nothing is left out.</summary>
    public ImmutableArray<AgentFigures> Agents { get; init; } = [];

    /// <summary>Assigner → assignments that came back; the system's under "".</summary>
    public ImmutableSortedDictionary<string, int> Bounced { get; init; } = ImmutableSortedDictionary<string, int>.Empty;
}

/// <summary>
/// Requests that came in the stretch, by their first answer by a person: within the first limit, else within the limit for the others, else too
/// late or not at all; or still within it and unanswered.
/// </summary>
public sealed record AnswerFigures(int Requests, int InFirst, int InOthers, int Late, int Waiting)
{
    /// <summary>The share within the first limit, 0 to 1; null without requests.</summary>
    public double? Share => Requests == 0 ? null : (double)InFirst / Requests;
}

/// <summary>What a client said of a resolution, without the words.</summary>
public sealed record OutcomeFigure(string Ticket, string Title, bool Content, int? Score);

/// <summary>
/// One person's part. <see cref="Hours"/> are clock hours in which they did anything, <see cref="Handled"/> the tickets they answered or
/// closed in each of them, so that a ticket taken up again hours later counts again (ER-4).
/// </summary>
public sealed record AgentFigures(string Agent)
{
    /// <summary>Theirs at the end, and how many of those wait for an answer.</summary>
    public int Open { get; init; }

    public int Waiting { get; init; }

    /// <summary>Tickets that became theirs, however.</summary>
    public int Given { get; init; }

    /// <summary>Tickets on which they answered the client.</summary>
    public int Answered { get; init; }

    public int Closed { get; init; }

    public int Missed { get; init; }

    public int Hours { get; init; }

    public int Handled { get; init; }

    /// <summary>How long tickets lay with them.</summary>
    public Duration With { get; init; }

    public double? PerHour => Hours == 0 ? null : Math.Round((double)Handled / Hours, 1);

    [JsonIgnore]
    public bool Idle => this is { Open: 0, Given: 0, Answered: 0, Closed: 0, Missed: 0, Hours: 0 } && With == Duration.Zero;
}
