using NodaTime;

namespace Intake.Time;

/// <summary>A length found in pieces [Start, End). Announced: "in" or "within" stands before it.</summary>
internal readonly record struct FoundLength(int Start, int End, Duration Length, bool Announced);

/// <summary>Finds lengths: "in half an hour", "20 minutes", "10–15 minutes" (the upper end), "an hour and a half", "1h30", "2 days".</summary>
internal static class SpokenLength
{
    // What people mean by it, rounded up: a promise should not break on a manner of speaking.
    private const int AFewMinutes = 10;
    private const int ACoupleOfMinutes = 5;

    // "Give me a sec", "one minute, please": nobody means it to the second.
    private static readonly Duration Shortest = Duration.FromMinutes(ACoupleOfMinutes);
    private const int LongestDays = 366;

    private static readonly HashSet<string> Announce = ["in", "within", "after", "next"];
    private static readonly HashSet<string> Vague = ["about", "around", "approx", "approximately", "roughly", "maybe", "another", "the", "~", "max", "maximum", "."];
    private static readonly HashSet<string> NotAhead = ["for", "since", "last", "every", "past", "takes", "took", "lasts", "of"];

    public static FoundLength? At(SpokenText text, int at)
    {
        var before = at - 1;
        while (before >= 0 && Vague.Contains(text.Word(before)))
        {
            before--;
        }

        var announced = Announce.Contains(text.Word(before));
        if (Read(text, at, announced) is not var (length, end) || text.Word(end) is "ago" or "late" or "later" || length > Duration.FromDays(LongestDays) || length <= Duration.Zero)
        {
            return null;
        }

        if (text.Word(end) is "and" or "," && Read(text, end + 1, announced: true) is var (more, furtherEnd) && more < length)
        {
            (length, end) = (length + more, furtherEnd);
        }

        return !announced && NotAhead.Contains(text.Word(before)) ? null : new FoundLength(announced ? before : at, end, Duration.Max(length, Shortest), announced);
    }

    private static (Duration Length, int End)? Read(SpokenText text, int at, bool announced) =>
        Half(text, at) ?? Some(text, at) ?? Coming(text, at, announced) ?? Counted(text, at, announced);

    // "half an hour", "half hour", "1/2 hour"
    private static (Duration, int)? Half(SpokenText text, int at)
    {
        var unit = (text.Word(at), text.Word(at + 1)) switch
        {
            ("half", "an" or "a") => at + 2,
            ("half", _) => at + 1,
            ("½", _) => at + 1,
            ("1", "/") when text.Word(at + 2) == "2" => at + 3,
            _ => -1,
        };
        return unit > 0 && Unit(text.Word(unit)) is { } one && one >= Duration.FromHours(1) ? (one / 2, unit + 1) : null;
    }

    // "an hour", "an hour and a half", "an hour or two", "a few minutes", "a couple of hours"
    private static (Duration, int)? Some(SpokenText text, int at) => text.Word(at) is "a" or "an" ? Several(text, at + 1) : null;

    // "within the hour", "in the next hour", "within the next few minutes"
    private static (Duration, int)? Coming(SpokenText text, int at, bool announced) =>
        announced && (text.Word(at) is "few" or "couple" || (text.Word(at) == "hour" && text.Word(at - 1) is "the" or "next" && text.Word(at - 2) is "within" or "in" or "the"))
            ? Several(text, at)
            : null;

    private static (Duration, int)? Several(SpokenText text, int at)
    {
        var (next, of) = (text.Word(at), text.Word(at + 1) == "of" ? 1 : 0);
        var several = next is "few" or "couple";
        if (Unit(text.Word(several ? at + 1 + of : at)) is not { } unit)
        {
            return null;
        }

        var end = several ? at + 2 + of : at + 1;
        if (text.Word(end) == "or" && text.Number(end + 1) is > 1 and < 100 and var more && Unit(text.Word(end + 2)) is null)
        {
            return (unit * more, end + 2);
        }

        var minutes = unit < Duration.FromHours(1);
        var length = (next, minutes) switch
        {
            ("few", true) => Duration.FromMinutes(AFewMinutes),
            ("few", false) => unit * 3,
            ("couple", true) => Duration.FromMinutes(ACoupleOfMinutes),
            ("couple", false) => unit * 2,
            _ => unit,
        };
        return AndAHalf(text, end, length, unit);
    }

