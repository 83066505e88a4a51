using System.Collections.Immutable;
using NodaTime;

namespace Intake.Time;

/// <summary>
/// When a team is there, and open time counted on it. An instant is open when the wall clock in the calendar's zone then shows
/// a date and time inside a window: a repeated hour counts twice, a skipped one not at all.
/// </summary>
/// <remarks>
/// <para>Source: DESIGN.md, "Timers are derived". Everything is half-open, [from, to), and exact to the nanosecond.</para>
/// <para>A holiday closes the windows that open on it; a window opened the day before runs on over midnight into it.
/// Overlapping windows count once. A window whose wall times are repeated can be open in two stretches apart from one another.</para>
/// <para>"Never" means not within 20 years. Immutable and safe for threads.</para>
/// </remarks>
public sealed class BusinessCalendar
{
    private readonly Timetable _timetable;
    private readonly OpenTime _open;
    private readonly ImmutableArray<LocalDate> _holidays;
    private BusinessCalendar? _workingDays;

    /// <summary>A calendar of weekly windows, by effective date, less the holidays.</summary>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public BusinessCalendar(string name, DateTimeZone zone, IEnumerable<OpeningPeriod> periods, IEnumerable<LocalDate> holidays)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, Zone, Periods) = (name, zone, [.. periods]);
        _holidays = [.. holidays];
        _timetable = new Timetable(Periods, _holidays);
        _open = new OpenTime(_timetable, zone);
    }

    /// <summary>The calendar that never closes, in UTC.</summary>
    public static BusinessCalendar Always { get; } =
        new("always", DateTimeZone.Utc, [OpeningPeriod.Unlimited([.. Enumerable.Range(1, 7).Select(day => OpeningWindow.AllDay((IsoDayOfWeek)day))])], []);

    /// <summary>The calendar's name in the playbook.</summary>
    public string Name { get; }

    /// <summary>The zone whose wall clock the windows are written in.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The windows as they were written.</summary>
    public IReadOnlyList<OpeningPeriod> Periods { get; }

    /// <summary>True when <paramref name="at"/> is open: the opening instant is, the closing one is not.</summary>
    public bool IsOpen(Instant at) => _open.Contains(at);

    /// <summary>
    /// The instant at which <paramref name="open"/> open time has been used up, counted from <paramref name="from"/>. Used up exactly at closing
    /// time is due at closing time. With no time to use up: <paramref name="from"/> when open, else the next opening.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative; <see cref="Subtract"/> goes back.</exception>
    /// <exception cref="CalendarNeverOpensException">The calendar stays closed for 20 years before the time is used up.</exception>
    public Instant Add(Instant from, Duration open)
    {
        RefuseNegative(open);
        var (left, start) = (open, from);
        while (true)
        {
            var (end, opened) = (_open.Horizon(start), false);
            foreach (var piece in _open.Forward(start, end))
            {
                if (left <= piece.To - piece.From)
                {
                    return piece.From + left;
                }

                (left, opened) = (left - (piece.To - piece.From), true);
            }

            start = opened ? end : throw new CalendarNeverOpensException(Name, start, "after");
        }
    }

    /// <summary>The latest instant from which <paramref name="open"/> open time is left until <paramref name="to"/>; with none, that is <paramref name="to"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative; <see cref="Add"/> goes forward.</exception>
    /// <exception cref="CalendarNeverOpensException">The calendar was closed for 20 years before enough time was found.</exception>
    public Instant Subtract(Instant to, Duration open)
    {
        RefuseNegative(open);
        var (left, end) = (open, to);
        while (left > Duration.Zero)
        {
            var (start, opened) = (_open.Beginning(end), false);
            foreach (var piece in _open.Backward(end, start))
            {
                if (left <= piece.To - piece.From)
                {
                    return piece.To - left;
                }

                (left, opened) = (left - (piece.To - piece.From), true);
            }

            end = opened ? start : throw new CalendarNeverOpensException(Name, end, "before");
        }

        return to;
    }

    /// <summary>The open time in [<paramref name="from"/>, <paramref name="to"/>); negative when <paramref name="to"/> is the earlier of the two.</summary>
    public Duration Between(Instant from, Instant to)
    {
        if (to < from)
        {
            return -Between(to, from);
        }

        var sum = Duration.Zero;
        foreach (var piece in _open.Forward(from, to))
        {
            sum += piece.To - piece.From;
        }

        return sum;
    }

    /// <summary>The first open instant at or after <paramref name="at"/>, so <paramref name="at"/> itself when open; null when it never opens again.</summary>
    public Instant? NextOpening(Instant at)
    {
        foreach (var piece in _open.Forward(at, _open.Horizon(at)))
        {
            return piece.From;
        }

        return null;
    }

    /// <summary>The end of the stretch that is open at <paramref name="at"/>, or of the next one; null when it never closes, or never opens again.</summary>
    public Instant? NextClosing(Instant at)
    {
        if (NextOpening(at) is not { } end)
        {
            return null;
        }

        var horizon = _open.Horizon(end);
        foreach (var piece in _open.Forward(end, horizon))
        {
            if (piece.From > end)
            {
                return end;
            }

            end = piece.To;
        }

        return end < horizon ? end : null;
    }

    /// <summary>The whole stretch, without a break, that is open at <paramref name="at"/>, with no start or end where it has none; null when closed.</summary>
    public Interval? StretchAt(Instant at)
    {
        if (!IsOpen(at))
        {
            return null;
        }

        var (start, beginning) = (at, _open.Beginning(at));
        foreach (var piece in _open.Backward(at, beginning))
        {
            if (piece.To < start)
            {
                break;
            }

            start = piece.From;
        }

        return new Interval(start > beginning ? start : null, NextClosing(at));
    }

    /// <summary>
    /// The whole stretch that is closed at <paramref name="at"/>, with no start or end where it has none; null when open.
    /// Equal for all its instants, so it names "this closed window" for what is said once in each.
    /// </summary>
    public Interval? ClosedAt(Instant at)
    {
        if (IsOpen(at))
        {
            return null;
        }

        foreach (var piece in _open.Backward(at, _open.Beginning(at)))
        {
            return new Interval(piece.To, NextOpening(at));
        }

        return new Interval(null, NextOpening(at));
    }

    /// <summary>Working days whole, from midnight to midnight: what "24 hours, weekends not counted" is counted on.</summary>
    /// <remarks>A window over midnight belongs to the day it opens, so it makes no working day of the next.</remarks>
    public BusinessCalendar WorkingDays => _workingDays ??= new BusinessCalendar(
        Name, Zone, Periods.Select(period => period with { Windows = [.. period.Windows.Select(window => OpeningWindow.AllDay(window.Day)).Distinct()] }), _holidays);

    /// <summary>True when a window opens on <paramref name="date"/>. A date the clocks skip has no opening, whatever its weekday says.</summary>
    public bool IsBusinessDay(LocalDate date) => _timetable.OpensOn(date) && LastOpenOn(date) is not null;

    /// <summary>The end of the last stretch open on <paramref name="date"/>, at midnight at the latest; null when it is closed all day.</summary>
    internal Instant? LastOpenOn(LocalDate date)
    {
        foreach (var piece in _open.Backward(LocalTimes.EndOfDay(date, Zone), LocalTimes.StartOfDay(date, Zone)))
        {
            return piece.To;
        }

        return null;
    }

    private static void RefuseNegative(Duration open)
    {
        if (open < Duration.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(open), open, "Open time to count is not negative.");
        }
    }
}
