using System.CommandLine;
using System.Text.Json;
using Intake.Functions;
using Intake.Playbooks;

namespace Intake.Local.Cli;

/// <summary><c>coverage</c>: for each clause of the SOP the rules and tests that keep it, or who does.</summary>
internal static class CoverageCommand
{
    private const int Shown = 5;

    private static readonly Argument<string> PlaybookArgument = new("playbook")
    {
        Description = "A name in shared/playbooks, or a path to a .yaml file.",
        DefaultValueFactory = _ => "trip-support",
    };

    private static readonly Option<string?> TestsOption = new("--tests")
    {
        Description = "The folder with the tests' sources; without it that of the repository one stands in.",
        HelpName = "directory",
    };

    private static readonly Option<bool> JsonOption = new("--json") { Description = "Prints the clauses as JSON, with every rule and test." };

    public static Command Command()
    {
        var command = new Command("coverage", "Lists every clause of an SOP with the rules and tests that keep it, and those nothing keeps.") { PlaybookArgument, TestsOption, JsonOption };
        command.SetAction(parsed => Run(parsed.GetValue(PlaybookArgument)!, parsed.GetValue(TestsOption), parsed.GetValue(JsonOption), Console.Out, Console.Error));
        return command.Explained("""
            A rule is a place in the playbook that cites the clause; a test says [Trait("Clause", "TS-P5")]. A clause may instead be a person's duty
            (human-duties, with the help Intake gives), or still be undecided. ° marks a clause of ours. That each test exists and passes is what the
            test suite proves.

            Exit code: 0 when every clause is kept; 1 when one is not; 2 for a wrong command.

            Examples:
              dotnet run --project infra/local -- coverage
              dotnet run --project infra/local -- coverage trip-support --json
            """);
    }

    public static int Run(string playbook, string? tests, bool json, TextWriter output, TextWriter errors)
    {
        if ((tests ?? ClauseTests.Folder(Environment.CurrentDirectory) ?? ClauseTests.Folder(AppContext.BaseDirectory)) is not { } folder || !Directory.Exists(folder))
        {
            errors.WriteLine($"{tests ?? "The tests"} cannot be found. Say --tests and the folder with their sources.");
            return ExitCode.Findings;
        }

        try
        {
            var source = PlaybookFile.Find(playbook);
            var read = PlaybookReader.Read(source.Name, source.Text);
            var clauses = Coverage.Of(read.Playbook ?? throw new PlaybookException(read.Errors), read.References, ClauseTests.In(Path.GetFullPath(folder)));
            if (json)
            {
                output.WriteLine(JsonSerializer.Serialize(new { playbook = source.Name, missing = clauses.Count(clause => clause.Missing is not null), clauses }, Written.Indented));
            }
            else
            {
                Print(output, source.Name, clauses);
            }

            return clauses.All(clause => clause.Missing is null) ? ExitCode.Ok : ExitCode.Findings;
        }
        catch (PlaybookException missing)
        {
            errors.WriteLine(missing.Message);
            return ExitCode.Findings;
        }
    }

    private static void Print(TextWriter output, string file, IReadOnlyList<ClauseCoverage> clauses)
    {
        foreach (var clause in clauses)
        {
            output.WriteLine($"{clause.Clause}  {clause.Sentence}");
            List(output, "rule", clause.Rules.Select(rule => $"{file}({rule.Line}) {Above(rule.Path)}").Distinct().ToList());
            List(output, "test", clause.Tests.Select(test => $"{test.Method.Replace('_', ' ')}  [{test.File}:{test.Line}]").ToList());
            Say(output, "human duty", clause.Duty?.Help);
            Say(output, "undecided", clause.Open is { } open ? $"{open.What} {open.Meanwhile}" : null);
            foreach (var decision in clause.Decisions)
            {
                Say(output, "decided", decision.Decision);
            }

            Say(output, "MISSING", clause.Missing);
        }

        var missing = clauses.Where(clause => clause.Missing is not null).Select(clause => clause.Clause).ToList();
        output.WriteLine();
        output.WriteLine(missing.Count == 0
            ? $"{clauses.Count} clauses: {string.Join(", ", clauses.GroupBy(KeptBy).OrderBy(kept => kept.Key, StringComparer.Ordinal).Select(kept => $"{kept.Count()} {kept.Key[1..]}"))}."
            : $"{missing.Count} of {clauses.Count} clauses are not kept: {string.Join(", ", missing)}.");
    }

    // Each clause is counted once; the digit is for the order.
    private static string KeptBy(ClauseCoverage clause) => clause switch
    {
        { Rules.IsEmpty: false, Duty: null } => "1with rule and test",
        { Rules.IsEmpty: false } => "2with rule and test that help a person's duty",
        { Duty: not null } => "3a person's duty with Intake's help",
        { Open: not null } => "5undecided",
        _ => "4decided",
    };

    private static void List(TextWriter output, string what, List<string> items)
    {
        foreach (var item in items.Take(Shown))
        {
            Say(output, what, item);
        }

        if (items.Count > Shown)
        {
            Say(output, "", $"and {items.Count - Shown} more");
        }
    }

    private static void Say(TextWriter output, string what, string? text)
    {
        if (text is not null)
        {
            output.WriteLine($"       {what,-10}  {text}");
        }
    }

    // "channels.phone.respond[0].clause" cites the clause for channels.phone.respond[0].
    private static string Above(string path) => path.Contains('.', StringComparison.Ordinal) ? path[..path.LastIndexOf('.')] : path;
}
