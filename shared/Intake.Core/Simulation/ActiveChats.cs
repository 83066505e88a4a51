using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Simulation;

/// <summary>
/// How many chats whoever takes calls is in the middle of, whenever a call comes (TS-A4): the one thing a ticket is told about all the others. Counted
/// while they are simulated one by one, and known once all have been.
/// </summary>
internal sealed class ActiveChats
{
    private readonly Instant[] _calls;
    private readonly string[][] _agents;
    private readonly int[][] _counts;
    private ImmutableDictionary<Instant, ImmutableDictionary<string, int>> _known = ImmutableDictionary<Instant, ImmutableDictionary<string, int>>.Empty;

    public ActiveChats(Playbook playbook, Team team, IEnumerable<Instant> calls)
    {
        _calls = [.. calls.Distinct().Order()];
        _agents = [.. _calls.Select(at => Rota.OnCall(team, playbook.Shifts, playbook.Zone, playbook.Deprioritise!.Role, at).Select(person => person.Id).ToArray())];
        _counts = [.. _agents.Select(agents => new int[agents.Length])];
    }

    public Watch Begin() => new(this);

    /// <summary>All have been counted.</summary>
    public void Seal() => _known = Enumerable.Range(0, _calls.Length)
        .Where(i => _counts[i].Any(count => count > 0))
        .ToImmutableDictionary(i => _calls[i], i => Enumerable.Range(0, _agents[i].Length).Where(n => _counts[i][n] > 0).ToImmutableDictionary(n => _agents[i][n], n => _counts[i][n]));

    public ImmutableDictionary<string, int> At(Instant call) => _known.GetValueOrDefault(call, ImmutableDictionary<string, int>.Empty);

    /// <summary>A call that came while there were chats.</summary>
    public bool Matter(Arrival arrival) => arrival.Signal is Signal.CallMissed or Signal.CallAnswered && _known.ContainsKey(arrival.Now);

    /// <summary>One desk's way through the calls of everybody.</summary>
    public sealed class Watch(ActiveChats all)
    {
        private int _next;

        public Instant? Next => _next < all._calls.Length ? all._calls[_next] : null;

        public void SkipTo(Instant until)
        {
            var found = Array.BinarySearch(all._calls, _next, all._calls.Length - _next, until);
            _next = found >= 0 ? found + 1 : ~found;
        }

        /// <summary>Counts these chats for the next call.</summary>
        public void Count(Playbook playbook, IEnumerable<Ticket> live)
        {
            foreach (var ticket in live.Where(ticket => !SettingAside.IsUrgent(ticket)))
            {
                for (var n = 0; n < all._agents[_next].Length; n++)
                {
                    if (SettingAside.IsActive(playbook, ticket, all._agents[_next][n], all._calls[_next]))
                    {
                        Interlocked.Increment(ref all._counts[_next][n]);
                    }
                }
            }

            _next++;
        }
    }
}
