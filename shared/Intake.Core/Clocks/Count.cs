using Intake.Playbooks;
using Intake.Time;
using NodaTime;

namespace Intake.Clocks;

/// <summary>When a limit is reached, whichever way its time counts.</summary>
public static class Count
{
    /// <summary>The instant at which <paramref name="length"/> has passed since <paramref name="since"/>; for business days, so many days of 24 hours are so many business days.</summary>
    public static Instant Due(this Counting counting, Instant since, Duration length, BusinessCalendar calendar) => counting switch
    {
        Counting.Monitored => calendar.Add(since, length),
        Counting.WorkingDays => calendar.WorkingDays.Add(since, length),
        Counting.BusinessDays => BusinessDays.SameTimeNextDay(calendar, since, (int)length.TotalDays),
        Counting.EndOfBusinessDay => BusinessDays.EndOfNextDay(calendar, since, (int)length.TotalDays),
        _ => since + length,
    };
}