    // "20 minutes", "10–15 min", "10 to 15 minutes", "1.5 hours", "one and a half hours", "1h30"
    private static (Duration, int)? Counted(SpokenText text, int at, bool announced)
    {
        var (value, end) = Value(text, at);
        if (value is not { } number)
        {
            return null;
        }

        var word = text.Word(end);
        if (word.Length == 0 || Unit(word) is not { } unit || (word == "m" && !announced) || (word == "h" && text.Word(at - 1) is "at" or "by" or "@"))
        {
            return null;
        }

        var length = unit * number;
        if (word == "h" && text.Glued(end + 1) && text[end + 1] is { IsNumber: true, Word.Length: 2, Number: < 60 and var minutes })
        {
            // "8h30" is a time of day unless "in" stands before it.
            return announced ? (length + Duration.FromMinutes(minutes), text.Word(end + 2) is "m" or "min" ? end + 3 : end + 2) : null;
        }

        return word is "h" or "hr" or "hrs" or "hour" or "hours" && text[end + 1].IsNumber && Unit(text.Word(end + 2)) is { } rest && rest < unit && text[end + 1].Number is >= 0 and < 60 and var more
            ? (length + rest * more, end + 3)
            : AndAHalf(text, end + 1, length, unit);
    }

    private static (Duration, int)? AndAHalf(SpokenText text, int end, Duration length, Duration unit) =>
        text.Word(end) == "and" && text.Word(end + 1) == "a" && text.Word(end + 2) == "half" ? (length + unit / 2, end + 3) : (length, end);

    private static (double?, int) Value(SpokenText text, int at)
    {
        var (value, end) = One(text, at);
        if (value is null)
        {
            return (null, at);
        }

        if (text.Word(end) is "-" or "to" or "or" or "/" && One(text, end + 1) is (double upper, var upperEnd))
        {
            return (Math.Max(value.Value, upper), upperEnd);
        }

        return text.Word(end) == "and" && text.Word(end + 1) == "a" && text.Word(end + 2) == "half" ? (value + 0.5, end + 3) : (value, end);
    }

    private static (double?, int) One(SpokenText text, int at)
    {
        if (text.Number(at) is not (>= 0 and < 1000 and var whole))
        {
            return (null, at);
        }

        // "forty-five", "forty five"
        var ones = text.Word(at + 1) == "-" ? at + 2 : at + 1;
        if (!text[at].IsNumber && whole is >= 20 and < 100 && !text[ones].IsNumber && text.Number(ones) is >= 1 and <= 9 and var rest)
        {
            return (whole + rest, ones + 1);
        }

        return text.Word(at + 1) is "." or "," && text.Glued(at + 1) && text.Glued(at + 2) && text[at + 2] is { IsNumber: true, Word.Length: 1 } tenth
            ? (whole + tenth.Number / 10.0, at + 3)
            : (whole, at + 1);
    }

    private static Duration? Unit(string word) => word switch
    {
        "second" or "seconds" or "sec" or "secs" => Duration.FromSeconds(1),
        "minute" or "minutes" or "min" or "mins" or "m" or "minuten" => Duration.FromMinutes(1),
        "hour" or "hours" or "hr" or "hrs" or "h" or "stunde" or "stunden" => Duration.FromHours(1),
        "day" or "days" => Duration.FromDays(1),
        "week" or "weeks" => Duration.FromDays(7),
        _ => null,
    };
}
