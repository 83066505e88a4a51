using System.Collections.Immutable;

namespace Intake.Tickets;

/// <summary>What was decided: what became true, what must now be done, the ticket after it, and why it was refused if it was.</summary>
public sealed record Decision(ImmutableArray<TicketEvent> Events, ImmutableArray<Effect> Effects, Ticket After, Refusal? Refusal, TicketId? Successor);

/// <summary>A request the SOP does not allow: the clause, what is wrong and what would be right. Shown to the person who asked.</summary>
public sealed record Refusal(string Clause, string Why, string Remedy);
