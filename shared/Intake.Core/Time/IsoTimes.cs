using NodaTime;
using NodaTime.Text;

namespace Intake.Time;

/// <summary>ISO 8601 as people and programs write it: with an offset, or without one for the wall clock of a zone; seconds may be missing.</summary>
public static class IsoTimes
{
    private static readonly OffsetDateTimePattern MinutesWithOffset = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>");
    private static readonly LocalDateTimePattern OnTheMinute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    /// <summary>The instant, or null when the text is no such time.</summary>
    public static Instant? Parse(string text, DateTimeZone zone) =>
        OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } exact ? exact.Value.ToInstant()
        : MinutesWithOffset.Parse(text) is { Success: true } minutes ? minutes.Value.ToInstant()
        : LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } local ? LocalTimes.PointInTime(local.Value, zone)
        : OnTheMinute.Parse(text) is { Success: true } minute ? LocalTimes.PointInTime(minute.Value, zone)
        : null;
}
