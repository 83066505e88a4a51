using Intake.Tickets;

namespace Intake.Triage;

/// <summary>
/// What a message shows, as weights speak of it: words ("taxi"), beginnings ("cance*"), neighbours ("no room"), signs ("@ride"), signs in one sentence
/// ("@ride @fail") or anywhere ("^settled"), what a guard takes the force from ("~@ride"), rules (":lost", "~:lost"), guards ("!past") and days ("@soon").
/// </summary>
internal sealed class Features(Message message, List<Shield> guards)
{
    private const int Beginning = 5;
    private const int LongWord = 6;
    private const int LongestFeature = 100;

    /// <summary>Gets a feature, the part of the message it counts in (a sentence's first token, or the whole message), and the tokens it stands at.</summary>
    public delegate void Found(ReadOnlySpan<char> feature, int part, int start, int end);

    /// <summary>The part that is the message.</summary>
    public const int Whole = -1;

    private int Sentence(int at) => message.Sentences.Starts[at];

    public void Words(Found found)
    {
        Span<char> feature = stackalloc char[LongestFeature];
        for (var i = 0; i < message.Tokens.Count; i++)
        {
            var word = Plain(message.Tokens[i].Word);
            found(word, Sentence(i), i, i + 1);
            if (word.Length > LongWord)
            {
                found(Joined(feature, word[..Beginning], "*", ""), Sentence(i), i, i + 1);
            }

            if (i > 0 && message.Tokens[i].Before != Break.Sentence)
            {
                found(Joined(feature, Plain(message.Tokens[i - 1].Word), " ", word), Sentence(i), i - 1, i + 1);
            }
        }
    }

    public void Days(Found found)
    {
        for (var day = 0; day < DateClasses.Names.Count; day++)
        {
            if (message.Next(day, 0) is >= 0 and var at)
            {
                found($"@{DateClasses.Names[day]}", Whole, at, at + 1);
            }
        }
    }

    public void Guards(Found found) => guards.ForEach(guard => found($"!{guard.Guard.Id}", Whole, guard.Start, guard.Start + 1));

    public void Rules(IEnumerable<Hit<int>> matches, IReadOnlyList<TriageRule> rules, Found found)
    {
        foreach (var hit in matches)
        {
            var rule = rules[hit.Owner];
            found(guards.Exists(guard => guard.Covers(rule, hit.Start, hit.End)) ? $"~:{rule.Id}" : $":{rule.Id}", Sentence(hit.Start), hit.Start, hit.End);
        }
    }

    public void Signs(List<Hit<string>> hits, Found found)
    {
        hits.Sort((one, other) => one.Start.CompareTo(other.Start));
        Span<char> feature = stackalloc char[LongestFeature];
        var standing = new List<Hit<string>>(hits.Count);
        foreach (var hit in hits)
        {
            var stands = !guards.Exists(guard => guard.Covers(Urgency.Urgent, hit.Start, hit.End));
            found(Joined(feature, stands ? "@" : "~@", "", hit.Owner), Sentence(hit.Start), hit.Start, hit.End);
            found(Joined(feature, "^", "", hit.Owner), Whole, hit.Start, hit.End);
            if (stands)
            {
                standing.Add(hit);
            }
        }

        Pairs(standing, found);
    }

    // The first of each kind in a sentence: a text of nothing but taxis is no longer work than another.
    private void Pairs(List<Hit<string>> hits, Found found)
    {
        Span<char> feature = stackalloc char[LongestFeature];
        for (var from = 0; from < hits.Count;)
        {
            var end = message.Sentences.Ends[hits[from].Start];
            var to = hits.FindIndex(from, hit => hit.Start >= end) is >= 0 and var next ? next : hits.Count;
            var kinds = hits[from..to].DistinctBy(hit => hit.Owner).OrderBy(hit => hit.Owner, StringComparer.Ordinal).ToArray();
            for (var i = 0; i < kinds.Length; i++)
            {
                for (var k = i + 1; k < kinds.Length; k++)
                {
                    var joined = Joined(feature, kinds[i].Owner, " @", kinds[k].Owner);
                    found(Prefixed(feature, joined), Sentence(hits[from].Start), Math.Min(kinds[i].Start, kinds[k].Start), Math.Max(kinds[i].End, kinds[k].End));
                }
            }

            from = to;
        }
    }

    private static ReadOnlySpan<char> Plain(string word) => char.IsAsciiDigit(word[0]) ? "#" : word;

    private static Span<char> Joined(Span<char> into, ReadOnlySpan<char> one, ReadOnlySpan<char> between, ReadOnlySpan<char> other)
    {
        // One letter is left in front for the "@" of a pair.
        one.CopyTo(into[1..]);
        between.CopyTo(into[(1 + one.Length)..]);
        other.CopyTo(into[(1 + one.Length + between.Length)..]);
        return into.Slice(1, one.Length + between.Length + other.Length);
    }

    private static ReadOnlySpan<char> Prefixed(Span<char> buffer, Span<char> joined)
    {
        buffer[0] = '@';
        return buffer[..(joined.Length + 1)];
    }
}
