using Intake.Connectors.Tickets;
using Intake.Local.Host;
using Intake.Simulation;
using Intake.Tickets;
using NodaTime;

namespace Intake.Local;

/// <summary>Writes what comes in as an inbox file for <c>simulate</c>, while Intake runs.</summary>
public sealed class Recording : IDisposable
{
    private readonly SignalLog _log;
    private readonly StreamWriter _file;

    /// <exception cref="StartupException">The file cannot be written.</exception>
    public Recording(SignalLog log, string file)
    {
        try
        {
            _file = new StreamWriter(file, append: true) { AutoFlush = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"--record {file} cannot be written ({e.Message.TrimEnd('.')}); name another file.");
        }

        _log = log;
        _log.Heard += Write;
    }

    public void Dispose()
    {
        _log.Heard -= Write;
        lock (_file)
        {
            _file.Dispose();
        }
    }

    // What became of what we sent comes about by itself again.
    private void Write(TicketId ticket, Signal signal, Instant now)
    {
        if (!InboxLine.ComesFromOutside(signal))
        {
            return;
        }

        lock (_file)
        {
            _file.WriteLine(InboxLine.Write(ticket, signal, now));
        }
    }
}
