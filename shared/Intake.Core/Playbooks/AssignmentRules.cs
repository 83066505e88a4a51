using System.Collections.Immutable;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>Who gets a ticket nobody owns: whoever is available, has room and is in its pod, the ticket that waits longest first (SC-2, ER-2 to ER-4).</summary>
public sealed record AssignmentRules(string Clause)
{
    /// <summary>Tickets are given in batches (ER-2); null: an agent may always be given one more.</summary>
    public BatchRule? Batch { get; init; }

    /// <summary>The clause of being available, per channel (ER-3).</summary>
    public required string AvailabilityClause { get; init; }

    /// <summary>In the order in which they are asked whether a ticket is theirs; what is nobody's goes to anybody.</summary>
    public ImmutableArray<Pod> Pods { get; init; } = [];

    public required AssignByHandRule ByHand { get; init; }

    public AskLeadRule? AskLead { get; init; }

    public OverrideRule? Overrides { get; init; }

    public ContinuityRules Continuity { get; init; } = new();

    public Pod? PodOf(Tickets.Ticket ticket) =>
        ticket.Routing?.Pod is { } sent ? Pods.FirstOrDefault(pod => pod.Name == sent) : Pods.FirstOrDefault(pod => pod.Topics.Matches(ticket));
}

/// <summary>An agent is given tickets up to <paramref name="Fill"/>, and then none until <paramref name="RefillAfter"/> have been completed.</summary>
public sealed record BatchRule(int Fill, int RefillAfter, string Clause);

/// <summary>A group of agents and the tickets that are theirs.</summary>
public sealed record Pod(string Name, string Title, Topics Topics, string Clause);

/// <summary>Which tickets a rule is about: those of one of these categories, classified by one of these triage rules, or with one of these tags.</summary>
public sealed record Topics(ImmutableArray<string> Categories, ImmutableArray<string> Triage, ImmutableArray<string> Tags)
{
    public bool Matches(Tickets.Ticket ticket) =>
        (ticket.Category is { } category && Categories.Contains(category)) || (ticket.Classification is { } read && Triage.Contains(read.Rule)) || Tags.Any(ticket.Tags.Contains);
}

/// <summary>Who may give a ticket to a person by hand: anybody, or only those with one of the titles (ER-2, SC-10).</summary>
public sealed record AssignByHandRule(ImmutableArray<string> Titles, string Clause)
{
    public bool Allows(ImmutableArray<string> titles) => Titles.IsEmpty || titles.Any(Titles.Contains);
}

/// <summary>An agent who cannot handle a ticket asks somebody with this title, who is reminded until there is an answer (ER-16).</summary>
public sealed record AskLeadRule(string Title, NagRule Nag);

/// <summary>Who may set rules aside for a time (ER-19).</summary>
public sealed record OverrideRule(ImmutableArray<string> Titles, string Clause);

/// <summary>Whom a client should meet again (SC-2, SC-9); a rule that is absent asks for nothing.</summary>
public sealed record ContinuityRules
{
    public ExistingTicketRule? Existing { get; init; }

    /// <summary>What is about a project goes to the agent who leads it.</summary>
    public KnownAgentRule? Lead { get; init; }

    /// <summary>Goes to the agent this client has worked with most.</summary>
    public KnownAgentRule? MostWorkedWith { get; init; }
}

/// <summary>A ticket stays with its agent; once the client has waited this long on one who is absent, the next available gets it and the agent is told.</summary>
public sealed record ExistingTicketRule(Duration After, string Template, string Clause);

/// <summary>Tickets with one of the topics go to an agent the client knows. <paramref name="Template"/> tells that agent when somebody else had to take it; null: nobody is told.</summary>
public sealed record KnownAgentRule(Topics Topics, string? Template, string Clause);
