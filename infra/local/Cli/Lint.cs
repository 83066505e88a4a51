using System.CommandLine;
using System.Text.Json;
using Intake.Functions;
using Intake.Playbooks.Lint;
using Intake.Tickets;
using NodaTime;

namespace Intake.Local.Cli;

/// <summary><c>lint</c>: what is wrong with a playbook, and what its owner should know.</summary>
internal static class Lint
{
    private static readonly (FindingKind Kind, string One, string Many)[] ForTheOwner =
    [
        (FindingKind.Decision, "decision, where the SOP is silent or contradicts itself", "decisions, where the SOP is silent or contradicts itself"),
        (FindingKind.Undecided, "question that only the SOP's owner can answer", "questions that only the SOP's owner can answer"),
        (FindingKind.NotSupplied, "linked document that has not been supplied", "linked documents that have not been supplied"),
    ];

    private static readonly Argument<string> PlaybookArgument = new("playbook")
    {
        Description = "A name in shared/playbooks, or a path to a .yaml file.",
        DefaultValueFactory = _ => "trip-support",
    };

    private static readonly Option<string?> TeamOption = new("--team")
    {
        Description = "The team's file; without it PLAYBOOK.team.yaml or team.yaml beside the playbook, else the shipped one.",
        HelpName = "file",
    };

    private static readonly Option<bool> JsonOption = new("--json") { Description = "Prints the findings as JSON." };

    public static Command Command()
    {
        var command = new Command("lint", "Checks a playbook: what is wrong with it, what was decided where the SOP is silent, what is still open.") { PlaybookArgument, TeamOption, JsonOption };
        command.SetAction(parsed => Run(parsed.GetValue(PlaybookArgument)!, parsed.GetValue(TeamOption), parsed.GetValue(JsonOption), Console.Out, Console.Error, TimeProvider.System));
        return command.Explained("""
            Errors are lines that cannot be read, rules that never take effect, texts nobody sends, and shifts of the next 8 weeks in which somebody
            who would be paged is missing or cannot be reached. Each names file, line and column, and what to do.

            Exit code: 0 without errors (decisions, open questions and missing documents are for the owner to know); 1 with errors; 2 for a wrong command.

            Examples:
              dotnet run --project infra/local -- lint
              dotnet run --project infra/local -- lint my-playbook.yaml --team my-team.yaml --json
            """);
    }

    public static int Run(string playbook, string? teamFile, bool json, TextWriter output, TextWriter errors, TimeProvider time)
    {
        try
        {
            var source = PlaybookFile.Find(playbook);
            var team = PlaybookFile.TeamOf(source, teamFile);
            var findings = Linter.Check(new(source.Name, source.Text), new(team.Name, team.Text), Instant.FromDateTimeOffset(time.GetUtcNow()));
            var wrong = findings.Count(finding => finding.Kind == FindingKind.Error);
            if (json)
            {
                output.WriteLine(JsonSerializer.Serialize(new { playbook = source.Name, errors = wrong, findings }, Written.Indented));
            }
            else
            {
                Print(output, source.Name, findings, wrong);
            }

            return wrong == 0 ? ExitCode.Ok : ExitCode.Findings;
        }
        catch (PlaybookException missing)
        {
            errors.WriteLine(missing.Message);
            return ExitCode.Findings;
        }
    }

    private static void Print(TextWriter output, string file, IReadOnlyList<Finding> findings, int wrong)
    {
        output.WriteLine($"{file}: {(wrong == 0 ? "no errors" : wrong == 1 ? "1 error" : $"{wrong} errors")}.");
        foreach (var error in findings.Where(finding => finding.Kind == FindingKind.Error))
        {
            output.WriteLine(error);
        }

        foreach (var (kind, one, many) in ForTheOwner)
        {
            var said = findings.Where(finding => finding.Kind == kind).ToArray();
            if (said.Length == 0)
            {
                continue;
            }

            output.WriteLine();
            output.WriteLine($"{said.Length} {(said.Length == 1 ? one : many)}:");
            foreach (var finding in said)
            {
                output.WriteLine($"  line {finding.Line,-5} {string.Join(", ", finding.Clauses),-22} {finding.What}");
                output.WriteLine($"  {"",-33} {finding.Remedy}");
            }
        }
    }
}
