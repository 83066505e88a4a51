using System.Collections.Immutable;
using Intake.Connectors.Storage;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>Whose a ticket is to be: given to a person (ER-2, SC-10), sent to a pod (ER-3), asked about (ER-16).</summary>
public sealed class AssignmentActions(ActionDesk actions, PlaybookShelf shelf)
{
    [Function("AssignTicket")]
    public Task<HttpResponseData> Assign([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/assign")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<AssignBody>(request, id, durable, (body, playbook) => new Signal.AssignRequested(body.Agent, Person(playbook, body.To), body.Reason, Person(playbook, body.Agent).Titles), cancel, (body, playbook) => actions.NobodyOf(playbook, body.To));

    [Function("SendToPod")]
    public Task<HttpResponseData> Pod([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/pod")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<PodBody>(request, id, durable, body => new Signal.PodRequested(body.Agent, body.Pod, body.Reason), cancel);

    [Function("AskLead")]
    public Task<HttpResponseData> AskLead([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/ask-lead")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<AskLeadBody>(request, id, durable, (body, playbook) => new Signal.LeadRequested(body.Agent, Lead(playbook, body)!, body.Text), cancel, (body, playbook) =>
            body.Lead is { } named && actions.NobodyOf(playbook, named) is { } stranger ? stranger
            : Lead(playbook, body) is null ? "The team has no lead to ask: nobody carries the title the playbook names."
            : null);

    [Function("AnswerAsLead")]
    public Task<HttpResponseData> Answer([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/lead-answer")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<NoteBody>(request, id, durable, (body, playbook) => new Signal.LeadAnswered(body.Agent, body.Text, Person(playbook, body.Agent).Titles), cancel);

    /// <summary>Who was named, else a lead of the agent's pod, else any lead. Where no lead is ever asked, whoever: the ticket refuses it with the reason.</summary>
    private Person? Lead(Playbook playbook, AskLeadBody body)
    {
        var people = shelf.TeamOf(playbook.Name).People;
        if (body.Lead is { } named)
        {
            return people.GetValueOrDefault(named);
        }

        if (playbook.Assignment?.AskLead is not { } rule)
        {
            return Person(playbook, body.Agent);
        }

        var pods = Person(playbook, body.Agent).Pods;
        return people.Values.Where(person => person.Id != body.Agent && person.Titles.Contains(rule.Title))
            .OrderBy(person => !person.Pods.Any(pods.Contains)).ThenBy(person => person.Id, StringComparer.Ordinal).FirstOrDefault();
    }

    private Person Person(Playbook playbook, string id) => shelf.TeamOf(playbook.Name).People.GetValueOrDefault(id) ?? new Person(id, id);
}

/// <summary>By whom, to whom, why.</summary>
public sealed record AssignBody(string Agent, string To, string Reason);

public sealed record PodBody(string Agent, string Pod, string Reason);

/// <summary>A private question; without a lead's name, to a lead of the agent's pod.</summary>
public sealed record AskLeadBody(string Agent, string Text, string? Lead = null);
