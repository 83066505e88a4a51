using System.Collections.Immutable;
using Intake.OnCall;
using NodaTime;

namespace Intake.Assignment;

/// <summary>A ticket that looks for an agent, and since when. <paramref name="Counts"/>: it would count towards a batch.</summary>
public sealed record InLine(string Ticket, string Channel, string? Pod, Instant Since, bool Counts)
{
    /// <summary>Goes before everybody who waits longer (ER-12).</summary>
    public bool First { get; init; }

    /// <summary>It has an agent, who is absent while the client waits (SC-2).</summary>
    public string? From { get; init; }

    /// <summary>The agent it should go to where that is possible.</summary>
    public Preference? Prefers { get; init; }

    /// <summary>The order of the line: waiting longest first (ER-4, SC-3).</summary>
    public (bool, Instant, string) Place => (!First, Since, Ticket);
}

/// <summary>An agent the client knows, and why a ticket should go there. <paramref name="Template"/> tells them when somebody else had to take it.</summary>
public sealed record Preference(string Agent, string Why, string Clause, string? Template);

/// <summary>Why an agent was not given a ticket.</summary>
public sealed record Skip(string Agent, string Why);

/// <summary>Somebody of the team and how their desk stands.</summary>
public sealed record Agent(Person Person, AgentDesk Desk);

/// <summary>What becomes of a ticket in line. Everybody who was passed over is in <see cref="Skipped"/>, with the reason.</summary>
public abstract record Verdict(ImmutableArray<Skip> Skipped)
{
    /// <summary>It goes to this agent. <paramref name="Inform"/> is told that somebody else had to take it.</summary>
    public sealed record Goes(string Agent, string Why, string Clause, ImmutableArray<Skip> Skipped) : Verdict(Skipped)
    {
        public Preference? Inform { get; init; }
    }

    /// <summary>Its agent is back: it is theirs.</summary>
    public sealed record Stays(string Agent) : Verdict(ImmutableArray<Skip>.Empty);

    /// <summary>Nobody can be given it now.</summary>
    public sealed record Waits(string Why, ImmutableArray<Skip> Skipped) : Verdict(Skipped);
}
