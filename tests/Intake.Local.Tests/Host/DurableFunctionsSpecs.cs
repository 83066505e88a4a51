using System.Net;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Local.Tests.Host;

public sealed class DurableFunctionsSpecs : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("intake-durable-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_function_starts_an_orchestration_whose_timer_and_activity_happen_on_virtual_time()
    {
        await using var host = await SampleHost.StartAsync();

        var response = await host.Client.PostAsync("clocks/T-7", null);
        await host.Host.Clock.AdvanceAsync(TimeSpan.FromMinutes(61), host.Host.Work, CancellationToken.None);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(SampleHost.Start.AddHours(1), Assert.Single(host.Runs.Of("Report T-7")).At, TimeSpan.FromSeconds(1));
        var client = host.Host.Services.GetRequiredService<DurableTaskClient>();
        var instance = await client.GetInstanceAsync("T-7", getInputsAndOutputs: true);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance?.RuntimeStatus);
        Assert.Equal("\"T-7 waited\"", instance?.SerializedOutput);
    }

    [Fact]
    public async Task A_timer_survives_the_host()
    {
        await using (var host = await LocalHost.StartAsync(SampleHost.Options(_directory)))
        {
            using var client = new HttpClient { BaseAddress = host.Address };
            await client.PostAsync("clocks/T-8", null);
            await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(30), host.Work, CancellationToken.None);
        }

        await using var again = await LocalHost.StartAsync(SampleHost.Options(_directory));
        await again.Clock.AdvanceAsync(TimeSpan.FromMinutes(31), again.Work, CancellationToken.None);

        var report = Assert.Single(again.Services.GetRequiredService<TimerRuns>().Of("Report T-8"));
        Assert.Equal(SampleHost.Start.AddHours(1), report.At, TimeSpan.FromSeconds(1));
    }
}
