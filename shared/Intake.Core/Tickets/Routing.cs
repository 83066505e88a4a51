using Intake.OnCall;
using NodaTime;

namespace Intake.Tickets;

/// <summary>How a ticket came to its agent: what the assignment and whoever corrects it made of it.</summary>
public sealed record Routing
{
    /// <summary>The pod it was sent to by hand (ER-3); null: its topic decides.</summary>
    public string? Pod { get; init; }

    /// <summary>Whom it was given to; null: nobody.</summary>
    public string? Agent { get; init; }

    /// <summary>Why.</summary>
    public string? Why { get; init; }

    /// <summary>By whose hand; null: the system's.</summary>
    public string? By { get; init; }

    /// <summary>How often an agent passed it on because it was not theirs (XD-10).</summary>
    public int Bounces { get; init; }

    /// <summary>What a lead has been asked and not yet answered (ER-16).</summary>
    public LeadQuestion? Lead { get; init; }
}

/// <summary>An agent's question to a lead.</summary>
public sealed record LeadQuestion(string Episode, string Agent, Person Lead, string Words, Instant Since);
