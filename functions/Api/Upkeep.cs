using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Functions.Orchestrations;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>Is all well, and what is stuck: health, dead letters, parked effects.</summary>
public sealed class Upkeep(Audit audit, DeadLetters letters, TicketStore store, TicketIndex index, Desk desk, FrontDoor door, InboundLedger ledger, Waking waking, PlaybookShelf shelf, TimeProvider time)
{
    [Function("Health")]
    public async Task<HttpResponseData> Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequestData request, CancellationToken cancel)
    {
        var last = audit.Last;
        return await request.Ok(new { status = last switch { null => "starting", { AllIsWell: true } when ledger.Unaccounted == 0 => "ok", _ => "attention" }, playbook = shelf.Default.Name, version = shelf.Default.Version, zone = shelf.Default.Zone.Id, playbooks = shelf.All.Select(one => one.Name).ToList(), now = time.Now(), audit = last, inbound = new { unaccounted = ledger.Unaccounted } }, cancel);
    }

    [Function("ListDeadLetters")]
    public async Task<HttpResponseData> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/deadletters")] HttpRequestData request, CancellationToken cancel)
    {
        var waiting = new List<object>();
        await foreach (var letter in letters.All(cancel))
        {
            waiting.Add(new { letter.Id, kind = letter.Input.GetType().Name, letter.At, letter.Why, letter.Transient });
        }

        return await request.Ok(new { deadLetters = waiting }, cancel);
    }

    [Function("ReplayDeadLetter")]
    public async Task<HttpResponseData> Replay([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/deadletters/{id}/replay")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        await foreach (var letter in letters.All(cancel))
        {
            if (letter.Id == id)
            {
                await door.Accept(letter.Input, waking.Tickets(durable), waking.Inbox(durable), cancel);
                await letters.Remove(letter, cancel);
                return await request.Ok(new { replayed = id }, cancel);
            }
        }

        return await request.Problem(404, $"There is no dead letter “{id}”.", "List them with GET /api/deadletters.", cancel);
    }

    [Function("GiveEffectUp")]
    public async Task<HttpResponseData> GiveUp([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/effects/{effect}/give-up")] HttpRequestData request, string id, string effect, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<GiveUpBody>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        if (await Parked(id, effect, cancel) is not var (ticket, parked))
        {
            return await NoneParked(request, id, effect, cancel);
        }

        var now = time.Now();
        var signal = new Signal.EffectSettled(parked.Effect, new Outcome.Dropped($"given up by {body.Agent}: {body.Reason}"), Repeat: false) { Id = $"{effect}:given-up", At = now, ReceivedAt = now };
        await desk.Hand(ticket, signal, cancel, settled: new EffectChange.Remove(parked));
        return await request.Ok(new { givenUp = effect }, cancel);
    }

    [Function("ReplayEffect")]
    public async Task<HttpResponseData> ReplayEffect([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/effects/{effect}/replay")] HttpRequestData request, string id, string effect, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        if (await Parked(id, effect, cancel) is not var (ticket, parked))
        {
            return await NoneParked(request, id, effect, cancel);
        }

        var now = time.Now();
        await index.BringForward(ticket, now, cancel);
        await store.Replay(ticket, parked, now, cancel);
        await waking.Tickets(durable)(ticket, (await store.Load(ticket, cancel)).Ticket.Generation, cancel);
        return await request.Ok(new { replayed = effect }, cancel);
    }

    private async Task<(TicketId Ticket, StoredEffect Effect)?> Parked(string id, string effect, CancellationToken cancel) =>
        TicketId.TryParse(id, out var ticket) && effect.Length <= 20 && effect.All(c => char.IsAsciiDigit(c) || c == '-') && await store.Effect(ticket, effect, cancel) is { Parked: not null } parked
            ? (ticket, parked)
            : null;

    private static Task<HttpResponseData> NoneParked(HttpRequestData request, string id, string effect, CancellationToken cancel) =>
        request.Problem(404, $"Ticket “{id}” has no parked effect “{effect}”.", "A ticket's effects are listed with GET /api/tickets/{id}.", cancel);
}

/// <summary>Who gives a parked effect up, and why; it is told in the ticket's story.</summary>
public sealed record GiveUpBody(string Agent, string Reason);
