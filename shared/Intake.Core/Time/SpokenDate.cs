using System.Collections.Frozen;
using NodaTime;

namespace Intake.Time;

/// <summary>A day found in pieces [Start, End). <paramref name="Doubt"/> says how an ambiguous one was read; Evening for "tonight".</summary>
internal readonly record struct FoundDate(int Start, int End, LocalDate Date, string? Doubt = null, bool Evening = false, IsoDayOfWeek Weekday = IsoDayOfWeek.None);

/// <summary>Finds days: "today", "tomorrow", "Friday", "15th", "15 July", "July 15, 2026", "15/07", "15.07.", "2026-07-15".</summary>
internal static class SpokenDate
{
    // A date without its year that is no longer ago than this is a past one, not next year's.
    private const int RecentDays = 60;

    private static readonly FrozenDictionary<string, int> Months = Table(
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"],
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], ["", "", "", "", "", "", "", "", "sept", "", "", ""]);

    private static readonly FrozenDictionary<string, int> Weekdays = Table(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ["", "tues", "weds", "thurs", "", "", ""]);

    public static FoundDate? At(SpokenText text, int at, LocalDate today) =>
        Named(text, at, today) ?? Weekday(text, at, today) ?? MonthFirst(text, at, today) ?? (text[at].IsNumber ? InNumbers(text, at, today) : null);

    /// <summary>The piece before this one ends a day: for "Friday morning", "15 July evening".</summary>
    public static bool EndsBefore(SpokenText text, int at) =>
        Weekdays.ContainsKey(text.Word(at - 1)) || Months.ContainsKey(text.Word(at - 1)) || text.Word(at - 1) is "th" or "st" or "nd" or "rd" || (text[at - 1].IsNumber && Months.ContainsKey(text.Word(at - 2)));

    private static FoundDate? Named(SpokenText text, int at, LocalDate today) => text.Word(at) switch
    {
        "today" => new FoundDate(at, at + 1, today),
        "tonight" => new FoundDate(at, at + 1, today, Evening: true),
        "tomorrow" or "tmrw" or "tomorow" or "tommorow" or "tommorrow" => new FoundDate(at, at + 1, today.PlusDays(1)),
        "yesterday" => new FoundDate(at, at + 1, today.PlusDays(-1)),
        "day" when text.Word(at + 1) == "after" && text.Word(at + 2) == "tomorrow" => new FoundDate(at, at + 3, today.PlusDays(2)),
        _ => null,
    };

    private static FoundDate? Weekday(SpokenText text, int at, LocalDate today)
    {
        var word = text.Word(at);
        if (!Weekdays.TryGetValue(word, out var number))
        {
            return null;
        }

        var before = text.Word(at - 1);
        var certain = word.Length > 5 || before is "on" or "next" or "this" or "by" or "last" or "until" or "coming" or "," || text[at + 1].IsNumber || text.Word(at + 1) is "at" or "morning" or "afternoon" or "evening" or "," || text[at + 2].IsNumber;
        if (!certain)
        {
            return null;
        }

        var ahead = (number - (int)today.DayOfWeek + 7) % 7;
        var date = before == "last" ? today.PlusDays(ahead == 0 ? -7 : ahead - 7) : before == "next" && ahead == 0 ? today.PlusDays(7) : today.PlusDays(ahead);
        var doubt = before == "next" && ahead > 1 ? $"“next {Capital(word)}” is read as {Shown(date)}." : null;
        return new FoundDate(before is "next" or "last" or "this" or "coming" ? at - 1 : at, at + 1, date, doubt, Weekday: (IsoDayOfWeek)number);
    }

    // "July 15th, 2026", "Jul. 15"
    private static FoundDate? MonthFirst(SpokenText text, int at, LocalDate today)
    {
        if (!Months.TryGetValue(text.Word(at), out var month))
        {
            return null;
        }

        var next = text.Word(at + 1) == "." ? at + 2 : at + 1;
        var isTime = text.Word(next + 1) is ":" or "am" or "pm" || (text.Word(next + 1) is "." or "h" && text.Glued(next + 1) && text.Glued(next + 2) && text[next + 2].IsNumber);
        if (text[next] is not { IsNumber: true, Word.Length: <= 2, Number: >= 1 and <= 31 and var day } || isTime || (text.Word(at) == "may" && text.Text[text[at].Start] != 'M'))
        {
            return null;
        }

        var end = Ordinal(text, next + 1) ? next + 2 : next + 1;
        return Dated(text, at, end, day, month, today);
    }

    private static FoundDate? InNumbers(SpokenText text, int at, LocalDate today)
    {
        if (text.Glued(at) && text.Word(at - 1) is ":" or "." or "/" or "+" or ",")
        {
            return null;
        }

        return Iso(text, at) ?? Slashed(text, at, today) ?? DayFirst(text, at, today);
    }

    private static FoundDate? Iso(SpokenText text, int at) =>
        text.Word(at).Length == 4 && text.Word(at + 1) is "-" or "/" or "." && text.Word(at + 3) == text.Word(at + 1) && text[at + 4].IsNumber
        && Real(text[at].Number, text[at + 2].Number, text[at + 4].Number) is { } date
            ? new FoundDate(at, at + 5, date)
            : null;

    // "15/07", "15/07/2026", "15-07-2026", "15.07.", "15.07.2026"
    private static FoundDate? Slashed(SpokenText text, int at, LocalDate today)
    {
        var mark = text.Word(at + 1);
        if (mark is not ("/" or "." or "-") || !text.Glued(at + 1) || !text.Glued(at + 2) || !text[at + 2].IsNumber || text.Word(at).Length > 2 || text.Word(at + 2).Length > 2 || (text.Word(at), text.Word(at + 2)) is ("24", "7"))
        {
            return null;
        }

        var hasYear = text.Word(at + 3) == mark && text.Glued(at + 3) && text.Glued(at + 4) && text[at + 4] is { IsNumber: true, Word.Length: 2 or 4 };
        if (!hasYear && (mark == "-" || (mark == "." && (text.Word(at + 3) != "." || text.Word(at + 2).Length != 2))))
        {
            return null;
        }

        int? year = hasYear ? text[at + 4].Number + (text.Word(at + 4).Length == 2 ? 2000 : 0) : null;
        var end = hasYear ? at + 5 : mark == "." ? at + 4 : at + 3;
        return Either(at, end, year, text[at].Number, text[at + 2].Number, mark, today);
    }

    /// <summary>Day or month first? The one that exists; of two, the nearer one that is not past.</summary>
    private static FoundDate? Either(int at, int end, int? year, int first, int second, string mark, LocalDate today)
    {
        var day = Next(year, second, first, today);
        var month = mark == "." ? null : Next(year, first, second, today);
        if (day is null || month is null || day == month)
        {
            return (day ?? month) is { } only ? new FoundDate(at, end, only) : null;
        }

        var chosen = (day < today, month < today) switch
        {
            (true, false) => month.Value,
            (false, true) => day.Value,
            (false, false) => LocalDate.Min(day.Value, month.Value),
            _ => LocalDate.Max(day.Value, month.Value),
        };
        return new FoundDate(at, end, chosen, $"“{first}{mark}{second}” is read as {Shown(chosen)}.");
    }

    // "15 July", "15th of July 2026", "the 15th"
    private static FoundDate? DayFirst(SpokenText text, int at, LocalDate today)
    {
        if (text[at] is not { Word.Length: <= 2, Number: >= 1 and <= 31 and var day })
        {
            return null;
        }

        var ordinal = Ordinal(text, at + 1);
        var next = ordinal || text.Word(at + 1) == "." ? at + 2 : at + 1;
        next = text.Word(next) == "of" ? next + 1 : next;
        if (Months.TryGetValue(text.Word(next), out var month))
        {
            return Dated(text, at, text.Word(next + 1) == "." && text[next + 2].IsNumber && text.Word(next).Length <= 4 ? next + 2 : next + 1, day, month, today);
        }

        return ordinal && Coming(day, today) is { } date ? new FoundDate(at, at + 2, date) : null;
    }

    private static FoundDate? Dated(SpokenText text, int start, int end, int day, int month, LocalDate today)
    {
        var at = text.Word(end) == "," ? end + 1 : end;
        int? year = text[at] is { IsNumber: true, Word.Length: 4, Number: >= 2000 and <= 2100 and var number } && text.Word(at + 1) is not ("hrs" or "hours" or "h") ? number : null;
        return Next(year, month, day, today) is { } date ? new FoundDate(start, year is null ? end : at + 1, date) : null;
    }

    private static bool Ordinal(SpokenText text, int at) => text.Word(at) is "st" or "nd" or "rd" or "th" && text.Glued(at);

    private static LocalDate? Coming(int day, LocalDate today)
    {
        for (var ahead = 0; ahead < 3; ahead++)
        {
            var month = today.PlusMonths(ahead);
            if (Real(month.Year, month.Month, day) is { } date && date >= today)
            {
                return date;
            }
        }

        return null;
    }

    private static LocalDate? Next(int? year, int month, int day, LocalDate today)
    {
        if (year is { } stated)
        {
            return Real(stated, month, day);
        }

        for (var y = today.Year - 1; y <= today.Year + 4; y++)
        {
            if (Real(y, month, day) is { } date && date >= today.PlusDays(-RecentDays))
            {
                return date;
            }
        }

        return null;
    }

    private static LocalDate? Real(int year, int month, int day) =>
        year is >= 2000 and <= 2110 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;

    private static string Shown(LocalDate date) => date.ToString("d MMMM uuuu", System.Globalization.CultureInfo.InvariantCulture);

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static FrozenDictionary<string, int> Table(params ReadOnlySpan<string[]> spellings)
    {
        var table = new Dictionary<string, int>();
        foreach (var spelling in spellings)
        {
            foreach (var (i, word) in spelling.Index().Where(entry => entry.Item.Length > 0))
            {
                table[word] = i + 1;
            }
        }

        return table.ToFrozenDictionary();
    }
}
