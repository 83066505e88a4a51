using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Intake.Assignment;
using Intake.OnCall;

namespace Intake.Tickets;

/// <summary>Whose a ticket is to be. Titles are those of whoever asks: a right is checked against them.</summary>
[JsonDerivedType(typeof(AgentAssigned), "agent-assigned")]
[JsonDerivedType(typeof(AssignRequested), "assign-requested")]
[JsonDerivedType(typeof(PodRequested), "pod-requested")]
[JsonDerivedType(typeof(LeadRequested), "lead-requested")]
[JsonDerivedType(typeof(LeadAnswered), "lead-answered")]
public abstract partial record Signal
{
    /// <summary>
    /// The assignment gave the ticket to this agent. <paramref name="From"/>: who had it and is absent; <paramref name="Inform"/> is told, with the template,
    /// that somebody else had to take it.
    /// </summary>
    public sealed record AgentAssigned(Person To, string Why, string Clause, ImmutableArray<Skip> Skipped, string? From, Person? Inform, string? Template) : Signal;

    /// <summary>Somebody gives the ticket to a person by hand (ER-2, SC-10).</summary>
    public sealed record AssignRequested(string Agent, Person To, string Reason, ImmutableArray<string> Titles) : Signal;

    /// <summary>It is another pod's matter (ER-3).</summary>
    public sealed record PodRequested(string Agent, string Pod, string Reason) : Signal;

    /// <summary>An agent who cannot handle it asks a lead, in a private note (ER-16).</summary>
    public sealed record LeadRequested(string Agent, Person Lead, string Words) : Signal;

    public sealed record LeadAnswered(string Agent, string Words, ImmutableArray<string> Titles) : Signal;
}
