using Intake.Connectors.Reporting;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Reporting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Intake.Functions.Api;

/// <summary>What is reported: each shift's Daily Report (TS-R1), whether the day's inbound messages balance (TS-T6).</summary>
public sealed class Reports(ShiftReports reports, InboundLedger ledger, DriftCheck drift, PlaybookShelf shelf, TimeProvider time)
{
    [Function("DailyReport")]
    public async Task<HttpResponseData> Daily([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reports/daily")] HttpRequestData request, CancellationToken cancel)
    {
        var (shift, written) = (request.Query["shift"], request.Query["date"]);
        if (ReportAnswers.Date(written) is not { Success: true } date)
        {
            return await request.NoDate(written!, cancel);
        }

        if (request.Playbook(shelf) is not { } playbook)
        {
            return await request.NoSuchPlaybook(shelf, cancel);
        }

        if (await reports.Find(playbook, shift, written is null ? null : date.Value, cancel) is not { } report)
        {
            var shifts = string.Join(", ", playbook.Shifts.Select(known => known.Name));
            return await request.Problem(404, "There is no report of that shift: it has not begun, or ended before Intake watched.", $"Ask for ?shift= (one of {shifts}) and &date= the local day it began, as 2026-03-02.", cancel);
        }

        return await request.Report(report, () => ReportText.Markdown(report, playbook.Zone), () => ReportText.Html(report, playbook.Zone), cancel);
    }

    [Function("InboundReport")]
    public async Task<HttpResponseData> Inbound([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reports/inbound")] HttpRequestData request, CancellationToken cancel)
    {
        var written = request.Query["date"];
        if (ReportAnswers.Date(written) is not { Success: true } date)
        {
            return await request.NoDate(written!, cancel);
        }

        return await request.Ok(await ledger.Count(written is null ? time.Now().InZone(shelf.Default.Zone).Date : date.Value, cancel), cancel);
    }

    [Function("DriftReport")]
    public async Task<HttpResponseData> Drift([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reports/drift")] HttpRequestData request, CancellationToken cancel) =>
        await request.Ok(new { nights = (await drift.All(cancel)).Reverse().ToList() }, cancel);
}
