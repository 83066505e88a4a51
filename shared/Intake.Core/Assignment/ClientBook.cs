using System.Collections.Immutable;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Assignment;

/// <summary>Which agents a client has worked with, and who leads their projects (SC-2, SC-9).</summary>
public sealed record ClientBook
{
    public ImmutableArray<WorkedWith> Agents { get; init; } = [];

    /// <summary>The latest last.</summary>
    public ImmutableArray<Project> Projects { get; init; } = [];

    /// <summary>How a client is known here: by the address they write from, whatever its capitals; null when there is none.</summary>
    public static string? KeyOf(Client client) => (client.Address ?? client.Email ?? client.Phone)?.Trim().ToLowerInvariant();

    /// <summary>A ticket of this client's was completed by the agent.</summary>
    public ClientBook Completed(string agent, Instant at)
    {
        var before = Agents.FirstOrDefault(known => known.Agent == agent);
        return this with { Agents = [.. Agents.Where(known => known.Agent != agent), new WorkedWith(agent, (before?.Tickets ?? 0) + 1, at)] };
    }

    public ClientBook Leads(Project project) => this with { Projects = [.. Projects.Where(known => !known.Name.Equals(project.Name, StringComparison.OrdinalIgnoreCase)), project] };

    /// <summary>The agent a ticket of this client's should go to; null when none is known, or no rule asks for it.</summary>
    public Preference? Prefers(ContinuityRules rules, Ticket ticket)
    {
        if (rules.Lead is { } lead && lead.Topics.Matches(ticket) && ProjectOf(ticket) is { } project)
        {
            return new Preference(project.Lead, $"leads the project “{project.Name}”", lead.Clause, lead.Template);
        }

        return rules.MostWorkedWith is { } most && most.Topics.Matches(ticket) && Agents.OrderByDescending(known => known.Tickets).ThenByDescending(known => known.Last).FirstOrDefault() is { } known
            ? new Preference(known.Agent, $"this client has worked with them most ({known.Tickets} {(known.Tickets == 1 ? "ticket" : "tickets")})", most.Clause, most.Template)
            : null;
    }

    /// <summary>The one the ticket names, else the client's latest.</summary>
    private Project? ProjectOf(Ticket ticket) =>
        Projects.LastOrDefault(project => ticket.Title.Contains(project.Name, StringComparison.OrdinalIgnoreCase) || ticket.Subject?.Contains(project.Name, StringComparison.OrdinalIgnoreCase) == true)
        ?? Projects.LastOrDefault();
}

public sealed record WorkedWith(string Agent, int Tickets, Instant Last);

/// <summary>Work under way for a client, and the agent who leads it.</summary>
public sealed record Project(string Name, string Lead, Instant Since, string Agent);
