using NodaTime;

namespace Intake.Time;

/// <summary>
/// Days as an SOP counts them. A business day is a local date on which a window of the calendar opens; weekends and holidays are none.
/// Source: "within 1 business day" (XD-5), "by the end of the next business day" (SC-8).
/// </summary>
public static class BusinessDays
{
    /// <summary>
    /// The same wall-clock time on the <paramref name="days"/>-th following business day, whether or not it is open at that time;
    /// a time skipped or repeated there is settled by <see cref="LocalTimes.PointInTime"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one day.</exception>
    /// <exception cref="CalendarNeverOpensException">There are 20 years without such a date.</exception>
    public static Instant SameTimeNextDay(BusinessCalendar calendar, Instant from, int days = 1)
    {
        var local = from.InZone(calendar.Zone).LocalDateTime;
        return LocalTimes.PointInTime(Following(calendar, from, days) + local.TimeOfDay, calendar.Zone);
    }

    /// <summary>When the team goes home on the <paramref name="days"/>-th following business day: the end of its last window, at midnight at the latest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one day.</exception>
    /// <exception cref="CalendarNeverOpensException">There are 20 years without such a date.</exception>
    public static Instant EndOfNextDay(BusinessCalendar calendar, Instant from, int days = 1) => calendar.LastOpenOn(Following(calendar, from, days))!.Value;

    private static LocalDate Following(BusinessCalendar calendar, Instant from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var date = from.InZone(calendar.Zone).Date;
        var found = date;
        while (days > 0)
        {
            date = date.PlusDays(1);
            if (calendar.IsBusinessDay(date))
            {
                (found, days) = (date, days - 1);
            }
            else if (date > found.PlusYears(20))
            {
                throw new CalendarNeverOpensException(calendar.Name, from, "after");
            }
        }

        return found;
    }
}
