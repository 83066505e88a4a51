using NodaTime;
using NodaTime.Text;

namespace Intake.Core.Tests;

/// <summary>Times as tests write them: the wall clock and its offset, "2026-03-08 01:59 -05:00", so that a row says which 01:30 it means.</summary>
public static class Times
{
    private static readonly OffsetDateTimePattern Pattern = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm o<+HH:mm>");
    private static readonly OffsetDateTimePattern WithSeconds =
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss;FFFFFFFFF o<+HH:mm>");
    private static readonly DurationPattern Length = DurationPattern.CreateWithInvariantCulture("-H:mm");

    /// <summary>The instant written as date, time (seconds and their fraction optional) and offset; throws when it is not written so.</summary>
    public static Instant At(string text)
    {
        var minutes = Pattern.Parse(text);
        return (minutes.Success ? minutes : WithSeconds.Parse(text)).GetValueOrThrow().ToInstant();
    }

    /// <summary>The length written as hours and minutes, "0:30" or "-47:15"; throws when it is not written so.</summary>
    public static Duration Lasting(string text) => Length.Parse(text).GetValueOrThrow();
}
