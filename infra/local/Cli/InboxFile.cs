using Intake.Functions;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Simulation;

namespace Intake.Local.Cli;

/// <summary>An inbox file, read for a playbook.</summary>
internal static class InboxFile
{
    /// <exception cref="FormatException">The first line that is wrong, by its number.</exception>
    /// <param name="elsewhere">Channels of the playbook it is compared with.</param>
    public static ReadInbox Read(string file, Playbook playbook, Team team, IReadOnlyCollection<string> elsewhere)
    {
        var reader = new InboxLine(playbook, team) { Elsewhere = elsewhere };
        var lines = Lines(file);
        var arrivals = new Arrival?[lines.Length];
        var skipped = 0;

        // A month is a hundred thousand lines of JSON: both cores read.
        Parallel.For(0, lines.Length, i =>
        {
            if (!string.IsNullOrWhiteSpace(lines[i]) && (arrivals[i] = Read(reader, file, lines[i], i + 1)) is null)
            {
                Interlocked.Increment(ref skipped);
            }
        });
        return new ReadInbox([.. arrivals.OfType<Arrival>()], skipped);
    }

    private static Arrival? Read(InboxLine reader, string file, string line, int number)
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

/// <summary>What an inbox holds for a playbook, and how many lines came in on channels it does not have.</summary>
internal sealed record ReadInbox(List<Arrival> Arrivals, int OnOtherChannels);
