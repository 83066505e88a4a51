using System.Text.Json.Serialization;

namespace Intake.Tickets;

[JsonDerivedType(typeof(Replanned), "replanned")]
public abstract partial record TicketEvent
{
    /// <summary>From here on the ticket follows another version of its playbook; its timers are those of that version.</summary>
    public sealed record Replanned(string From, string To, string Agent) : TicketEvent;
}
