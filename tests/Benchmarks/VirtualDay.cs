using System.Diagnostics;
using System.Net.Http.Json;
using Azure.Data.Tables;
using Intake.Local;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks;

/// <summary>A hundred clients write and nobody answers: every clock of theirs for 24 hours, the Auditor every 30 seconds, through the real host.</summary>
internal static class VirtualDay
{
    private const int Tickets = 100;

    public static async Task Run(Table table)
    {
        using var scratch = new Scratch();
        var rows = scratch.Rows;
        var recorded = new RecordedTables(rows) { Remember = false };
        var intake = Composition.Intake(new LocalOptions { DataDirectory = scratch.Folder, ClockSpeed = 0, ClockStart = StandingClock.Monday.ToDateTimeOffset() });
        await using var host = await LocalHost.StartAsync(intake with
        {
            ConfigureServices = (services, settings) =>
            {
                intake.ConfigureServices(services, settings);
                services.AddSingleton<TableServiceClient>(recorded);
            },
        });
        using var http = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(30) };
        for (var n = 0; n < Tickets; n++)
        {
            var body = WhatsApp.Body(n % 4 == 0 ? WhatsApp.Urgent : "Could you send me the photos?", $"wamid.{n}", WhatsApp.Client(n), StandingClock.Monday.ToUnixTimeSeconds());
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/whatsapp") { Content = new ByteArrayContent(body) };
            request.Headers.Add("X-Hub-Signature-256", WhatsApp.Signature(body));
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }

        await host.Work.WhenIdle(default);
        recorded.Take();
        var (watch, processor) = (Stopwatch.StartNew(), Table.Processor());
        using var advanced = await http.PostAsJsonAsync("sandbox/clock", new { advance = "P1D" });
        advanced.EnsureSuccessStatusCode();
        var took = watch.Elapsed.TotalMicroseconds;
        processor = Table.Processor() - processor;
        var day = recorded.Take();
        var raw = await Raw(rows, day);
        table.Add($"a virtual day, {Tickets} open tickets", new Measured(took, took, raw, raw), $"{processor / 1000:0.0} s of processor; {day}");
    }

    /// <summary>As many operations of each kind, each at what it costs here and now.</summary>
    private static async Task<double> Raw(TableServiceClient rows, Recording day)
    {
        var tickets = rows.GetTableClient("IntakeTickets");
        await tickets.UpsertEntityAsync(Row("raw", "x:0"), TableUpdateMode.Replace);
        var get = await Rounds.Take(500, 0, _ => tickets.GetEntityIfExistsAsync<TableEntity>("raw", "x:0"));
        var write = await Rounds.Take(500, 0, n => tickets.UpsertEntityAsync(Row($"raw{n}", "r"), TableUpdateMode.Replace));
        var five = await Rounds.Take(500, 0, n => tickets.SubmitTransactionAsync(Enumerable.Range(0, 5).Select(i => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row($"raw{n}", $"t{i}")))));
        var query = await Rounds.Take(500, 0, async _ =>
        {
            await foreach (var row in tickets.QueryAsync<TableEntity>("PartitionKey eq 'raw' and RowKey ge 'x:' and RowKey lt 'x;'"))
            {
            }
        });
        return (day.Of("get") * get) + (day.Of("write") * write) + (day.Of("transaction") * five) + (day.Of("query") * query);
    }

    private static TableEntity Row(string partition, string row) => new(partition, row) { ["Json"] = new string('x', 600) };
}
