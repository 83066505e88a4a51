using Intake.Clocks;
using Intake.Connectors.Storage;
using Intake.Tickets;
using NodaTime;

namespace Benchmarks;

/// <summary>The Auditor over many open tickets that are all as they should be: what it costs to know that.</summary>
internal static class Audits
{
    // As many as a whole slow pass takes.
    private const int Runs = TicketIndex.Slices;

    public static async Task Run(Table table)
    {
        foreach (var open in new[] { 1_000, 5_000 })
        {
            await Run(table, open);
        }
    }

    private static async Task Run(Table table, int open)
    {
        using var scratch = new Scratch();
        var (rows, time) = (scratch.Rows, new StandingClock());
        var (shop, recorded) = (new Shop(rows, time), new RecordedTables(rows));
        await shop.Tables.CreateIfMissing(default);
        for (var n = 0; n < open; n++)
        {
            await Open(shop, n);
        }

        // The first run re-arms every ticket, as at start-up.
        var watched = new Shop(recorded, time);
        await watched.RunAudit();
        await shop.RunAudit();
        recorded.Take();
        var runs = new List<Recording>();
        for (var n = 0; n < Runs; n++)
        {
            await watched.RunAudit();
            runs.Add(recorded.Take());
        }

        var fast = await Rounds.Compare(7, 3, _ => Fast(shop), _ => FastAgain(runs[0]));
        table.Add($"Auditor, {open:N0} open: fast pass, nothing overdue", fast, "raw: the same three queries, unread");
        var slow = await Rounds.Compare(3, Runs, _ => shop.RunAudit(), n => runs[n % Runs].Again(n));
        table.Add($"Auditor, {open:N0} open: a run (fast, and its slice of slow)", slow, $"{runs.Average(run => run.All):0} round trips");
        table.Add($"Auditor, {open:N0} open: the whole slow pass, {Runs} runs", new Measured(slow.Median * Runs, slow.Best * Runs, slow.Raw * Runs, slow.RawBest * Runs), $"{runs.Sum(run => run.All)} round trips");
    }

    private static async Task Fast(Shop shop)
    {
        var late = StandingClock.Monday - Duration.FromSeconds(30);
        await foreach (var row in shop.Index.Overdue(late, default))
        {
        }

        await foreach (var key in shop.Inbox.Overdue(late, default))
        {
        }

        await foreach (var letter in shop.Letters.All(default))
        {
        }
    }

    // The run begins with them.
    private static async Task FastAgain(Recording run)
    {
        foreach (var trip in run.Trips.Take(3))
        {
            await trip.Again(0);
        }
    }

    /// <summary>A ticket that waits for an answer, everything sent: without the work of getting it there.</summary>
    private static async Task Open(Shop shop, int n)
    {
        var (id, now) = (Keys.TicketFor($"whatsapp:{n}"), StandingClock.Monday);
        var client = new Client("Jane Smith", WhatsApp.Client(n), WhatsApp.Client(n));
        var signal = new Signal.MessageArrived("whatsapp", client, new Message($"m{n}", "text", "Could you send me the photos?"), "benchmark") { Id = $"whatsapp:{n}", At = now, ReceivedAt = now };
        var decision = Decider.Decide(Shop.Playbook.Playbook, Ticket.None(id), signal, now);
        await shop.Index.BringForward(id, FlightPlan.NextDue(Shop.Playbook.Playbook, decision.After)!.Value, default);
        await shop.Store.TryCommit(new LoadedTicket(Ticket.None(id), null), decision with { Effects = [] }, signal.Id, now, null, default);
    }
}
