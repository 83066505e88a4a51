using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Intake.Local;

/// <summary>The options of a run, and what is said about a wrong one.</summary>
public static class CommandLine
{
    public const int UsageError = 2;

    private static readonly Option<int> Port = new("--port")
    {
        Description = "The port on this machine to serve at; 0 takes any free one.",
        HelpName = "number",
        DefaultValueFactory = _ => 7071,
        CustomParser = argument => Parsed<int>(argument, int.TryParse, port => port is >= 0 and <= 65535, "a port from 0 to 65535"),
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The directory for tables, timers and the clock. Delete it to start afresh.",
        HelpName = "directory",
        DefaultValueFactory = _ => "./.intake",
    };

    private static readonly Option<string?> Storage = new("--storage")
    {
        Description = "A storage connection string (Azurite: UseDevelopmentStorage=true). Without it, tables are SQLite in the data directory.",
        HelpName = "connection",
    };

    private static readonly Option<string> Playbook = new("--playbook")
    {
        Description = "The SOP to execute: a name in shared/playbooks, or a path to a .yaml file; several with commas between.",
        HelpName = "name",
        DefaultValueFactory = _ => "trip-support",
    };

    private static readonly Option<double> ClockSpeed = new("--clock-speed")
    {
        Description = "1 is real time, 60 makes a minute of each second, 0 stands still until /sandbox/clock advances it.",
        HelpName = "factor",
        DefaultValueFactory = _ => 1,
        CustomParser = argument => Parsed<double>(argument, double.TryParse, speed => speed is >= 0 and <= 1_000_000, "a speed from 0 to 1000000"),
    };

    private static readonly Option<DateTimeOffset?> ClockStart = new("--clock-start")
    {
        Description = "What the clock reads at first, as in 2026-03-02T08:00:00Z. A saved clock is never set back.",
        HelpName = "time",
        CustomParser = argument => Parsed<DateTimeOffset>(argument, TryIso, _ => true, "an ISO 8601 time such as 2026-03-02T08:00:00Z"),
    };

    private static readonly Option<string?> Record = new("--record")
    {
        Description = "Writes what comes in and what people do to this file, as an inbox for simulate.",
        HelpName = "file",
    };

    private static readonly Option<string?> CrashAt = new("--crash-at") { HelpName = "point:n", Hidden = true };

    private delegate bool TryParse<T>(string text, IFormatProvider format, out T value);

    public static async Task<int> InvokeAsync(string[] args)
    {
        var root = new RootCommand("Intake on this machine: webhooks, tickets, timers and pages, with a sandbox in place of the providers.")
        {
            Port, Data, Storage, Playbook, ClockSpeed, ClockStart, Record, CrashAt,
        };
        root.Add(Cli.Deadline.Command());
        root.Add(Cli.Lint.Command());
        root.Add(Cli.CoverageCommand.Command());
        root.Add(Cli.Explain.Command());
        root.Add(Cli.Simulate.Command());
        root.Add(Cli.GenerateWeek.Command());
        root.Add(Cli.ReplayDeadletters.Command());
        root.Add(Cli.Replan.Command());
        root.Add(Cli.Classify.Command());
        root.Add(Cli.Learn.Command());
        root.SetAction((parsed, _) => Run.UntilStoppedAsync(Options(parsed)));

        var result = root.Parse(args);
        if (result.Action is not (System.CommandLine.Help.HelpAction or Cli.HelpDetails) && Wrong(result) is { } wrong)
        {
            await Console.Error.WriteLineAsync($"{wrong.TrimEnd('.')}; --help shows what can be said.");
            return UsageError;
        }

        // Signals are Run's: it has more to do at the end than to be cancelled.
        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    // A mistyped option is otherwise taken for an argument: for a playbook of the name "--jsn".
    private static string? Wrong(ParseResult result) => result.Errors is [var error, ..]
        ? error.Message.Replace("as expected type 'System.Int32'", "as a whole number", StringComparison.Ordinal)
        : result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } stray
            ? $"Unrecognized option '{stray.Value}'"
            : null;

    private static LocalOptions Options(ParseResult parsed) => new()
    {
        Port = parsed.GetValue(Port),
        DataDirectory = parsed.GetValue(Data)!,
        Storage = parsed.GetValue(Storage),
        Playbook = parsed.GetValue(Playbook)!,
        ClockSpeed = parsed.GetValue(ClockSpeed),
        ClockStart = parsed.GetValue(ClockStart),
        Record = parsed.GetValue(Record),
        CrashAt = parsed.GetValue(CrashAt),
    };

    private static bool TryIso(string text, IFormatProvider format, out DateTimeOffset value) =>
        DateTimeOffset.TryParse(text, format, DateTimeStyles.AssumeUniversal, out value);

    private static T? Parsed<T>(ArgumentResult argument, TryParse<T> tryParse, Func<T, bool> allowed, string expected)
    {
        var text = argument.Tokens is [var token] ? token.Value : "";
        if (tryParse(text, CultureInfo.InvariantCulture, out var value) && allowed(value))
        {
            return value;
        }

        argument.AddError($"'{text}' is not {expected}");
        return default;
    }
}
