using Intake.Playbooks;
using Intake.Time;
using NodaTime;

namespace Intake.Reporting;

/// <summary>A week or a month, the end excluded, and when it is reported.</summary>
public sealed record ReportSpan(Instant From, Instant To, Instant At)
{
    /// <summary>The span that is reported first after the instant.</summary>
    public static ReportSpan NextDue(PeriodReportRules rules, DateTimeZone zone, Instant after)
    {
        if (rules.Day is { } day)
        {
            return NextWeek(day, rules.At, zone, after);
        }

        for (var month = after.InZone(zone).Date.With(DateAdjusters.StartOfMonth); ; month = month.PlusMonths(1))
        {
            if (Month(rules, zone, month) is { } span && span.At > after)
            {
                return span;
            }
        }
    }

    /// <summary>The week that ends first after the instant, on that day at that time.</summary>
    public static ReportSpan NextWeek(IsoDayOfWeek day, LocalTime at, DateTimeZone zone, Instant after)
    {
        for (var date = after.InZone(zone).Date.PlusDays(-1).Next(day); ; date = date.PlusWeeks(1))
        {
            var to = LocalTimes.PointInTime(date + at, zone);
            if (to > after)
            {
                return new ReportSpan(LocalTimes.PointInTime(date.PlusWeeks(-1) + at, zone), to, to);
            }
        }
    }

    /// <summary>The span in which the local date lies, or the last of its spans.</summary>
    public static ReportSpan Of(PeriodReportRules rules, DateTimeZone zone, LocalDate date) => rules.Day is { } day
        ? NextWeek(day, rules.At, zone, LocalTimes.StartOfDay(date, zone))
        : Month(rules, zone, date.With(DateAdjusters.StartOfMonth).PlusMonths(1));

    /// <summary>The span before this one: what its figures are compared with.</summary>
    public ReportSpan Before(PeriodReportRules rules, DateTimeZone zone) => rules.Day is null
        ? Month(rules, zone, From.InZone(zone).Date)
        : new ReportSpan(LocalTimes.PointInTime(From.InZone(zone).Date.PlusWeeks(-1) + rules.At, zone), From, From);

    /// <summary>The month before the one that begins on <paramref name="next"/>, in which it is reported.</summary>
    private static ReportSpan Month(PeriodReportRules rules, DateTimeZone zone, LocalDate next)
    {
        var first = Enumerable.Range(0, 28).Select(next.PlusDays).FirstOrDefault(rules.Calendar.IsBusinessDay, next);
        return new ReportSpan(LocalTimes.StartOfDay(next.PlusMonths(-1), zone), LocalTimes.StartOfDay(next, zone), LocalTimes.PointInTime(first + rules.At, zone));
    }
}
