using System.Globalization;
using System.Text;

namespace Intake.Triage;

/// <summary>How a word is set off from the one before it.</summary>
internal enum Break
{
    None,
    Clause,
    Sentence,
}

/// <summary>A word, number, emoji, "?" or "!!" of a text: as it is compared, and where it stands in the original.</summary>
internal readonly record struct Token(string Word, int Start, int End, Break Before);

/// <summary>Cuts a text into tokens, in one pass.</summary>
internal sealed class Tokens(string text)
{
    private const int LongestWord = 40;

    // An apostrophe with so few letters behind it is part of the word ("didn't", "we're"); otherwise a word begins behind it ("l'hôtel").
    private const int LongestEnding = 2;

    private readonly List<Token> _found = [];
    private readonly StringBuilder _word = new();
    private int _at;
    private Break _pending;

    public static IReadOnlyList<Token> Of(string text) => new Tokens(text).Cut();

    private char Here => Peek(0);

    private char Peek(int ahead) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private List<Token> Cut()
    {
        while (_at < text.Length)
        {
            if (char.IsLetterOrDigit(Here))
            {
                TakeWord();
            }
            else if (char.IsSurrogate(Here) || char.GetUnicodeCategory(Here) == UnicodeCategory.OtherSymbol)
            {
                TakeSymbol();
            }
            else
            {
                TakeMark();
            }
        }

        return _found;
    }

    private void TakeWord()
    {
        var start = _at;
        _word.Clear();
        for (; _at < text.Length && Continues(start); _at++)
        {
            if (!Letters.IsApostrophe(Here) && _word.Length < LongestWord)
            {
                Letters.Fold(Here, _word);
            }
        }

        Unstretch();
        Add(_word.ToString(), start, _at);
    }

    private bool Continues(int start)
    {
        if (char.IsLetterOrDigit(Here) || Letters.IsMark(Here))
        {
            return true;
        }

        return Letters.IsApostrophe(Here) ? char.IsLetter(Peek(1)) && EndingAfter() <= LongestEnding
            : Here is '.' or ':' or '/' or '-' && _at > start && char.IsAsciiDigit(text[_at - 1]) && char.IsAsciiDigit(text[start]) && char.IsAsciiDigit(Peek(1));
    }

    private int EndingAfter()
    {
        var length = 0;
        while (length <= LongestEnding && char.IsLetter(Peek(length + 1)))
        {
            length++;
        }

        return length;
    }

    // "heeeelp" is "help": no language writes a letter three times.
    private void Unstretch()
    {
        for (var (i, run) = (1, 1); i < _word.Length; i++)
        {
            run = char.IsLetter(_word[i]) && _word[i] == _word[i - 1] ? run + 1 : 1;
            if (run == 3)
            {
                var end = i + 1;
                while (end < _word.Length && _word[end] == _word[i])
                {
                    end++;
                }

                _word.Remove(i - 1, end - i + 1);
                (i, run) = (i - 2, 1);
            }
        }
    }

    private void TakeSymbol()
    {
        var start = _at;
        _at += char.IsSurrogatePair(Here, Peek(1)) ? 2 : 1;
        var symbol = text[start.._at];
        if (!IsSkinTone(symbol))
        {
            Add(symbol, start, _at);
        }
    }

    private static bool IsSkinTone(string symbol) => symbol.Length == 2 && symbol[0] == '\uD83C' && symbol[1] is >= '\uDFFB' and <= '\uDFFF';

    private void TakeMark()
    {
        var start = _at;
        var mark = Here;
        while (Here == mark && _at < text.Length)
        {
            _at++;
        }

        var run = _at - start;
        if (mark == '?' || (mark == '!' && run > 1))
        {
            Add(mark == '?' ? "?" : "!!", start, _at);
        }

        Pend(Set(mark, run));
    }

    private Break Set(char mark, int run) => mark switch
    {
        '?' or '!' or ';' or '\u2029' => Break.Sentence,
        '.' => run == 1 && !char.IsLetterOrDigit(Here) && !EndsWithNumber() ? Break.Sentence : Break.Clause,
        '\n' => BlankLine() ? Break.Sentence : Break.Clause,
        ',' or ':' or '(' or ')' or '–' or '—' or '…' or '|' or '•' => Break.Clause,
        '-' => char.IsWhiteSpace(Here) ? Break.Clause : Break.None,
        _ => Break.None,
    };

    // "am 15. August" and "12.08." go on behind the point.
    private bool EndsWithNumber() => _found is [.., var last] && last.End == _at - 1 && char.IsAsciiDigit(text[last.End - 1]);

    private bool BlankLine()
    {
        var (i, lines) = (_at - 1, 0);
        while (i >= 0 && char.IsWhiteSpace(text[i]) && lines < 2)
        {
            lines += text[i--] == '\n' ? 1 : 0;
        }

        return lines > 1;
    }

    private void Add(string word, int start, int end)
    {
        _found.Add(new Token(word, start, end, _found.Count == 0 ? Break.None : _pending));
        _pending = Break.None;
    }

    private void Pend(Break wanted) => _pending = wanted > _pending ? wanted : _pending;
}
