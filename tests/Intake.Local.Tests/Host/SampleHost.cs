using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Local.Tests.Host;

/// <summary>A local host that runs the sample functions, on a clock that stands still, in a directory of its own.</summary>
public sealed class SampleHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-03-02T08:00:10Z", CultureInfo.InvariantCulture);

    private readonly LocalHost _host;
    private readonly string _directory;

    private SampleHost(LocalHost host, string directory)
    {
        (_host, _directory) = (host, directory);
        Client = new HttpClient { BaseAddress = host.Address };
    }

    public HttpClient Client { get; }

    public LocalHost Host => _host;

    public TimerRuns Runs => _host.Services.GetRequiredService<TimerRuns>();

    public static async Task<SampleHost> StartAsync(Func<LocalOptions, LocalOptions>? adjust = null)
    {
        var directory = Directory.CreateTempSubdirectory("intake-host-").FullName;
        var options = Options(directory);
        return new SampleHost(await LocalHost.StartAsync(adjust?.Invoke(options) ?? options), directory);
    }

    public static LocalOptions Options(string directory) => new()
    {
        DataDirectory = directory,
        ClockSpeed = 0,
        ClockStart = Start,
        FunctionAssemblies = [typeof(SampleHost).Assembly],
        ConfigureServices = (services, _) => services.AddSingleton<TimerRuns>(),
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
