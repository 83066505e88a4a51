using System.Reflection;

namespace Intake.Local;

/// <summary>How one machine runs Intake. <see cref="Composition.Intake"/> adds the app itself; tests may add their own instead.</summary>
public sealed record LocalOptions
{
    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    /// <summary>Where the clock, the durable history and the tables are kept.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>A storage connection string (Azurite, Azure), or null for SQLite in the data directory.</summary>
    public string? Storage { get; init; }

    /// <summary>A name or a file; several with commas between.</summary>
    public string Playbook { get; init; } = "trip-support";

    public double ClockSpeed { get; init; } = 1;

    /// <summary>What the clock reads at first; a saved clock that is further on is not set back.</summary>
    public DateTimeOffset? ClockStart { get; init; }

    /// <summary>"point:n": die at the n-th passing of a crash point.</summary>
    public string? CrashAt { get; init; }

    /// <summary>A file to write what comes in to, for a simulation; null: none.</summary>
    public string? Record { get; init; }

    /// <summary>A settings file other than the usual one.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>Settings over those of the file and the environment; a name is written with a colon.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public IReadOnlyList<Assembly> FunctionAssemblies { get; init; } = [];

    public Action<IServiceCollection, IConfiguration> ConfigureServices { get; init; } = (_, _) => { };

    public Action<IEndpointRouteBuilder> MapEndpoints { get; init; } = _ => { };

    /// <summary>Nothing is logged unless asked for: a test's output is its own.</summary>
    public Action<ILoggingBuilder> ConfigureLogging { get; init; } = _ => { };
}
