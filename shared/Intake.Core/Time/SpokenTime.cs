using NodaTime;

namespace Intake.Time;

/// <summary>A time somebody wrote in words, as found by <see cref="SpokenTimes"/>.</summary>
/// <param name="At">The point in time; for a date alone, 23:59 of that day.</param>
/// <param name="DateOnly">A day without a time of day, or "end of day".</param>
/// <param name="Relative">A length counted from now ("in 20 minutes").</param>
/// <param name="Words">What of the text says so.</param>
/// <param name="Past">It lies before now: said so by its date, or a time of today that was less than an hour ago.</param>
/// <param name="Doubt">How an ambiguous text was read, in a sentence to show; null when there is one reading.</param>
public sealed record SpokenTime(Instant At, bool DateOnly, bool Relative, string Words, bool Past, string? Doubt);
