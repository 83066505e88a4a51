using Intake.Functions;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Simulation;

namespace Intake.Local.Cli;

/// <summary>An inbox file, read for a playbook.</summary>
internal static class InboxFile
{
    /// <exception cref="FormatException">The first line that is wrong, by its number.</exception>
    public static List<Arrival> Read(string file, Playbook playbook, Team team)
    {
        var reader = new InboxLine(playbook, team);
        var lines = Lines(file);
        var arrivals = new Arrival?[lines.Length];

        // A month is a hundred thousand lines of JSON: both cores read.
        Parallel.For(0, lines.Length, i => arrivals[i] = string.IsNullOrWhiteSpace(lines[i]) ? null : Read(reader, file, lines[i], i + 1));
        return [.. arrivals.OfType<Arrival>()];
    }

    private static Arrival Read(InboxLine reader, string file, string line, int number)
    {
        try
        {
            return reader.Read(line, number);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{Path.GetFileName(file)}({number}): {wrong.Message}", wrong);
        }
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlaybookException($"{file} cannot be read. Name an inbox file, or make one: generate-week --seed 1 --out {file}");
        }
    }
}
