using NodaTime;

namespace Intake.Time;

/// <summary>A timetable in a zone: which instants are open, in order, in pieces that may touch.</summary>
/// <remarks>
/// Between two changes of the zone's offset the wall clock runs evenly, so each such interval takes its part of the timetable as it stands.
/// What the clocks skip falls between two intervals and is not there; what they repeat is in both and comes twice.
/// "Wall" below is a wall-clock reading written as the instant at which a clock in UTC shows the same.
/// </remarks>
internal sealed class OpenTime(Timetable timetable, DateTimeZone zone)
{
    // What lies beyond is read as these; so a date, an offset or 20 years more are always representable.
    private static readonly Instant Earliest = Instant.FromUtc(1, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(9970, 1, 1, 0, 0);

    private static readonly Duration TwentyYears = Duration.FromDays(20 * 365 + 5);

    // A weekly window is missed for one week when the clocks skip it, never for five.
    private static readonly Duration FiveWeeks = Duration.FromDays(35);
    private static readonly Duration OneWeek = Duration.FromDays(7);

    public bool Contains(Instant at)
    {
        at = Within(at);
        var wall = at + ToDuration(zone.GetUtcOffset(at));
        var day = DayOf(wall);
        var sinceMidnight = wall - Midnight(day);
        foreach (var stretch in timetable.OpenOn(day))
        {
            if (stretch.From <= sinceMidnight && sinceMidnight < stretch.To)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The open pieces of [from, to), earliest first, cut to it.</summary>
    public IEnumerable<OpenPiece> Forward(Instant from, Instant to)
    {
        (from, to) = (Within(from), Within(to));
        while (from < to)
        {
            var interval = zone.GetZoneInterval(from);
            var offset = ToDuration(interval.WallOffset);
            var end = interval.HasEnd ? Instant.Min(interval.End, to) : to;
            for (var day = DayOf(from + offset); Midnight(day) - offset < end; day++)
            {
                var midnight = Midnight(day) - offset;
                foreach (var stretch in timetable.OpenOn(day))
                {
                    var piece = new OpenPiece(Instant.Max(from, midnight + stretch.From), Instant.Min(end, midnight + stretch.To));
                    if (piece.From < piece.To)
                    {
                        yield return piece;
                    }
                }
            }

            from = end;
        }
    }

    /// <summary>The open pieces of [from, to), latest first, cut to it.</summary>
    public IEnumerable<OpenPiece> Backward(Instant to, Instant from)
    {
        (from, to) = (Within(from), Within(to));
        for (var end = to; end > from; end -= OneWeek)
        {
            var week = Forward(Instant.Max(from, end - OneWeek), end).ToArray();
            for (var i = week.Length - 1; i >= 0; i--)
            {
                yield return week[i];
            }
        }
    }

    /// <summary>How far ahead to look: until the weeks have been the same for five of them, but no further than 20 years.</summary>
    public Instant Horizon(Instant at)
    {
        at = Within(at);
        var named = timetable.NamedDays is { } days ? Midnight(days.Last + 2) : at;
        return Within(Instant.Min(at + TwentyYears, Instant.Max(at, named) + FiveWeeks));
    }

    /// <summary>How far back to look, as <see cref="Horizon"/> is ahead.</summary>
    public Instant Beginning(Instant at)
    {
        at = Within(at);
        var named = timetable.NamedDays is { } days ? Midnight(days.First - 2) : at;
        return Within(Instant.Max(at - TwentyYears, Instant.Min(at, named) - FiveWeeks));
    }

    private static Instant Within(Instant at) => Instant.Max(Earliest, Instant.Min(Latest, at));

    private static int DayOf(Instant wall)
    {
        var (days, rest) = Math.DivRem(wall.ToUnixTimeSeconds(), NodaConstants.SecondsPerDay);
        return (int)days - (rest < 0 ? 1 : 0);
    }

    private static Instant Midnight(int day) => NodaConstants.UnixEpoch + Duration.FromDays(day);

    private static Duration ToDuration(Offset offset) => Duration.FromSeconds(offset.Seconds);
}

/// <summary>Some open time, [From, To).</summary>
internal readonly record struct OpenPiece(Instant From, Instant To);
