using System.Numerics;

namespace Intake.Triage;

/// <summary>A text cut into tokens, sentences and clauses, and where in it each class of words stands.</summary>
internal sealed class Message
{
    // Nearly every class is asked for and few occur: one bit says no, and a message stays small.
    private readonly ulong[] _occurs;
    private readonly Dictionary<int, ulong[]> _where = [];
    private readonly int[] _sentenceEnds;
    private readonly List<int> _present = [];

    public Message(string text, Vocabulary vocabulary)
    {
        Text = text;
        Tokens = Intake.Triage.Tokens.Of(text);
        _occurs = new ulong[(vocabulary.Count / 64) + 1];
        Clauses = new Stretches(Tokens.Select(token => token.Before >= Break.Clause));
        Sentences = new Stretches(Tokens.Select(token => token.Before == Break.Sentence));
        _sentenceEnds = Sentences.Ends;
        for (var i = 0; i < Tokens.Count; i++)
        {
            var at = i;
            vocabulary.Look(Tokens[i].Word, id => Mark(id, at));
        }
    }

    /// <summary>For each fork that was asked for, the ways this message can take.</summary>
    public Dictionary<int, List<Step>> OpenWays { get; } = [];

    public string Text { get; }

    public IReadOnlyList<Token> Tokens { get; }

    public Stretches Clauses { get; private set; }

    public Stretches Sentences { get; }

    /// <summary>Says that a token belongs to a class.</summary>
    public void Mark(int id, int at)
    {
        if (!Has(id))
        {
            _occurs[id / 64] |= 1UL << (id % 64);
            _where.Add(id, new ulong[(Tokens.Count / 64) + 2]);
            _present.Add(id);
        }

        var bits = _where[id];
        bits[at / 64] |= 1UL << (at % 64);
    }

    /// <summary>Begins a clause at these tokens as well.</summary>
    public void Turn(IEnumerable<int> at)
    {
        var begins = new HashSet<int>(at);
        Clauses = begins.Count == 0 ? Clauses : new Stretches(Tokens.Select((token, i) => token.Before >= Break.Clause || begins.Contains(i)));
    }

    /// <summary>The classes that occur.</summary>
    public IReadOnlyList<int> Present => _present;

    public bool Has(int id) => (_occurs[id / 64] >> (id % 64) & 1) != 0;

    /// <summary>The tokens of this class from <paramref name="start"/> on, the first in the lowest bit, none behind the sentence's end.</summary>
    public ulong From(int start, int id)
    {
        if (!Has(id))
        {
            return 0;
        }

        var bits = _where[id];
        var (index, shift) = (start / 64, start % 64);
        var found = bits[index] >> shift | (shift == 0 ? 0 : bits[index + 1] << (64 - shift));
        return found & WindowAt(start);
    }

    /// <summary>One bit for each token from <paramref name="start"/> to the end of its sentence, at most 63.</summary>
    public ulong WindowAt(int start) => (1UL << Math.Min(63, _sentenceEnds[start] - start)) - 1;

    public string Words(int start, int end) => Text[Tokens[start].Start..Tokens[end - 1].End];

    /// <summary>The first token of this class at or behind <paramref name="from"/>; none is -1.</summary>
    public int Next(int id, int from)
    {
        if (!Has(id))
        {
            return -1;
        }

        var bits = _where[id];
        var mask = ulong.MaxValue << (from % 64);
        for (var word = from / 64; word < bits.Length; word++, mask = ulong.MaxValue)
        {
            if ((bits[word] & mask) is not 0 and var rest)
            {
                return (word * 64) + BitOperations.TrailingZeroCount(rest);
            }
        }

        return -1;
    }
}

/// <summary>Sentences or clauses: for each token, where its own begins and ends.</summary>
internal sealed class Stretches
{
    public Stretches(IEnumerable<bool> begins)
    {
        var flags = begins.ToArray();
        (Starts, Ends) = (new int[flags.Length], new int[flags.Length]);
        for (var i = 0; i < flags.Length; i++)
        {
            Starts[i] = i == 0 || flags[i] ? i : Starts[i - 1];
        }

        for (var i = flags.Length - 1; i >= 0; i--)
        {
            Ends[i] = i == flags.Length - 1 || flags[i + 1] ? i + 1 : Ends[i + 1];
        }
    }

    public int[] Starts { get; }

    public int[] Ends { get; }
}
