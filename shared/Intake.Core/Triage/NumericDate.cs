using NodaTime;

namespace Intake.Triage;

/// <summary>Dates written in numbers: 12.08., 12.08.2026, 8/15, 2026-08-15, or a year alone.</summary>
internal static class NumericDate
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;
    private static readonly char[] Separators = ['.', '/', '-'];

    /// <summary>The days from today to the date that stands here; where day and month can be read both ways, the way that is nearer.</summary>
    public static int? Read(Message message, int at, LocalDate today)
    {
        var word = message.Tokens[at].Word;
        if (!char.IsAsciiDigit(word[0]))
        {
            return null;
        }

        var parts = word.Split(Separators);
        return parts.Length switch
        {
            1 when Year(message, at) is { } year && year != today.Year => (year - today.Year) * 365,
            2 when word != "24/7" && (word.Contains('/') || PointFollows(message, at)) => Nearer(null, Part(parts[0]), Part(parts[1]), word.Contains('/'), today),
            3 when parts[0].Length == 4 => Days(Part(parts[0]), Part(parts[1]), Part(parts[2]), today),
            3 => Nearer(FullYear(Part(parts[2])), Part(parts[0]), Part(parts[1]), word.Contains('/'), today),
            _ => null,
        };
    }

    public static int? Year(Message message, int at) =>
        at < message.Tokens.Count && message.Tokens[at].Word is { Length: 4 } word && int.TryParse(word, out var year) && year is >= FirstYear and <= LastYear ? year : null;

    private static bool PointFollows(Message message, int at) => message.Tokens[at] is var token && token.End < message.Text.Length
        && message.Text[token.End] == '.' && message.Text.AsSpan(token.Start, token.End - token.Start).Contains('.');

    private static int? Nearer(int? year, int first, int second, bool monthMayComeFirst, LocalDate today)
    {
        var dayFirst = Days(year, second, first, today);
        var monthFirst = monthMayComeFirst ? Days(year, first, second, today) : null;
        return dayFirst is { } one && monthFirst is { } other ? (Math.Abs(one) < Math.Abs(other) ? one : other) : dayFirst ?? monthFirst;
    }

    private static int? Days(int? year, int month, int day, LocalDate today) =>
        month is >= 1 and <= 12 && day is >= 1 and <= 31 && year is null or (>= 1 and <= 9999) ? Dates.Nearest(year, month, day, today) : null;

    private static int FullYear(int year) => year < 100 ? FirstYear + year : year;

    private static int Part(string digits) => int.TryParse(digits, out var number) ? number : -1;
}
