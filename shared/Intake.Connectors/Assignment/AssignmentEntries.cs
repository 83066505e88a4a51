using System.Collections.Immutable;
using Intake.Assignment;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Assignment;

/// <summary>What people enter about the assignment itself: where they are available, who leads a project, which rule is set aside for a time. Each takes effect at once.</summary>
public sealed class AssignmentEntries(AssignmentLedger ledger, Following following, Dealing dealing, TimeProvider time)
{
    /// <summary>On or off, on some channels or (none named) all the agent takes. The refusal of a channel the agent does not take is the caller's to make.</summary>
    public async Task<AgentDesk> Switch(Playbook playbook, Person person, ImmutableArray<string> channels, bool on, Wake wake, CancellationToken cancel)
    {
        LedgerRow<AgentDesk> row;
        AgentDesk after;
        do
        {
            row = await ledger.Desk(playbook.Name, person.Id, cancel);
            after = row.Value.Switch(channels, on, time.Now());
        }
        while (await ledger.Commit(playbook.Name, [row.With(after)], cancel) is null);

        if (playbook.Assignment?.Continuity.Existing is not null)
        {
            // Tickets whose clients wait look for somebody else now, or need not any more.
            await foreach (var held in ledger.TicketsOf(playbook.Name, person.Id, cancel))
            {
                await following.Look(playbook, new TicketId(held.Value.Ticket), cancel);
            }
        }

        await dealing.Deal(playbook, wake, cancel);
        return after;
    }

    /// <summary>The channels of the playbook that this person takes (ER-3).</summary>
    public static ImmutableArray<string> ChannelsOf(Playbook playbook, Person person) =>
        [.. playbook.Channels.Keys.Where(channel => person.Channels.IsEmpty || person.Channels.Contains(channel)).Order(StringComparer.Ordinal)];

    public async Task<AssignmentOverride> Enter(Playbook playbook, AssignmentOverride entry, Wake wake, CancellationToken cancel)
    {
        var row = await ledger.Override(playbook.Name, entry.Id, cancel);
        if (!row.Exists)
        {
            await ledger.Commit(playbook.Name, [row.With(entry)], cancel);
        }

        await dealing.Deal(playbook, wake, cancel);
        return (await ledger.Override(playbook.Name, entry.Id, cancel)).Value;
    }

    /// <summary>Ends an override before its time; null when there is none of that name. One that is over stays as it was.</summary>
    public async Task<AssignmentOverride?> End(Playbook playbook, string id, string agent, CancellationToken cancel)
    {
        while (true)
        {
            var row = await ledger.Override(playbook.Name, id, cancel);
            if (!row.Exists || row.Value.To <= time.Now())
            {
                return row.Exists ? row.Value : null;
            }

            var ended = row.Value with { To = Instant.Max(time.Now(), row.Value.From), EndedBy = agent };
            if (await ledger.Commit(playbook.Name, [row.With(ended)], cancel) is not null)
            {
                return ended;
            }
        }
    }

    public async Task<ClientBook> Lead(Playbook playbook, string client, Project project, CancellationToken cancel)
    {
        while (true)
        {
            var row = await ledger.Client(playbook.Name, client.Trim().ToLowerInvariant(), cancel);
            var after = row.Value.Leads(project);
            if (await ledger.Commit(playbook.Name, [row.With(after)], cancel) is not null)
            {
                return after;
            }
        }
    }
}
