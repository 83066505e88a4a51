using System.Collections.Immutable;
using Intake.Assignment;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Assignment;

/// <summary>
/// Gives the tickets in line to agents. First the ledger takes the ticket out of the line and onto the desk, in one transaction; then the ticket is told. What
/// a crash keeps from being told is told at the next pass.
/// </summary>
public sealed class Dealing(AssignmentLedger ledger, Following following, FrontDoor door, PlaybookShelf shelf, TimeProvider time)
{
    // One at a time in this process: the others would only run into each other's ETags.
    private readonly Gates _turns = new();

    public async Task Deal(Playbook playbook, Wake wake, CancellationToken cancel)
    {
        if (playbook.Assignment is null)
        {
            return;
        }

        using var turn = await _turns.Enter(FrontDoor.Team, cancel);
        foreach (var given in await Give(playbook, cancel))
        {
            await Tell(playbook, given, wake, cancel);
        }
    }

    /// <summary>Tells the tickets whose assignment is committed and was never told, as after a crash.</summary>
    public async Task TellAgain(Playbook playbook, Wake wake, CancellationToken cancel)
    {
        await foreach (var row in ledger.NotTold(playbook.Name, cancel))
        {
            await Tell(playbook, row.Value, wake, cancel);
        }
    }

    /// <summary>Everybody of the team with their desk.</summary>
    public async Task<List<(LedgerRow<AgentDesk> Row, Agent Agent)>> Team(Playbook playbook, CancellationToken cancel)
    {
        var desks = new Dictionary<string, LedgerRow<AgentDesk>>();
        await foreach (var row in ledger.Desks(playbook.Name, cancel))
        {
            desks[row.Value.Agent] = row;
        }

        var people = shelf.TeamOf(playbook.Name).People;
        return [.. desks.Values.Where(row => people.ContainsKey(row.Value.Agent)).Select(row => (row, new Agent(people[row.Value.Agent], row.Value)))];
    }

    private async Task<List<TrackedTicket>> Give(Playbook playbook, CancellationToken cancel)
    {
        var (given, team) = (new List<TrackedTicket>(), await Team(playbook, cancel));
        var assigner = new Assigner(playbook, await ledger.Overrides(playbook.Name, cancel), time.Now());
        await using var line = new MergedLine(playbook, ledger, (channel, pod) => team.Any(one => assigner.HasRoom(one.Agent, channel, pod)), cancel);
        while (await line.Next() is { } place)
        {
            for (LedgerRow<InLine>? row = place; row is not null;)
            {
                var (done, gave) = await Settle(playbook, assigner, row, team, cancel);
                given.AddRange(gave is null ? [] : [gave]);
                if (done)
                {
                    break;
                }

                // Somebody else was quicker with this ticket, or with this desk: as it is now, if it is still there.
                team = await Team(playbook, cancel);
                row = await ledger.InLine(playbook.Name, place.Key, cancel);
            }
        }

        return given;
    }

    /// <summary>Not done: somebody else has changed one of the rows.</summary>
    private async Task<(bool Done, TrackedTicket? Given)> Settle(Playbook playbook, Assigner assigner, LedgerRow<InLine> place, List<(LedgerRow<AgentDesk> Row, Agent Agent)> team, CancellationToken cancel)
    {
        var verdict = assigner.Judge(place.Value, team.Select(one => one.Agent));
        if (verdict is Verdict.Waits)
        {
            return (true, null);
        }

        var row = await ledger.Ticket(playbook.Name, new TicketId(place.Value.Ticket), cancel);
        if (row.Value.Line != place.Key || row.Value.Agent != place.Value.From)
        {
            // A place its ticket knows nothing of leads nowhere.
            return (await ledger.Commit(playbook.Name, [place.Gone()], cancel) is not null, null);
        }

        var after = row.Value with { Line = null };
        var changes = new List<LedgerChange> { place.Gone() };
        if (verdict is Verdict.Goes goes)
        {
            var at = team.FindIndex(one => one.Agent.Person.Id == goes.Agent);
            after = after with { Agent = goes.Agent, Holding = assigner.HoldingOf(place.Value), Turn = after.Turn + 1, Gift = Gift(playbook, goes, place.Value, team[at].Agent.Person) };
            var desk = assigner.Give(team[at].Agent.Desk, place.Value);
            changes.Add(team[at].Row.With(desk));
            if (place.Value.From is { } from)
            {
                var former = await ledger.Desk(playbook.Name, from, cancel);
                changes.Add(former.With(former.Value.TakeAway(row.Value.Holding)));
            }

            changes.Add(row.With(after));
            if (await ledger.Commit(playbook.Name, changes, cancel) is not { } tags)
            {
                return (false, null);
            }

            team[at] = (team[at].Row with { Value = desk, ETag = tags[team[at].Row.Key] }, team[at].Agent with { Desk = desk });
            return (true, after);
        }

        changes.Add(row.With(after));
        return (await ledger.Commit(playbook.Name, changes, cancel) is not null, null);
    }

    private Signal.AgentAssigned Gift(Playbook playbook, Verdict.Goes goes, InLine place, Person to)
    {
        var inform = goes.Inform is { Template: not null } known ? shelf.TeamOf(playbook.Name).People.GetValueOrDefault(known.Agent) : null;
        return new Signal.AgentAssigned(to, goes.Why, goes.Clause, goes.Skipped, place.From, inform, inform is null ? null : goes.Inform!.Template);
    }

    private async Task Tell(Playbook playbook, TrackedTicket ticket, Wake wake, CancellationToken cancel)
    {
        var (id, now) = (new TicketId(ticket.Ticket), time.Now());
        await door.Hand(id, ticket.Gift! with { Id = ticket.Delivery, At = now, ReceivedAt = now }, wake, cancel);
        await following.Look(playbook, id, cancel);
    }
}
