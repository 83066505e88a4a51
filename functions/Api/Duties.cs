using Intake.Connectors.Reporting;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Reporting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using NodaTime;
using NodaTime.Text;

namespace Intake.Functions.Api;

/// <summary>Recurring duties (CC-1): how they stand, and what has been done.</summary>
public sealed class Duties(DutyBook duties, ActionDesk actions, PlaybookShelf shelf, TimeProvider time)
{
    [Function("ListDuties")]
    public async Task<HttpResponseData> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/duties")] HttpRequestData request, CancellationToken cancel)
    {
        if (request.Playbook(shelf) is not { } playbook)
        {
            return await request.NoSuchPlaybook(shelf, cancel);
        }

        var written = request.Query["date"];
        var date = LocalDatePattern.Iso.Parse(written ?? "2000-01-01");
        if (!date.Success)
        {
            return await request.Problem(400, $"“{written}” is not a date.", "Write it as 2026-03-02.", cancel);
        }

        var shown = new List<DutyView>();
        foreach (var duty in playbook.RecurringDuties)
        {
            if (await duties.Find(playbook, duty, written is null ? DutyRun.Today(duty, time.Now()) : date.Value, cancel) is { } run)
            {
                shown.Add(View(duty, run));
            }
        }

        return await request.Ok(new { playbook = playbook.Name, duties = shown }, cancel);
    }

    [Function("TickDuty")]
    public async Task<HttpResponseData> Tick([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/duties/{name}/ticks")] HttpRequestData request, string name, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<TickBody>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        if (actions.Stranger(body) is { } stranger)
        {
            return await request.Problem(400, stranger, actions.People, cancel);
        }

        if ((body.Playbook is null ? shelf.All.FirstOrDefault(known => Duty(known, name) is not null) ?? shelf.Default : shelf.Named(body.Playbook)) is not { } playbook)
        {
            return await request.Problem(400, $"No playbook “{body.Playbook}” is served here.", $"Use one of {string.Join(", ", shelf.All.Select(known => known.Name))}.", cancel);
        }

        if (Duty(playbook, name) is not { } duty)
        {
            var known = string.Join(", ", playbook.RecurringDuties.Select(other => other.Name));
            return await request.Problem(404, $"{playbook.Title} has no duty “{name}”.", known.Length == 0 ? "It has none: add the section \"recurring-duties\"." : $"Use one of {known}.", cancel);
        }

        if (body.Items?.FirstOrDefault(item => duty.Items.All(known => known.Name != item)) is { } unknown)
        {
            return await request.Problem(400, $"“{unknown}” is no part of {duty.Title}.", $"Use one of {string.Join(", ", duty.Items.Select(item => item.Name))}, or none for all.", cancel);
        }

        return await duties.Tick(playbook, duty, body.Items, shelf.PersonOf(body.Agent)!, cancel) is { } run
            ? await request.Ok(View(duty, run), cancel)
            : await request.Problem(409, $"{duty.Title}: nothing is to be done now.", $"It is done on days of the calendar \"{duty.Calendar.Name}\", from {duty.From:HH\\:mm}.", cancel, duty.Clause);
    }

    private static RecurringDuty? Duty(Playbook playbook, string name) => playbook.RecurringDuties.FirstOrDefault(duty => duty.Name == name);

    private static DutyView View(RecurringDuty duty, DutyRun run) => new(
        duty.Name, duty.Title, duty.Clause, run.Date, run.From, run.Due, run.Done, run.InTime, run.MissedAt,
        [.. duty.Items.Select(item => run.Ticks.FirstOrDefault(tick => tick.Item == item.Name) is { } tick ? new DutyItemView(item.Name, item.Title, tick.By, tick.At, tick.At >= run.Due) : new DutyItemView(item.Name, item.Title, null, null, null))]);
}

/// <summary>Something of today's duty is done; without items, all of it.</summary>
public sealed record TickBody(string Agent, string[]? Items = null, string? Playbook = null);

internal sealed record DutyView(string Duty, string Title, string Clause, LocalDate Date, Instant From, Instant Due, bool Done, bool InTime, Instant? MissedAt, DutyItemView[] Items);

internal sealed record DutyItemView(string Item, string Title, string? By, Instant? At, bool? Late);
