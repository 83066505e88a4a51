using Intake.Connectors.Storage;
using Intake.Playbooks;

namespace Intake.Functions;

/// <summary>Reads the playbook and the team from files, for whichever head composes the app.</summary>
public static class PlaybookFile
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "playbooks");

    /// <param name="nameOrFile">A shipped playbook's name ("trip-support") or a path to a YAML file.</param>
    /// <param name="teamFile">The team's file; null: team.yaml beside the playbook, else the shipped one.</param>
    /// <exception cref="PlaybookException">The file is missing or wrong; the message says where and what to do.</exception>
    public static LoadedPlaybook Load(string nameOrFile, string? teamFile = null)
    {
        var file = nameOrFile.EndsWith(".yaml", StringComparison.Ordinal) || nameOrFile.EndsWith(".yml", StringComparison.Ordinal)
            ? Path.GetFullPath(nameOrFile)
            : Path.Combine(Shipped, $"{nameOrFile}.yaml");
        var text = Text(file, $"Name a playbook file, or one of {string.Join(", ", Names())}.");
        var reading = PlaybookReader.Read(Path.GetFileName(file), text);
        var playbook = reading.Playbook ?? throw new PlaybookException(reading.Errors);

        var beside = Path.Combine(Path.GetDirectoryName(file)!, "team.yaml");
        var team = teamFile ?? (File.Exists(beside) ? beside : Path.Combine(Shipped, "team.yaml"));
        var people = TeamReader.Read(Path.GetFileName(team), Text(team, "Set Intake__Team to the team's file."), playbook);
        return new LoadedPlaybook(playbook, text, people.Team ?? throw new PlaybookException(people.Errors));
    }

    private static IEnumerable<string> Names() => Directory.Exists(Shipped)
        ? Directory.EnumerateFiles(Shipped, "*.yaml").Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(name => name != "team").Order(StringComparer.Ordinal)
        : [];

    private static string Text(string file, string remedy)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlaybookException($"{file} cannot be read. {remedy}");
        }
    }
}

/// <summary>The playbook or the team cannot be used; the message is for the person who wrote it.</summary>
public sealed class PlaybookException : Exception
{
    public PlaybookException(string message)
        : base(message)
    {
    }

    public PlaybookException(IEnumerable<PlaybookError> errors)
        : base(string.Join(Environment.NewLine, errors))
    {
    }
}
