using System.Text.Json;
using Intake.Local.Host;
using Intake.Local.Sdk;
using Intake.Local.Sdk.DurableTask;
using Microsoft.Extensions.Options;

namespace Intake.Local;

/// <summary>
/// Intake on one machine: Kestrel, the functions, the durable engine and the sandbox on one virtual clock. Program runs it for a person;
/// end-to-end tests start as many as they like in their own process.
/// </summary>
public sealed class LocalHost : IAsyncDisposable
{
    // What a stop waits for, in real time: work in hand that takes longer is repeated after the next start anyway.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly Loopback _loopback;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopped;

    private LocalHost(WebApplication app, Loopback loopback, VirtualClock clock, WorkTracker work) =>
        (_app, _loopback, Clock, Work) = (app, loopback, clock, work);

    public Uri Address => _loopback.Address;

    public VirtualClock Clock { get; }

    public WorkTracker Work { get; }

    public IServiceProvider Services => _app.Services;

    /// <exception cref="StartupException">What stands in the way, in one sentence.</exception>
    public static async Task<LocalHost> StartAsync(LocalOptions options)
    {
        if (options.CrashAt is { } crash)
        {
            CrashPoints.Passed = CrashRehearsal.Parse(crash).Passed;
        }

        var loopback = Loopback.Hold(options.Port);
        VirtualClock? clock = null;
        LocalHost? host = null;
        try
        {
            var catalog = FunctionCatalog.Of(options.FunctionAssemblies);
            var settings = LocalSettings.Load(options.SettingsFile, loopback.Address);
            clock = DataDirectory.OpenClock(options);
            var work = new WorkTracker();
            var app = Build(options, settings, catalog, loopback, clock, work);

            // What may fail for a reason to be told is made here; a host that exists can be stopped.
            _ = app.Services.GetRequiredService<DurableEngine>();
            host = new LocalHost(app, loopback, clock, work);
            host.Map(options, catalog);
            await host.StartAsync();
            return host;
        }
        catch
        {
            await (host?.DisposeAsync() ?? ValueTask.CompletedTask);
            clock?.Dispose();
            loopback.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        Services.GetRequiredService<TimerFunctions>().Stop();
        using var grace = new CancellationTokenSource(Grace);
        await _app.StopAsync(grace.Token);
        await Services.GetRequiredService<DurableEngine>().StopAsync(grace.Token);
        await Work.WhenIdle(grace.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
        Clock.Dispose();
        _loopback.Dispose();
    }

    private static WebApplication Build(
        LocalOptions options,
        IReadOnlyDictionary<string, string?> settings,
        FunctionCatalog catalog,
        Loopback loopback,
        VirtualClock clock,
        WorkTracker work)
    {
        // Empty, not the usual builder: nothing here reads appsettings, watches files or finds its own address.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration.AddInMemoryCollection(FromOptions(options, loopback.Address));
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.WebHost.UseKestrelCore();
        loopback.Use(builder.WebHost);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        options.ConfigureLogging(builder.Logging);

        // The worker's default; the app changes it as it would in Azure, with Configure<JsonSerializerOptions>.
        builder.Services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
        builder.Services.AddRouting();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(catalog);
        builder.Services.AddSingleton(work);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(services => new DurableEngine(
            DataDirectory.OpenHistory(options),
            clock,
            work,
            services.GetRequiredService<IOptions<JsonSerializerOptions>>().Value,
            services.GetRequiredService<ILogger<DurableEngine>>(),
            new DurableOptions { Loggers = services.GetRequiredService<ILoggerFactory>() }));
        builder.Services.AddSingleton(services => services.GetRequiredService<DurableEngine>().Client);
        builder.Services.AddSingleton<HttpFunctions>();
        builder.Services.AddSingleton<TimerFunctions>();
        options.ConfigureServices(builder.Services, builder.Configuration);
        return builder.Build();
    }

    private static Dictionary<string, string?> FromOptions(LocalOptions options, Uri address)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Intake:Playbooks"] = options.Playbook,
            ["Local:DataDirectory"] = Path.GetFullPath(options.DataDirectory),
            ["Local:Storage"] = options.Storage,
            ["Local:Address"] = address.ToString(),
        };
        if (options.Storage is { } storage)
        {
            settings["AzureWebJobsStorage"] = storage;
        }

        return settings;
    }

    private void Map(LocalOptions options, FunctionCatalog catalog)
    {
        var logger = Services.GetRequiredService<ILogger<LocalHost>>();
        _app.Use(next => http => RequestWork.Count(http, next, Work));
        _app.Use(next => http => Problem.Boundary(http, next, logger));
        _app.Use(next => async http =>
        {
            // Connections are taken before the engine has recovered, because its activities call the sandbox; callers from outside wait.
            await _ready.Task;
            await next(http);
        });
        _app.UseRouting();
        ClockEndpoints.Map(_app, Clock, Work);
        ApiList.Map(_app, catalog);
        Services.GetRequiredService<HttpFunctions>().Map(_app, catalog);
        DurableFunctions.Register(Services.GetRequiredService<DurableEngine>(), catalog, Services);
        options.MapEndpoints(_app);
    }

    private async Task StartAsync()
    {
        await _app.StartAsync();
        await Services.GetRequiredService<DurableEngine>().StartAsync(CancellationToken.None);
        _ready.SetResult();
        Services.GetRequiredService<TimerFunctions>().Start();
    }
}
