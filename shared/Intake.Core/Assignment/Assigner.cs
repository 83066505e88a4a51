using System.Collections.Immutable;
using Intake.Playbooks;
using NodaTime;

namespace Intake.Assignment;

/// <summary>
/// Who gets a ticket, why, and why everybody else was passed over. Pure: the same agents, ticket and time give the same answer. The line is asked in its
/// order, each answer on the desks as the one before left them.
/// </summary>
public sealed class Assigner(Playbook playbook, ImmutableArray<AssignmentOverride> overrides, Instant now)
{
    private readonly AssignmentRules _rules = playbook.Assignment ?? throw new ArgumentException("The playbook assigns nothing.", nameof(playbook));

    /// <summary>The batch's numbers as they are now; null: there are no batches.</summary>
    public BatchRule? Batch { get; } = overrides.Batch(playbook.Assignment?.Batch, now);

    /// <summary>Whether the agent could be given a ticket of this channel and pod: where nobody could, the line need not be looked at.</summary>
    public bool HasRoom(Agent agent, string channel, string? pod) => WhyNot(new InLine("", channel, pod, now, Counts: true), agent) is null;

    /// <summary>The whole line, on the desks as they are: what each ticket gets, or why it waits.</summary>
    public IEnumerable<(InLine Ticket, Verdict Verdict)> Look(IEnumerable<InLine> line, IEnumerable<Agent> agents)
    {
        var desks = agents.ToDictionary(agent => agent.Person.Id);
        foreach (var ticket in line.OrderBy(ticket => ticket.Place))
        {
            var verdict = Judge(ticket, desks.Values);
            if (verdict is Verdict.Goes { Agent: var to })
            {
                desks[to] = desks[to] with { Desk = Give(desks[to].Desk, ticket) };
            }

            yield return (ticket, verdict);
        }
    }

    public AgentDesk Give(AgentDesk desk, InLine ticket) => desk.Give(Batch, HoldingOf(ticket), now);

    public Holding HoldingOf(InLine ticket) => Batch is not null && ticket.Counts ? Holding.Counted : Holding.Extra;

    public Verdict Judge(InLine ticket, IEnumerable<Agent> agents)
    {
        var team = agents.OrderBy(agent => agent.Person.Id, StringComparer.Ordinal).ToList();
        if (ticket.From is { } from && team.FirstOrDefault(agent => agent.Person.Id == from) is { } own)
        {
            if (own.Desk.Available.ContainsKey(ticket.Channel))
            {
                return new Verdict.Stays(from);
            }

            if (_rules.Continuity.Existing is { } rule && ticket.Since + rule.After is var until && until > now)
            {
                return new Verdict.Waits($"{own.Person.Name} has it, is absent, and is waited for until {Clocks.Text.TimeOfDay(until, playbook.Zone, now)}", []);
            }
        }

        var asked = team.Select(agent => (Agent: agent, Why: WhyNot(ticket, agent))).ToList();
        var able = asked.Where(one => one.Why is null).Select(one => one.Agent).OrderBy(Turn).ToList();
        var passed = asked.Where(one => one.Why is not null).Select(one => new Skip(one.Agent.Person.Id, one.Why!));
        if (able is [])
        {
            return new Verdict.Waits(WhyNobody(ticket, team), [.. passed]);
        }

        var known = able.FirstOrDefault(agent => agent.Person.Id == ticket.Prefers?.Agent);
        var chosen = known ?? able[0];
        var others = able.Where(agent => agent != chosen).Select(agent => new Skip(agent.Person.Id, known is null ? Later(chosen, agent) : "could take it; the client knows another agent"));
        return new Verdict.Goes(chosen.Person.Id, Why(ticket, known, chosen, team), known is null ? ClauseOf(ticket) : ticket.Prefers!.Clause, [.. passed, .. others])
        {
            Inform = known is not null ? null : ticket.From is { } absent && _rules.Continuity.Existing is { } existing ? new Preference(absent, "", existing.Clause, existing.Template) : ticket.Prefers,
        };
    }

    /// <summary>Who has least in hand is next; of several, whoever was given one longest ago.</summary>
    private (int, Instant, string) Turn(Agent agent) => (Load(agent.Desk), agent.Desk.LastGiven ?? Instant.MinValue, agent.Person.Id);

    private int Load(AgentDesk desk) => Batch is null ? desk.InHand : desk.Counted;

    private string? WhyNot(InLine ticket, Agent agent)
    {
        var (person, desk) = (agent.Person, agent.Desk);
        if (ticket.From == person.Id)
        {
            return "has it, and is absent";
        }

        if (!person.Channels.IsEmpty && !person.Channels.Contains(ticket.Channel))
        {
            return $"takes {string.Join(" and ", person.Channels.Select(TitleOf))} only";
        }

        if (!desk.Available.ContainsKey(ticket.Channel))
        {
            return desk.Available.IsEmpty ? "is not available" : $"is not available on {TitleOf(ticket.Channel)}";
        }

        return ticket.Pod is { } pod && !person.Pods.Contains(pod) && overrides.Route(pod, person.Pods, now) is null
            ? $"is not in {PodTitle(pod)}"
            : desk.WhyFull(Batch);
    }

    private string WhyNobody(InLine ticket, List<Agent> team)
    {
        var whose = ticket.Pod is { } pod ? $" in {PodTitle(pod)}" : "";
        var there = team.Where(agent => WhyNot(ticket with { From = null }, agent with { Desk = agent.Desk with { FilledTo = null, Counted = 0 } }) is null).ToList();
        return there is [] ? $"nobody{whose} is available on {TitleOf(ticket.Channel)}" : $"everybody available{whose} has a full batch";
    }

    private string Why(InLine ticket, Agent? known, Agent chosen, List<Agent> team)
    {
        if (known is not null)
        {
            return ticket.Prefers!.Why;
        }

        var name = team.FirstOrDefault(agent => agent.Person.Id == (ticket.From ?? ticket.Prefers?.Agent))?.Person.Name;
        var instead = name is null ? "" : ticket.From is not null ? $"{name} is absent: " : $"{name} cannot be given it: ";
        var held = Batch is { } batch ? $"{chosen.Desk.Counted} of {batch.Fill} in hand" : $"{chosen.Desk.InHand} in hand";
        var route = ticket.Pod is { } pod && !chosen.Person.Pods.Contains(pod) && overrides.Route(pod, chosen.Person.Pods, now) is { } entry ? $", by the override of {entry.Agent} ({entry.Reason})" : "";
        return $"{instead}next available, {held}{route}";
    }

    private string ClauseOf(InLine ticket) =>
        ticket.From is not null && _rules.Continuity.Existing is { } existing ? existing.Clause
        : Batch?.Clause ?? _rules.Clause;

    private string Later(Agent chosen, Agent other) => Load(other.Desk) > Load(chosen.Desk) ? $"comes later: {Load(other.Desk)} in hand" : "comes later: was given one more recently";

    private string TitleOf(string channel) => playbook.Channels.GetValueOrDefault(channel)?.Title ?? channel;

    private string PodTitle(string pod) => _rules.Pods.FirstOrDefault(known => known.Name == pod)?.Title ?? pod;
}
