using System.Collections.Concurrent;
using System.Collections.Immutable;
using Intake.Clocks;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace Intake.Functions.Api;

/// <summary>The playbooks served here, which versions their open tickets follow, and what an edited one would change for them.</summary>
public sealed class Playbooks(PlaybookShelf shelf, TicketStore store, TicketIndex index, ActionDesk actions)
{
    private const int AtOnce = 16;

    [Function("ListPlaybooks")]
    public async Task<HttpResponseData> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/playbooks")] HttpRequestData request, CancellationToken cancel)
    {
        var open = await Open(_ => true, cancel);
        return await request.Ok(new
        {
            playbooks = shelf.All.Select(playbook => new
            {
                playbook.Name,
                playbook.Title,
                playbook.Version,
                zone = playbook.Zone.Id,
                channels = playbook.Channels.Values.OrderBy(channel => channel.Name, StringComparer.Ordinal).Select(channel => new { channel.Name, channel.Title, channel.Kind, channel.Receives }).ToList(),
                openTickets = open.Where(ticket => ticket.Playbook == playbook.Name).GroupBy(ticket => ticket.PlaybookVersion)
                    .Select(version => new { version = version.Key, current = version.Key == playbook.Version, tickets = version.Count() }).ToList(),
            }).ToList(),
        }, cancel);
    }

    /// <summary>Without “apply” nothing changes: the answer says what would.</summary>
    [Function("Replan")]
    public async Task<HttpResponseData> Replan([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/playbooks/{name}/replan")] HttpRequestData request, string name, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<ReplanBody>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        if (shelf.Named(name) is not { } playbook)
        {
            return await request.Problem(404, $"No playbook “{name}” is served here.", $"Use one of {string.Join(", ", shelf.All.Select(known => known.Name))}.", cancel);
        }

        if (actions.Stranger(body) is { } stranger)
        {
            return await request.Problem(400, stranger, actions.People, cancel);
        }

        var stamp = actions.Stamp(request, new Signal.PlaybookChanged(body.Agent));
        var tickets = new List<ReplanView>();
        foreach (var ticket in (await Open(ticket => ticket.Playbook == playbook.Name && ticket.PlaybookVersion != playbook.Version, cancel)).OrderBy(ticket => ticket.OpenedAt))
        {
            var change = Replanning.Preview(await shelf.For(ticket, cancel), playbook, ticket);
            var why = change.Refusal;
            if (body.Apply && why is null && await actions.Hand(ticket.Id, stamp with { Id = $"{stamp.Id}:{playbook.Version}" }, durable, cancel) is Handed.Refused refused)
            {
                why = refused.Refusal;
            }

            tickets.Add(new ReplanView(
                ticket.Id.Value, ticket.Title, ticket.PlaybookVersion, [.. change.Goes.Select(timer => Shown(timer, playbook.Zone))], [.. change.Comes.Select(timer => Shown(timer, playbook.Zone))],
                why is null ? null : $"{why.Why} {why.Remedy}"));
        }

        return await request.Ok(new { playbook = playbook.Name, playbook.Version, applied = body.Apply, tickets }, cancel);
    }

    private async Task<List<Ticket>> Open(Func<Ticket, bool> wanted, CancellationToken cancel)
    {
        var open = new ConcurrentBag<Ticket>();
        await Parallel.ForEachAsync(index.OpenTickets(cancel), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (row, stop) =>
        {
            if ((await store.Load(row.Ticket, stop)).Ticket is { IsOpen: true } ticket && wanted(ticket))
            {
                open.Add(ticket);
            }
        });
        return [.. open];
    }

    private static ReplannedTimer Shown(PlannedTimer timer, DateTimeZone zone) => new(timer.Kind, timer.Due, Text.TimeOfDay(timer.Due, zone, timer.Due), timer.Clause, timer.Does);
}

/// <summary>Tells open tickets to follow the playbook as it is now; without <paramref name="Apply"/> it is only said what would change.</summary>
public sealed record ReplanBody(string Agent, bool Apply = false);

internal sealed record ReplanView(string Ticket, string Title, string From, ImmutableArray<ReplannedTimer> Goes, ImmutableArray<ReplannedTimer> Comes, string? WhyNot);

internal sealed record ReplannedTimer(TimerKind Kind, Instant Due, string Local, string Clause, string Does);
