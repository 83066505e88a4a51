using System.CommandLine;
using System.Globalization;
using Intake.Functions;
using Intake.Local.Cli.Synthetic;
using Intake.Tickets;
using NodaTime;
using NodaTime.Text;

namespace Intake.Local.Cli;

/// <summary><c>generate-week</c>: invented days at the desk, for <c>simulate</c>.</summary>
internal static class GenerateWeek
{
    private static readonly Option<int> SeedOption = new("--seed") { Description = "The same seed gives the same file.", HelpName = "number", DefaultValueFactory = _ => 1 };

    private static readonly Option<string?> OutOption = new("--out") { Description = "The file to write; without it, the standard output.", HelpName = "file" };

    private static readonly Option<string> StartOption = new("--start") { Description = "The first day.", HelpName = "date", DefaultValueFactory = _ => "2026-03-02" };

    private static readonly Option<int> DaysOption = new("--days") { Description = "How many days.", HelpName = "number", DefaultValueFactory = _ => 7 };

    private static readonly Option<int> MessagesOption = new("--messages") { Description = "How many messages and calls of clients.", HelpName = "number", DefaultValueFactory = _ => 1500 };

    private static readonly Option<string> PlaybookOption = new("--playbook") { Description = "Whose channels, hours and people they are.", HelpName = "name", DefaultValueFactory = _ => "trip-support" };

    public static Command Command()
    {
        var command = new Command("generate-week", "Invents a week at the desk, or a month: clients, calls, answers, missed pages, emergencies; an inbox for simulate.") { SeedOption, OutOption, StartOption, DaysOption, MessagesOption, PlaybookOption };
        command.SetAction(parsed => Run(
            parsed.GetValue(PlaybookOption)!, parsed.GetValue(SeedOption), parsed.GetValue(StartOption)!, parsed.GetValue(DaysOption), parsed.GetValue(MessagesOption), parsed.GetValue(OutOption), Console.Out, Console.Error));
        return command.Explained("""
            Half of it is WhatsApp, a third e-mail, a tenth calls, the rest Lux groups; clients write when hikers in Europe are awake, in six languages.
            About one contact in ten is urgent, one in 250 an emergency. Agents on call answer within minutes, sometimes much later; one page in five
            is not acknowledged. Everybody in it is invented.

            Exit code: 0; 1 when the file cannot be written; 2 for a wrong command.

            Examples:
              dotnet run --project infra/local -- generate-week --seed 1 --out week.jsonl
              dotnet run --project infra/local -- generate-week --messages 100000 --days 30 --out month.jsonl
            """);
    }

    public static int Run(string playbook, int seed, string start, int days, int messages, string? file, TextWriter output, TextWriter errors)
    {
        if (LocalDatePattern.Iso.Parse(start) is not { Success: true } first || days < 1 || messages < 1)
        {
            errors.WriteLine($"--start {start} --days {days} --messages {messages}: write a date such as 2026-03-02 and numbers above 0.");
            return ExitCode.Usage;
        }

        try
        {
            var lines = new Weeks(PlaybookFile.Load(playbook), seed, first.Value, days, messages).Lines().Select(line => line.ToJsonString(StoredJson.Options)).ToList();
            if (file is null)
            {
                lines.ForEach(output.WriteLine);
                return ExitCode.Ok;
            }

            File.WriteAllLines(file, lines);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines.Count} lines of {days} days from {start} are in {file}."));
            return ExitCode.Ok;
        }
        catch (Exception wrong) when (wrong is PlaybookException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(wrong is PlaybookException ? wrong.Message : $"{file} cannot be written. Name another file for --out.");
            return ExitCode.Findings;
        }
    }
}
