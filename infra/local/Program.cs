namespace Intake.Local;

/// <summary>The command line.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => CommandLine.InvokeAsync(args);
}
