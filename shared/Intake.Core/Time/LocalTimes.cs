using NodaTime;
using NodaTime.TimeZones;

namespace Intake.Time;

/// <summary>The one place where a wall-clock time becomes a point in time: do-at, promises, shift changes, ends of days.</summary>
/// <remarks>
/// Stretches of time are not resolved but counted, see <see cref="BusinessCalendar"/>. Source: DESIGN.md, "Timers are derived":
/// "named resolvers apply only to points in time".
/// </remarks>
public static class LocalTimes
{
    /// <summary>A time the day skips happens at the moment the clocks have moved on; one the day repeats happens the first time round.</summary>
    private static readonly ZoneLocalMappingResolver WhenTheClockFirstGetsThere =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>
    /// The instant at which the wall clock in <paramref name="zone"/> first shows <paramref name="local"/>;
    /// when it never does because the clocks skip it, the instant of the skip. Never throws for a real date.
    /// </summary>
    public static Instant PointInTime(LocalDateTime local, DateTimeZone zone) => zone.ResolveLocal(local, WhenTheClockFirstGetsThere).ToInstant();

    /// <summary>The first instant of the date: midnight, or the moment the clocks have moved on where midnight, or the whole day, is skipped.</summary>
    public static Instant StartOfDay(LocalDate date, DateTimeZone zone) => PointInTime(date.AtMidnight(), zone);

    /// <summary>The end of the date, excluded: the start of the next one.</summary>
    public static Instant EndOfDay(LocalDate date, DateTimeZone zone) => StartOfDay(date.PlusDays(1), zone);
}
