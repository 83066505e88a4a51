using Intake.Assignment;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Assignment;

/// <summary>The line and the desks as they stand, with the reason of everything (read, never kept: it is only true now).</summary>
public sealed class AssignmentViews(AssignmentLedger ledger, Dealing dealing, TicketStore store, TimeProvider time)
{
    public async Task<AssignmentView> Show(Playbook playbook, CancellationToken cancel)
    {
        var (now, overrides) = (time.Now(), await ledger.Overrides(playbook.Name, cancel));
        var team = (await dealing.Team(playbook, cancel)).Select(one => one.Agent).OrderBy(agent => agent.Person.Id, StringComparer.Ordinal).ToList();
        var line = new List<InLine>();
        await foreach (var place in ledger.Line(playbook.Name, cancel))
        {
            line.Add(place.Value);
        }

        var assigner = new Assigner(playbook, overrides, now);
        return new AssignmentView(assigner.Batch, team, [.. assigner.Look(line, team)], [.. overrides.Where(entry => entry.To > now)]);
    }

    /// <summary>An agent's open tickets: what is first in line (ER-12), whose client waits longest, then those on which nobody waits, the oldest first (ER-4).</summary>
    public async Task<List<(Ticket Ticket, Holding Holding)>> Inbox(Playbook playbook, string agent, CancellationToken cancel)
    {
        var inbox = new List<(Ticket Ticket, Holding Holding)>();
        await foreach (var row in ledger.TicketsOf(playbook.Name, agent, cancel))
        {
            if ((await store.Load(new TicketId(row.Value.Ticket), cancel)).Ticket is { IsOpen: true } ticket && ticket.Owner == agent)
            {
                inbox.Add((ticket, row.Value.Holding));
            }
        }

        return [.. inbox.OrderBy(one => one.Ticket.FirstInLine is null).ThenBy(one => one.Ticket.Waiting is null).ThenBy(one => one.Ticket.Waiting?.Since ?? one.Ticket.OpenedAt).ThenBy(one => one.Ticket.Id.Value, StringComparer.Ordinal)];
    }
}

/// <summary>The batch's numbers as they are now, everybody's desk, the line with what is about to become of each ticket, overrides that are not over.</summary>
public sealed record AssignmentView(BatchRule? Batch, IReadOnlyList<Agent> Agents, IReadOnlyList<(InLine Ticket, Verdict Verdict)> Line, IReadOnlyList<AssignmentOverride> Overrides);
