using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Intake.OnCall;

namespace Intake.Tickets;

/// <summary>What co-workers and departments ask on a ticket they share.</summary>
[JsonDerivedType(typeof(InternalRequested), "internal-requested")]
[JsonDerivedType(typeof(MessageOpened), "message-opened")]
[JsonDerivedType(typeof(PassRequested), "pass-requested")]
[JsonDerivedType(typeof(BounceRequested), "bounce-requested")]
[JsonDerivedType(typeof(HeadsUpRequested), "heads-up-requested")]
[JsonDerivedType(typeof(AttemptRequested), "attempt-requested")]
public abstract partial record Signal
{
    /// <summary>A co-worker makes a ticket for a customer (XD-1). <paramref name="Confirm"/>: it is one issue although it was questioned.</summary>
    public sealed record InternalRequested(string Agent, Client Customer, string? CustomerId, string Title, string? Details, bool Confirm) : Signal;

    /// <summary>An agent has opened a message and read it; null: the newest one (XD-2).</summary>
    public sealed record MessageOpened(string Agent, string? Message) : Signal;

    /// <summary>
    /// An agent passes the ticket to a person or a department, with what they must know (XD-2), what is asked of them (XD-3), and whether it is to come
    /// back, by when in words. <paramref name="HeadsUp"/>: what the client is told instead of the template (XD-6).
    /// </summary>
    public sealed record PassRequested(
        string Agent, Person? To, string? Department, string? Synopsis, string? Breakdown, string? NotRequired, ImmutableArray<string> Tasks, bool Back, string? Expected, string? HeadsUp) : Signal;

    /// <summary>It was never theirs: back to whoever passed it on (XD-10).</summary>
    public sealed record BounceRequested(string Agent, string Reason) : Signal;

    /// <summary>The client is told that it takes longer, in the agent's words or the template's (XD-5, XD-6).</summary>
    public sealed record HeadsUpRequested(string Agent, string? Text) : Signal;

    /// <summary>An attempt to reach a client who does not answer (XD-8): an e-mail to be sent, or a call that was made at <paramref name="CalledAt"/>, a date and time in words.</summary>
    public sealed record AttemptRequested(string Agent, AttemptKind Kind, string? Text, string? CalledAt, LeftWith? Left) : Signal;
}
