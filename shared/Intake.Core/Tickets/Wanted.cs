using NodaTime;

namespace Intake.Tickets;

/// <summary>Right before an effect is sent: is it still wanted?</summary>
public static class Wanted
{
    /// <summary>Why an effect is no longer wanted, judged right before it is sent; null when it is.</summary>
    public static string? WhyNot(Ticket ticket, Effect effect, Instant now)
    {
        if (effect.NotAfter is { } limit && now > limit)
        {
            return "it came too late to be of use";
        }

        if (effect is Effect.SendToClient { UnlessHeardSince: { } since } && (ticket.LastClientAt > since || ticket.ReopenedAt > since))
        {
            return "the client has answered";
        }

        return effect.WhileAlert is { } id ? ticket.Alerts.FirstOrDefault(alert => alert.Id == id) switch
        {
            null or { Ended: true } => "the alert is over",
            { Taken: { } taken } => $"{taken.By.Name} has the alert",
            _ => null,
        } : null;
    }
}
