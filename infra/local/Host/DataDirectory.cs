using Intake.Local.Sdk;
using Intake.Local.Sdk.DurableTask;
using Microsoft.Data.Sqlite;

namespace Intake.Local.Host;

/// <summary>The directory a run keeps its state in; one process at a time owns it, by its clock.</summary>
public static class DataDirectory
{
    /// <exception cref="StartupException">The directory cannot be used, and why.</exception>
    public static VirtualClock OpenClock(LocalOptions options)
    {
        var directory = Path.GetFullPath(options.DataDirectory);
        var file = Path.Combine(directory, "clock.json");
        try
        {
            Directory.CreateDirectory(directory);
            return VirtualClock.Open(file, options.ClockStart, options.ClockSpeed);
        }
        catch (InvalidDataException damaged)
        {
            throw new StartupException(damaged.Message, damaged);
        }
        catch (IOException inUse) when (File.Exists(file))
        {
            throw new StartupException($"The data directory {directory} is in use, perhaps by another Intake; stop that, or choose another with --data.", inUse);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data directory {directory} cannot be used ({refused.Message.TrimEnd('.')}); choose another with --data.", refused);
        }
    }

    /// <exception cref="StartupException">The history is damaged; it is disposable, so the remedy is short.</exception>
    public static SqliteDurableHistory OpenHistory(LocalOptions options)
    {
        var file = Path.Combine(Path.GetFullPath(options.DataDirectory), "durable.db");
        try
        {
            return new SqliteDurableHistory(file);
        }
        catch (SqliteException damaged)
        {
            throw new StartupException(
                $"The durable history {file} cannot be opened ({damaged.Message.TrimEnd('.')}); delete it, and the start re-arms every open ticket.", damaged);
        }
    }
}
