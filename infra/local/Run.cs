using System.Globalization;
using System.Runtime.InteropServices;
using Intake.Connectors.Tickets;
using Intake.Local.Host;
using Microsoft.Extensions.Logging.Console;

namespace Intake.Local;

/// <summary>One run for a person at a terminal: start, say so, serve until told to stop, say that too.</summary>
public static class Run
{
    private const int CannotStart = 1;

    public static async Task<int> UntilStoppedAsync(LocalOptions options)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        LocalHost host;
        Recording? recording = null;
        try
        {
            host = await LocalHost.StartAsync(Composition.Intake(options with { ConfigureLogging = ToConsole }));
            recording = options.Record is { } file ? new Recording(host.Services.GetRequiredService<SignalLog>(), file) : null;
        }
        catch (Exception e) when (e is not StartupException)
        {
            await Console.Error.WriteLineAsync($"Intake cannot start: {e.Message.Split('\n')[0]}");
            return CannotStart;
        }
        catch (StartupException standsInTheWay)
        {
            await Console.Error.WriteLineAsync(standsInTheWay.Message);
            return CannotStart;
        }

        await using (host)
        using (recording)
        {
            Console.WriteLine(Text(host, options).Render());
            await stop.Task;
        }

        Console.WriteLine($"Intake stopped; tickets and timers are saved in {Path.GetFullPath(options.DataDirectory)}.");
        return 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult();
        }
    }

    private static StartupText Text(LocalHost host, LocalOptions options)
    {
        var now = host.Clock.GetUtcNow();
        return new StartupText
        {
            Address = host.Address,
            Storage = Storage(options),
            Playbook = options.Playbook,
            Clock = string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm:ss} UTC, {Speed(host.Clock.Speed)}"),
            WhatsAppSecret = host.Services.GetRequiredService<IConfiguration>()["WhatsApp:AppSecret"] ?? "",
            Now = now,
        };
    }

    private static string Speed(double speed) => speed switch
    {
        0 => "standing still until advanced",
        1 => "running in real time",
        _ => string.Create(CultureInfo.InvariantCulture, $"running {speed} times as fast as real time"),
    };

    /// <summary>Names the account and never its key.</summary>
    private static string Storage(LocalOptions options)
    {
        if (options.Storage is not { } connection)
        {
            return $"SQLite in {Path.GetFullPath(options.DataDirectory)}";
        }

        var account = connection.Split(';').FirstOrDefault(part => part.StartsWith("AccountName=", StringComparison.OrdinalIgnoreCase));
        return account is null ? "Azurite on this machine" : $"Azure Table Storage, account {account["AccountName=".Length..]}";
    }

    private static void ToConsole(ILoggingBuilder logging) => logging.AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.TimestampFormat = "HH:mm:ss ";
        console.ColorBehavior = LoggerColorBehavior.Disabled;
    });
}
