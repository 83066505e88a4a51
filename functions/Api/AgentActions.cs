using System.Collections.Immutable;
using Intake.Assignment;
using Intake.Connectors.Assignment;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace Intake.Functions.Api;

/// <summary>Agents: where they are available, their inbox, the line and why each ticket in it waits, who leads a client's project.</summary>
public sealed class AgentActions(AssignmentEntries entries, AssignmentViews views, TicketStore store, Orchestrations.Waking waking, PlaybookShelf shelf, TimeProvider time)
{
    [Function("SetAvailability")]
    public async Task<HttpResponseData> Switch([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/agents/{id}/availability")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<AvailabilityBody>(cancel);
        var (playbook, no) = await request.Assigning(shelf, cancel);
        if (body is null || playbook is null)
        {
            return refusal ?? no!;
        }

        if (!shelf.TeamOf(playbook.Name).People.TryGetValue(id, out var person))
        {
            return await Stranger(request, playbook, id, cancel);
        }

        var takes = AssignmentEntries.ChannelsOf(playbook, person);
        var asked = body.Channels is { Length: > 0 } some ? [.. some] : takes;
        if (asked.FirstOrDefault(channel => !playbook.Channels.ContainsKey(channel)) is { } unknown)
        {
            return await request.Problem(400, $"“{unknown}” is not a channel.", $"Use one of {string.Join(", ", playbook.Channels.Keys.Order())}.", cancel);
        }

        var rules = playbook.Assignment!;
        if (body.Available && asked.FirstOrDefault(channel => !takes.Contains(channel)) is { } wrong)
        {
            return await request.Problem(409, $"{person.Name} takes {string.Join(" and ", takes.Select(channel => playbook.Channels[channel].Title))} only.", $"Leave {playbook.Channels[wrong].Title} off.", cancel, rules.AvailabilityClause);
        }

        var desk = await entries.Switch(playbook, person, asked, body.Available, waking.Tickets(durable), cancel);
        return await request.Ok(Shown(rules.Batch, new Agent(person, desk)), cancel);
    }

    /// <summary>An agent's own tickets, sorted by waiting longest (ER-4).</summary>
    [Function("ShowInbox")]
    public async Task<HttpResponseData> Inbox([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/agents/{id}/inbox")] HttpRequestData request, string id, CancellationToken cancel)
    {
        var (playbook, no) = await request.Assigning(shelf, cancel);
        return playbook is null ? no!
            : !shelf.TeamOf(playbook.Name).People.ContainsKey(id) ? await Stranger(request, playbook, id, cancel)
            : await request.Ok(new { agent = id, tickets = (await views.Inbox(playbook, id, cancel)).Select(one => Shown(playbook, id, one.Ticket, one.Holding)).ToList() }, cancel);
    }

    /// <summary>Everybody's desk, the line in its order with why each ticket waits, and the overrides.</summary>
    [Function("ShowAssignment")]
    public async Task<HttpResponseData> Show([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/assignment")] HttpRequestData request, CancellationToken cancel)
    {
        var (playbook, no) = await request.Assigning(shelf, cancel);
        if (playbook is null)
        {
            return no!;
        }

        var view = await views.Show(playbook, cancel);
        return await request.Ok(new
        {
            playbook = playbook.Name,
            view.Batch,
            agents = view.Agents.Select(agent => Shown(view.Batch, agent)).ToList(),
            line = view.Line.Select(one => Shown(one.Ticket, one.Verdict)).ToList(),
            overrides = view.Overrides,
        }, cancel);
    }

    /// <summary>Why a ticket has the agent it has, or why it has none.</summary>
    [Function("ExplainAssignment")]
    public async Task<HttpResponseData> Explain([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/tickets/{id}/assignment")] HttpRequestData request, string id, CancellationToken cancel)
    {
        if (!TicketId.TryParse(id, out var ticketId) || (await store.Load(ticketId, cancel)).Ticket is not { Exists: true } ticket)
        {
            return await request.NoSuchTicket(id, cancel);
        }

        if ((shelf.Named(ticket.Playbook) ?? await shelf.For(ticket, cancel)) is not { Assignment: not null } playbook)
        {
            return await NothingAssigned(request, cancel);
        }

        var line = (await views.Show(playbook, cancel)).Line.FirstOrDefault(one => one.Ticket.Ticket == id);
        return await request.Ok(new { ticket.Owner, ticket.Routing, waits = line.Ticket is null ? null : Shown(line.Ticket, line.Verdict) }, cancel);
    }

    [Function("SetProjectLead")]
    public async Task<HttpResponseData> Lead([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/projects")] HttpRequestData request, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<ProjectBody>(cancel);
        var (playbook, no) = await request.Assigning(shelf, cancel);
        return body is null || playbook is null ? refusal ?? no!
            : new[] { body.Agent, body.Lead }.FirstOrDefault(id => !shelf.TeamOf(playbook.Name).People.ContainsKey(id)) is { } stranger ? await Stranger(request, playbook, stranger, cancel)
            : await request.Ok(await entries.Lead(playbook, body.Client, new Project(body.Name, body.Lead, time.Now(), body.Agent), cancel), cancel);
    }

    private Task<HttpResponseData> Stranger(HttpRequestData request, Playbook playbook, string id, CancellationToken cancel) =>
        request.Problem(404, $"“{id}” is nobody on the team.", $"Use one of {string.Join(", ", shelf.TeamOf(playbook.Name).People.Keys.Order())}.", cancel);

    internal static Task<HttpResponseData> NothingAssigned(HttpRequestData request, CancellationToken cancel) =>
        request.Problem(409, "This playbook assigns nothing.", "Add the section “assignment” to it.", cancel);

    private static InboxLine Shown(Playbook playbook, string agent, Ticket ticket, Holding holding) =>
        new(holding, ticket.Routing?.Agent == agent ? ticket.Routing.Why : null, TicketViews.Summary(playbook, ticket));

    private static AgentView Shown(BatchRule? rule, Agent agent) => new(
        agent.Person.Id, agent.Person.Name, agent.Person.Pods, agent.Person.Titles, agent.Desk.Available, agent.Desk.AbsentSince, agent.Desk.InHand, agent.Desk.Counted, agent.Desk.Completed, agent.Desk.WhyFull(rule));

    private static LineView Shown(InLine ticket, Verdict verdict) => new(
        ticket.Ticket, ticket.Channel, ticket.Pod, ticket.Since, ticket.From,
        verdict switch
        {
            Verdict.Waits waits => waits.Why,
            Verdict.Goes goes => $"goes to {goes.Agent}: {goes.Why}",
            Verdict.Stays stays => $"stays with {stays.Agent}",
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        verdict.Skipped);
}

/// <summary>On or off; without channels: all the agent takes.</summary>
public sealed record AvailabilityBody(bool Available, string[]? Channels = null);

/// <summary>Who leads a client's project; the client as they write: an address or a number.</summary>
public sealed record ProjectBody(string Agent, string Client, string Name, string Lead);

internal sealed record AgentView(
    string Id, string Name, ImmutableArray<string> Pods, ImmutableArray<string> Titles, ImmutableSortedDictionary<string, Instant> Available, Instant? AbsentSince, int InHand, int Counted, int Completed, string? Full);

internal sealed record LineView(string Ticket, string Channel, string? Pod, Instant Since, string? From, string Why, ImmutableArray<Skip> Skipped);

internal sealed record InboxLine(Holding Holding, string? Why, TicketSummary Ticket);
