using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Intake.Tests.Support;

/// <summary>
/// A table service of its own for a test run: Azurite from tests/azurite, installed on first use, its rows in memory, ended with the process.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private Azurite(Process process, int port)
    {
        (_process, Port) = (process, port);
        AppDomain.CurrentDomain.ProcessExit += End;
    }

    public int Port { get; }

    public string ConnectionString =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;" +
        "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;" +
        $"TableEndpoint=http://127.0.0.1:{Port}/devstoreaccount1;";

    public static async Task<Azurite> Start()
    {
        var home = Home();
        await Install(home);
        var port = FreePort();
        var script = Path.Combine(home, "node_modules", "azurite", "dist", "src", "table", "main.js");
        var process = Run(home, "node", script, "--silent", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--tablePort", $"{port}");
        process.BeginErrorReadLine();
        var azurite = new Azurite(process, port);
        await azurite.Answers();
        return azurite;
    }

    public ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        End(this, EventArgs.Empty);
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    // The directory is found from the build output upwards, so a test may run from anywhere.
    private static string Home()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var home = Path.Combine(folder.FullName, "tests", "azurite");
            if (File.Exists(Path.Combine(home, "package-lock.json")))
            {
                return home;
            }
        }

        throw new DirectoryNotFoundException($"No tests/azurite above {AppContext.BaseDirectory}.");
    }

    // npm leaves node_modules half-made when it is interrupted, so a file of ours says when it is whole.
    private static async Task Install(string home)
    {
        var whole = Path.Combine(home, "node_modules", ".intake-installed");
        await using var turn = await TakeTurn(Path.Combine(home, ".install.lock"));
        if (File.Exists(whole) && File.GetLastWriteTimeUtc(whole) >= File.GetLastWriteTimeUtc(Path.Combine(home, "package-lock.json")))
        {
            return;
        }

        using var npm = Run(home, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        var said = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci in {home} ended with {npm.ExitCode}: {said}");
        }

        await File.WriteAllTextAsync(whole, "");
    }

    // Test projects run side by side; the file is held open by whoever installs.
    private static async Task<FileStream> TakeTurn(string path)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (waited.Elapsed < 10 * Patience)
            {
                await Task.Delay(200);
            }
        }
    }

    private static Process Run(string home, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() && program == "npm" ? "npm.cmd" : program, arguments)
        {
            WorkingDirectory = home,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task Answers()
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (!_process.HasExited && waited.Elapsed < Patience)
            {
                // Not yet listening.
            }
        }
    }

    private void End(object? sender, EventArgs e)
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }
}
