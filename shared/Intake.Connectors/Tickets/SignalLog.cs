using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tickets;

/// <summary>
/// Every signal a ticket has taken in, as it happens and after it is committed: what a recording is made of (docs/simulate.md). The ringing of its own
/// clock is none. Whoever listens must be quick and must not fail.
/// </summary>
public sealed class SignalLog
{
    /// <summary>The ticket, what it heard, and when that was decided: a call is heard some seconds after it came.</summary>
    public event Action<TicketId, Signal, Instant>? Heard;

    internal void Tell(TicketId ticket, Signal signal, Instant now)
    {
        if (signal is not Signal.ClockRang)
        {
            Heard?.Invoke(ticket, signal, now);
        }
    }
}
