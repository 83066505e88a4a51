using System.Collections.Frozen;

namespace Intake.Time;

/// <summary>A word in small letters, a number, or a mark, and where it stands in the text.</summary>
internal readonly record struct Piece(string Word, int Start, int End)
{
    public static readonly Piece Nothing = new("", 0, 0);

    public bool IsNumber => Word.Length > 0 && char.IsAsciiDigit(Word[0]);

    public bool IsMark => Word.Length > 0 && !char.IsLetterOrDigit(Word[0]);

    /// <summary>The number; -1 for a word, or for one too long to be of use here.</summary>
    public int Number => IsNumber && Word.Length <= 4 ? int.Parse(Word) : -1;
}

/// <summary>A text cut into pieces. Letters and digits are cut apart ("8am", "15th"); what is next to what is asked with <see cref="Glued"/>.</summary>
internal sealed class SpokenText
{
    private static readonly FrozenDictionary<string, int> Numbers = new Dictionary<string, int>
    {
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["seventeen"] = 17,
        ["eighteen"] = 18,
        ["nineteen"] = 19,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
    }.ToFrozenDictionary();

    private readonly List<Piece> _pieces = [];

    public SpokenText(string text)
    {
        Text = text;
        for (var i = 0; i < text.Length;)
        {
            var end = EndOf(text, i);
            if (!char.IsWhiteSpace(text[i]) || text[i] == '\n')
            {
                _pieces.Add(new Piece(Plain(text, i, end), i, end));
            }

            i = end;
        }
    }

    public string Text { get; }

    public int Count => _pieces.Count;

    public Piece this[int at] => at >= 0 && at < _pieces.Count ? _pieces[at] : Piece.Nothing;

    public string Word(int at) => this[at].Word;

    /// <summary>No gap before this piece.</summary>
    public bool Glued(int at) => at > 0 && at < _pieces.Count && _pieces[at].Start == _pieces[at - 1].End;

    /// <summary>A number in digits or in a word; -1 when there is none.</summary>
    public int Number(int at) => this[at].IsNumber ? this[at].Number : Numbers.GetValueOrDefault(Word(at), -1);

    private static int EndOf(string text, int start)
    {
        var i = start + 1;
        if (char.IsAsciiDigit(text[start]))
        {
            while (i < text.Length && char.IsAsciiDigit(text[i]))
            {
                i++;
            }
        }
        else if (char.IsLetter(text[start]))
        {
            while (i < text.Length && (char.IsLetter(text[i]) || (text[i] is '\'' or '’' && i + 1 < text.Length && char.IsLetter(text[i + 1]))))
            {
                i++;
            }
        }

        return i;
    }

    private static string Plain(string text, int start, int end)
    {
        if (char.IsLetterOrDigit(text[start]))
        {
            return text[start..end].ToLowerInvariant().Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
        }

        return text[start] is '–' or '—' or '−' or '‑' ? "-" : text[start..end];
    }
}
