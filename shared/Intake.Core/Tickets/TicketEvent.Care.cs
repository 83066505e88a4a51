using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace Intake.Tickets;

/// <summary>How an inquiry is sorted and followed from its receipt to the client's word on its resolution.</summary>
[JsonDerivedType(typeof(Referenced), "referenced")]
[JsonDerivedType(typeof(Categorised), "categorised")]
[JsonDerivedType(typeof(LinkedToEarlier), "linked-to-earlier")]
[JsonDerivedType(typeof(ReceiptConfirmed), "receipt-confirmed")]
[JsonDerivedType(typeof(Escalated), "escalated")]
[JsonDerivedType(typeof(EscalationTold), "escalation-told")]
[JsonDerivedType(typeof(ResolutionSent), "resolution-sent")]
[JsonDerivedType(typeof(SatisfactionAsked), "satisfaction-asked")]
[JsonDerivedType(typeof(SatisfactionAnswered), "satisfaction-answered")]
public abstract partial record TicketEvent
{
    /// <summary>The inquiry has its number.</summary>
    public sealed record Referenced(string Reference) : TicketEvent;

    /// <summary>What it is about, and how pressing that is; <paramref name="Agent"/> is null when triage said so, by these words.</summary>
    public sealed record Categorised(string Category, string Priority, string? Agent, string Why) : TicketEvent;

    /// <summary>It is about a previous request.</summary>
    public sealed record LinkedToEarlier(TicketId Earlier, string? Reference) : TicketEvent;

    /// <summary>The client was told that the inquiry has come; to be delivered by <paramref name="Due"/>.</summary>
    public sealed record ReceiptConfirmed(string Effect, Instant Due) : TicketEvent;

    /// <summary>To somebody who leads, with the steps taken so far; <paramref name="Agent"/> is null when time was up.</summary>
    public sealed record Escalated(string? Agent, string Reason, ImmutableArray<string> Steps, string? To, Duration Late) : TicketEvent;

    /// <summary>The client knows of the escalation and by when to expect the resolution.</summary>
    public sealed record EscalationTold(string? Agent, string Estimate) : TicketEvent;

    /// <summary>The client was told how it was resolved.</summary>
    public sealed record ResolutionSent(string Agent, string Effect) : TicketEvent;

    public sealed record SatisfactionAsked(string Effect, Instant Due, Duration Late) : TicketEvent;

    /// <summary>The outcome, in the client's words. <paramref name="Score"/> is null when no mark was given.</summary>
    public sealed record SatisfactionAnswered(bool Content, int? Score, string Words) : TicketEvent;
}
