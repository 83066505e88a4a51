using System.Text.Json.Serialization;
using NodaTime;

namespace Intake.Tickets;

[JsonDerivedType(typeof(AccountLocated), "account-located")]
[JsonDerivedType(typeof(AccountNotFound), "account-not-found")]
[JsonDerivedType(typeof(FactMatched), "fact-matched")]
[JsonDerivedType(typeof(MailboxLost), "mailbox-lost")]
[JsonDerivedType(typeof(SimilarFound), "similar-found")]
[JsonDerivedType(typeof(Merged), "merged")]
[JsonDerivedType(typeof(Unmerged), "unmerged")]
[JsonDerivedType(typeof(MergedIn), "merged-in")]
[JsonDerivedType(typeof(MergeUndone), "merge-undone")]
public abstract partial record TicketEvent
{
    /// <summary>The client's account, by the shop's own id of it.</summary>
    public sealed record AccountLocated(string Account, string? Agent) : TicketEvent;

    public sealed record AccountNotFound(string? Agent) : TicketEvent;

    /// <summary>A fact the client gave is the account's: its name, never the fact.</summary>
    public sealed record FactMatched(string Fact, string? Agent) : TicketEvent;

    /// <summary>The client can no longer read the account's mailbox.</summary>
    public sealed record MailboxLost(string? Agent) : TicketEvent;

    /// <summary>The same client has another open conversation.</summary>
    public sealed record SimilarFound(TicketId Other) : TicketEvent;

    public sealed record Merged(TicketId Into, string Agent) : TicketEvent;

    public sealed record Unmerged(TicketId Into, string Agent) : TicketEvent;

    public sealed record MergedIn(TicketId From, string Agent, string Title, Instant? WaitsSince) : TicketEvent;

    public sealed record MergeUndone(TicketId From, string Agent) : TicketEvent;
}
