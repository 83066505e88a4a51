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
    [ThreadStatic]
    private static Turns? _about;

    /// <summary>The turn that ends first after the instant; null when the playbook names no shifts.</summary>
    public static ShiftSpan? NextEnd(IReadOnlyList<Playbooks.Shift> shifts, DateTimeZone zone, Instant after)
    {
        if (shifts.Count == 0)
        {
            return null;
        }

        // Asked with every signal, mostly about one day.
        var today = after.InZone(zone).Date;
        if (_about is not { } about || about.Day != today || !about.Shifts.SequenceEqual(shifts) || about.Zone != zone)
        {
            // A turn over midnight belongs to the day before the one it ends on.
            _about = about = new Turns(shifts, zone, today, [.. Enumerable.Range(-1, 4).SelectMany(offset => shifts.Select(shift => Turn(shift, today.PlusDays(offset), zone))).OrderBy(turn => turn.To)]);
        }

        return Array.Find(about.All, turn => turn.To > after);
    }

    /// <summary>A day's turn of a shift.</summary>
    public static ShiftSpan Turn(Playbooks.Shift shift, LocalDate day, DateTimeZone zone) => new(
        shift,
        day,
        LocalTimes.PointInTime(day + shift.From, zone),
        LocalTimes.PointInTime((shift.To <= shift.From ? day.PlusDays(1) : day) + shift.To, zone));

    /// <summary>The turns about a day, in the order they end.</summary>
    private sealed record Turns(IReadOnlyList<Playbooks.Shift> Shifts, DateTimeZone Zone, LocalDate Day, ShiftSpan[] All);
}
