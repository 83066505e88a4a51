using System.Collections.Concurrent;
using System.Collections.Immutable;
using Intake.Clocks;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.OnCall;

/// <summary>What a decision must know about the team: who is on call and on duty, who owns the ticket. The same for a real ticket and a simulated one.</summary>
/// <param name="known">Who is on call in which minute, for rosters that look at the same time again and again; each forgets all but the last without it.</param>
public sealed class Roster(Team team, Playbook playbook, ConcurrentDictionary<long, OnCallThen>? known = null)
{
    private readonly ImmutableArray<string> _roles = [.. team.Rota.Select(entry => entry.Role).Concat(team.Overrides.Select(entry => entry.Role)).Distinct()];

    // Rotas change on whole minutes, and one moment brings many signals.
    private OnCallThen? _last;

    public Facts About(Ticket ticket, Signal signal, Instant now) => signal.Facts with
    {
        OnCall = Then(now).People,
        People = team.People,
        // Whoever has handed it over may have gone home: until somebody accepts it, the room is told instead.
        Owner = ticket.HandOver is null && ticket.Owner is { } owner ? team.People.GetValueOrDefault(owner) : null,
        Agent = (ticket.Owner ?? ticket.LastAgent) is { } agent ? team.People.GetValueOrDefault(agent) : null,
        OnDuty = signal is Signal.ClockRang ? Then(now + FlightPlan.Early).OnDuty : [],
    };

    private OnCallThen Then(Instant at)
    {
        var minute = at.ToUnixTimeSeconds() / 60;
        if (_last is not { } last || last.Minute != minute)
        {
            _last = last = known?.GetOrAdd(minute, _ => Look(minute, at)) ?? Look(minute, at);
        }

        return last;
    }

    private OnCallThen Look(long minute, Instant at) => new(
        minute,
        _roles.ToImmutableDictionary(role => role, role => Rota.OnCall(team, playbook.Shifts, playbook.Zone, role, at)),
        Rota.OnDuty(team, playbook.Shifts, playbook.Zone, at));
}

/// <summary>Who is on call, by role, and on duty in a minute.</summary>
public sealed record OnCallThen(long Minute, ImmutableDictionary<string, ImmutableArray<Person>> People, ImmutableArray<Person> OnDuty);
