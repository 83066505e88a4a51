using System.CommandLine;
using System.Text.Json.Nodes;
using NodaTime;

namespace Intake.Local.Cli;

/// <summary><c>explain</c>: what happened to a ticket and why, and what will happen unless something else does.</summary>
internal static class Explain
{
    private static readonly Argument<string> TicketArgument = new("ticket") { Description = "The ticket's id; or its HubSpot id, or a part of its title." };

    private static readonly Option<string> UrlOption = new("--url") { Description = "Where Intake runs.", HelpName = "address", DefaultValueFactory = _ => "http://localhost:7071" };

    private static readonly Option<bool> JsonOption = new("--json") { Description = "Prints what the API says, as it says it." };

    public static Command Command()
    {
        var command = new Command("explain", "Tells a ticket's story, clause by clause, and its flight plan: what happens next, when, and what cancels it.") { TicketArgument, UrlOption, JsonOption };
        command.SetAction((parsed, cancel) => Run(parsed.GetValue(TicketArgument)!, parsed.GetValue(UrlOption)!, parsed.GetValue(JsonOption), Console.Out, Console.Error, cancel));
        return command.Explained("""
            Asks the Intake that runs at --url. Times are the team's wall clock. The first time a clause decides something, its words stand below.

            Exit code: 0; 1 when there is no such ticket or no Intake answers; 2 for a wrong command.

            Examples:
              dotnet run --project infra/local -- explain k3v5x7abcdef
              dotnet run --project infra/local -- explain "Smith - Issue with taxi"
            """);
    }

    public static async Task<int> Run(string named, string url, bool json, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        try
        {
            using var intake = new RunningIntake(url);
            var ticket = await Find(intake, named, cancel);
            if (json)
            {
                output.WriteLine(ticket.ToJsonString(Written.Indented));
                return ExitCode.Ok;
            }

            var zone = (await intake.Get("api/health", cancel))?["zone"]?.GetValue<string>();
            new Story(output, DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone ?? "") ?? DateTimeZone.Utc).Tell(ticket);
            return ExitCode.Ok;
        }
        catch (RunningIntakeException why)
        {
            errors.WriteLine(why.Message);
            return ExitCode.Findings;
        }
    }

    private static async Task<JsonObject> Find(RunningIntake intake, string named, CancellationToken cancel)
    {
        if (named.All(char.IsAsciiLetterOrDigit) && await intake.Get($"api/tickets/{named}", cancel) is { } exact)
        {
            return exact;
        }

        var all = (await intake.Get("api/tickets", cancel))?["tickets"]?.AsArray().OfType<JsonObject>().ToList() ?? [];
        var meant = all.Where(ticket => $"{ticket["hubSpotId"]}" == named).ToList() is { Count: > 0 } byHubSpot
            ? byHubSpot
            : all.Where(ticket => $"{ticket["title"]}".Contains(named, StringComparison.OrdinalIgnoreCase)).ToList();
        return meant switch
        {
            [var one] => await intake.Get($"api/tickets/{one["id"]}", cancel) ?? throw new RunningIntakeException($"There is no ticket “{named}” any more."),
            [] => throw new RunningIntakeException($"There is no ticket “{named}”, by id, HubSpot id or title. GET /api/tickets lists them."),
            _ => throw new RunningIntakeException($"{meant.Count} tickets have “{named}” in their title; name one by its id: {string.Join("; ", meant.Take(10).Select(ticket => $"{ticket["id"]} {ticket["title"]}"))}."),
        };
    }
}
