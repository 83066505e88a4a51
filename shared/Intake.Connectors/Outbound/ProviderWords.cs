using System.Text.RegularExpressions;

namespace Intake.Connectors.Outbound;

/// <summary>
/// A provider's own explanation, short and without what we sent: providers like to quote it back, and an outcome is kept and shown where
/// client text must not be.
/// </summary>
internal static partial class ProviderWords
{
    private const int Longest = 120;
    private const int Echo = 12;

    /// <summary>" (explanation)", or nothing when there is none or it repeats what was sent.</summary>
    public static string Aside(string? message, params ReadOnlySpan<string?> ours)
    {
        var words = Traces().Replace(message ?? "", "…").Trim();
        foreach (var text in ours)
        {
            if (Echoes(words, text))
            {
                return "";
            }
        }

        return words.Length == 0 ? "" : $" ({Cut.To(words, Longest, "…")})";
    }

    private static bool Echoes(string words, string? ours)
    {
        if (string.IsNullOrWhiteSpace(ours))
        {
            return false;
        }

        var window = Math.Min(Echo, ours.Length);
        return Enumerable.Range(0, Math.Max(0, words.Length - window + 1))
            .Any(start => ours.Contains(words.Substring(start, window), StringComparison.OrdinalIgnoreCase));
    }

    // Whatever is quoted, addresses, and numbers as long as a telephone's.
    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+@\S+|\+?[0-9][0-9 ().-]{5,}""")]
    private static partial Regex Traces();
}
