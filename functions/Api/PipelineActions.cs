using System.Collections.Immutable;
using Intake.Connectors.Storage;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>The pipeline: moves, closing, tasks, what became of a plan; the stages' guidance; what broke a rule.</summary>
public sealed class PipelineActions(ActionDesk actions, TicketStore store, TicketIndex index, PlaybookShelf shelf)
{
    private const int AtOnce = 16;

    [Function("MoveStage")]
    public Task<HttpResponseData> Move([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/stage")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<StageBody>(
            request, id, durable,
            (body, playbook) => new Signal.StageMoved(body.Agent, body.Stage, body.Note, SeenIn: null, Teammate(playbook, body.Teammate), body.Invoice, body.Confirm, body.Message, body.Until), cancel,
            (body, playbook) => body.Teammate is { } teammate && Teammate(playbook, teammate) is null ? $"“{teammate}” is neither a colleague nor a department ({string.Join(", ", playbook.Departments.Select(department => department.Name))})." : null);

    [Function("CloseTicket")]
    public Task<HttpResponseData> Close([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/close")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<CloseBody>(request, id, durable, (body, playbook) => new Signal.StageMoved(body.Agent, playbook.ClosedStage.Name, body.Note ?? body.Reason, Confirm: body.Confirm), cancel);

    [Function("AddTask")]
    public Task<HttpResponseData> AddTask([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/tasks")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<TaskBody>(request, id, durable, body => new Signal.TaskRequested(body.Agent, body.Text, body.Due, body.Request) { For = body.For }, cancel);

    [Function("FinishTask")]
    public Task<HttpResponseData> FinishTask([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/tasks/{task}/done")] HttpRequestData request, string id, string task, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<TaskDoneBody>(request, id, durable, body => new Signal.TaskFinished(body.Agent, task, body.Note), cancel);

    [Function("ReportExecution")]
    public Task<HttpResponseData> Execution([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/execution")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<ExecutionBody>(request, id, durable, body => new Signal.ExecutionReported(body.Agent, body.Outcome == ExecutionOutcome.Done, body.Note), cancel);

    /// <summary>What each stage is for, and what a move into it needs (TS-P8).</summary>
    [Function("ListStages")]
    public async Task<HttpResponseData> Stages([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/playbook/stages")] HttpRequestData request, CancellationToken cancel) =>
        request.Playbook(shelf) is { } playbook
            ? await request.Ok(new { playbook = playbook.Name, stages = playbook.Stages.Select(stage => TicketViews.Guidance(stage, playbook)).ToList(), departments = playbook.Departments }, cancel)
            : await request.NoSuchPlaybook(shelf, cancel);

    /// <summary>Rules broken outside and not yet settled, the oldest first.</summary>
    [Function("ListExceptions")]
    public async Task<HttpResponseData> Exceptions([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/exceptions")] HttpRequestData request, CancellationToken cancel)
    {
        var exceptions = new System.Collections.Concurrent.ConcurrentDictionary<TicketId, ImmutableArray<ExceptionView>>();
        foreach (var rows in new[] { index.OpenTickets(cancel), index.ClosedTickets(cancel) })
        {
            await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (row, stop) =>
            {
                if ((await store.Load(row.Ticket, stop)).Ticket is { Exists: true, Exceptions: [_, ..] } ticket)
                {
                    exceptions[ticket.Id] = [.. ticket.Exceptions.Select(breach => new ExceptionView(ticket.Id.Value, ticket.Title, breach))];
                }
            });
        }

        return await request.Ok(new { exceptions = exceptions.Values.SelectMany(views => views).OrderBy(exception => exception.Breach.Since).ToList() }, cancel);
    }

    /// <summary>A colleague by id, or a department by name; null when it is neither.</summary>
    private Person? Teammate(Playbook playbook, string? name) => name is null ? null
        : shelf.TeamOf(playbook.Name).People.GetValueOrDefault(name) is { } person ? person
        : playbook.Departments.FirstOrDefault(department => department.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || department.Title.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } department
            ? new Person(department.Name, department.Title, Slack: department.Slack)
            : null;
}

/// <summary>
/// A move. <paramref name="Teammate"/>: whose help is needed, a colleague's id or a department; <paramref name="Invoice"/>: the finance note that follows
/// once the plan is carried out; <paramref name="Confirm"/>: it is meant although it was questioned; <paramref name="Message"/>: what the client is told
/// with the move; <paramref name="Until"/>: until when it rests, in words.
/// </summary>
public sealed record StageBody(string Agent, string Stage, string? Note = null, string? Teammate = null, string? Invoice = null, bool Confirm = false, string? Message = null, string? Until = null);

/// <summary>A close, with the final note, or the reason that needs none.</summary>
public sealed record CloseBody(string Agent, string? Note = null, string? Reason = null, bool Confirm = false);

/// <summary>Something to be done; <paramref name="Due"/> in words: "08:00 tomorrow"; <paramref name="Request"/>: the kind of request it answers; <paramref name="For"/>: the department it is asked of.</summary>
public sealed record TaskBody(string Agent, string Text, string? Due = null, string? Request = null, string? For = null);

public sealed record TaskDoneBody(string Agent, string? Note = null);

public sealed record ExecutionBody(string Agent, ExecutionOutcome Outcome, string? Note = null);

public enum ExecutionOutcome
{
    Done,
    Failed,
}

internal sealed record ExceptionView(string Ticket, string Title, RuleBreach Breach);
