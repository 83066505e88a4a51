using System.Collections.Frozen;
using NodaTime;

namespace Intake.Time;

/// <summary>What the wall clock says about being open, without any zone: for each date, the open stretches of its 24 hours.</summary>
/// <remarks>
/// All is computed once: a week for each span of dates between two effective dates, and each date that differs from its week.
/// So reading is a look-up, needs no lock and allocates nothing. Days are numbered from 1 January 1970.
/// </remarks>
internal sealed class Timetable
{
    private static readonly LocalDate DayZero = new(1970, 1, 1);
    private static readonly Duration WholeDay = Duration.FromDays(1);

    // "9999-12-31" means "until further notice" to whoever writes it, and has no next day; so dates out here are no limits.
    private static readonly LocalDate NoSooner = new(1, 1, 2);
    private static readonly LocalDate NoLater = new(9970, 1, 1);

    private readonly IReadOnlyList<OpeningPeriod> _periods;
    private readonly FrozenSet<LocalDate> _holidays;
    private readonly LocalDate[] _changes;
    private readonly int[] _changeDays;
    private readonly WallStretch[][][] _weeks;
    private readonly FrozenDictionary<int, WallStretch[]> _exceptions;

    public Timetable(IEnumerable<OpeningPeriod> periods, IEnumerable<LocalDate> holidays)
    {
        _periods = [.. periods];
        _holidays = holidays.Where(IsWithinReach).ToFrozenSet();
        var firsts = _periods.Select(p => p.EffectiveFrom).OfType<LocalDate>().Where(IsWithinReach);
        var lasts = _periods.Select(p => p.EffectiveTo).OfType<LocalDate>().Where(IsWithinReach);
        _changes = [.. firsts.Concat(lasts.Select(date => date.PlusDays(1))).Distinct().Order()];
        _changeDays = [.. _changes.Select(DayOf)];
        _weeks = [.. Enumerable.Range(0, _changes.Length + 1).Select(WeekOf)];
        _exceptions = _holidays.SelectMany(date => new[] { date, date.PlusDays(1) }).Concat(_changes).Distinct().ToFrozenDictionary(DayOf, Compute);
        NamedDays = _exceptions.Count == 0 ? null : (_exceptions.Keys.Min(), _exceptions.Keys.Max());
    }

    /// <summary>The first and last day on which the weeks are anything but the same week again and again; null when there is no such day.</summary>
    public (int First, int Last)? NamedDays { get; }

    public static int DayOf(LocalDate date) => Period.DaysBetween(DayZero, date);

    /// <summary>The open stretches of a day's wall clock, in order and apart from one another, whichever day their windows opened.</summary>
    public WallStretch[] OpenOn(int day) => _exceptions.TryGetValue(day, out var stretches) ? stretches : _weeks[SpanOf(day)][WeekdayOf(day)];

    /// <summary>True when a window opens on the date. A holiday may still be open for some hours: the day before runs on into it.</summary>
    public bool OpensOn(LocalDate date) => Opening(date).Any();

    private IEnumerable<OpeningWindow> Opening(LocalDate date) =>
        _holidays.Contains(date) ? [] : _periods.Where(p => p.Covers(date)).SelectMany(p => p.Windows).Where(w => w.Day == date.DayOfWeek);

    private WallStretch[] Compute(LocalDate date) => Merge(Opening(date), Opening(date.PlusDays(-1)));

    private WallStretch[][] WeekOf(int span)
    {
        // One date stands for its span: effective dates change only where a span begins.
        var within = span > 0 ? _changes[span - 1] : _changes is [var first, ..] ? first.PlusDays(-1) : DayZero;
        var windows = _periods.Where(p => p.Covers(within)).SelectMany(p => p.Windows).ToLookup(w => w.Day);
        return [.. Enumerable.Range(0, 7).Select(day => Merge(windows[(IsoDayOfWeek)(day + 1)], windows[(IsoDayOfWeek)((day + 6) % 7 + 1)]))];
    }

    private int SpanOf(int day)
    {
        var span = _changeDays.Length;
        while (span > 0 && day < _changeDays[span - 1])
        {
            span--;
        }

        return span;
    }

    // 1 January 1970 was a Thursday; Monday is 0.
    private static int WeekdayOf(int day) => (day % 7 + 10) % 7;

    private static WallStretch[] Merge(IEnumerable<OpeningWindow> today, IEnumerable<OpeningWindow> yesterday)
    {
        var merged = new List<WallStretch>();
        var begun = today.Select(w => new WallStretch(SinceMidnight(w.From), w.EndsNextDay ? WholeDay : SinceMidnight(w.To)));
        var left = yesterday.Where(w => w.EndsNextDay && w.To > LocalTime.Midnight).Select(w => new WallStretch(Duration.Zero, SinceMidnight(w.To)));
        foreach (var next in begun.Concat(left).OrderBy(s => s.From))
        {
            if (merged is [.., var last] && next.From <= last.To)
            {
                merged[^1] = last with { To = Duration.Max(last.To, next.To) };
            }
            else
            {
                merged.Add(next);
            }
        }

        return [.. merged];
    }

    private static bool IsWithinReach(LocalDate date) => NoSooner < date && date < NoLater;

    private static Duration SinceMidnight(LocalTime time) => Duration.FromNanoseconds(time.NanosecondOfDay);
}

/// <summary>Open wall-clock time within one date, as time since midnight on the clock's face: 0 to 24 hours, the end excluded.</summary>
internal readonly record struct WallStretch(Duration From, Duration To);
