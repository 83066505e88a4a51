using System.Collections.Immutable;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>Co-workers and departments on one ticket: internal tickets, reading and passing on, heads-ups, attempts to reach a client.</summary>
public sealed class TeamworkActions(ActionDesk actions, PlaybookShelf shelf)
{
    [Function("CreateInternalTicket")]
    public async Task<HttpResponseData> Create([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/internal-tickets")] HttpRequestData request, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<InternalBody>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        var playbook = body.Playbook is { } named ? shelf.Named(named) : shelf.All.FirstOrDefault(one => one.Internal is not null) ?? shelf.Default;
        if (playbook is null)
        {
            return await request.Problem(400, $"“{body.Playbook}” is not a playbook served here.", $"Use one of {string.Join(", ", shelf.All.Select(one => one.Name))}.", cancel);
        }

        if (actions.Stranger(body) is { } stranger)
        {
            return await request.Problem(400, stranger, actions.People, cancel);
        }

        var signal = actions.Stamp(request, new Signal.InternalRequested(body.Agent, new Client(body.Customer, body.Email, Email: body.Email), body.Cid, body.Title, body.Details, body.Confirm) { Facts = Facts.None with { Playbook = playbook.Name } });
        return await actions.Hand(Keys.TicketFor(signal.Id), signal, durable, cancel) switch
        {
            Handed.Committed { Decision.After: var ticket } => await request.Created(await actions.Shown(ticket), cancel),
            Handed.Refused { Refusal: var refused } => await request.Problem(409, refused.Why, refused.Remedy, cancel, refused.Clause),
            var handed => await request.Of(handed, actions.Shown, cancel),
        };
    }

    [Function("OpenMessage")]
    public Task<HttpResponseData> Opened([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/opened")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<OpenedBody>(request, id, durable, body => new Signal.MessageOpened(body.Agent, body.Message), cancel);

    [Function("PassTicket")]
    public Task<HttpResponseData> Pass([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/pass")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<PassBody>(
            request, id, durable,
            (body, playbook) => new Signal.PassRequested(body.Agent, Person(playbook, body.To), Person(playbook, body.To) is null ? body.To : null, body.Synopsis, body.Breakdown, body.NotRequired, body.Tasks is { } tasks ? [.. tasks.Where(task => !string.IsNullOrWhiteSpace(task))] : [], body.Back, body.Expected, body.HeadsUp), cancel);

    [Function("BounceTicket")]
    public Task<HttpResponseData> Bounce([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/bounce")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<BounceBody>(request, id, durable, body => new Signal.BounceRequested(body.Agent, body.Reason), cancel);

    [Function("SendHeadsUp")]
    public Task<HttpResponseData> HeadsUp([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/heads-up")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<HeadsUpBody>(request, id, durable, body => new Signal.HeadsUpRequested(body.Agent, body.Text), cancel);

    [Function("RecordAttempt")]
    public Task<HttpResponseData> Attempt([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/attempts")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<AttemptBody>(request, id, durable, body => new Signal.AttemptRequested(body.Agent, body.Kind, body.Text, body.At, body.Left), cancel);

    /// <summary>A ticket is passed to those who work by its playbook.</summary>
    private Person? Person(Playbook playbook, string id) => shelf.TeamOf(playbook.Name).People.GetValueOrDefault(id);
}

/// <summary>A ticket by a co-worker, for the customer with this id.</summary>
public sealed record InternalBody(string Agent, string Title, string? Cid = null, string? Details = null, string? Customer = null, string? Email = null, bool Confirm = false, string? Playbook = null);

/// <summary>A message that was opened; without one, the newest.</summary>
public sealed record OpenedBody(string Agent, string? Message = null);

/// <summary>
/// To a person or a department: what it is about and what is to be done, or why that is not required; the tasks asked of them; whether, and by when in
/// words, it is to come back; what the client is told instead of the template.
/// </summary>
public sealed record PassBody(
    string Agent, string To, string? Synopsis = null, string? Breakdown = null, string? NotRequired = null, ImmutableArray<string>? Tasks = null, bool Back = false, string? Expected = null, string? HeadsUp = null);

public sealed record BounceBody(string Agent, string Reason);

public sealed record HeadsUpBody(string Agent, string? Text = null);

/// <summary>An e-mail with its text, or a call: when it was made, a date and time in words, and what was left.</summary>
public sealed record AttemptBody(string Agent, AttemptKind Kind, string? Text = null, string? At = null, LeftWith? Left = null);
