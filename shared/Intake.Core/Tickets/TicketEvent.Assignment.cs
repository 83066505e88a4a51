using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Intake.Assignment;
using Intake.OnCall;
using NodaTime;

namespace Intake.Tickets;

[JsonDerivedType(typeof(Assigned), "assigned")]
[JsonDerivedType(typeof(SentToPod), "sent-to-pod")]
[JsonDerivedType(typeof(LeadAsked), "lead-asked")]
[JsonDerivedType(typeof(LeadAnswered), "lead-answered")]
public abstract partial record TicketEvent
{
    /// <summary>
    /// An agent was given the ticket: by the system (<paramref name="By"/> null) or by hand. <paramref name="From"/> had it before;
    /// <paramref name="Skipped"/> says why nobody else got it.
    /// </summary>
    public sealed record Assigned(string Agent, string Why, ImmutableArray<Skip> Skipped, string? By, string? From) : TicketEvent;

    /// <summary>An agent passed it on to a pod; <paramref name="From"/> had it, given by <paramref name="GivenBy"/> (null: the system).</summary>
    public sealed record SentToPod(string Pod, string Agent, string Reason, string? From, string? GivenBy) : TicketEvent;

    /// <summary>A lead was asked, privately (ER-16).</summary>
    public sealed record LeadAsked(string Agent, Person Lead, string Words) : TicketEvent;

    /// <summary>How long the agent waited for an answer. <paramref name="Words"/> are null when the lead passed the ticket on instead.</summary>
    public sealed record LeadAnswered(string Agent, string? Words, Duration Took) : TicketEvent;
}
