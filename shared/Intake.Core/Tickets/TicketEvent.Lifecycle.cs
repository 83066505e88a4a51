using System.Text.Json.Serialization;
using NodaTime;

namespace Intake.Tickets;

[JsonDerivedType(typeof(HeldUntil), "held-until")]
public abstract partial record TicketEvent
{
    /// <summary>The ticket rests until then (SC-7); <paramref name="Words"/> are the agent's own.</summary>
    public sealed record HeldUntil(Instant Until, string Words, string Agent) : TicketEvent;
}
