using System.Globalization;
using System.Text.RegularExpressions;
using Azure;

namespace Intake.Local.Sdk.Tables;

/// <summary>Reads the part of OData the service understands: comparisons, and, or, not, parentheses.</summary>
internal sealed partial class FilterParser(string text)
{
    // The service's own limit on one filter.
    private const int MaxComparisons = 15;

    private readonly List<string> _tokens = Split(text);
    private int _at;
    private int _comparisons;

    public Filter Read()
    {
        var filter = ReadOr();
        return _at == _tokens.Count && _comparisons <= MaxComparisons ? filter : throw Refused();
    }

    private static RequestFailedException Refused() => TableFailure.Bad("InvalidInput", "The query condition specified in the request is invalid.");

    private static List<string> Split(string text)
    {
        var tokens = new List<string>();
        for (var at = 0; at < text.TrimEnd().Length;)
        {
            var match = Token().Match(text, at);
            if (!match.Success)
            {
                throw Refused();
            }

            tokens.Add(match.Groups["token"].Value);
            at += match.Length;
        }

        return tokens;
    }

    private Filter ReadOr()
    {
        var left = ReadAnd();
        while (Take("or"))
        {
            left = new Filter.Or(left, ReadAnd());
        }

        return left;
    }

    private Filter ReadAnd()
    {
        var left = ReadNot();
        while (Take("and"))
        {
            left = new Filter.And(left, ReadNot());
        }

        return left;
    }

    private Filter ReadNot()
    {
        if (Take("not"))
        {
            return new Filter.Not(ReadNot());
        }

        if (!Take("("))
        {
            return ReadComparison();
        }

        var inner = ReadOr();
        return Take(")") ? inner : throw Refused();
    }

    private Filter.Compare ReadComparison()
    {
        _comparisons++;
        var left = Next();
        if (_at == _tokens.Count || !Operator().IsMatch(_tokens[_at]))
        {
            return IsName(left) ? new Filter.Compare(left, "eq", true) : throw Refused();
        }

        var @operator = Next();
        var right = Next();
        return (IsName(left), IsName(right)) switch
        {
            (true, false) => new Filter.Compare(left, @operator, Literal(right)),
            (false, true) => new Filter.Compare(right, Mirrored(@operator), Literal(left)),
            _ => throw Refused(),
        };
    }

    private static string Mirrored(string @operator) => @operator switch
    {
        "gt" => "lt",
        "ge" => "le",
        "lt" => "gt",
        "le" => "ge",
        _ => @operator,
    };

    private static bool IsName(string token) => Name().IsMatch(token);

    private static object Literal(string token)
    {
        try
        {
            return token[0] switch
            {
                '\'' => Quoted(token, 0),
                'd' => DateTimeOffset.Parse(Quoted(token, 8), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime(),
                'g' => Guid.Parse(Quoted(token, 4)),
                'X' => Convert.FromHexString(Quoted(token, 1)),
                'b' => Convert.FromHexString(Quoted(token, 6)),
                't' => true,
                'f' => false,
                _ => Number(token),
            };
        }
        catch (Exception problem) when (problem is FormatException or OverflowException)
        {
            throw Refused();
        }
    }

    private static object Number(string token)
    {
        if (token[^1] == 'L')
        {
            return long.Parse(token.AsSpan(..^1), CultureInfo.InvariantCulture);
        }

        return int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : (object)double.Parse(token, CultureInfo.InvariantCulture);
    }

    private static string Quoted(string token, int prefix) => token[(prefix + 1)..^1].Replace("''", "'", StringComparison.Ordinal);

    private string Next() => _at < _tokens.Count ? _tokens[_at++] : throw Refused();

    private bool Take(string word)
    {
        var taken = _at < _tokens.Count && _tokens[_at] == word;
        _at += taken ? 1 : 0;
        return taken;
    }

    [GeneratedRegex(@"\G\s*(?<token>[()]|(datetime|guid|binary|X)?'([^']|'')*'|-?[0-9][0-9.eE+-]*L?(?![\w'])|[\p{L}\p{Nl}_]\w*(?!['\w]))")]
    private static partial Regex Token();

    [GeneratedRegex(@"\A(eq|ne|gt|ge|lt|le)\z")]
    private static partial Regex Operator();

    [GeneratedRegex(@"\A(?!(eq|ne|gt|ge|lt|le|and|or|not|true|false|null)\z)[\p{L}\p{Nl}_]\w*\z")]
    private static partial Regex Name();
}
