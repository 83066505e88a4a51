using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Assignment;

/// <summary>
/// Keeps the ledger in step with the tickets, which know best: who owns them, whether they are open, whether their client waits. Looking twice changes
/// nothing the second time; a look that meets another starts anew.
/// </summary>
public sealed class Following(AssignmentLedger ledger, TicketStore store)
{
    /// <summary>True when something changed: somebody may have room, or a ticket looks for an agent.</summary>
    /// <exception cref="Azure.RequestFailedException">The store could not be reached.</exception>
    public async Task<bool> Look(Playbook playbook, TicketId id, CancellationToken cancel)
    {
        if (playbook.Assignment is null)
        {
            return false;
        }

        while (true)
        {
            // The ledger's row before the ticket: should the ticket have changed since, whoever has seen that has changed the row.
            var row = await ledger.Ticket(playbook.Name, id, cancel);
            var told = row.Value.Gift is null || await store.HasHeard(id, row.Value.Delivery, cancel);
            var ticket = (await store.Load(id, cancel)).Ticket;
            var changes = await new LedgerStep(ledger, playbook, ticket, row, told, cancel).Changes();
            if (changes.Count == 0)
            {
                return false;
            }

            if (await ledger.Commit(playbook.Name, changes, cancel) is not null)
            {
                return true;
            }
        }
    }
}
