namespace Intake.Triage;

/// <summary>Which known word an unknown one was meant to be: one letter too many, too few, wrong, or two swapped. The first letter is right.</summary>
internal sealed class Typos
{
    private const int Shortest = 6;
    private const int Longest = 20;

    private readonly Dictionary<string, List<string>> _withoutOne = [];
    private readonly HashSet<string> _right;

    public Typos(IEnumerable<string> known, HashSet<string> right)
    {
        _right = right;
        foreach (var word in known.Where(word => word.Length is >= Shortest and <= Longest && word.All(char.IsLetter)))
        {
            Add(word, word);
            foreach (var shorter in WithoutOne(word))
            {
                Add(shorter, word);
            }
        }
    }

    public string? Meant(string word)
    {
        if (word.Length is < Shortest - 1 or > Longest || !word.All(char.IsLetter) || _right.Contains(word))
        {
            return null;
        }

        return Near(word, word) ?? WithoutOne(word).Select(shorter => Near(word, shorter)).FirstOrDefault(found => found is not null);
    }

    private string? Near(string word, string key) =>
        _withoutOne.TryGetValue(key, out var candidates) ? candidates.Find(candidate => IsOneSlip(word, candidate)) : null;

    private static bool IsOneSlip(string a, string b)
    {
        var same = 0;
        while (same < a.Length && same < b.Length && a[same] == b[same])
        {
            same++;
        }

        if (same == 0)
        {
            return false;
        }

        return RestIsOneSlip(a.AsSpan(same), b.AsSpan(same));
    }

    private static bool RestIsOneSlip(ReadOnlySpan<char> a, ReadOnlySpan<char> b) => (a.Length - b.Length) switch
    {
        1 => a[1..].SequenceEqual(b),
        -1 => b[1..].SequenceEqual(a),
        0 when a.Length > 0 => a[1..].SequenceEqual(b[1..]) || (a.Length > 1 && a[0] == b[1] && a[1] == b[0] && a[2..].SequenceEqual(b[2..])),
        _ => false,
    };

    private static IEnumerable<string> WithoutOne(string word) => Enumerable.Range(1, word.Length - 1).Select(i => word.Remove(i, 1));

    private void Add(string key, string word)
    {
        if (!_withoutOne.TryGetValue(key, out var words))
        {
            _withoutOne.Add(key, words = []);
        }

        words.Add(word);
    }
}
