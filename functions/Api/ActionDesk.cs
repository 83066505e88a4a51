using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Functions.Orchestrations;
using Intake.Playbooks;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>What every action on a ticket shares: its body is read, its agent known, its signal stamped and handed over, the outcome said.</summary>
public sealed class ActionDesk(FrontDoor door, Waking waking, PlaybookShelf shelf, TicketStore store, TimeProvider time)
{
    public Task<HttpResponseData> On<T>(HttpRequestData request, string id, DurableTaskClient durable, Func<T, Signal> signal, CancellationToken cancel, Func<T, string?>? wrong = null)
        where T : class => On<T>(request, id, durable, (body, _) => signal(body), cancel, (body, _) => wrong?.Invoke(body));

    /// <summary>The same, where what is meant depends on the ticket's playbook.</summary>
    public async Task<HttpResponseData> On<T>(HttpRequestData request, string id, DurableTaskClient durable, Func<T, Playbook, Signal> signal, CancellationToken cancel, Func<T, Playbook, string?>? wrong = null)
        where T : class
    {
        if (!TicketId.TryParse(id, out var ticket))
        {
            return await request.NoSuchTicket(id, cancel);
        }

        var (body, refusal) = await request.Read<T>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        var playbook = await PlaybookOf(ticket, cancel);
        if ((Stranger(body) ?? wrong?.Invoke(body, playbook)) is { } why)
        {
            return await request.Problem(400, why, People, cancel);
        }

        var handed = await Hand(ticket, Stamp(request, signal(body, playbook)), durable, cancel);
        return handed is Handed.HeardBefore { Ticket.Exists: false } or Handed.Committed { Decision.After.Exists: false }
            ? await request.NoSuchTicket(id, cancel)
            : await request.Of(handed, Shown, cancel);
    }

    public Task<Handed> Hand(TicketId ticket, Signal signal, DurableTaskClient durable, CancellationToken cancel) => door.Hand(ticket, signal, waking.Tickets(durable), cancel);

    /// <summary>An answer or an acknowledgement by nobody stops a ladder and helps no client.</summary>
    public string? Stranger(object body) => Nobody((body.GetType().GetProperty("Agent") ?? body.GetType().GetProperty("By"))?.GetValue(body) as string);

    /// <summary>A ticket is given to those who work by its playbook.</summary>
    public string? NobodyOf(Playbook playbook, string? owner) => owner is null || shelf.TeamOf(playbook.Name).People.ContainsKey(owner) ? null : $"“{owner}” is nobody on the team of {playbook.Name}.";

    public string? Nobody(string? owner) => owner is null || shelf.PersonOf(owner) is not null ? null : $"“{owner}” is nobody on the team.";

    /// <summary>What to send instead of somebody nobody knows.</summary>
    public string People => $"Use one of {string.Join(", ", shelf.People.Select(person => person.Id).Order(StringComparer.Ordinal))}.";

    internal async Task<object> Shown(Ticket ticket) => TicketViews.Summary(await shelf.For(ticket, CancellationToken.None), ticket);

    private async Task<Playbook> PlaybookOf(TicketId ticket, CancellationToken cancel) => await shelf.For((await store.Load(ticket, cancel)).Ticket, cancel);

    public Signal Stamp(HttpRequestData request, Signal signal)
    {
        // One key is one request: the same key at another address is another request.
        var given = request.Headers.TryGetValues("Idempotency-Key", out var values) ? values.First() : "";
        var key = string.IsNullOrWhiteSpace(given) ? Guid.NewGuid().ToString("n") : $"{request.Url.AbsolutePath}:{given}";
        var now = time.Now();
        return signal with { Id = $"api:{key}", At = now, ReceivedAt = now };
    }
}
