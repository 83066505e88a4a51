using System.Net;
using System.Security.Cryptography;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Intake.Local.Tests.Host;

/// <summary>A small app for the host to run.</summary>
public sealed class SampleFunctions(TimerRuns runs, TimeProvider time)
{
    [Function(nameof(Hash))]
    public static async Task<HttpResponseData> Hash(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "hash")] HttpRequestData request, FunctionContext context, CancellationToken cancel)
    {
        var bytes = new byte[request.Body.Length];
        await request.Body.ReadExactlyAsync(bytes, cancel);
        request.Body.Position = 0;
        var response = request.CreateResponse(HttpStatusCode.Accepted);
        response.Headers.Add("X-Function", context.FunctionDefinition.Name);
        response.Headers.Add("X-Signature", request.Headers.GetValues("x-hub-SIGNATURE-256"));
        await response.WriteStringAsync(Convert.ToHexString(await SHA256.HashDataAsync(request.Body, cancel)), cancel);
        return response;
    }

    [Function(nameof(Ticket))]
    public static async Task<HttpResponseData> Ticket(
        [HttpTrigger(AuthorizationLevel.Function, "get", "PUT", Route = "tickets/{id}/{*rest}")] HttpRequestData request, string id, string rest)
    {
        var response = request.CreateResponse();
        await response.WriteAsJsonAsync(new { id, rest, colour = request.Query["colour"], url = request.Url.OriginalString });
        return response;
    }

    [Function(nameof(Fail))]
    public static HttpResponseData Fail([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
        throw new InvalidOperationException($"secret detail of {request.Method}");

    [Function(nameof(NotHere))]
    public static HttpResponseData NotHere([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "not-here")] HttpRequestData request) =>
        request.CreateResponse(HttpStatusCode.NotFound);

    [Function(nameof(HalfMinute))]
    public void HalfMinute([TimerTrigger("*/30 * * * * *")] TimerInfo timer) => runs.Add(nameof(HalfMinute), time.GetUtcNow(), timer.IsPastDue);

    [Function(nameof(Hourly))]
    public async Task Hourly([TimerTrigger("0 0 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancel)
    {
        await Task.Yield();
        cancel.ThrowIfCancellationRequested();
        runs.Add(nameof(Hourly), time.GetUtcNow(), timer.IsPastDue);
    }
}

/// <summary>When the sample's timer functions ran.</summary>
public sealed class TimerRuns
{
    private readonly List<(string Function, DateTimeOffset At, bool PastDue)> _all = [];

    public void Add(string function, DateTimeOffset at, bool pastDue)
    {
        lock (_all)
        {
            _all.Add((function, at, pastDue));
        }
    }

    public List<(string Function, DateTimeOffset At, bool PastDue)> Of(string function)
    {
        lock (_all)
        {
            return [.. _all.Where(run => run.Function == function)];
        }
    }
}
