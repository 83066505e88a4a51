using System.Collections.Immutable;
using Intake.OnCall;
using NodaTime;

namespace Intake.Tickets;

/// <summary>
/// A ladder in progress: ticket state like everything else, so that each rung is a timer of the flight plan. Rungs and people are captured
/// when it is raised. <paramref name="Episode"/> is the stretch of state that armed it; when that ends, the alert ends.
/// </summary>
public sealed record Alert(
    string Id, string Ladder, string Clause, string Episode, string Code, Instant From, string Page, ImmutableArray<AlertRung> Rungs, Duration? ResumeAfter, Duration? RepeatEvery)
{
    /// <summary>The last rung climbed; -1 before the first.</summary>
    public int Rung { get; init; } = -1;

    /// <summary>How often the last rung was repeated (TS-E1).</summary>
    public int Round { get; init; }

    /// <summary>When the last rung was due (not when it fired: lateness must not add up).</summary>
    public Instant LastDue { get; init; }

    /// <summary>What a resumption or a call for help moved the remaining rungs by.</summary>
    public Duration Shift { get; init; } = Duration.Zero;

    public Acknowledgement? Taken { get; init; }

    /// <summary>How often it was acknowledged: part of the resumption's episode.</summary>
    public int TimesTaken { get; init; }

    public ImmutableArray<AlertPost> Posts { get; init; } = [];

    public bool Ended { get; init; }
}

/// <summary>One rung as captured: when it is due, who is paged, which Slack room is told what.</summary>
public sealed record AlertRung(Instant Due, string Clause, string? Room, string? Template, ImmutableArray<string> Roles, ImmutableArray<Person> People, bool ToAgent);

/// <summary>A Slack message of an alert; the receipt is known once it is delivered.</summary>
public sealed record AlertPost(string Effect, string Room, string Text, string? Receipt = null);

/// <summary>Who took an alert, when and by which route.</summary>
public sealed record Acknowledgement(Person By, Instant At, string Via);
