using System.Collections.Immutable;
using Intake.Playbooks;
using NodaTime;

namespace Intake.OnCall;

/// <summary>A shift on the day it began; one over midnight is still that day's when the date has changed.</summary>
public sealed record ShiftTurn(Shift Shift, LocalDate Day);

/// <summary>Who is on call, by the wall clock: an hour that is repeated belongs twice to its shift, a skipped one to none.</summary>
public static class Rota
{
    /// <summary>The people who hold the role at that instant, in the order they are to be paged: whoever stands in, else the rota's.</summary>
    public static ImmutableArray<Person> OnCall(Team team, IReadOnlyList<Shift> shifts, DateTimeZone zone, string role, Instant at)
    {
        var local = at.InZone(zone).LocalDateTime;
        var people = team.Overrides.LastOrDefault(o => o.Role == role && o.From <= at && at < o.To) is { } standIn
            ? standIn.People
            : team.Rota.Where(entry => entry.Role == role && Holds(entry, shifts, local)).SelectMany(entry => entry.People);
        return [.. people.Distinct().Where(team.People.ContainsKey).Select(id => team.People[id])];
    }

    /// <summary>Everybody who is there for the shift running at that instant: whoever holds a role that is given by shift.</summary>
    public static ImmutableArray<Person> OnDuty(Team team, IReadOnlyList<Shift> shifts, DateTimeZone zone, Instant at) =>
    [
        .. team.Rota.Where(entry => entry.Shift is not null).Select(entry => entry.Role).Distinct()
            .SelectMany(role => OnCall(team, shifts, zone, role, at)).DistinctBy(person => person.Id),
    ];

    /// <summary>The shift at that instant with the day it began; null between shifts. Where shifts overlap, the first in the playbook.</summary>
    public static ShiftTurn? Shift(IReadOnlyList<Shift> shifts, DateTimeZone zone, Instant at)
    {
        var local = at.InZone(zone).LocalDateTime;
        return shifts.Select(shift => TurnOf(shift, local)).FirstOrDefault(turn => turn is not null);
    }

    private static bool Holds(RotaEntry entry, IReadOnlyList<Shift> shifts, LocalDateTime local) =>
        DayOf(entry, shifts, local) is { } day
        && (entry.Days.IsDefaultOrEmpty || entry.Days.Contains(day.DayOfWeek))
        && !(day < entry.From)
        && !(day > entry.To);

    private static LocalDate? DayOf(RotaEntry entry, IReadOnlyList<Shift> shifts, LocalDateTime local) =>
        entry.Shift is null ? local.Date
        : shifts.FirstOrDefault(shift => shift.Name == entry.Shift) is { } shift ? TurnOf(shift, local)?.Day
        : null;

    private static ShiftTurn? TurnOf(Shift shift, LocalDateTime local)
    {
        var (time, overMidnight) = (local.TimeOfDay, shift.To <= shift.From);
        if (shift.From <= time && (overMidnight || time < shift.To))
        {
            return new ShiftTurn(shift, local.Date);
        }

        return overMidnight && time < shift.To ? new ShiftTurn(shift, local.Date.PlusDays(-1)) : null;
    }
}
