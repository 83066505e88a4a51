using System.Text.Json.Serialization;

namespace Intake.Tickets;

/// <summary>What agents do to sort an inquiry and to bring it to an end.</summary>
[JsonDerivedType(typeof(CategorySet), "category-set")]
[JsonDerivedType(typeof(EscalationRequested), "escalation-requested")]
[JsonDerivedType(typeof(EscalationTold), "escalation-told")]
[JsonDerivedType(typeof(ResolutionRequested), "resolution-requested")]
public abstract partial record Signal
{
    /// <summary>An agent says what it is about (a category), how pressing it is (a priority, with a reason), or which previous request it follows (its reference).</summary>
    public sealed record CategorySet(string Agent, string? Category, string? Priority, string? Reason, string? Earlier = null) : Signal;

    /// <summary>An agent knows that it cannot be resolved in time.</summary>
    public sealed record EscalationRequested(string Agent, string Reason) : Signal;

    /// <summary>The client is told of the escalation, with an estimate in words ("tomorrow 3 pm"); in the agent's own words where <paramref name="Text"/> is given.</summary>
    public sealed record EscalationTold(string Agent, string Estimate, string? Text = null) : Signal;

    /// <summary>It is resolved: the client is told how, and the ticket closes with <paramref name="Note"/>, or the same words.</summary>
    public sealed record ResolutionRequested(string Agent, string Resolution, string? Note = null, bool Confirm = false) : Signal;
}
