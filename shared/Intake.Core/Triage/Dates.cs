using NodaTime;

namespace Intake.Triage;

/// <summary>Finds the days a message speaks of, and says of each how far it is from the day of writing.</summary>
internal sealed partial class Dates(PhraseIndex<DateWords> words)
{
    private const int Year = 365;
    private const int LongAgoFrom = 6;

    /// <summary>A day of the month so far back means next month's.</summary>
    private const int Forgotten = 10;

    /// <summary>Marks the date words of the message with what they mean.</summary>
    public void Mark(Message message, LocalDateTime written)
    {
        var covered = 0;
        foreach (var hit in words.Find(message).OrderBy(hit => hit.Start).ThenByDescending(hit => hit.End))
        {
            // "last Friday" is one date, not two.
            if (hit.End > covered)
            {
                covered = hit.End;
                Mark(message, hit.Start, hit.End, Meaning(message, hit, written));
            }
        }

        for (var i = 0; i < message.Tokens.Count; i++)
        {
            if (NumericDate.Read(message, i, written.Date) is { } days)
            {
                Mark(message, i, i + 1, Of(days));
            }
        }
    }

    private static void Mark(Message message, int start, int end, DateClass? meaning)
    {
        for (var i = start; i < end && meaning is not null; i++)
        {
            message.Mark((int)meaning, i);
        }
    }

    private static DateClass? Meaning(Message message, Hit<DateWords> hit, LocalDateTime written) => hit.Owner.Kind switch
    {
        DateKind.None => null,
        DateKind.Today or DateKind.Tomorrow => DateClass.Soon,
        DateKind.Later => DateClass.Later,
        DateKind.Earlier => DateClass.Earlier,
        DateKind.LongAgo => DateClass.LongAgo,
        DateKind.InHours => Of(Period.DaysBetween(written.Date, written.PlusHours(Number(message, hit) ?? 0).Date)),
        DateKind.InDays => Of(Number(message, hit) ?? 0),
        DateKind.DayOfMonth => OfDay(Number(message, hit), written.Date),
        DateKind.Weekday => Of((hit.Owner.Number - (int)written.DayOfWeek + 7) % 7),
        DateKind.Month => OfMonth(message, hit, written.Date),
    };

    private static DateClass Of(int days) => days switch
    {
        < -LongAgoFrom => DateClass.LongAgo,
        < 0 => DateClass.Earlier,
        < 2 => DateClass.Soon,
        _ => DateClass.Later,
    };

    private static DateClass? OfDay(int? day, LocalDate today)
    {
        if (day is not (>= 1 and <= 31))
        {
            return null;
        }

        var month = today.Day - day > Forgotten ? today.PlusMonths(1) : today;
        var meant = new LocalDate(month.Year, month.Month, Math.Min(day.Value, month.Calendar.GetDaysInMonth(month.Year, month.Month)));
        return Of(Period.DaysBetween(today, meant));
    }

    private static DateClass? OfMonth(Message message, Hit<DateWords> hit, LocalDate today)
    {
        var year = NumericDate.Year(message, hit.End) ?? NumericDate.Year(message, hit.End + 1);
        var day = Number(message, hit) ?? Beside(message, hit.Start - 1) ?? Beside(message, hit.Start - 2) ?? Beside(message, hit.End) ?? Beside(message, hit.End + 1);
        if (day is >= 1 and <= 31 and var known)
        {
            return Of(Nearest(year, hit.Owner.Number, known, today));
        }

        return year is { } other && other != today.Year ? Of((other - today.Year) * Year)
            : hit.Owner.Number == today.Month ? null
            : DateClass.Later;
    }

    /// <summary>Days to a day of the year; without a year, to the one next to today.</summary>
    public static int Nearest(int? year, int month, int day, LocalDate today)
    {
        var years = year is { } known ? [known] : new[] { today.Year - 1, today.Year, today.Year + 1 };
        return years.Select(y => Period.DaysBetween(today, new LocalDate(y, month, Math.Min(day, CalendarSystem.Iso.GetDaysInMonth(y, month))))).MinBy(Math.Abs);
    }

    private static int? Number(Message message, Hit<DateWords> hit) =>
        Enumerable.Range(hit.Start, hit.End - hit.Start).Select(i => Leading(message.Tokens[i].Word)).FirstOrDefault(number => number is not null);

    // "15 August", "15th of August", "August 15": not a time, not a year.
    private static int? Beside(Message message, int at) =>
        at >= 0 && at < message.Tokens.Count && Leading(message.Tokens[at].Word) is >= 1 and <= 31 and var day ? day : null;

    private static int? Leading(string word)
    {
        var digits = word.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var number = digits < 0 ? word : word[..digits];
        return number.Length is > 0 and < 5 && !word.AsSpan().ContainsAny(":/-") ? int.Parse(number) : null;
    }
}
