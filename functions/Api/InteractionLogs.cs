using Intake.Connectors.Reporting;
using Intake.Connectors.Storage;
using Intake.Reporting;
using Intake.Time;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using NodaTime;

namespace Intake.Functions.Api;

/// <summary>The log a spreadsheet imports (CC-9): =IMPORTDATA("https://…/api/log.csv?key=…"). It has a key of its own, because that stands in the spreadsheet.</summary>
public sealed class InteractionLogs(Stories stories, PlaybookShelf shelf, LogKey key, TimeProvider time)
{
    [Function("InteractionLog")]
    public async Task<HttpResponseData> Log([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/log.csv")] HttpRequestData request, CancellationToken cancel)
    {
        if (!key.IsSet)
        {
            return await request.Problem(404, "The log is switched off.", "Set Log__ReadKey to a key of at least 16 characters.", cancel);
        }

        if (!key.Opens(request.Query["key"]))
        {
            return await request.Problem(401, "The key does not open the log.", "Send ?key= with the value of the setting Log__ReadKey.", cancel);
        }

        if (request.Playbook(shelf) is not { } playbook)
        {
            return await request.NoSuchPlaybook(shelf, cancel);
        }

        if (playbook.Log is not { } rules)
        {
            return await request.Problem(404, $"{playbook.Title} keeps no log.", "Add the section \"log\" to it.", cancel);
        }

        var written = request.Query["from"];
        if (ReportAnswers.Date(written) is not { Success: true } date)
        {
            return await request.NoDate(written!, cancel);
        }

        var now = time.Now();
        var from = LocalTimes.StartOfDay(written is null ? now.InZone(playbook.Zone).Date.PlusDays(1 - rules.Days) : date.Value, playbook.Zone);
        var response = await request.Text("text/csv", InteractionLog.Csv(playbook, await stories.Since(playbook, from, cancel), from, now + Duration.Epsilon), cancel);
        response.Headers.Add("Cache-Control", "no-store");
        response.Headers.Add("X-Content-Type-Options", "nosniff");
        return response;
    }
}
