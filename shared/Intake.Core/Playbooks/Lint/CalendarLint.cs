using Intake.Time;
using NodaTime;

namespace Intake.Playbooks.Lint;

/// <summary>Calendars and shifts that overlap, are never open, are used by nobody, or leave part of the day to no one.</summary>
internal static class CalendarLint
{
    // A week in which no named day and no clock change is of interest: any Monday.
    private static readonly LocalDate Monday = new(2024, 1, 1);

    public static void Check(LintDraft draft, Instant now)
    {
        foreach (var calendar in draft.Playbook.Calendars.Values.Where(calendar => calendar.Name != BusinessCalendar.Always.Name))
        {
            Calendar(draft, calendar, now);
        }

        Shifts(draft);
    }

    /// <summary>Not within the next years: what a year of dates says holds for all of them.</summary>
    public static bool NeverCloses(BusinessCalendar calendar)
    {
        var begin = Instant.FromUtc(2024, 1, 1, 0, 0);
        return ReferenceEquals(calendar, BusinessCalendar.Always) || calendar.StretchAt(begin) is { HasStart: false, HasEnd: false };
    }

    private static void Calendar(LintDraft draft, BusinessCalendar calendar, Instant now)
    {
        var path = $"calendars.{calendar.Name}";
        if (!draft.Uses("calendar", calendar.Name).Any())
        {
            draft.Wrong(path, "No channel names this calendar.", "Name it where hours matter, or remove it.");
        }

        if (calendar.NextOpening(now) is null)
        {
            draft.Wrong($"{path}.open", "It never opens again: no clock that counts on it can ever fire.", "Look at its windows, effective dates and holidays.");
        }

        foreach (var (first, second) in Overlaps(calendar))
        {
            draft.Wrong($"{path}.open[{second}]", $"This overlaps window {first + 1} of the calendar; the common time counts once.", "Let one window end where the other begins.");
        }
    }

    private static IEnumerable<(int First, int Second)> Overlaps(BusinessCalendar calendar)
    {
        for (var second = 1; second < calendar.Periods.Count; second++)
        {
            for (var first = 0; first < second; first++)
            {
                if (Coincide(calendar.Periods[first], calendar.Periods[second]) && Stretches(calendar.Periods[first]).Any(a => Stretches(calendar.Periods[second]).Any(b => Meet(a, b))))
                {
                    yield return (first, second);
                }
            }
        }
    }

    private static bool Coincide(OpeningPeriod a, OpeningPeriod b) => !(a.EffectiveTo < b.EffectiveFrom) && !(b.EffectiveTo < a.EffectiveFrom);

    // Minutes of a week; a window over Sunday's midnight is also there on the Monday before.
    private static IEnumerable<(int From, int To)> Stretches(OpeningPeriod period) =>
        from window in period.Windows
        let begin = ((int)window.Day - 1) * 1440 + Minute(window.From)
        let length = (Minute(window.To) - Minute(window.From) + 1439) % 1440 + 1
        from week in new[] { -7 * 1440, 0 }
        select (begin + week, begin + week + length);

    private static bool Meet((int From, int To) a, (int From, int To) b) => a.From < b.To && b.From < a.To;

    private static int Minute(LocalTime time) => time.Hour * 60 + time.Minute;

    private static void Shifts(LintDraft draft)
    {
        var shifts = draft.Playbook.Shifts;
        var held = new string?[1440];
        foreach (var shift in shifts)
        {
            for (var (minute, left) = (Minute(shift.From), (Minute(shift.To) - Minute(shift.From) + 1439) % 1440 + 1); left > 0; minute = (minute + 1) % 1440, left--)
            {
                if (held[minute] is { } other)
                {
                    draft.Wrong($"shifts.{shift.Name}", $"At {At(minute)} it is already the {other} shift.", "Let each shift end where the next begins.");
                    return;
                }

                held[minute] = shift.Name;
            }
        }

        if (shifts.Length > 0 && Array.IndexOf(held, null) is >= 0 and var gap)
        {
            draft.Wrong("shifts", $"At {At(gap)} it is nobody's shift.", "Let each shift end where the next begins.");
        }
    }

    private static string At(int minute) => $"{Monday.AtMidnight().PlusMinutes(minute):HH\\:mm}";
}
