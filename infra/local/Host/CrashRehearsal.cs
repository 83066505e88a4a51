using System.Diagnostics;
using System.Globalization;

namespace Intake.Local.Host;

/// <summary>Kills this process, as kill -9 does, at the n-th passing of a crash point: nothing is flushed, nobody is told.</summary>
public sealed class CrashRehearsal
{
    private readonly string _point;
    private int _left;

    private CrashRehearsal(string point, int passing) => (_point, _left) = (point, passing);

    /// <exception cref="StartupException">Not "point:n".</exception>
    public static CrashRehearsal Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var passing) && passing > 0
            ? new CrashRehearsal(text[..colon], passing)
            : throw new StartupException($"--crash-at '{text}' is not of the form POINT:N, as in 'http.answering:2'.");
    }

    public void Passed(string point)
    {
        if (point == _point && Interlocked.Decrement(ref _left) == 0)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();

            // The signal is asynchronous; nothing after the crash point may happen.
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
