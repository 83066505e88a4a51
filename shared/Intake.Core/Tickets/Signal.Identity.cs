using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace Intake.Tickets;

/// <summary>Who the client is, and which conversations are one.</summary>
[JsonDerivedType(typeof(AccountLookedUp), "account-looked-up")]
[JsonDerivedType(typeof(NoAccountRequested), "no-account-requested")]
[JsonDerivedType(typeof(MergeRequested), "merge-requested")]
[JsonDerivedType(typeof(UnmergeRequested), "unmerge-requested")]
[JsonDerivedType(typeof(MergedIn), "merged-in")]
[JsonDerivedType(typeof(MergeUndone), "merge-undone")]
public abstract partial record Signal
{
    /// <summary>
    /// The client's facts were compared with the accounts (ER-5 to 7): which account they led to, and which of them matched it. The facts themselves are not told.
    /// <paramref name="Account"/>: null when none was found. <paramref name="Agent"/>: null when nobody asked for it. <paramref name="Several"/>: they fit more than one.
    /// </summary>
    public sealed record AccountLookedUp(string? Agent, string? Account, ImmutableArray<string> Matched, bool MailboxLost = false, bool Several = false) : Signal;

    /// <summary>An agent says that there is no account: reply, tag and close (ER-6).</summary>
    public sealed record NoAccountRequested(string Agent) : Signal;

    /// <summary>An agent merges this conversation into another (ER-8). <paramref name="Confirm"/>: they are one client's, although nothing says so.</summary>
    public sealed record MergeRequested(string Agent, TicketId Into, bool Confirm = false) : Signal;

    /// <summary>An agent takes the merge of this conversation back.</summary>
    public sealed record UnmergeRequested(string Agent) : Signal;

    /// <summary>Another conversation has become part of this one. <paramref name="Said"/>: what its client wrote; <paramref name="WaitsSince"/>: since when they wait.</summary>
    public sealed record MergedIn(TicketId From, string Agent, string Title, ImmutableArray<Said> Said, Instant? WaitsSince, Triage.Classification? Classification) : Signal
    {
        /// <summary>What is still to be done for it; null where an earlier version told it: then what was said is asked anew.</summary>
        public ImmutableArray<TicketTask>? Open { get; init; }
    }

    /// <summary>The merge of another conversation into this one was taken back.</summary>
    public sealed record MergeUndone(TicketId From, string Agent) : Signal;
}

/// <summary>What a client wrote, and when.</summary>
public sealed record Said(Instant At, string Text);
