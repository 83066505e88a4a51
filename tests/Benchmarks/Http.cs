using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Data.Tables;
using Intake.Local;

namespace Benchmarks;

/// <summary>Webhooks through the local host: Kestrel, the function, the commit, and the clocks and the sandbox busy beside them on the same cores.</summary>
internal static class Http
{
    private const int Clients = 100;
    private const int Posts = 800;

    public static async Task Run(Table table)
    {
        using var scratch = new Scratch();
        await using var host = await LocalHost.StartAsync(Composition.Intake(new LocalOptions
        {
            DataDirectory = scratch.Folder,
            ClockSpeed = 0,
            ClockStart = StandingClock.Monday.ToDateTimeOffset(),
        }));
        using var http = new HttpClient { BaseAddress = host.Address };
        var raw = new TableServiceClient($"Sqlite={Path.Combine(scratch.Folder, "raw.db")}").GetTableClient("Raw");
        await raw.CreateIfNotExistsAsync();

        await Many("warm", Clients, 1, n => Post(http, "warm", n));
        await host.Work.WhenIdle(default);
        foreach (var side in new[] { 1, 8 })
        {
            var floor = await Many("floor", Posts, side, _ => http.GetStringAsync("sandbox/clock"));
            var processor = Table.Processor();
            var ours = await Many("ours", Posts, side, n => Post(http, $"s{side}", n));
            var settled = Stopwatch.StartNew();
            await host.Work.WhenIdle(default);
            processor = (Table.Processor() - processor) / Posts;
            var inserted = await Many("raw", Posts, side, n => raw.AddEntityAsync(new TableEntity($"p{side}-{n}", "r") { ["Json"] = new string('x', 600) }));
            table.Add(
                $"webhook by HTTP, {side} at a time: p50", new Measured(ours.Middle, ours.Best, inserted.Middle, inserted.Best),
                $"{ours.PerSecond:0}/s against {inserted.PerSecond:0}/s raw inserts; an empty request takes {Table.Time(floor.Middle)}; {processor:0.0} ms of processor each, effects, sandbox and client included; all done {settled.Elapsed.TotalSeconds:0.0} s after the last");
            table.Add($"webhook by HTTP, {side} at a time: p99", new Measured(ours.Late, 0, inserted.Late, 0));
        }
    }

    private static async Task Post(HttpClient http, string run, int n)
    {
        var body = WhatsApp.Body("Is anybody there?", $"wamid.{run}-{n}", WhatsApp.Client(n % Clients), StandingClock.Monday.ToUnixTimeSeconds());
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/whatsapp") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Hub-Signature-256", WhatsApp.Signature(body));
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<(double Middle, double Best, double Late, double PerSecond)> Many(string what, int times, int side, Func<int, Task> work)
    {
        var (took, next, watch) = (new ConcurrentBag<double>(), -1, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, side).Select(_ => Task.Run(async () =>
        {
            for (int n; (n = Interlocked.Increment(ref next)) < times;)
            {
                var one = Stopwatch.GetTimestamp();
                await work(n);
                took.Add(Stopwatch.GetElapsedTime(one).TotalMicroseconds);
            }
        })));
        return (Rounds.Middle(took), took.Min(), Rounds.Percentile(took, 99), times / watch.Elapsed.TotalSeconds);
    }
}
