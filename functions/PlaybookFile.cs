using Intake.Connectors.Storage;
using Intake.Playbooks;
using Microsoft.Extensions.Configuration;

namespace Intake.Functions;

/// <summary>Reads the playbook and the team from files, for whichever head composes the app.</summary>
public static class PlaybookFile
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "playbooks");

    /// <summary>Every playbook of Intake:Playbooks (names or files with commas between; the first is the default one), else trip-support.</summary>
    /// <exception cref="PlaybookException">A file is missing or wrong; the message says where and what to do.</exception>
    public static LoadedPlaybooks LoadAll(IConfiguration settings)
    {
        var named = settings["Intake:Playbooks"] is { Length: > 0 } several ? several : "trip-support";
        return new LoadedPlaybooks([.. named.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => Load(name, settings["Intake:Team"]))]);
    }

    /// <param name="nameOrFile">A shipped playbook's name ("trip-support") or a path to a YAML file.</param>
    /// <param name="teamFile">The team's file; null: PLAYBOOK.team.yaml beside the playbook, else team.yaml there, else the shipped one.</param>
    /// <exception cref="PlaybookException">The file is missing or wrong; the message says where and what to do.</exception>
    public static LoadedPlaybook Load(string nameOrFile, string? teamFile = null)
    {
        var source = Find(nameOrFile);
        var reading = PlaybookReader.Read(source.Name, source.Text);
        var playbook = reading.Playbook ?? throw new PlaybookException(reading.Errors);
        var team = TeamOf(source, teamFile);
        var people = TeamReader.Read(team.Name, team.Text, playbook);
        return new LoadedPlaybook(playbook, source.Text, people.Team ?? throw new PlaybookException(people.Errors));
    }

    /// <summary>A playbook's text, not yet read, by the same names as <see cref="Load"/>.</summary>
    /// <exception cref="PlaybookException">There is no such file.</exception>
    public static SourceFile Find(string nameOrFile)
    {
        var remedy = $"Name one of {string.Join(", ", Names())}, or a path to a .yaml file.";
        if (nameOrFile.EndsWith(".yaml", StringComparison.Ordinal) || nameOrFile.EndsWith(".yml", StringComparison.Ordinal))
        {
            var file = Path.GetFullPath(nameOrFile);
            return new SourceFile(file, Text(file, remedy));
        }

        var shipped = Path.Combine(Shipped, $"{nameOrFile}.yaml");
        return File.Exists(shipped) ? new SourceFile(shipped, Text(shipped, remedy)) : throw new PlaybookException($"There is no playbook \"{nameOrFile}\". {remedy}");
    }

    /// <summary>The text of the team that works by a playbook.</summary>
    /// <exception cref="PlaybookException">There is no such file.</exception>
    public static SourceFile TeamOf(SourceFile playbook, string? teamFile)
    {
        var folder = Path.GetDirectoryName(playbook.Path)!;
        string[] beside = [Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(playbook.Path)}.team.yaml"), Path.Combine(folder, "team.yaml")];
        var team = teamFile ?? beside.FirstOrDefault(File.Exists) ?? Path.Combine(Shipped, "team.yaml");
        return new SourceFile(team, Text(team, "Name the team's file: --team here, the setting Intake__Team in Azure."));
    }

    private static IEnumerable<string> Names() => Directory.Exists(Shipped)
        ? Directory.EnumerateFiles(Shipped, "*.yaml").Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(name => name != "team" && !name.EndsWith(".team", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
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

/// <summary>A text somebody wrote, and where it lies.</summary>
public sealed record SourceFile(string Path, string Text)
{
    /// <summary>How errors name it.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
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
