using NodaTime;

namespace Intake.Time;

/// <summary>The weekly windows that hold from one date to another, both included. Where periods overlap, their windows add up.</summary>
/// <remarks>The dates are those on which windows open: a window opened on the last day runs on over midnight. Source: DESIGN.md, "Timers are derived".</remarks>
/// <param name="EffectiveFrom">The first date on which a window may open; null for "since ever".</param>
/// <param name="EffectiveTo">The last date on which a window may open, included; null for "until further notice".
/// A date before <paramref name="EffectiveFrom"/> is an <see cref="ArgumentException"/>.</param>
/// <param name="Windows">The windows of a week, in any order; several a day and overlapping ones are welcome.</param>
public sealed record OpeningPeriod(LocalDate? EffectiveFrom, LocalDate? EffectiveTo, IReadOnlyList<OpeningWindow> Windows)
{
    /// <summary>The last date on which a window may open, included; null for "until further notice".</summary>
    public LocalDate? EffectiveTo { get; } = EffectiveTo < EffectiveFrom
        ? throw new ArgumentException($"A period from {EffectiveFrom:uuuu-MM-dd} to {EffectiveTo:uuuu-MM-dd} ends before it begins.", nameof(EffectiveTo))
        : EffectiveTo;

    /// <summary>Windows that hold on every date.</summary>
    public static OpeningPeriod Unlimited(params IReadOnlyList<OpeningWindow> windows) => new(null, null, windows);

    internal bool Covers(LocalDate date) => !(date < EffectiveFrom) && !(date > EffectiveTo);
}
