using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;

namespace EndToEnd;

/// <summary>Intake as a process of its own, as a person starts it, so that it can really be killed.</summary>
internal sealed class ChildHost : IAsyncDisposable
{
    // What a Unix shell says of a process that SIGKILL ended.
    public const int Killed = 128 + 9;

    private const string Announcement = "Intake is running at ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DeathLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri?> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpClient? _http;

    private ChildHost(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
    }

    /// <summary>False: it died before it served anybody.</summary>
    public bool Serves => _http is not null;

    public int ExitCode => _process.ExitCode;

    /// <summary>Everything it has printed so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    private HttpClient Http => _http ?? throw new HttpRequestException("The process died before it served anybody.");

    /// <summary>Starts one on a data directory and waits until it serves or has died.</summary>
    public static async Task<ChildHost> Start(string data, params string[] more)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "Intake.Local.dll"), "--port", "0", "--data", data, .. more])
        {
            start.ArgumentList.Add(argument);
        }

        // Short lives, several at a time: neither a heap per core nor a profile to optimise by pays.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        var child = new ChildHost(start);
        child._process.Start();
        try
        {
            child._process.BeginOutputReadLine();
            child._process.BeginErrorReadLine();
            if (await child._address.Task.WaitAsync(StartLimit) is { } address)
            {
                child._http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
            }

            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9, from outside.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Death();
    }

    /// <summary>Waits until it has died by itself.</summary>
    public async Task Death()
    {
        using var limit = new CancellationTokenSource(DeathLimit);
        await _process.WaitForExitAsync(limit.Token);
    }

    public async Task Advance(TimeSpan by) => await World.Ok(await Http.PostAsJsonAsync("sandbox/clock", new { advance = XmlConvert.ToString(by) }));

    public async Task Until(DateTimeOffset to) => await World.Ok(await Http.PostAsJsonAsync("sandbox/clock", new { to }));

    public async Task<DateTimeOffset> Now() => DateTimeOffset.Parse((await Get("sandbox/clock"))["now"]!.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public Task<HttpResponseMessage> WhatsApp(string body) => World.SendWhatsApp(Http, body);

    public Task<HttpResponseMessage> Post(string path, object body) => Http.PostAsJsonAsync(path, body);

    public async Task<JsonObject> Get(string path) => (await Http.GetFromJsonAsync<JsonObject>(path))!;

    public async Task<JsonArray> Outbox() => (await Http.GetFromJsonAsync<JsonArray>("sandbox/outbox"))!;

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (!_process.HasExited)
        {
            await Kill();
        }

        _process.Dispose();
    }

    private void Heard(string? line)
    {
        if (line is null)
        {
            _address.TrySetResult(null);
            return;
        }

        lock (_said)
        {
            _said.AppendLine(line);
        }

        if (line.StartsWith(Announcement, StringComparison.Ordinal))
        {
            _address.TrySetResult(new Uri(line[Announcement.Length..]));
        }
    }
}
