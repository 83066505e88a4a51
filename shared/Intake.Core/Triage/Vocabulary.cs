namespace Intake.Triage;

/// <summary>
/// Every word the rules know, and the classes it belongs to. A class is a set of words that some phrase accepts at one place, so that matching
/// compares classes and never letters.
/// </summary>
internal sealed class Vocabulary
{
    private static readonly char[] Digits = [.. "0123456789"];

    private readonly Dictionary<string, int> _classes = [];
    private readonly Dictionary<string, List<int>> _words = [];
    private readonly Dictionary<string, List<int>> _prefixes = [];
    private readonly SortedSet<int> _prefixLengths = [];
    private readonly Lazy<int[]> _lengths;
    private readonly Lazy<Typos> _typos;

    public Vocabulary(IEnumerable<string> noTypos)
    {
        _lengths = new Lazy<int[]>(() => [.. _prefixLengths]);
        _typos = new Lazy<Typos>(() => new Typos(_words.Keys.Union(_prefixes.Keys), [.. noTypos.SelectMany(Tokens.Of).Select(token => token.Word)]));
    }

    /// <summary>The first classes are those of dates, given to words by what they mean on the day.</summary>
    public int Count { get; private set; } = Enum.GetValues<DateClass>().Length;

    /// <summary>The class of exactly these words.</summary>
    public int ClassOf(IReadOnlyCollection<Phrase.Word> words)
    {
        var key = string.Join(' ', words.SelectMany(word => word.Spellings.Select(s => word.Prefix ? s + "*" : s)).Distinct().Order(StringComparer.Ordinal));
        if (_classes.TryGetValue(key, out var known))
        {
            return known;
        }

        var id = Count++;
        _classes.Add(key, id);
        foreach (var word in words)
        {
            foreach (var spelling in word.Spellings)
            {
                Register(word.Prefix ? _prefixes : _words, spelling, id);
                _ = word.Prefix && _prefixLengths.Add(spelling.Length);
            }
        }

        return id;
    }

    /// <summary>Calls <paramref name="found"/> with each class of the word; a word nobody knows is tried with one slip of the pen undone.</summary>
    public void Look(string word, Action<int> found)
    {
        if (!LookUp(word, found) && _typos.Value.Meant(word) is { } meant)
        {
            LookUp(meant, found);
        }
    }

    // A word that is more than a letter longer than what it begins with may still be a slip of the pen.
    private bool LookUp(string word, Action<int> found)
    {
        var known = Each(_words, word, found) | (char.IsAsciiDigit(word[0]) && Each(_words, Shape(word), found));
        var prefixes = _prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in _lengths.Value)
        {
            if (length > word.Length)
            {
                break;
            }

            if (prefixes.TryGetValue(word.AsSpan(0, length), out var classes))
            {
                known |= length >= word.Length - 1;
                classes.ForEach(found);
            }
        }

        return known;
    }

    private static bool Each(Dictionary<string, List<int>> classes, string word, Action<int> found)
    {
        if (!classes.TryGetValue(word, out var list))
        {
            return false;
        }

        list.ForEach(found);
        return true;
    }

    // "15th" is "#th", "15" is "#".
    private static string Shape(string word) => "#" + word.TrimStart(Digits);

    private static void Register(Dictionary<string, List<int>> classes, string word, int id)
    {
        if (!classes.TryGetValue(word, out var list))
        {
            classes.Add(word, list = []);
        }

        if (!list.Contains(id))
        {
            list.Add(id);
        }
    }
}
