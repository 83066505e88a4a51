using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Intake.Local.Tests.Host;

/// <summary>The program as a person starts it: a process of its own.</summary>
public sealed class ProgramSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("intake-run-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Crash_at_kills_the_process_at_that_passing_and_the_next_run_finds_the_time_of_the_last_step()
    {
        using (var run = Start("--port", "0", "--data", _directory, "--clock-speed", "0", "--clock-start", "2026-03-02T08:00:00Z", "--crash-at", "http.received:2"))
        {
            using var client = new HttpClient { BaseAddress = await Address(run) };
            await client.PostAsJsonAsync("sandbox/clock", new { advance = "PT90M" });
            await client.GetAsync("admin/functions");

            await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetAsync("admin/functions"));

            Assert.Equal(128 + 9, await ExitCode(run));
        }

        using var again = Start("--port", "0", "--data", _directory, "--clock-speed", "0");
        using var second = new HttpClient { BaseAddress = await Address(again) };
        var clock = await second.GetFromJsonAsync<JsonElement>("sandbox/clock");
        Assert.Equal(DateTimeOffset.Parse("2026-03-02T09:30:00Z", CultureInfo.InvariantCulture), clock.GetProperty("now").GetDateTimeOffset());

        // As Ctrl+C or a container's stop does.
        using (var stop = Process.Start("kill", ["-TERM", again.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await stop.WaitForExitAsync();
        }

        Assert.Equal(0, await ExitCode(again));
        Assert.Contains("Intake stopped", await again.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "'seven' is not a port from 0 to 65535", "--port", "seven")]
    [InlineData(2, "'-1' is not a speed", "--clock-speed", "-1")]
    [InlineData(2, "'soon' is not an ISO 8601 time", "--clock-start", "soon")]
    [InlineData(2, "--prot", "--prot", "7071")]
    [InlineData(2, "Unrecognized option '--jsn'; --help shows what can be said.", "lint", "--jsn")]
    [InlineData(2, "'x' for option '--seed' as a whole number", "generate-week", "--seed", "x")]
    [InlineData(1, "--crash-at 'here' is not of the form POINT:N", "--crash-at", "here", "--port", "0")]
    [InlineData(1, "cannot be used", "--data", "/dev/null/data", "--port", "0")]
    public async Task A_wrong_option_is_answered_in_one_line(int exitCode, string sentence, params string[] arguments)
    {
        using var run = Start(arguments);

        var said = await run.StandardError.ReadToEndAsync();

        Assert.Equal(exitCode, await ExitCode(run));
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Single(said.TrimEnd().Split('\n'));
    }

    private static async Task<Uri> Address(Process run)
    {
        using var patience = new CancellationTokenSource(Patience);
        const string Serving = "Intake is running at ";
        while (await run.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(Serving, StringComparison.Ordinal))
            {
                return new Uri(line[Serving.Length..]);
            }
        }

        throw new InvalidOperationException("It ended without serving: " + await run.StandardError.ReadToEndAsync(patience.Token));
    }

    private static async Task<int> ExitCode(Process run)
    {
        using var patience = new CancellationTokenSource(Patience);
        await run.WaitForExitAsync(patience.Token);
        return run.ExitCode;
    }

    private Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [typeof(LocalHost).Assembly.Location, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = _directory,
    })!;
}
