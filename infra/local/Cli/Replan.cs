using System.CommandLine;
using System.Text.Json.Nodes;

namespace Intake.Local.Cli;

/// <summary><c>replan</c>: what an edited playbook would change for open tickets; and tells them to follow it.</summary>
internal static class Replan
{
    private static readonly Argument<string> PlaybookArgument = new("playbook") { Description = "The name of a playbook that the running Intake serves.", DefaultValueFactory = _ => "trip-support" };

    private static readonly Option<string> AgentOption = new("--agent") { Description = "Who of the team says so; it is told in each ticket's story.", HelpName = "id", Required = true };

    private static readonly Option<bool> ApplyOption = new("--apply") { Description = "Does it; without it nothing changes and you see what would." };

    private static readonly Option<string> UrlOption = new("--url") { Description = "Where Intake runs.", HelpName = "address", DefaultValueFactory = _ => "http://localhost:7071" };

    private static readonly Option<bool> JsonOption = new("--json") { Description = "Prints every ticket with its timers as JSON." };

    public static Command Command()
    {
        var command = new Command("replan", "Says what an edited playbook would change for the open tickets, and tells them to follow it.") { PlaybookArgument, AgentOption, ApplyOption, UrlOption, JsonOption };
        command.SetAction((parsed, cancel) => Run(
            new Wish(parsed.GetValue(PlaybookArgument)!, parsed.GetValue(AgentOption)!, parsed.GetValue(ApplyOption), parsed.GetValue(UrlOption)!, parsed.GetValue(JsonOption)), Console.Out, Console.Error, cancel));
        return command.Explained("""
            A ticket keeps the version of the playbook it was begun with. After an edit (and a restart) new tickets follow the new text; open ones do so
            only when told to here. Without --apply it is a rehearsal: each ticket's timers that would go and come, in the team's time.

            Exit code: 0; 1 when a ticket cannot follow the new text (the reason is printed), or no Intake answers; 2 for a wrong command.

            Examples:
              dotnet run --project infra/local -- replan trip-support --agent dora
              dotnet run --project infra/local -- replan trip-support --agent dora --apply
            """);
    }

    public static async Task<int> Run(Wish wish, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        try
        {
            using var intake = new RunningIntake(wish.Url);
            var body = new JsonObject { ["agent"] = wish.Agent, ["apply"] = wish.Apply };
            if (await intake.Post($"api/playbooks/{Uri.EscapeDataString(wish.Playbook)}/replan", cancel, body) is not { } answer)
            {
                errors.WriteLine($"Intake does not serve a playbook “{wish.Playbook}”; GET /api/playbooks lists those it does.");
                return ExitCode.Findings;
            }

            var tickets = answer["tickets"]!.AsArray().OfType<JsonObject>().ToList();
            if (wish.Json)
            {
                output.WriteLine(answer.ToJsonString(Written.Indented));
            }
            else
            {
                Print(output, tickets, wish.Apply);
            }

            return tickets.Exists(ticket => ticket["whyNot"] is not null) ? ExitCode.Findings : ExitCode.Ok;
        }
        catch (RunningIntakeException why)
        {
            errors.WriteLine(why.Message);
            return ExitCode.Findings;
        }
    }

    private static void Print(TextWriter output, List<JsonObject> tickets, bool applied)
    {
        foreach (var ticket in tickets)
        {
            output.WriteLine($"{ticket["ticket"]}  {ticket["title"]}");
            if (ticket["whyNot"] is { } why)
            {
                output.WriteLine($"  stays as it is: {why}");
                continue;
            }

            foreach (var (sign, timers) in new[] { ("-", "goes"), ("+", "comes") })
            {
                foreach (var timer in ticket[timers]!.AsArray())
                {
                    output.WriteLine($"  {sign} {timer!["local"],-18} {timer["clause"],-6} {timer["does"]}");
                }
            }
        }

        output.WriteLine(tickets.Count == 0 ? "Every open ticket follows the playbook as it is now."
            : applied ? $"{Tickets(tickets.Count(ticket => ticket["whyNot"] is null))} told to follow it."
            : $"{Tickets(tickets.Count)} would change. Nothing has: add --apply to do it.");
    }

    private static string Tickets(int count) => count == 1 ? "1 ticket" : $"{count} tickets";

    /// <summary>What was asked for.</summary>
    internal sealed record Wish(string Playbook, string Agent, bool Apply, string Url, bool Json);
}
