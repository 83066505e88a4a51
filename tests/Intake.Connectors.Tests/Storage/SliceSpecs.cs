using Intake.Tickets;

namespace Intake.Connectors.Tests.Storage;

/// <summary>The Auditor reads the open tickets slice by slice: none may fall between two.</summary>
public sealed class SliceSpecs
{
    [Fact]
    public async Task Every_open_ticket_is_in_one_slice_whatever_its_id_begins_with()
    {
        var world = await StorageWorld.Open();
        var ids = "0123456789abcdefghijklmnopqrstuvwxyz".SelectMany(first => new[] { $"{first}", $"{first}0", $"{first}zzzzn2" }).ToList();
        foreach (var id in ids)
        {
            await world.Shop.Index.BringForward(new TicketId(id), world.Now, default);
        }

        var seen = new List<string>();
        for (var slice = 0; slice < Connectors.Storage.TicketIndex.Slices; slice++)
        {
            await foreach (var row in world.Shop.Index.OpenTickets(slice, default))
            {
                seen.Add(row.Ticket.Value);
            }
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }
}
