using System.Collections.Immutable;
using Intake.Tickets;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>Asks again, and again, while a ticket stays in the stage: how often depends on how pressing it is (TS-P3).</summary>
public sealed record FollowUpRule(Duration Urgent, Duration TimeSensitive, Duration Else, string Template, string Room, string Clause)
{
    public Duration For(Urgency urgency) => urgency switch
    {
        >= Urgency.Urgent => Urgent,
        Urgency.TimeSensitive => TimeSensitive,
        _ => Else,
    };
}

/// <summary>
/// A note that says one of <see cref="When"/>, and none of <see cref="Unless"/>, contradicts the stage (TS-P8). <see cref="Refused"/>: always; else the
/// agent may confirm. <see cref="Use"/>: the stage it sounds like.
/// </summary>
public sealed record StageQuestion(ImmutableArray<string> When, ImmutableArray<string> Unless, string? Use, string? Says, bool Refused, string Clause);

/// <summary>A colleague or department must be named, and is mentioned in the room with the note (TS-P2).</summary>
public sealed record TagRule(string Template, string Room, string Clause);

/// <summary>
/// The note says on whom the ticket waits (TS-P3): behind one of <see cref="Words"/>, up to one of <see cref="EndsAt"/>; a party that is one of
/// <see cref="Client"/> is the client, whose answer prompts the move.
/// </summary>
public sealed record WaitsOnRule(ImmutableArray<string> Words, ImmutableArray<string> EndsAt, ImmutableArray<string> Client, string Template, string Room, string Clause);

/// <summary>The note's rest is a task (TS-P4); a time behind one of <see cref="DoAt"/> is when to do it, a day alone at <see cref="DayAt"/>.</summary>
public sealed record StageTaskRule(ImmutableArray<string> DoAt, LocalTime DayAt, string Clause);

/// <summary>
/// The note says when the plan happens (TS-P5). Then whoever holds <see cref="Role"/> is asked whether it did: done leads to <see cref="Done"/>, or to
/// <see cref="Bill"/> when there is something to invoice; failed to <see cref="Failed"/>.
/// </summary>
public sealed record ExecutesRule(
    string Role, string Template, string Room, Duration AgainAfter, string Done, string DoneNote, string? Bill, string Failed, string FailedNote, string Blocked, string Clause);

/// <summary>The note names a department that takes the work over (TS-P6), behind one of <see cref="OwnerAfter"/> or by its own name.</summary>
public sealed record HandsOverRule(ImmutableArray<string> OwnerAfter, string Template, string Room, string Clause);

/// <summary>The ticket closes itself this long after it came here (TS-P6); what keeps it open is said with <see cref="Blocked"/>.</summary>
public sealed record ClosesAfterRule(Duration After, string Note, string Blocked, string Room, string Clause)
{
    /// <summary>Counted from our last words to the client in this stage, not from the move into it (SC-4).</summary>
    public bool FromQuestion { get; init; }

    /// <summary>What the ticket is tagged with when it closes so.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];
}

/// <summary>Nags when all that was awaited has happened and the ticket is still open (TS-P9).</summary>
public sealed record PromptlyRule(Duration After, string Template, string Room, string Clause);

/// <summary>An automatic ticket that needed none may be closed at once with this reason for its note (TS-T4).</summary>
public sealed record OneOffRule(string Reason, string Clause);

/// <summary>How a task that is due is brought to mind.</summary>
public sealed record TaskRules(string Template, string Room, string Clause);
