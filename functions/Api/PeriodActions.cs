using System.Collections.Immutable;
using Intake.Connectors.Reporting;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Reporting;
using Intake.Time;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using NodaTime;

namespace Intake.Functions.Api;

/// <summary>Weeks, months and any stretch of days in figures (CC-9, SC-8, ER-4, XD-9).</summary>
public sealed class PeriodActions(PeriodReports reports, PlaybookShelf shelf, TimeProvider time)
{
    // The figures of every playbook; what it does not count is left out.
    private static readonly (PeriodContent Content, string Title)[] Shown =
    [
        (PeriodContent.Counts, "Requests"), (PeriodContent.Answers, "First answers"), (PeriodContent.Categories, "What they were about"), (PeriodContent.Outcomes, "What clients said"),
        (PeriodContent.Missed, "Targets missed"), (PeriodContent.Workload, "Workload"), (PeriodContent.Pace, "Tickets an hour"), (PeriodContent.Bounces, "Assignments that came back"),
        (PeriodContent.Minutes, "Where the time went"),
    ];

    [Function("WeeklyReport")]
    public Task<HttpResponseData> Weekly([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reports/weekly")] HttpRequestData request, CancellationToken cancel) => Report(request, "weekly", cancel);

    [Function("MonthlyReport")]
    public Task<HttpResponseData> Monthly([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reports/monthly")] HttpRequestData request, CancellationToken cancel) => Report(request, "monthly", cancel);

    /// <summary>This month so far, or from one local date to another, both included; compared with the month, or as many days, before.</summary>
    [Function("Stats")]
    public async Task<HttpResponseData> Stats([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/stats")] HttpRequestData request, CancellationToken cancel)
    {
        if (request.Playbook(shelf) is not { } playbook)
        {
            return await request.NoSuchPlaybook(shelf, cancel);
        }

        var today = time.Now().InZone(playbook.Zone).Date;
        var (from, to) = (today.With(DateAdjusters.StartOfMonth), today);
        foreach (var (name, set) in new (string, Action<LocalDate>)[] { ("from", date => from = date), ("to", date => to = date) })
        {
            var written = request.Query[name];
            if (ReportAnswers.Date(written) is not { Success: true } date)
            {
                return await request.NoDate(written!, cancel);
            }

            if (written is not null)
            {
                set(date.Value);
            }
        }

        if (to < from)
        {
            return await request.Problem(400, $"It ends on {to:uuuu-MM-dd} and begins on {from:uuuu-MM-dd}.", "Send “from” before “to”.", cancel);
        }

        var before = from.Day == 1 && to.With(DateAdjusters.StartOfMonth) == from ? from.PlusMonths(-1) : from.PlusDays(-(Period.DaysBetween(from, to) + 1));
        var clause = playbook.Numbers?.Clause ?? "intake";
        var rules = new PeriodReportRules("stats", clause, "Figures, {from} to {to}", "", Role: null, [.. Shown.Select(part => new PeriodSectionRule(part.Content, part.Title, Clause(playbook, part.Content, clause), Empty: null))]) { At = LocalTime.Midnight };
        var report = await reports.Count(
            playbook, rules, LocalTimes.StartOfDay(from, playbook.Zone), Instant.Min(LocalTimes.EndOfDay(to, playbook.Zone), Instant.Max(time.Now(), LocalTimes.StartOfDay(from, playbook.Zone))),
            LocalTimes.StartOfDay(before, playbook.Zone), cancel);
        return await request.Report(report, () => ReportText.Markdown(report, playbook.Zone), () => ReportText.Html(report, playbook.Zone), cancel);
    }

    /// <summary>The clause under which the playbook's own reports list the same.</summary>
    private static string Clause(Playbook playbook, PeriodContent content, string otherwise) =>
        playbook.PeriodReports.SelectMany(report => report.Sections).FirstOrDefault(section => section.Content == content)?.Clause ?? otherwise;

    private async Task<HttpResponseData> Report(HttpRequestData request, string name, CancellationToken cancel)
    {
        var written = request.Query["date"];
        if (ReportAnswers.Date(written) is not { Success: true } date)
        {
            return await request.NoDate(written!, cancel);
        }

        if (request.Playbook(shelf) is not { } playbook)
        {
            return await request.NoSuchPlaybook(shelf, cancel);
        }

        if (playbook.PeriodReports.FirstOrDefault(rules => rules.Name == name) is not { } rules)
        {
            return await request.Problem(404, $"{playbook.Title} has no {name} report.", $"Add \"{name}\" to its reports, or ask for GET /api/stats.", cancel);
        }

        return await reports.Find(playbook, rules, written is null ? null : date.Value, cancel) is { } report
            ? await request.Report(report, () => ReportText.Markdown(report, playbook.Zone), () => ReportText.Html(report, playbook.Zone), cancel)
            : await request.Problem(404, $"There is no {name} report of that day: its time has not begun, or was over before Intake watched.", "Ask for &date= with a local day of it, as 2026-03-02, or for GET /api/stats.", cancel);
    }
}
