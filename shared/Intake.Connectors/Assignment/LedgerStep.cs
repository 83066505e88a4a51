using Intake.Assignment;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Assignment;

/// <summary>The rows that must change together for the ledger to say what a ticket says. <paramref name="told"/>: it knew of its assignment when it was read.</summary>
internal sealed class LedgerStep(AssignmentLedger ledger, Playbook playbook, Ticket ticket, LedgerRow<TrackedTicket> row, bool told, CancellationToken cancel)
{
    private readonly AssignmentRules _rules = playbook.Assignment!;
    private readonly Dictionary<string, DeskStep> _desks = [];
    private readonly List<LedgerChange> _changes = [];

    /// <summary>None: it says so already.</summary>
    public async Task<IReadOnlyList<LedgerChange>> Changes()
    {
        await (ticket switch
        {
            { IsOpen: false } or { Draft: true } => Gone(),
            { Owner: { } owner } => Owned(owner),
            _ => Wanted(),
        });
        return [.. _changes, .. _desks.Values.Select(desk => desk.Row.With(desk.After))];
    }

    private async Task Gone()
    {
        if (!row.Exists)
        {
            return;
        }

        _changes.Add(row.Gone());
        await LeaveLine(row.Value.Line);
        if (row.Value.Agent is not { } agent)
        {
            return;
        }

        // What its agent never heard of was not completed either.
        var completed = ticket.ClosedAt is not null && ticket.Owner == agent;
        await Desk(agent, desk => completed ? desk.Complete(row.Value.Holding) : desk.TakeAway(row.Value.Holding));
        if (completed && ClientBook.KeyOf(ticket.Client) is { } client)
        {
            var book = await ledger.Client(playbook.Name, client, cancel);
            _changes.Add(book.With(book.Value.Completed(agent, ticket.ClosedAt!.Value)));
        }
    }

    private async Task Owned(string owner)
    {
        var after = row.Value;
        if (after.Agent == owner)
        {
            // Told, if it was not before.
            after = after with { Gift = null, Holding = Holds(after.Holding) };
            if (after.Holding != row.Value.Holding)
            {
                await Desk(owner, desk => desk.Become(row.Value.Holding, after.Holding));
            }
        }
        else
        {
            if (after.Agent is { } former)
            {
                await Desk(former, desk => desk.TakeAway(row.Value.Holding));
            }

            await Desk(owner, desk => desk.Take());
            after = after with { Agent = owner, Holding = Holding.Extra, Gift = null };
        }

        Save(await InLine(after, await IsAbsent(owner) ? owner : null));
    }

    private async Task Wanted()
    {
        if (!told)
        {
            return; // about to be
        }

        if (row.Value.Agent is { } former)
        {
            await Desk(former, desk => desk.TakeAway(row.Value.Holding));
        }

        Save(await InLine(row.Value with { Agent = null, Holding = Holding.Counted, Gift = null }, from: null));
    }

    /// <summary>The ticket with its place in the line, or without one when nobody is looked for.</summary>
    private async Task<TrackedTicket> InLine(TrackedTicket after, string? from)
    {
        if (after.Agent is not null && from is null)
        {
            await LeaveLine(after.Line);
            return after with { Line = null };
        }

        var client = from is null && _rules.Continuity is not { Lead: null, MostWorkedWith: null } ? ClientBook.KeyOf(ticket.Client) : null;
        var place = AssignmentLedger.NewInLine(new InLine(ticket.Id.Value, ticket.Channel, _rules.PodOf(ticket)?.Name, ticket.Waiting?.Since ?? ticket.OpenedAt, Counts: ticket.Generation == 1)
        {
            First = ticket.FirstInLine is not null,
            From = from,
            Prefers = client is null ? null : (await ledger.Client(playbook.Name, client, cancel)).Value.Prefers(_rules.Continuity, ticket),
        });
        var there = after.Line is { } line ? await ledger.InLine(playbook.Name, line, cancel) : null;
        if (there?.Key == place.Key)
        {
            _changes.AddRange(there.Value == place.Value ? [] : [there.With(place.Value)]);
            return after;
        }

        _changes.AddRange(there is null ? [] : [there.Gone()]);
        _changes.Add(place.With(place.Value));
        return after with { Line = place.Key };
    }

    private async Task LeaveLine(string? line)
    {
        if (line is not null && await ledger.InLine(playbook.Name, line, cancel) is { } place)
        {
            _changes.Add(place.Gone());
        }
    }

    /// <summary>Its client waits and its agent is not there (SC-2).</summary>
    private async Task<bool> IsAbsent(string owner) =>
        _rules.Continuity.Existing is not null && ticket.Waiting is not null && !(await ledger.Desk(playbook.Name, owner, cancel)).Value.Available.ContainsKey(ticket.Channel);

    private void Save(TrackedTicket after)
    {
        if (!row.Exists || after != row.Value)
        {
            _changes.Add(row.With(after));
        }
    }

    private async Task Desk(string agent, Func<AgentDesk, AgentDesk> change)
    {
        var row = _desks.TryGetValue(agent, out var known) ? known.Row : await ledger.Desk(playbook.Name, agent, cancel);
        _desks[agent] = new DeskStep(row, change(known?.After ?? row.Value));
    }

    /// <summary>A snoozed ticket, or one that stays open for its client's answer, leaves the count (ER-2, ER-12).</summary>
    private Holding Holds(Holding before) => (before, Set: ticket.Snooze is not null || ticket.Hold is not null) switch
    {
        (Holding.Counted or Holding.Woken, true) => Holding.Snoozed,
        (Holding.Snoozed, false) => Holding.Woken,
        _ => before,
    };

    private sealed record DeskStep(LedgerRow<AgentDesk> Row, AgentDesk After);
}
