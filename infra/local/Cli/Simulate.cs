using System.CommandLine;
using System.Text.Json;
using Intake.Connectors.Storage;
using Intake.Functions;
using Intake.Simulation;
using NodaTime;

namespace Intake.Local.Cli;

/// <summary><c>simulate</c>: what a playbook would have made of an inbox, and what another would.</summary>
internal static class Simulate
{
    // Long enough for the clocks that the last messages started.
    private static readonly Duration AndThen = Duration.FromDays(1);

    // An inbox of another team's names these; any other name is a slip.
    private static readonly string[] Usual = ["phone", "email", "whatsapp", "lux", "form", "chat"];

    private static readonly Option<string> PlaybookOption = new("--playbook") { Description = "A name in shared/playbooks, or a path to a .yaml file.", HelpName = "name", DefaultValueFactory = _ => "trip-support" };

    private static readonly Option<string?> AgainstOption = new("--against") { Description = "Another playbook: what would have been different under it.", HelpName = "name" };

    private static readonly Option<string> InboxOption = new("--inbox") { Description = "What came in and what people did, one JSON object a line (docs/simulate.md).", HelpName = "file", Required = true };

    private static readonly Option<string?> TeamOption = new("--team") { Description = "The team's file; without it PLAYBOOK.team.yaml or team.yaml beside the playbook, else the shipped one.", HelpName = "file" };

    private static readonly Option<string?> LogOption = new("--log") { Description = "Writes everything that would have gone out, line by line.", HelpName = "file" };

    private static readonly Option<string?> UntilOption = new("--until") { Description = "When to stop, in ISO 8601; without it a day after the last line.", HelpName = "time" };

    private static readonly Option<bool> JsonOption = new("--json") { Description = "Prints the result as JSON, with every page, breach and ticket." };

    public static Command Command()
    {
        var command = new Command("simulate", "Runs an inbox through a playbook on a virtual clock: pages, breaches, auto-replies, tickets; and what another playbook would change.")
        {
            PlaybookOption, AgainstOption, InboxOption, TeamOption, LogOption, UntilOption, JsonOption,
        };
        command.SetAction(parsed => Run(
            new Wish(parsed.GetValue(PlaybookOption)!, parsed.GetValue(AgainstOption), parsed.GetValue(InboxOption)!, parsed.GetValue(TeamOption), parsed.GetValue(LogOption), parsed.GetValue(UntilOption), parsed.GetValue(JsonOption)),
            Console.Out,
            Console.Error));
        return command.Explained("""
            The inbox is recorded by a running Intake (--record file), written by hand, or generated (generate-week). It is decided by the code that
            decides for real clients; people do what the file says they did, whatever the playbook. Every message is delivered at once.

            Lines by hand, among others:
              {"at":"2026-03-02T10:00:00-05:00","signal":"message","channel":"whatsapp","from":"+15550199","name":"Jane Smith","text":"Our taxi has not arrived"}
              {"at":"2026-03-02T10:09:00-05:00","signal":"ack","client":"+15550199","agent":"ben"}
              {"at":"2026-03-02T10:12:00-05:00","signal":"reply","client":"+15550199","agent":"ben","text":"A taxi is on its way."}

            Exit code: 0; 1 when a file cannot be read (the line is named) or written; 2 for a wrong command.

            Examples:
              dotnet run --project infra/local -- generate-week --seed 1 --out week.jsonl
              dotnet run --project infra/local -- simulate --playbook trip-support --inbox week.jsonl
              dotnet run --project infra/local -- simulate --playbook trip-support --against my-playbook.yaml --inbox week.jsonl --log sent.txt
            """);
    }

    public static int Run(Wish wish, TextWriter output, TextWriter errors)
    {
        try
        {
            // Known to be writable before minutes are spent on what goes into it.
            using var into = wish.Log is { } file ? Opened(file) : null;
            var (one, other) = (PlaybookFile.Load(wish.Playbook, wish.Team), wish.Against is { } against ? PlaybookFile.Load(against, wish.Team) : null);
            var first = Simulated(one, other, wish, keepsLog: wish.Log is not null);
            var second = other is null ? null : Simulated(other, one, wish, keepsLog: false);
            foreach (var line in into is null ? [] : new OutgoingLog(first.Loaded.Playbook, first.Loaded.Team).Lines(first.Result.Log))
            {
                into!.WriteLine(line);
            }

            if (wish.Json)
            {
                output.WriteLine(JsonSerializer.Serialize(new { result = first.Result with { Log = [] }, against = second?.Result }, Written.Indented));
            }
            else
            {
                new SimulationText(output, first.Loaded).Print(first.Result, second?.Result);
                foreach (var ran in new[] { first, second }.OfType<Ran>().Where(ran => ran.OnOtherChannels > 0))
                {
                    output.WriteLine($"{ran.Loaded.Playbook.Name} has no channel for {SimulationText.Count(ran.OnOtherChannels, "line")} of the inbox: nothing was done with them there.");
                }
            }

            return ExitCode.Ok;
        }
        catch (Exception wrong) when (wrong is PlaybookException or FormatException || wrong is AggregateException { InnerException: FormatException })
        {
            errors.WriteLine((wrong is AggregateException ? wrong.InnerException! : wrong).Message);
            return ExitCode.Findings;
        }
    }

    private static StreamWriter Opened(string file)
    {
        try
        {
            return new StreamWriter(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{file} cannot be written. Name another file for --log.", e);
        }
    }

    private static Ran Simulated(LoadedPlaybook loaded, LoadedPlaybook? other, Wish wish, bool keepsLog)
    {
        var (arrivals, onOtherChannels) = InboxFile.Read(wish.Inbox, loaded.Playbook, loaded.Team, [.. Usual, .. other?.Playbook.Channels.Keys ?? []]);
        if (arrivals.Count == 0 && onOtherChannels == 0)
        {
            throw new FormatException($"{wish.Inbox} is empty. docs/simulate.md says what a line is; generate-week invents some.");
        }

        var end = wish.Until is { } until
            ? Intake.Time.IsoTimes.Parse(until, loaded.Playbook.Zone) ?? throw new FormatException($"'{until}' is not a time; write e.g. --until 2026-03-03T06:00:00-05:00.")
            : arrivals.Select(arrival => arrival.Now).DefaultIfEmpty().Max() + AndThen;
        return new Ran(loaded, onOtherChannels, Simulator.Run(loaded.Playbook, loaded.Team, arrivals, end, keepsLog));
    }

    /// <summary>What was asked for.</summary>
    internal sealed record Wish(string Playbook, string? Against, string Inbox, string? Team = null, string? Log = null, string? Until = null, bool Json = false);

    private sealed record Ran(LoadedPlaybook Loaded, int OnOtherChannels, SimulationResult Result);
}
