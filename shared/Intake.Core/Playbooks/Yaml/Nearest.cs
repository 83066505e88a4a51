namespace Intake.Playbooks.Yaml;

/// <summary>Which known words somebody may have meant.</summary>
internal static class Nearest
{
    private const int Listed = 20;

    /// <summary>At most <paramref name="count"/> of the known words, nearest first, none that differs in more than a third of its letters.</summary>
    public static IReadOnlyList<string> To(string word, IEnumerable<string> known, int count = 1)
    {
        var near = known.Select(candidate => (Candidate: candidate, Distance: Distance(Plain(word), Plain(candidate))))
            .Where(found => found.Distance <= Math.Max(1, Math.Max(word.Length, found.Candidate.Length) / 3))
            .OrderBy(found => found.Distance)
            .ThenBy(found => found.Candidate, StringComparer.Ordinal)
            .ToArray();
        return [.. near.TakeWhile(found => found.Distance <= near[0].Distance + 1).Take(count).Select(found => found.Candidate)];
    }

    /// <summary>"Did you mean …?", or all there are when none is near.</summary>
    public static string Remedy(string word, IReadOnlyCollection<string> known) =>
        To(word, known) is [var nearest] ? $"Did you mean \"{nearest}\"?"
        : known.Count == 0 ? "There are none yet: define it, or leave this out."
        : $"Known: {string.Join(", ", known.Order(StringComparer.Ordinal).Take(Listed))}{(known.Count > Listed ? " …" : ".")}";

    private static string Plain(string word) => word.ToLowerInvariant().Replace('_', '-').Replace(' ', '-');

    // Letters added, dropped, changed or swapped with their neighbour.
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Step(cost, a, b, i, j);
            }
        }

        return cost[a.Length, b.Length];
    }

    private static int Step(int[,] cost, string a, string b, int i, int j)
    {
        var changed = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var least = Math.Min(changed, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(least, cost[i - 2, j - 2] + 1) : least;
    }
}
