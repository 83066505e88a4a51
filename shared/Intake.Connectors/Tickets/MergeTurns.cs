using Azure;
using Azure.Data.Tables;
using Intake.Connectors.Storage;
using Intake.Tickets;

namespace Intake.Connectors.Tickets;

/// <summary>
/// One merge or undo at a time, in all processes: two that together make a circle are judged one after the other. Whoever finds another's turn standing
/// finishes it first (the delivery key makes it happen once), so nobody waits for somebody who has died.
/// </summary>
public sealed class MergeTurns(Tables tables, FrontDoor door)
{
    private const string Partition = "team";
    private const string Row = "merge-turn";

    private readonly TableClient _team = tables.Team;

    public async Task<Handed> Take(TicketId ticket, Signal signal, Wake wake, CancellationToken cancel)
    {
        while (true)
        {
            await Finish(wake, cancel);
            try
            {
                await _team.AddEntityAsync(new TableEntity(Partition, Row) { ["Ticket"] = ticket.Value }.Pack(signal), cancel);
                break;
            }
            catch (RequestFailedException e) when (e.Status == 409)
            {
                // Somebody else's turn came between: theirs first.
            }
        }

        return await Finish(wake, cancel, signal.Id) ?? await door.Hand(ticket, signal, wake, cancel);
    }

    /// <summary>Finishes the turn that stands, if one does; what became of it when it was <paramref name="mine"/>.</summary>
    public async Task<Handed?> Finish(Wake wake, CancellationToken cancel, string? mine = null)
    {
        var row = await _team.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancel);
        if (!row.HasValue)
        {
            return null;
        }

        var signal = row.Value!.Unpack<Signal>();
        var handed = await door.Hand(new TicketId(row.Value!.GetString("Ticket")!), signal, wake, cancel);
        try
        {
            await _team.DeleteEntityAsync(Partition, Row, row.Value.ETag, cancel);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Finished by another meanwhile.
        }

        return signal.Id == mine ? handed : null;
    }
}
