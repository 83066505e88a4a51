using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace Intake.Tickets;

/// <summary>Who the client is, as far as they have shown it. Which facts matched, when and by whom; never the facts (ER-7).</summary>
public sealed record Identity
{
    /// <summary>The shop's id of the account; null: not located.</summary>
    public string? Account { get; init; }

    public ImmutableArray<MatchedFact> Facts { get; init; } = [];

    public bool MailboxLost { get; init; }

    /// <summary>When the accounts were last searched in vain.</summary>
    public Instant? NotFoundAt { get; init; }

    [JsonIgnore]
    public ImmutableHashSet<string> Matched => [.. Facts.Select(fact => fact.Fact)];
}

/// <summary><paramref name="By"/>: the agent who compared it; null: the look-up by itself.</summary>
public sealed record MatchedFact(string Fact, Instant At, string? By);

/// <summary>This conversation is part of another one (ER-8). <paramref name="Before"/> is what it was, for the day on which it can be so again.</summary>
public sealed record MergedTicket(TicketId Into, Instant At, string Agent, Ticket Before);

/// <summary>A conversation that has become part of this one; the rest is what this one was before, as far as the merge changed it.</summary>
public sealed record MergedInTicket(TicketId From, string Title, string Agent, Instant At)
{
    /// <summary>The stretch of waiting that came with it; null: its client did not wait.</summary>
    public string? Episode { get; init; }

    public Waiting? WaitingBefore { get; init; }

    public Urgency UrgencyBefore { get; init; }

    /// <summary>The client's last word before it: another one since, and what is true now stays.</summary>
    public string? MessageBefore { get; init; }

    public Instant? HeardBefore { get; init; }

    public Triage.Classification? ClassificationBefore { get; init; }
}
