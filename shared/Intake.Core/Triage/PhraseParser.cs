using System.Collections.Immutable;
using System.Text;

namespace Intake.Triage;

/// <summary>
/// Reads a phrase: words, <c>prefix*</c>, <c>(this|or that)</c>, <c>optional?</c>, <c>@group</c>, <c>~6</c> for up to six words between,
/// <c>&lt;6&gt;</c> for the same in either order,
/// <c>#</c> for a number, <c>this &amp;&amp; that</c> for two phrases anywhere in the message, and <c>?</c> or <c>!!</c> standing alone for the mark.
/// </summary>
internal sealed class PhraseParser(string text)
{
    /// <summary>A phrase, its gaps included, is matched within this many words.</summary>
    public const int LongestGap = 20;

    private const string Form = "Write words, prefix*, (this|or that), optional?, @group, ~6 or <6>.";

    private int _at;
    private PhraseProblem? _problem;

    public static (Phrase? Phrase, PhraseProblem? Problem) Parse(string text)
    {
        var halves = text.Split("&&", 2, StringSplitOptions.TrimEntries).Select(half => new PhraseParser(half)).ToArray();
        var phrases = halves.Select(half => half.Whole()).ToArray();
        return halves.FirstOrDefault(half => half._problem is not null) is { } wrong ? (null, wrong._problem)
            : (phrases is [var part, var elsewhere] ? new Phrase.Also(part, elsewhere) : phrases[0], null);
    }

    private char Here => _at < text.Length ? text[_at] : '\0';

    private Phrase.InOrder Whole()
    {
        var parts = Sequence();
        if (_problem is null && Here == '<')
        {
            var gap = Number('<', '>');
            var others = Sequence();
            Demand(parts.Length > 0 && others.Length > 0, "\"<\" has nothing on one of its sides.");
            parts = [new Phrase.Either([new Phrase.InOrder([.. parts, gap, .. others]), new Phrase.InOrder([.. others, gap, .. parts])])];
        }

        Demand(_at >= text.Length, $"\"{Here}\" does not belong here.");
        Demand(parts.Any(part => part is not (Phrase.Gap or Phrase.Maybe)), "Nothing in it must be there.");
        Demand(parts is [not Phrase.Gap, ..] && parts[^1] is not Phrase.Gap, "A phrase begins and ends with a word.");
        return new Phrase.InOrder(parts);
    }

    private ImmutableArray<Phrase> Sequence()
    {
        var parts = ImmutableArray.CreateBuilder<Phrase>();
        while (_problem is null && _at < text.Length && Here is not ('|' or ')' or '<'))
        {
            if (Here == ' ')
            {
                _at++;
            }
            else
            {
                AddPart(parts);
            }
        }

        return parts.ToImmutable();
    }

    private void AddPart(ImmutableArray<Phrase>.Builder parts)
    {
        switch (Here)
        {
            case '~':
                parts.Add(Number('~', '\0'));
                return;
            case '(':
                parts.Add(Optional(Alternatives()));
                return;
            case '@':
                _at++;
                parts.Add(Optional(new Phrase.Group(Run())));
                return;
            case '?':
                _at++;
                parts.Add(new Phrase.Word(["?"], false));
                return;
            default:
                AddWords(parts, Run());
                return;
        }
    }

    private void AddWords(ImmutableArray<Phrase>.Builder parts, string run)
    {
        var prefix = run.EndsWith('*');
        var words = run == "!!" ? [run] : Spellings(run.TrimEnd('*'));
        Demand(words.Length > 0, $"\"{run}\" is no word.");
        for (var i = 0; i < words.Length; i++)
        {
            var word = new Phrase.Word([.. words[i].Split('/')], prefix && i == words.Length - 1);
            parts.Add(i == words.Length - 1 ? Optional(word) : word);
        }
    }

    // What a number is written with ("#th", "#") and plain letters are left alone. "ü" may be written "ue" in a message, so there are two spellings then.
    private static string[] Spellings(string run)
    {
        if (run.StartsWith('#') || run.All(char.IsAsciiLetterLower))
        {
            return [run];
        }

        var plain = Tokens.Of(run).Select(token => token.Word).ToArray();
        var spelt = Tokens.Of(SpeltOut(run)).Select(token => token.Word).ToArray();
        return [.. plain.Zip(spelt, (one, other) => one == other ? one : $"{one}/{other}")];
    }

    private static string SpeltOut(string run) => new StringBuilder(run.ToLowerInvariant()).Replace("ä", "ae").Replace("ö", "oe").Replace("ü", "ue").ToString();

    private Phrase.Either Alternatives()
    {
        _at++;
        var ways = ImmutableArray.CreateBuilder<Phrase>();
        do
        {
            var way = Sequence();
            Demand(way.Length > 0, "An alternative is empty.");
            ways.Add(way is [var only] ? only : new Phrase.InOrder(way));
        }
        while (_problem is null && Here == '|' && ++_at > 0);
        Demand(Here == ')', "A \"(\" is not closed.");
        _at++;
        return new Phrase.Either(ways.ToImmutable());
    }

    private Phrase Optional(Phrase part)
    {
        if (Here != '?')
        {
            return part;
        }

        _at++;
        return new Phrase.Maybe(part);
    }

    private Phrase.Gap Number(char open, char close)
    {
        var start = ++_at;
        while (char.IsAsciiDigit(Here))
        {
            _at++;
        }

        var good = int.TryParse(text.AsSpan(start, _at - start), out var words) && words is > 0 and <= LongestGap && (close == '\0' || Here == close);
        Demand(good, $"\"{open}\" needs a number of words, at most {LongestGap}{(close == '\0' ? "" : $", and a \"{close}\"")}.");
        _at += close == '\0' ? 0 : 1;
        return new Phrase.Gap(words);
    }

    private string Run()
    {
        var start = _at;
        while (_at < text.Length && Here is not (' ' or '(' or ')' or '|' or '?' or '~' or '<' or '@'))
        {
            _at++;
        }

        if (_at == start)
        {
            Demand(false, $"\"{Here}\" does not belong here.");
            _at++;
        }

        return text[start.._at];
    }

    private void Demand(bool good, string what)
    {
        if (!good)
        {
            _problem ??= new PhraseProblem($"\"{text}\": {what}", Form);
        }
    }
}
