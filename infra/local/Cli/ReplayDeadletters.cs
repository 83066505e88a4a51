using System.CommandLine;
using System.Text.Json.Nodes;

namespace Intake.Local.Cli;

/// <summary><c>replay-deadletters</c>: takes in again what could not be taken in.</summary>
internal static class ReplayDeadletters
{
    private static readonly Option<string> UrlOption = new("--url") { Description = "Where Intake runs.", HelpName = "address", DefaultValueFactory = _ => "http://localhost:7071" };

    private static readonly Option<bool> ListOption = new("--list") { Description = "Only says what is waiting." };

    private static readonly Option<bool> JsonOption = new("--json") { Description = "Prints what became of each as JSON." };

    public static Command Command()
    {
        var command = new Command("replay-deadletters", "Takes in again every message that could not be taken in, and says what became of each.") { UrlOption, ListOption, JsonOption };
        command.SetAction((parsed, cancel) => Run(parsed.GetValue(UrlOption)!, parsed.GetValue(ListOption), parsed.GetValue(JsonOption), Console.Out, Console.Error, cancel));
        return command.Explained("""
            A dead letter is an input that Intake could not take in for a bug or a trouble of the store; it is kept whole until it is replayed. One that
            fails again stays where it is. Replaying is safe: what was taken in meanwhile is recognised and changes nothing.

            Exit code: 0 when none is left (with --list: when none waits); 1 when some failed again, or no Intake answers; 2 for a wrong command.

            Example:
              dotnet run --project infra/local -- replay-deadletters --url http://localhost:7071
            """);
    }

    public static async Task<int> Run(string url, bool list, bool json, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        try
        {
            using var intake = new RunningIntake(url);
            var letters = (await intake.Get("api/deadletters", cancel))?["deadLetters"]?.AsArray().OfType<JsonObject>().ToList() ?? [];
            var told = new JsonArray();
            foreach (var letter in letters)
            {
                var became = list ? "waiting" : await Replay(intake, $"{letter["id"]}", cancel);
                told.Add(new JsonObject { ["id"] = $"{letter["id"]}", ["kind"] = $"{letter["kind"]}", ["at"] = $"{letter["at"]}", ["why"] = $"{letter["why"]}", ["became"] = became });
            }

            var left = told.Count(letter => $"{letter!["became"]}" is not ("taken in" or "gone already"));
            if (json)
            {
                output.WriteLine(new JsonObject { ["deadLetters"] = told, ["left"] = left }.ToJsonString(Written.Indented));
            }
            else
            {
                Print(output, told, left, list);
            }

            return left == 0 ? ExitCode.Ok : ExitCode.Findings;
        }
        catch (RunningIntakeException why)
        {
            errors.WriteLine(why.Message);
            return ExitCode.Findings;
        }
    }

    private static async Task<string> Replay(RunningIntake intake, string id, CancellationToken cancel)
    {
        try
        {
            return await intake.Post($"api/deadletters/{id}/replay", cancel) is null ? "gone already" : "taken in";
        }
        catch (RunningIntakeException why)
        {
            return $"failed again: {why.Message}";
        }
    }

    private static void Print(TextWriter output, JsonArray letters, int left, bool list)
    {
        foreach (var letter in letters)
        {
            output.WriteLine($"{letter!["at"]}  {letter["kind"]}  {letter["id"]}");
            output.WriteLine($"  why      {letter["why"]}");
            output.WriteLine($"  became   {letter["became"]}");
        }

        output.WriteLine(letters.Count == 0 ? "There are no dead letters."
            : list ? $"{letters.Count} {(letters.Count == 1 ? "waits" : "wait")} to be replayed."
            : $"{letters.Count - left} taken in, {left} left.");
    }
}
