using NodaTime;

namespace Intake.Time;

/// <summary>
/// One opening as the SOPs write it: a weekday and two wall-clock times, opening included and closing excluded.
/// A closing at or before the opening is on the next day, so 22:00 to 06:00 runs over midnight and "24:00" is <see cref="LocalTime.Midnight"/>.
/// </summary>
/// <remarks>
/// The window belongs to the day it opens: weekday, effective dates and holidays are judged on that day alone.
/// Equal times are a whole day, 24 hours of wall clock. Source: DESIGN.md, "Timers are derived".
/// </remarks>
/// <param name="Day">The weekday on which the window opens. <see cref="IsoDayOfWeek.None"/> is an <see cref="ArgumentOutOfRangeException"/>.</param>
/// <param name="From">Wall-clock time of opening, included.</param>
/// <param name="To">Wall-clock time of closing, excluded; on the next day when at or before <paramref name="From"/>.</param>
public sealed record OpeningWindow(IsoDayOfWeek Day, LocalTime From, LocalTime To)
{
    /// <summary>The weekday on which the window opens.</summary>
    public IsoDayOfWeek Day { get; } =
        Day is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday ? Day : throw new ArgumentOutOfRangeException(nameof(Day), Day, "A window opens on a weekday.");

    /// <summary>True when the window closes on the day after it opens; "24:00" counts as that day's midnight.</summary>
    public bool EndsNextDay => To <= From;

    /// <summary>The window of one whole day, 00:00 to 24:00.</summary>
    public static OpeningWindow AllDay(IsoDayOfWeek day) => new(day, LocalTime.Midnight, LocalTime.Midnight);
}
