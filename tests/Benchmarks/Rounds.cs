using System.Diagnostics;

namespace Benchmarks;

/// <summary>Microseconds for each piece of work, ours and raw, and the bytes ours allocated.</summary>
internal sealed record Measured(double Median, double Best, double Raw, double RawBest, double Bytes = 0);

/// <summary>
/// Fair on a busy machine: ours and the raw work take turns, a short round each, so that both meet the same neighbours. One round of each is
/// for warming up.
/// </summary>
internal static class Rounds
{
    public static async Task<Measured> Compare(int rounds, int times, Func<int, Task> ours, Func<int, Task> raw, int? rawTimes = null)
    {
        var (oursTook, rawTook, bytes) = (new List<double>(), new List<double>(), 0.0);
        for (var round = 0; round <= rounds; round++)
        {
            var first = round * times;
            var allocated = GC.GetTotalAllocatedBytes();
            var a = await Take(times, first, ours);
            allocated = GC.GetTotalAllocatedBytes() - allocated;
            var b = await Take(rawTimes ?? times, first, raw);
            if (round > 0)
            {
                oursTook.Add(a);
                rawTook.Add(b);
                bytes += (double)allocated / times / rounds;
            }
        }

        return new Measured(Middle(oursTook), oursTook.Min(), Middle(rawTook), rawTook.Min(), bytes);
    }

    public static async Task<double> Take(int times, int first, Func<int, Task> work)
    {
        var watch = Stopwatch.StartNew();
        for (var n = first; n < first + times; n++)
        {
            await work(n);
        }

        return watch.Elapsed.TotalMicroseconds / times;
    }

    public static double Middle(IEnumerable<double> values) => Percentile(values, 50);

    public static double Percentile(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
    }
}
