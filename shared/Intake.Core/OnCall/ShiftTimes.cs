using Intake.Time;
using NodaTime;

namespace Intake.OnCall;

/// <summary>One turn of a shift: the local day it began, and from when to when, the end excluded.</summary>
public sealed record ShiftSpan(Playbooks.Shift Shift, LocalDate Day, Instant From, Instant To)
{
    /// <summary>"2026-03-02:morning": the same whoever computes it.</summary>
    public string Id => $"{Day:uuuu-MM-dd}:{Shift.Name}";
}

/// <summary>When shifts begin and end. A wall-clock time the day repeats counts the first time round; one it skips, when the clocks have moved on.</summary>
public static class ShiftTimes
{
    /// <summary>The turn that ends first after the instant; null when the playbook names no shifts.</summary>
    public static ShiftSpan? NextEnd(IReadOnlyList<Playbooks.Shift> shifts, DateTimeZone zone, Instant after)
    {
        if (shifts.Count == 0)
        {
            return null;
        }

        // A turn over midnight belongs to the day before the one it ends on.
        var today = after.InZone(zone).Date;
        return Enumerable.Range(-1, 4)
            .SelectMany(offset => shifts.Select(shift => Turn(shift, today.PlusDays(offset), zone)))
            .Where(turn => turn.To > after)
            .MinBy(turn => turn.To);
    }

    /// <summary>A day's turn of a shift.</summary>
    public static ShiftSpan Turn(Playbooks.Shift shift, LocalDate day, DateTimeZone zone) => new(
        shift,
        day,
        LocalTimes.PointInTime(day + shift.From, zone),
        LocalTimes.PointInTime((shift.To <= shift.From ? day.PlusDays(1) : day) + shift.To, zone));
}
