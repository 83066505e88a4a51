using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors;

/// <summary>
/// The context of one attempt to send an effect. <paramref name="Attempt"/> counts from 1. <paramref name="Repeat"/>: an earlier attempt may have
/// got through without our learning of it, so people are told that they may have read this before.
/// </summary>
public sealed record Sending(TicketId Ticket, string? HubSpotId, int Attempt, bool Repeat, Instant FirstAttemptAt)
{
    /// <summary>What is sent along, so that the provider can be asked for it and its reports lead back here.</summary>
    internal string Tag(Effect effect) => $"{Ticket}/{effect.Id}";

    internal string Marked(string text) => Repeat ? $"(repeat) {text}" : text;
}
