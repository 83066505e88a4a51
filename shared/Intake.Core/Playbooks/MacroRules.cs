using System.Collections.Immutable;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>
/// An approved text that an answer starts from (CC-6, ER-9), with what it carries. The text is Handlebars: <c>{{field}}</c>, <c>{{#if field}}…{{else}}…{{/if}}</c>,
/// <c>{{#unless field}}…{{/unless}}</c>; nothing in it is escaped.
/// </summary>
public sealed record Macro(string Name, string Title, string Text, string Clause)
{
    /// <summary>Fields the agent must fill in, beside those every ticket has (<see cref="MacroText.TicketFields"/>).</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Fields the agent may leave out.</summary>
    public ImmutableArray<string> Optional { get; init; } = [];

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>How long the ticket then waits for the client (ER-10); null: it does not.</summary>
    public Duration? Snooze { get; init; }

    /// <summary>The template sent when the snooze ends without an answer; null: none.</summary>
    public string? FollowUp { get; init; }

    /// <summary>Who reads the answer too, unless the agent says otherwise (CC-6).</summary>
    public Specialist? Cc { get; init; }

    /// <summary>The ticket stays open for the client's answer this long after it, and then closes by itself (ER-12).</summary>
    public ClosesAfterRule? StaysOpen { get; init; }

    /// <summary>The note with which an offer closes the ticket, its requests still open: the client's reply reopens it, first in line to the same agent (ER-12). Null: it is no offer.</summary>
    public string? Offer { get; init; }

    /// <summary>Nothing follows it: one touch (ER-11).</summary>
    public bool NeedsNoFollowUp => Snooze is null && StaysOpen is null && Offer is null;
}

/// <summary>Whose input an answer needs, and where they read it.</summary>
public sealed record Specialist(string Title, string Email);

/// <summary>
/// How a ticket waits for its client (ER-10): in <paramref name="Stage"/>, for <paramref name="For"/> unless the macro says otherwise, never longer than
/// <paramref name="AtMost"/> nor past the channel's time to resolution; then it goes to <paramref name="BackTo"/> with the note <paramref name="Note"/>, and its
/// agent is told with <paramref name="Template"/>.
/// </summary>
public sealed record SnoozeRules(string Stage, string BackTo, Duration For, Duration AtMost, string Note, string Template, string Room, string Clause);

/// <summary>A close without any follow-up (ER-11): the tag it leaves, and the notes of its two ways.</summary>
public sealed record OneTouchRules(string Tag, string Note, string WaitingNote, string Clause);
