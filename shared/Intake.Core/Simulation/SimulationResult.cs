using System.Collections.Immutable;
using Intake.Tickets;
using NodaTime;

namespace Intake.Simulation;

/// <summary>What became of an inbox under a playbook: what the team would have felt, and what the clients.</summary>
public sealed record SimulationResult
{
    public required string Playbook { get; init; }

    public required string Version { get; init; }

    public required Instant From { get; init; }

    public required Instant To { get; init; }

    /// <summary>Signals that reached a ticket, each once.</summary>
    public required int Signals { get; init; }

    /// <summary>Signals about a ticket that was not there.</summary>
    public required int LeadingNowhere { get; init; }

    /// <summary>What went out, to whomever.</summary>
    public required int Effects { get; init; }

    public required ImmutableArray<SimulatedPage> Pages { get; init; }

    public required ImmutableArray<SimulatedBreach> Breaches { get; init; }

    public required ImmutableArray<SimulatedRefusal> Refusals { get; init; }

    public required ImmutableArray<TicketOutcome> Tickets { get; init; }

    /// <summary>Everything that went out, in order; empty unless it was asked for.</summary>
    public required ImmutableArray<Outgoing> Log { get; init; }
}

/// <summary>Somebody was woken, or called from other work.</summary>
public sealed record SimulatedPage(Instant At, string Person, TicketId Ticket, string Clause);

/// <summary>A limit was not kept. <paramref name="What"/> is what was owed.</summary>
public sealed record SimulatedBreach(Instant Due, TicketId Ticket, string Title, Urgency Urgency, string Clause, string What);

/// <summary>Somebody asked for what the SOP does not allow.</summary>
public sealed record SimulatedRefusal(Instant At, TicketId Ticket, string Signal, string Clause, string Why);

/// <summary>How a ticket ended, or stands. <paramref name="Urgency"/> is the most pressing it was; <paramref name="AnsweredWithin"/> is null when nobody answered.</summary>
public sealed record TicketOutcome(
    TicketId Id, string Title, string Channel, Urgency Urgency, string Stage, Instant OpenedAt, Instant? ClosedAt, int Generation,
    Duration? AnsweredWithin, int Contacts, int Pages, int Breaches, int AutoReplies, int Reminders);
