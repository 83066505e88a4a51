using System.Collections.Concurrent;
using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Simulation;

/// <summary>
/// Drives Decide and the flight plan with what came in, on a virtual clock. Conversations that have nothing to do with one another run side by
/// side; the result is the same whatever their order.
/// </summary>
public static class Simulator
{
    /// <param name="arrivals">In any order; each is heard when it was received.</param>
    /// <param name="end">When to stop; a clock that rings later does not.</param>
    /// <param name="keepsLog">Whether everything that goes out is kept.</param>
    public static SimulationResult Run(Playbook playbook, Team team, IReadOnlyList<Arrival> arrivals, Instant end, bool keepsLog)
    {
        arrivals = Numbered(playbook, arrivals);
        var groups = Together(arrivals);
        var calls = playbook.Deprioritise is null ? [] : arrivals.Where(arrival => arrival.Signal is Signal.CallMissed or Signal.CallAnswered).Select(arrival => arrival.Now);
        var chats = new ActiveChats(playbook, team, calls);
        var onCall = new ConcurrentDictionary<long, OnCallThen>();
        var done = new Ran[groups.Count];
        Parallel.For(0, groups.Count, i => done[i] = Ran.Of(playbook, new Roster(team, playbook, onCall), groups[i], end, keepsLog, chats));

        // A caller's ticket is told how many chats there are, of whomever: known when all have been run once.
        chats.Seal();
        Parallel.For(0, groups.Count, i => done[i] = groups[i].Exists(arrival => chats.Matter(arrival)) ? Ran.Of(playbook, new Roster(team, playbook, onCall), groups[i], end, keepsLog, chats) : done[i]);
        var tallies = done.Select(part => part.Tally).ToArray();
        return new SimulationResult
        {
            Playbook = playbook.Name,
            Version = playbook.Version,
            From = arrivals.Count == 0 ? end : arrivals.Min(arrival => arrival.Now),
            To = end,
            Signals = tallies.Sum(tally => tally.Signals),
            LeadingNowhere = tallies.Sum(tally => tally.LeadingNowhere),
            Effects = tallies.Sum(tally => tally.Effects),
            Pages = [.. tallies.SelectMany(tally => tally.Pages).Select(page => page with { Person = PersonOf(team, page.Person) }).Distinct().OrderBy(page => page.At).ThenBy(page => page.Person, StringComparer.Ordinal).ThenBy(page => page.Ticket.Value, StringComparer.Ordinal)],
            Breaches = [.. tallies.SelectMany(tally => tally.Breaches).OrderBy(breach => breach.Due).ThenBy(breach => breach.Ticket.Value, StringComparer.Ordinal)],
            Refusals = [.. tallies.SelectMany(tally => tally.Refusals).OrderBy(refusal => refusal.At).ThenBy(refusal => refusal.Ticket.Value, StringComparer.Ordinal)],
            Tickets = [.. done.SelectMany(part => part.Desk.Tickets.Select(part.Tally.Of)).OrderBy(ticket => ticket.OpenedAt).ThenBy(ticket => ticket.Id.Value, StringComparer.Ordinal)],
            Log = [.. tallies.SelectMany(tally => tally.Log)],
        };
    }

    /// <summary>What was not recorded with its number has one of its own, the same whatever runs beside it.</summary>
    private static IReadOnlyList<Arrival> Numbered(Playbook playbook, IReadOnlyList<Arrival> arrivals) => playbook.References is not { } rules
        ? arrivals
        : [.. arrivals.Index().Select(arrival => arrival.Item.Reference is null ? arrival.Item with { Reference = rules.Written(rules.First + arrival.Index) } : arrival.Item)];

    // A page in Slack names the member, one by SMS the person: it is the same page.
    private static string PersonOf(Team team, string named) => team.People.Values.FirstOrDefault(person => person.Slack == named)?.Id ?? named;

    /// <summary>Arrivals that may concern the same ticket, each group in order of time.</summary>
    private static List<List<Arrival>> Together(IReadOnlyList<Arrival> arrivals)
    {
        var parent = Enumerable.Range(0, arrivals.Count).ToArray();
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < arrivals.Count; i++)
        {
            foreach (var key in Keys(arrivals[i]))
            {
                if (!first.TryAdd(key, i))
                {
                    parent[Root(parent, i)] = Root(parent, first[key]);
                }
            }
        }

        return [.. Enumerable.Range(0, arrivals.Count).GroupBy(i => Root(parent, i), i => arrivals[i]).Select(group => group.OrderBy(arrival => arrival.Now).ToList())];
    }

    private static IEnumerable<string> Keys(Arrival arrival) =>
        arrival.Threads.Concat(arrival.About).Concat(new[] { arrival.Ticket?.Value, arrival.Follows?.Value, arrival.Previous?.Value, Phone(arrival.Signal) }.OfType<string>());

    // A message that gets through answers a call from the same number.
    private static string? Phone(Signal signal) => signal switch
    {
        Signal.MessageArrived { Client.Phone: { } phone } => phone,
        Signal.CallMissed { Client.Phone: { } phone } => phone,
        Signal.CallAnswered { Client.Phone: { } phone } => phone,
        Signal.CallMade { Client.Phone: { } phone } => phone,
        Signal.TicketRequested { Client.Phone: { } phone } => phone,
        _ => null,
    };

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i)
        {
            i = parent[i] = parent[parent[i]];
        }

        return i;
    }

    private sealed record Ran(Tally Tally, SimulatedDesk Desk)
    {
        public static Ran Of(Playbook playbook, Roster roster, List<Arrival> arrivals, Instant end, bool keepsLog, ActiveChats chats)
        {
            var tally = new Tally(playbook, keepsLog);
            var desk = new SimulatedDesk(playbook, roster, tally, chats);
            desk.Run(arrivals, end);
            return new Ran(tally, desk);
        }
    }
}
