using Intake.Connectors.Reporting;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Reporting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using NodaTime;

namespace Intake.Functions.Api;

/// <summary>What agents say of the rules, and when they are trained (ER-20): listed for the SOP's owner.</summary>
public sealed class FeedbackActions(TeamBook book, ActionDesk actions, PlaybookShelf shelf, TimeProvider time)
{
    [Function("ListFeedback")]
    public async Task<HttpResponseData> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/feedback")] HttpRequestData request, CancellationToken cancel)
    {
        if (request.Playbook(shelf) is not { } playbook)
        {
            return await request.NoSuchPlaybook(shelf, cancel);
        }

        var said = await book.Feedback(playbook, cancel);
        return await request.Ok(new { playbook = playbook.Name, rules = said.GroupBy(one => one.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => new { rule = rule.Key, sentence = playbook.Clauses.GetValueOrDefault(rule.Key), feedback = rule.ToList() }).ToList(), trainings = await book.Trainings(playbook, cancel) }, cancel);
    }

    [Function("SayFeedback")]
    public async Task<HttpResponseData> Say([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/feedback")] HttpRequestData request, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<FeedbackBody>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        if (actions.Stranger(body) is { } stranger)
        {
            return await request.Problem(400, stranger, actions.People, cancel);
        }

        if (shelf.All.FirstOrDefault(known => known.Clauses.ContainsKey(body.Rule)) is not { } playbook)
        {
            return await request.Problem(400, $"“{body.Rule}” is no clause.", "Name the clause it is about, e.g. the one an answer or a refusal cites; `coverage` lists them.", cancel);
        }

        if (playbook.Feedback is null)
        {
            return await NotKept(request, playbook, cancel);
        }

        var said = new Feedback(playbook.Name, body.Agent, body.Rule, body.Text, time.Now());
        await book.Say(said, Delivery(request), cancel);
        return await request.Created(said, cancel);
    }

    [Function("PlanTraining")]
    public async Task<HttpResponseData> Plan([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/trainings")] HttpRequestData request, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<TrainingBody>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        if ((actions.Stranger(body) ?? body.People?.Select(actions.Nobody).FirstOrDefault(nobody => nobody is not null)) is { } stranger)
        {
            return await request.Problem(400, stranger, actions.People, cancel);
        }

        if ((body.Playbook is null ? shelf.All.FirstOrDefault(known => known.Feedback is not null) ?? shelf.Default : shelf.Named(body.Playbook)) is not { } playbook)
        {
            return await request.Problem(400, $"No playbook “{body.Playbook}” is served here.", $"Use one of {string.Join(", ", shelf.All.Select(known => known.Name))}.", cancel);
        }

        if (playbook.Feedback is null)
        {
            return await NotKept(request, playbook, cancel);
        }

        var training = new Training(playbook.Name, body.Topic, body.Date, [.. body.People ?? []], body.Agent, time.Now());
        await book.Plan(training, Delivery(request), cancel);
        return await request.Created(training, cancel);
    }

    private static Task<HttpResponseData> NotKept(HttpRequestData request, Playbook playbook, CancellationToken cancel) =>
        request.Problem(409, $"{playbook.Title} keeps no feedback.", "Add the section \"feedback\" to it.", cancel);

    private static string Delivery(HttpRequestData request) =>
        request.Headers.TryGetValues("Idempotency-Key", out var values) && values.First() is { } key && !string.IsNullOrWhiteSpace(key) ? $"{request.Url.AbsolutePath}:{key}" : Guid.NewGuid().ToString("n");
}

/// <summary>What is said of a rule, named by its clause.</summary>
public sealed record FeedbackBody(string Agent, string Rule, string Text);

/// <summary>A training on a local date.</summary>
public sealed record TrainingBody(string Agent, string Topic, LocalDate Date, string[]? People = null, string? Playbook = null);
