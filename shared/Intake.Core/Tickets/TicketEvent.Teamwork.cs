using System.Text.Json.Serialization;

namespace Intake.Tickets;

/// <summary>What happens between co-workers and departments on one ticket.</summary>
[JsonDerivedType(typeof(MadeInternally), "made-internally")]
[JsonDerivedType(typeof(MessageOpened), "message-opened")]
[JsonDerivedType(typeof(BatonHeld), "baton-held")]
[JsonDerivedType(typeof(PassHeld), "pass-held")]
[JsonDerivedType(typeof(PassDropped), "pass-dropped")]
[JsonDerivedType(typeof(BatonPassed), "baton-passed")]
[JsonDerivedType(typeof(Bounced), "bounced")]
[JsonDerivedType(typeof(HeadsUpSent), "heads-up-sent")]
[JsonDerivedType(typeof(HeadsUpLost), "heads-up-lost")]
[JsonDerivedType(typeof(AttemptMade), "attempt-made")]
[JsonDerivedType(typeof(AttemptLost), "attempt-lost")]
[JsonDerivedType(typeof(AttemptsEnded), "attempts-ended")]
public abstract partial record TicketEvent
{
    /// <summary>By a co-worker, for the customer with this id (XD-1).</summary>
    public sealed record MadeInternally(string CustomerId, string Agent) : TicketEvent;

    /// <summary>An agent opened this message, and so has read it (XD-2).</summary>
    public sealed record MessageOpened(string Agent, string Message) : TicketEvent;

    /// <summary>Who has the ticket from now on: a person, or (null) the department (XD-4).</summary>
    public sealed record BatonHeld(string? Person, string Department) : TicketEvent;

    /// <summary>Passed on, as soon as the heads-up that <paramref name="Effect"/> carries is delivered (XD-6).</summary>
    public sealed record PassHeld(Pass Pass, string Effect) : TicketEvent;

    /// <summary>It stays where it is after all.</summary>
    public sealed record PassDropped(string Why) : TicketEvent;

    public sealed record BatonPassed(Pass Pass) : TicketEvent;

    /// <summary>Sent back to <paramref name="Assigner"/> of <paramref name="Department"/>, who had passed it to the wrong people (XD-10).</summary>
    public sealed record Bounced(string Agent, string Assigner, string Department, string Reason) : TicketEvent;

    /// <summary>The client is told that it takes longer; <paramref name="Template"/> is null for an agent's own words.</summary>
    public sealed record HeadsUpSent(string Agent, string? Template, string Effect) : TicketEvent;

    /// <summary>The heads-up did not go out.</summary>
    public sealed record HeadsUpLost(string Effect, string Why) : TicketEvent;

    public sealed record AttemptMade(Attempt Attempt) : TicketEvent;

    /// <summary>The attempt's e-mail did not go out: it was none.</summary>
    public sealed record AttemptLost(string Attempt, string Why) : TicketEvent;

    /// <summary>Nobody need be tried any more.</summary>
    public sealed record AttemptsEnded(string Why) : TicketEvent;
}
