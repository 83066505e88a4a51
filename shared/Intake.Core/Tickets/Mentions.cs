using System.Collections.Concurrent;
using System.Collections.Immutable;
using Intake.Triage;

namespace Intake.Tickets;

/// <summary>Whether a note mentions a phrase. Words count, not letters: "pay*" is any word that begins so, ".." up to five words of any kind.</summary>
internal static class Mentions
{
    private const int LongestGap = 5;

    // A playbook's phrases, each cut once; the tokens of a phrase lose its marks, so it is cut by hand.
    private static readonly ConcurrentDictionary<string, string[]> Cut = new(StringComparer.Ordinal);

    public static string? First(string note, ImmutableArray<string> phrases)
    {
        var words = Words(note);
        return phrases.FirstOrDefault(phrase => Find(words, phrase) is not null);
    }

    /// <summary>What follows the first of the phrases, as written; null when none is there.</summary>
    public static string? After(string note, ImmutableArray<string> phrases)
    {
        var tokens = Tokens.Of(note);
        string[] words = [.. tokens.Select(token => token.Word)];
        var ends = phrases.Select(phrase => Find(words, phrase)).OfType<int>().ToList();
        return ends.Count == 0 ? null : note[tokens[ends.Min() - 1].End..];
    }

    /// <summary>Nothing but these words.</summary>
    public static bool IsOnly(string text, ImmutableArray<string> words) =>
        Words(text) is var said && (said.Length == 0 || said.All(word => words.Any(vague => Words(vague).Contains(word))));

    public static string[] Words(string text) => [.. Tokens.Of(text).Select(token => token.Word)];

    private static int? Find(string[] words, string phrase)
    {
        var parts = Cut.GetOrAdd(phrase, static phrase =>
            [.. phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part is ".." ? ".." : string.Concat(Words(part)) + (part.EndsWith('*') ? "*" : ""))]);
        for (var start = 0; start < words.Length; start++)
        {
            if (Matches(words, start, parts, 0) is { } end)
            {
                return end;
            }
        }

        return null;
    }

    private static int? Matches(string[] words, int at, string[] parts, int part)
    {
        if (part == parts.Length)
        {
            return at;
        }

        if (parts[part] == "..")
        {
            for (var gap = 0; gap <= LongestGap && at + gap < words.Length; gap++)
            {
                if (Matches(words, at + gap, parts, part + 1) is { } end)
                {
                    return end;
                }
            }

            return null;
        }

        var fits = at < words.Length && (parts[part].EndsWith('*') ? words[at].StartsWith(parts[part][..^1], StringComparison.Ordinal) : words[at] == parts[part]);
        return fits ? Matches(words, at + 1, parts, part + 1) : null;
    }
}
