using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Assignment;

/// <summary>
/// At every pass of the Auditor: tells what was not told, gives what can be given (somebody may have become absent, an override may have begun or ended), and
/// every ten minutes compares the ledger with every ticket.
/// </summary>
public sealed class AssignmentWork(AssignmentLedger ledger, Following following, Dealing dealing, TicketStore store, TicketIndex index, PlaybookShelf shelf, TimeProvider time)
{
    private static readonly Duration Every = Duration.FromMinutes(10);

    private Instant? _next;

    public async Task Run(Wake wake, CancellationToken cancel)
    {
        var (now, compare) = (time.Now(), !(_next > time.Now()));
        foreach (var playbook in shelf.All.Where(playbook => playbook.Assignment is not null))
        {
            if (compare)
            {
                await Compare(playbook, cancel);
            }

            await dealing.TellAgain(playbook, wake, cancel);
            await dealing.Deal(playbook, wake, cancel);
        }

        _next = compare ? now + Every : _next;
    }

    private async Task Compare(Playbook playbook, CancellationToken cancel)
    {
        var seen = new HashSet<TicketId>();
        await foreach (var row in index.OpenTickets(cancel))
        {
            if ((await store.Load(row.Ticket, cancel)).Ticket is { Exists: true } ticket && ticket.Playbook == playbook.Name && seen.Add(row.Ticket))
            {
                await following.Look(playbook, row.Ticket, cancel);
            }
        }

        await foreach (var row in ledger.Tickets(playbook.Name, cancel))
        {
            if (seen.Add(new TicketId(row.Value.Ticket)))
            {
                await following.Look(playbook, new TicketId(row.Value.Ticket), cancel);
            }
        }
    }
}
