using Intake.Assignment;
using Intake.Connectors.Assignment;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace Intake.Functions.Api;

/// <summary>A manager sets caps, snoozes or routing aside for a time (ER-19): dated, expiring, with author and reason.</summary>
public sealed class OverrideActions(AssignmentEntries entries, AssignmentLedger ledger, Orchestrations.Waking waking, PlaybookShelf shelf, TimeProvider time)
{
    /// <summary>Every override there ever was, so that it can be seen who changed what.</summary>
    [Function("ListOverrides")]
    public async Task<HttpResponseData> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/assignment/overrides")] HttpRequestData request, CancellationToken cancel)
    {
        var (now, (playbook, no)) = (time.Now(), await request.Assigning(shelf, cancel));
        return playbook is null ? no!
            : await request.Ok(new { overrides = (await ledger.Overrides(playbook.Name, cancel)).OrderBy(entry => entry.EnteredAt).Select(entry => new { holds = entry.Holds(now), entry }).ToList() }, cancel);
    }

    [Function("EnterOverride")]
    public async Task<HttpResponseData> Enter([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/assignment/overrides")] HttpRequestData request, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<AssignmentOverrideBody>(cancel);
        var (playbook, no) = await request.Assigning(shelf, cancel);
        if (body is null || playbook is null)
        {
            return refusal ?? no!;
        }

        if (await Right(request, playbook, body.Agent, cancel) is { } right)
        {
            return right;
        }

        if (Wrong(playbook.Assignment!, body) is var (why, remedy))
        {
            return await request.Problem(400, why, remedy, cancel, playbook.Assignment!.Overrides!.Clause);
        }

        // The same key is the same entry.
        var (now, id) = (time.Now(), request.Headers.TryGetValues("Idempotency-Key", out var keys) ? Keys.Hash(keys.First()) : Guid.NewGuid().ToString("n"));
        var entry = new AssignmentOverride(id, body.Agent, body.Reason, body.From ?? now, body.To)
        {
            Fill = body.Fill,
            RefillAfter = body.RefillAfter,
            LongestSnooze = body.LongestSnoozeMinutes is { } minutes ? Duration.FromMinutes(minutes) : null,
            OfPod = body.OfPod,
            AlsoToPod = body.AlsoToPod,
            EnteredAt = now,
        };
        return await request.Created(await entries.Enter(playbook, entry, waking.Tickets(durable), cancel), cancel);
    }

    [Function("EndOverride")]
    public async Task<HttpResponseData> End([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/assignment/overrides/{id}/end")] HttpRequestData request, string id, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<AgentBody>(cancel);
        var (playbook, no) = await request.Assigning(shelf, cancel);
        return body is null || playbook is null ? refusal ?? no!
            : await Right(request, playbook, body.Agent, cancel) is { } right ? right
            : await entries.End(playbook, id, body.Agent, cancel) is { } ended ? await request.Ok(ended, cancel)
            : await request.Problem(404, $"There is no override “{id}”.", "List them with GET /api/assignment/overrides.", cancel);
    }

    private async Task<HttpResponseData?> Right(HttpRequestData request, Playbook playbook, string agent, CancellationToken cancel)
    {
        if (playbook.Assignment?.Overrides is not { } rule)
        {
            return await request.Problem(409, "This playbook lets nobody set its assignment aside.", "Add “overrides” to its section “assignment”.", cancel);
        }

        if (!shelf.TeamOf(playbook.Name).People.TryGetValue(agent, out var person))
        {
            return await request.Problem(400, $"“{agent}” is nobody on the team.", $"Use one of {string.Join(", ", shelf.TeamOf(playbook.Name).People.Keys.Order())}.", cancel);
        }

        return person.Titles.Any(rule.Titles.Contains)
            ? null
            : await request.Problem(409, $"{person.Name} may not set this aside.", $"Ask {string.Join(" or ", rule.Titles)}.", cancel, rule.Clause);
    }

    private (string Why, string Remedy)? Wrong(AssignmentRules rules, AssignmentOverrideBody body) => body switch
    {
        { Fill: null, RefillAfter: null, LongestSnoozeMinutes: null, OfPod: null, AlsoToPod: null } => ("Nothing is set aside.", "Send “fill”, “refillAfter”, “longestSnoozeMinutes”, or “ofPod” with “alsoToPod”."),
        { Fill: < 1 } or { RefillAfter: < 1 } or { LongestSnoozeMinutes: < 1 } => ("A number is below 1.", "Send whole numbers from 1."),
        { Fill: not null } or { RefillAfter: not null } when rules.Batch is null => ("This playbook has no batches.", "Leave “fill” and “refillAfter” out."),
        _ when (body.OfPod is null) != (body.AlsoToPod is null) => ("Half of a route is missing.", "Send both “ofPod” and “alsoToPod”."),
        _ when new[] { body.OfPod, body.AlsoToPod }.OfType<string>().FirstOrDefault(pod => rules.Pods.All(known => known.Name != pod)) is { } unknown =>
            ($"“{unknown}” is not a pod.", $"Use one of {string.Join(", ", rules.Pods.Select(pod => pod.Name))}."),
        _ when body.To <= (body.From ?? time.Now()) => ("It ends before it begins.", "Send “to” later than “from” (now, when left out), with an offset or Z."),
        _ => null,
    };
}

/// <summary>What is set aside, until when and why. <paramref name="From"/>: now, when left out. An override without an end is not an override.</summary>
public sealed record AssignmentOverrideBody(
    string Agent, string Reason, Instant To, Instant? From = null, int? Fill = null, int? RefillAfter = null, int? LongestSnoozeMinutes = null, string? OfPod = null, string? AlsoToPod = null);
