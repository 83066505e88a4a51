using System.Collections.Immutable;
using Intake.Time;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>
/// A report of a week or a month (CC-9), posted to the room, and named to whoever holds the role. A week ends on <see cref="Day"/> at
/// <see cref="At"/>; a month is reported on the first day of the next on which the calendar opens.
/// </summary>
public sealed record PeriodReportRules(string Name, string Clause, string Title, string Room, string? Role, ImmutableArray<PeriodSectionRule> Sections)
{
    /// <summary>Null: it is monthly.</summary>
    public IsoDayOfWeek? Day { get; init; }

    public required LocalTime At { get; init; }

    public BusinessCalendar Calendar { get; init; } = BusinessCalendar.Always;
}

/// <summary>One section: <paramref name="Content"/> says what is listed, <paramref name="Empty"/> what stands there when there is nothing.</summary>
public sealed record PeriodSectionRule(PeriodContent Content, string Title, string Clause, string? Empty);

/// <summary>What a section of a week's or a month's report can list.</summary>
public enum PeriodContent
{
    /// <summary>Requests opened, reopened and closed, and open at the end.</summary>
    Counts,

    /// <summary>How soon requests were answered first (SC-8).</summary>
    Answers,

    /// <summary>What requests were about, the most frequent first: common issues.</summary>
    Categories,

    /// <summary>What clients said of their resolutions (CC-8).</summary>
    Outcomes,

    /// <summary>Targets missed, by clause.</summary>
    Missed,

    /// <summary>Where to look first: what grew, what was missed, who was not content.</summary>
    Improvements,

    /// <summary>Each person's workload and tickets (XD-9).</summary>
    Workload,

    /// <summary>Tickets an hour (ER-4).</summary>
    Pace,

    /// <summary>Assignments that came back, by whoever made them (XD-10).</summary>
    Bounces,

    /// <summary>With whom the tickets' time lay.</summary>
    Minutes,

    /// <summary>Recurring duties (CC-1).</summary>
    Duties,

    /// <summary>Conversations reviewed, and how they were scored (ER-13).</summary>
    Reviews,

    /// <summary>What agents say of the rules (ER-20).</summary>
    Feedback,

    /// <summary>Training dates (ER-20).</summary>
    Trainings,
}

/// <summary>What is counted beside the targets. Each is null when the SOP counts no such thing.</summary>
public sealed record NumberRules(string Clause, AnswerRule? First, AnswerRule? Others, PaceRule? Pace);

/// <summary>An answer that came within this counts as such (SC-8: within 1 hour; the others by the end of the next business day).</summary>
public sealed record AnswerRule(Duration Within, Counting Counting, string Clause);

/// <summary>How many tickets an hour are the goal (ER-4).</summary>
public sealed record PaceRule(int Goal, string Clause);
