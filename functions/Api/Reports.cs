using System.Net;
using System.Text;
using Intake.Connectors.Reporting;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Reporting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using NodaTime;
using NodaTime.Text;

namespace Intake.Functions.Api;

/// <summary>What is reported: each shift's Daily Report (TS-R1), whether the day's inbound messages balance (TS-T6).</summary>
public sealed class Reports(ShiftReports reports, InboundLedger ledger, DriftCheck drift, PlaybookShelf shelf, TimeProvider time)
{
    [Function("DailyReport")]
    public async Task<HttpResponseData> Daily([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reports/daily")] HttpRequestData request, CancellationToken cancel)
    {
        var (shift, written) = (request.Query["shift"], request.Query["date"]);
        if (Date(written) is not { Success: true } date)
        {
            return await NoDate(request, written!, cancel);
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

        return Format(request) switch
        {
            "html" => await Text(request, "text/html", ReportText.Html(report, playbook.Zone), cancel),
            "markdown" => await Text(request, "text/markdown", ReportText.Markdown(report, playbook.Zone), cancel),
            "json" => await request.Ok(report, cancel),
            var other => await request.Problem(400, $"“{other}” is not a format.", "Ask for ?format=json, markdown or html.", cancel),
        };
    }

    [Function("InboundReport")]
    public async Task<HttpResponseData> Inbound([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reports/inbound")] HttpRequestData request, CancellationToken cancel)
    {
        var written = request.Query["date"];
        if (Date(written) is not { Success: true } date)
        {
            return await NoDate(request, written!, cancel);
        }

        return await request.Ok(await ledger.Count(written is null ? time.Now().InZone(shelf.Default.Zone).Date : date.Value, cancel), cancel);
    }

    [Function("DriftReport")]
    public async Task<HttpResponseData> Drift([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reports/drift")] HttpRequestData request, CancellationToken cancel) =>
        await request.Ok(new { nights = (await drift.All(cancel)).Reverse().ToList() }, cancel);

    private static ParseResult<LocalDate> Date(string? written) => LocalDatePattern.Iso.Parse(written ?? "2000-01-01");

    private static Task<HttpResponseData> NoDate(HttpRequestData request, string written, CancellationToken cancel) =>
        request.Problem(400, $"“{written}” is not a date.", "Write it as 2026-03-02.", cancel);

    private static string Format(HttpRequestData request)
    {
        var accepted = request.Headers.TryGetValues("Accept", out var values) ? string.Join(",", values) : "";
        return request.Query["format"] switch
        {
            "html" => "html",
            "md" or "markdown" => "markdown",
            null when accepted.Contains("text/html", StringComparison.OrdinalIgnoreCase) => "html",
            null when accepted.Contains("text/markdown", StringComparison.OrdinalIgnoreCase) => "markdown",
            null or "json" => "json",
            var other => other,
        };
    }

    private static async Task<HttpResponseData> Text(HttpRequestData request, string type, string text, CancellationToken cancel)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("Content-Type", $"{type}; charset=utf-8");
        await response.WriteBytesAsync(Encoding.UTF8.GetBytes(text), cancel);
        return response;
    }
}
