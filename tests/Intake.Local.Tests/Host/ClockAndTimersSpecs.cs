using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Intake.Local.Host;
using Microsoft.AspNetCore.Builder;

namespace Intake.Local.Tests.Host;

public sealed class ClockAndTimersSpecs
{
    [Fact]
    public async Task Timer_functions_run_at_their_virtual_times_while_the_clock_is_advanced_over_HTTP()
    {
        await using var host = await SampleHost.StartAsync();

        var now = await Advance(host, new { advance = "PT2M" });

        Assert.Equal(SampleHost.Start.AddMinutes(2), now);
        var start = SampleHost.Start.AddSeconds(-10);
        Assert.Equal(
            [start.AddSeconds(30), start.AddSeconds(60), start.AddSeconds(90), start.AddSeconds(120)],
            host.Runs.Of("HalfMinute").Select(run => run.At));
        Assert.All(host.Runs.Of("HalfMinute"), run => Assert.False(run.PastDue));
    }

    [Fact]
    public async Task A_function_may_also_run_on_startup()
    {
        await using var host = await SampleHost.StartAsync();

        await Advance(host, new { to = SampleHost.Start.AddHours(2) });

        var hour = SampleHost.Start.AddSeconds(-10);
        Assert.Equal([SampleHost.Start, hour.AddHours(1), hour.AddHours(2)], host.Runs.Of("Hourly").Select(run => run.At));
    }

    [Fact]
    public async Task The_clock_is_read_over_HTTP()
    {
        await using var host = await SampleHost.StartAsync();

        var clock = await host.Client.GetFromJsonAsync<JsonElement>("sandbox/clock");

        Assert.Equal(SampleHost.Start, clock.GetProperty("now").GetDateTimeOffset());
        Assert.Equal(0, clock.GetProperty("speed").GetDouble());
    }

    [Theory]
    [InlineData("""{"advance":"10 minutes"}""")]
    [InlineData("""{"advance":"-PT10M"}""")]
    [InlineData("""{"to":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"to":"tomorrow"}""")]
    [InlineData("""{"advance":"PT1M","to":"2030-01-01T00:00:00Z"}""")]
    [InlineData("""{"advance":"P999999D","x":1}""")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    public async Task What_the_clock_cannot_do_is_refused_with_what_it_can(string body)
    {
        await using var host = await SampleHost.StartAsync();

        var response = await host.Client.PostAsync("sandbox/clock", new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("PT10M", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(SampleHost.Start, host.Host.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_request_is_work_in_hand_and_a_long_poll_is_not()
    {
        var working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await SampleHost.StartAsync(options => options with
        {
            MapEndpoints = routes => routes.MapGet("sandbox/wait", async http =>
            {
                using (http.Features.Get<RequestWork>()!.Pause())
                {
                    working.SetResult();
                    await go.Task;
                }
            }),
        });

        var poll = host.Client.GetAsync("sandbox/wait");
        await working.Task;
        await Advance(host, new { advance = "PT1H" });
        go.SetResult();
        await poll;

        await host.Host.Work.WhenIdle(CancellationToken.None);
        Assert.Equal(SampleHost.Start.AddHours(1), host.Host.Clock.GetUtcNow());
    }

    private static async Task<DateTimeOffset> Advance(SampleHost host, object request)
    {
        var response = await host.Client.PostAsJsonAsync("sandbox/clock", request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("now").GetDateTimeOffset();
    }
}
