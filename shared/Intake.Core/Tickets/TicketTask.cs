using NodaTime;

namespace Intake.Tickets;

/// <summary>Something to be done on a ticket before it may close (TS-P7, E3). <paramref name="HandedTo"/>: a department that owns it from now on (finance); it outlives the ticket and refuses no close.</summary>
public sealed record TicketTask(string Id, string Text, string Agent, Instant Since, Instant? Due, string Clause, string? HandedTo = null, string? Amount = null)
{
    /// <summary>The kind of request it answers (ER-15); null: it is no client's request.</summary>
    public string? Request { get; init; }

    /// <summary>The department it is asked of (XD-3); null: the team's own.</summary>
    public string? For { get; init; }
}
