using System.Text.Json.Serialization;
using NodaTime;

namespace Intake.Tickets;

/// <summary>How an inquiry is sorted and followed from its receipt to the client's word on its resolution.</summary>
[JsonDerivedType(typeof(Referenced), "referenced")]
[JsonDerivedType(typeof(Categorised), "categorised")]
[JsonDerivedType(typeof(LinkedToEarlier), "linked-to-earlier")]
[JsonDerivedType(typeof(ReceiptConfirmed), "receipt-confirmed")]
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
}
