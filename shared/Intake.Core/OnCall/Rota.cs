using System.Collections.Immutable;
using Intake.Playbooks;
using NodaTime;

namespace Intake.OnCall;

public static class Rota
{
    public static ImmutableArray<Person> OnCall(Team team, IReadOnlyList<Shift> shifts, DateTimeZone zone, string role, Instant at) =>
        [.. team.Rota.Where(entry => entry.Role == role).SelectMany(entry => entry.People).Select(id => team.People[id])];
}
