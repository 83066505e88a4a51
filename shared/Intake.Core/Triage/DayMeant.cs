using NodaTime;

namespace Intake.Triage;

/// <summary>The day a message is about, for its title: the first it names that is not over.</summary>
internal sealed partial class Dates
{
    public LocalDate? Day(Message message, LocalDateTime written)
    {
        var covered = 0;
        var named = new List<(int At, int Days)>();
        foreach (var hit in words.Find(message).OrderBy(hit => hit.Start).ThenByDescending(hit => hit.End))
        {
            if (hit.End > covered)
            {
                covered = hit.End;
                if (DaysTo(message, hit, written) is { } days)
                {
                    named.Add((hit.Start, days));
                }
            }
        }

        for (var i = 0; i < message.Tokens.Count; i++)
        {
            if (NumericDate.Read(message, i, written.Date) is { } days)
            {
                named.Add((i, days));
            }
        }

        return named.OrderBy(day => day.At).Where(day => day.Days >= 0).Select(day => (LocalDate?)written.Date.PlusDays(day.Days)).FirstOrDefault();
    }

    private static int? DaysTo(Message message, Hit<DateWords> hit, LocalDateTime written) => hit.Owner.Kind switch
    {
        DateKind.Today => 0,
        DateKind.Tomorrow => 1,
        DateKind.InHours => Period.DaysBetween(written.Date, written.PlusHours(Number(message, hit) ?? 0).Date),
        DateKind.InDays => Number(message, hit),
        DateKind.DayOfMonth => ToDay(Number(message, hit), written.Date),
        DateKind.Weekday => (hit.Owner.Number - (int)written.DayOfWeek + 7) % 7,
        DateKind.Month => ToMonthsDay(message, hit, written.Date),
        _ => null,
    };

    /// <summary>The next such day: on the 20th, "the 15th" is next month's.</summary>
    private static int? ToDay(int? day, LocalDate today)
    {
        if (day is not (>= 1 and <= 31))
        {
            return null;
        }

        var month = day < today.Day ? today.PlusMonths(1) : today;
        return Period.DaysBetween(today, new LocalDate(month.Year, month.Month, Math.Min(day.Value, month.Calendar.GetDaysInMonth(month.Year, month.Month))));
    }

    private static int? ToMonthsDay(Message message, Hit<DateWords> hit, LocalDate today)
    {
        var year = NumericDate.Year(message, hit.End) ?? NumericDate.Year(message, hit.End + 1);
        var day = Number(message, hit) ?? Beside(message, hit.Start - 1) ?? Beside(message, hit.Start - 2) ?? Beside(message, hit.End) ?? Beside(message, hit.End + 1);
        return day is >= 1 and <= 31 and var known ? Nearest(year, hit.Owner.Number, known, today) : null;
    }
}
