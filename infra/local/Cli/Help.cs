using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Intake.Local.Cli;

/// <summary>One sentence about a command in the list of all; with examples, and what the exit code says, when it is asked about itself.</summary>
internal static class Help
{
    /// <summary>Says <paramref name="details"/> below what --help says anyway.</summary>
    public static Command Explained(this Command command, string details)
    {
        command.Add(new HelpOption { Action = new HelpDetails(details) });
        return command;
    }
}

/// <summary>--help with examples; whatever else is missing on the line is no mistake then.</summary>
internal sealed class HelpDetails(string details) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exit = new HelpAction().Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(details);
        return exit;
    }
}
