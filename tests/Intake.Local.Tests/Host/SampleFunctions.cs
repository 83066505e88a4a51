using System.Net;
using System.Security.Cryptography;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

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

/// <summary>A durable clock in small: started over HTTP, it waits an hour and has an activity say so.</summary>
public static class SampleOrchestration
{
    [Function(nameof(StartClock))]
    public static async Task<HttpResponseData> StartClock(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "clocks/{id}")] HttpRequestData request, [DurableClient] DurableTaskClient client, string id)
    {
        await client.ScheduleNewOrchestrationInstanceAsync(nameof(WaitAnHour), new Wait(id, 60), new StartOrchestrationOptions(id));
        return request.CreateResponse(HttpStatusCode.Accepted);
    }

    [Function(nameof(WaitAnHour))]
    public static async Task<string> WaitAnHour([OrchestrationTrigger] TaskOrchestrationContext context, Wait wait)
    {
        await context.CreateTimer(TimeSpan.FromMinutes(wait.Minutes), CancellationToken.None);
        return await context.CallActivityAsync<string>(nameof(SampleActivity.Report), wait.Ticket);
    }

    public sealed record Wait(string Ticket, int Minutes);
}

/// <summary>An activity with what it needs from the app's services.</summary>
public sealed class SampleActivity(TimerRuns runs, TimeProvider time)
{
    [Function(nameof(Report))]
    public Task<string> Report([ActivityTrigger] string ticket, FunctionContext context)
    {
        runs.Add(context.FunctionDefinition.Name + " " + ticket, time.GetUtcNow(), pastDue: false);
        return Task.FromResult(ticket + " waited");
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
