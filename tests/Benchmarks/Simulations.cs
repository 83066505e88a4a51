using System.Diagnostics;
using Intake.Local;

namespace Benchmarks;

/// <summary>The commands a person runs: an invented week, and a month of 100,000 messages, through a playbook. Meant: 5 s and 30 s on two idle cores.</summary>
internal static class Simulations
{
    public static async Task Run(Table table)
    {
        using var scratch = new Scratch();
        await Simulated(table, scratch, "a simulated week", "--messages", "1500", "--days", "7");
        await Simulated(table, scratch, "a simulated month, 100,000 messages", "--messages", "100000", "--days", "30");
    }

    private static async Task Simulated(Table table, Scratch scratch, string what, params string[] size)
    {
        var file = Path.Combine(scratch.Folder, "inbox.jsonl");
        await Quietly(["generate-week", "--seed", "1", "--out", file, .. size]);
        var (watch, processor) = (Stopwatch.StartNew(), Table.Processor());
        await Quietly(["simulate", "--playbook", "trip-support", "--inbox", file]);
        var took = watch.Elapsed.TotalMicroseconds;
        table.Add(what, new Measured(took, took, 0, 0), $"{(Table.Processor() - processor) / 1000:0.0} s of processor");
    }

    private static async Task Quietly(string[] command)
    {
        var screen = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            if (await CommandLine.InvokeAsync(command) is not 0 and var exit)
            {
                throw new InvalidOperationException($"{command[0]} ended with {exit}.");
            }
        }
        finally
        {
            Console.SetOut(screen);
        }
    }
}
