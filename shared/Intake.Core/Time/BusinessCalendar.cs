using NodaTime;

namespace Intake.Time;

public sealed class BusinessCalendar
{
    public static BusinessCalendar Always { get; } = new();

    private readonly Instant _since = Instant.MinValue;

    public bool IsOpen(Instant at) => at > _since;

    public Instant Add(Instant from, Duration open) => IsOpen(from) ? from + open : from;

    public Interval? ClosedAt(Instant at) => IsOpen(at) ? null : new Interval(null, null);
}
