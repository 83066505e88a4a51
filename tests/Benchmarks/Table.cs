using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Benchmarks;

/// <summary>What was measured, one line each: ours, the raw storage cost of the same work in the same run, and the ratio of the two medians and of the two bests.</summary>
internal sealed class Table
{
    private readonly List<string[]> _lines = [["what", "median", "raw", "ratio", "best", "raw", "ratio", "allocated", "notes"]];

    public void Add(string what, Measured measured, string notes = "") =>
        _lines.Add(
        [
            what, Time(measured.Median), Time(measured.Raw), Ratio(measured.Median, measured.Raw), Time(measured.Best), Time(measured.RawBest), Ratio(measured.Best, measured.RawBest),
            Size(measured.Bytes), notes,
        ]);

    public void Print()
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, load {Load()}, .NET {Environment.Version}, {DateTime.UtcNow.ToString("u", CultureInfo.InvariantCulture)}");
        var widths = Enumerable.Range(0, _lines[0].Length).Select(column => _lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in _lines)
        {
            Console.WriteLine(string.Join("  ", line.Select((cell, column) => column == 0 || column == line.Length - 1 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        }
    }

    public static string Time(double microseconds) => microseconds switch
    {
        0 => "-",
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{microseconds:0.0} us"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1_000:0.00} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1_000_000:0.00} s"),
    };

    /// <summary>Processor time of the whole process, in milliseconds: what a busy machine cannot blur.</summary>
    public static double Processor()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalMilliseconds;
    }

    private static string Ratio(double ours, double raw) => raw == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{ours / raw:0.00}");

    private static string Size(double bytes) => bytes == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:0.0} KiB");

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}

internal static class Build
{
    public static bool IsOptimized => typeof(Build).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };
}
