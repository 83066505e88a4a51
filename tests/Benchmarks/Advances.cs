using Intake.Tickets;
using NodaTime;

namespace Benchmarks;

/// <summary>One turn of a ticket's clock: the third rung of the urgent ladder is due, and pages one person by SMS and Slack.</summary>
internal static class Advances
{
    private const int Rounded = 7;
    private const int Times = 25;

    public static async Task Run(Table table)
    {
        using var scratch = new Scratch();
        var (rows, time) = (scratch.Rows, new StandingClock());
        var (shop, recorded) = (new Shop(rows, time), new RecordedTables(rows));
        await shop.Tables.CreateIfMissing(default);
        var tickets = new List<TicketId>();
        for (var n = 0; n <= (Rounded + 1) * Times; n++)
        {
            await shop.Hear(WhatsApp.Request(WhatsApp.Urgent, $"m{n}", WhatsApp.Client(n)), time);
        }

        await foreach (var row in shop.Index.OpenTickets(default))
        {
            tickets.Add(row.Ticket);
        }

        foreach (var minutes in new[] { 0, 8, 2 })
        {
            time.Wait(Duration.FromMinutes(minutes));
            foreach (var ticket in tickets)
            {
                await shop.Advance(ticket);
            }
        }

        time.Wait(Duration.FromMinutes(2));
        var watched = new Shop(recorded, time);
        await watched.Advance(tickets[^1]);
        var due = recorded.Take();
        await watched.Advance(tickets[^1]);
        var idle = recorded.Take();

        table.Add("Advance: one timer due, two effects", await Rounds.Compare(Rounded, Times, n => shop.Advance(tickets[n]), due.Again), $"raw: the very same {due}");
        table.Add("Advance: nothing to do", await Rounds.Compare(Rounded, Times, n => shop.Advance(tickets[n]), idle.Again), $"raw: the very same {idle}");
    }
}
