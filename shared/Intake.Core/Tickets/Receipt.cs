using NodaTime;

namespace Intake.Tickets;

/// <summary>The confirmation of receipt (CC-5): the effect that carries it, by when it must be delivered, and whether it still may be.</summary>
public sealed record Receipt(string Effect, Instant Due, bool Pending);
