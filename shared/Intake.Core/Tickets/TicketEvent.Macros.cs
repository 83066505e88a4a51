using System.Text.Json.Serialization;
using NodaTime;

namespace Intake.Tickets;

[JsonDerivedType(typeof(MacroSent), "macro-sent")]
[JsonDerivedType(typeof(Snoozed), "snoozed")]
[JsonDerivedType(typeof(SnoozeEnded), "snooze-ended")]
[JsonDerivedType(typeof(HeldOpen), "held-open")]
[JsonDerivedType(typeof(HoldEnded), "hold-ended")]
[JsonDerivedType(typeof(FirstInLine), "first-in-line")]
[JsonDerivedType(typeof(CheckRaised), "check-raised")]
[JsonDerivedType(typeof(CheckAnswered), "check-answered")]
public abstract partial record TicketEvent
{
    /// <summary>The answer before it started from this macro; <paramref name="Edited"/>: and was personalised by hand.</summary>
    public sealed record MacroSent(string Macro, string Agent, bool Edited, string? Cc) : TicketEvent;

    public sealed record Snoozed(string Agent, string? Macro, Instant Until, string? Reason) : TicketEvent;

    public sealed record SnoozeEnded(string Why) : TicketEvent;

    /// <summary>A solution was given; it stays open for the client's answer (ER-12).</summary>
    public sealed record HeldOpen(string Macro, string Agent, Instant Until) : TicketEvent;

    public sealed record HoldEnded(string Why) : TicketEvent;

    /// <summary>The client's reply to an offer: this agent's next ticket (ER-12).</summary>
    public sealed record FirstInLine(string Agent) : TicketEvent;

    /// <summary>The ticket's content asks for a check; <paramref name="Why"/> says what in it.</summary>
    public sealed record CheckRaised(string Check, string Why) : TicketEvent;

    /// <summary>One part of a check: an item of the list, or the question.</summary>
    public sealed record CheckAnswered(string Check, string Asked, string Answer, string Agent) : TicketEvent;
}
