using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Intake.Functions.Api;

/// <summary>Reading tickets: the list, the board, one ticket with its story and its future.</summary>
public sealed class Tickets(TicketStore store, TicketIndex index, PlaybookShelf shelf, TimeProvider time)
{
    private const int AtOnce = 16;

    [Function("ListTickets")]
    public async Task<HttpResponseData> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/tickets")] HttpRequestData request, CancellationToken cancel)
    {
        var open = await Summaries(index.OpenTickets(cancel), cancel);
        var closed = request.Query["open"] == "true" ? [] : await Summaries(index.ClosedTickets(cancel), cancel);
        var tickets = open.Concat(closed).DistinctBy(ticket => ticket.Id).OrderBy(ticket => ticket.OpenedAt).ToList();
        return await request.Ok(new { tickets }, cancel);
    }

    [Function("ShowTicket")]
    public async Task<HttpResponseData> Show([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/tickets/{id}")] HttpRequestData request, string id, CancellationToken cancel)
    {
        if (!TicketId.TryParse(id, out var ticketId) || (await store.Load(ticketId, cancel)).Ticket is not { Exists: true } ticket)
        {
            return await request.NoSuchTicket(id, cancel);
        }

        var events = new List<StoredEvent>();
        await foreach (var e in store.Events(ticketId, cancel))
        {
            events.Add(e);
        }

        return await request.Ok(TicketViews.Detail(await shelf.For(ticket, cancel), ticket, events, await store.Effects(ticketId, cancel), time.Now()), cancel);
    }

    [Function("Board")]
    public async Task<HttpResponseData> Board([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/board")] HttpRequestData request, CancellationToken cancel)
    {
        if (request.Playbook(shelf) is not { } playbook)
        {
            return await request.NoSuchPlaybook(shelf, cancel);
        }

        var open = (await Summaries(index.OpenTickets(cancel), cancel)).Where(ticket => ticket.Open && ticket.Playbook == playbook.Name).ToList();
        return await request.Ok(new
        {
            playbook = playbook.Name,
            waiting = open.Where(ticket => ticket.AnswerDue is not null || ticket.WaitingSince is not null).OrderBy(ticket => ticket.AnswerDue).ToList(),
            stages = playbook.Stages.Select(stage => new { stage = stage.Name, stage.Label, tickets = open.Where(ticket => ticket.Stage == stage.Name).OrderBy(ticket => ticket.OpenedAt).ToList() }).ToList(),
        }, cancel);
    }

    private async Task<List<TicketSummary>> Summaries(IAsyncEnumerable<IndexRow> rows, CancellationToken cancel)
    {
        var summaries = new System.Collections.Concurrent.ConcurrentBag<TicketSummary>();
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (row, stop) =>
        {
            if ((await store.Load(row.Ticket, stop)).Ticket is { Exists: true } ticket)
            {
                summaries.Add(TicketViews.Summary(await shelf.For(ticket, stop), ticket));
            }
        });
        return [.. summaries];
    }
}
