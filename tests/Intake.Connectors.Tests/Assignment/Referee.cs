using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using Intake.Assignment;
using Intake.Connectors.Assignment;
using Intake.Connectors.Storage;
using Intake.OnCall;
using Intake.Tickets;

namespace Intake.Connectors.Tests.Assignment;

/// <summary>
/// Sees every change of the ledger in the order in which it happened, keeps its own count by what the SOP says ("5 per inbox, no new ones until 4 are
/// completed; snoozed leaves the count; reopened and manual never count"), and writes down whatever breaks a rule.
/// </summary>
internal sealed class Referee(TicketStore store, IReadOnlyDictionary<string, Person> people) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, TrackedTicket> _tickets = [];
    private readonly Dictionary<string, InLine> _line = [];
    private readonly Dictionary<string, AgentDesk> _desks = [];
    private readonly Dictionary<string, Inbox> _inboxes = [];

    public List<string> Broken { get; } = [];

    public int Given { get; private set; }

    public int Refills { get; private set; }

    public int MostCounted { get; private set; }

    public IReadOnlyDictionary<string, TrackedTicket> Tickets => _tickets;

    public AgentDesk Desk(string agent) => _desks.GetValueOrDefault(agent) ?? new AgentDesk(agent);

    public bool MayGet(string agent) => Of(agent).MayGet;

    /// <summary>A ticket somebody has, and knows of.</summary>
    public TrackedTicket? AnyHeld(Random random)
    {
        _turn.Wait();
        try
        {
            var held = _tickets.Values.Where(ticket => ticket is { Agent: not null, Gift: null }).ToList();
            return held is [] ? null : held[random.Next(held.Count)];
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    public async Task<Response<IReadOnlyList<Response>>> Watch(IReadOnlyList<TableTransactionAction> actions, Func<Task<Response<IReadOnlyList<Response>>>> commit)
    {
        if (!actions[0].Entity.PartitionKey.StartsWith("assignment:", StringComparison.Ordinal))
        {
            return await commit();
        }

        await _turn.WaitAsync();
        try
        {
            var done = await commit();
            await Saw(actions);
            return done;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task Saw(IReadOnlyList<TableTransactionAction> actions)
    {
        foreach (var (key, row) in Rows(actions, "t:"))
        {
            await Moved(_tickets.GetValueOrDefault(key), row?.Unpack<TrackedTicket>(), key);
        }

        foreach (var (key, row) in Rows(actions, "w:"))
        {
            Keep(_line, key, row?.Unpack<InLine>());
        }

        foreach (var (key, row) in Rows(actions, "a:"))
        {
            var desk = row!.Unpack<AgentDesk>();
            _desks[key] = desk;
            var inbox = Of(key);
            Check((desk.InHand, desk.Counted, desk.Outstanding) == (inbox.InHand, inbox.Counted, inbox.Outstanding), $"{key}'s desk says {desk.InHand}/{desk.Counted}/{desk.Outstanding}, the tickets {inbox.InHand}/{inbox.Counted}/{inbox.Outstanding}");
        }
    }

    private async Task Moved(TrackedTicket? before, TrackedTicket? after, string ticket)
    {
        Keep(_tickets, ticket, after);
        if (before?.Agent == after?.Agent)
        {
            if (after is { Agent: { } same })
            {
                Check((before!.Holding, after.Holding) is (var was, var becomes) && (was == becomes || (was, becomes) is (Holding.Counted or Holding.Woken, Holding.Snoozed) or (Holding.Snoozed, Holding.Woken)), $"{ticket} went from {before.Holding} to {after.Holding}");
                Of(same).Held[ticket] = after.Holding;
            }

            return;
        }

        if (before?.Agent is { } former)
        {
            Of(former).Held.Remove(ticket);
            Of(former).Completed += after is null && before.Holding != Holding.Extra && await IsCompleted(ticket, former) ? 1 : 0;
        }

        if (after is { Agent: { } agent } && after.Turn > (before?.Turn ?? 0))
        {
            Given++;
            GivenTo(agent, after, _line.Values.First(place => place.Ticket == ticket), before);
        }

        if (after is { Agent: { } now })
        {
            Of(now).Held[ticket] = after.Holding;
            if (Of(now).Counted == 5 && after.Holding == Holding.Counted)
            {
                (Of(now).Filled, Of(now).Completed) = (true, 0);
            }

            MostCounted = Math.Max(MostCounted, Of(now).Counted);
        }
    }

    private void GivenTo(string agent, TrackedTicket after, InLine place, TrackedTicket? before)
    {
        var (person, inbox) = (people[agent], Of(agent));
        Check(before?.Agent == place.From, $"{after.Ticket} was given to {agent} while {before?.Agent} had it");
        Check(Desk(agent).Available.ContainsKey(place.Channel), $"{after.Ticket} was given to {agent}, who is not available on {place.Channel}");
        Check(person.Channels.IsEmpty || person.Channels.Contains(place.Channel), $"{after.Ticket} of {place.Channel} was given to {agent}, who takes {string.Join(",", person.Channels)}");
        Check(place.Pod is not { } pod || person.Pods.Contains(pod), $"{after.Ticket} of pod {place.Pod} was given to {agent}");
        Check(inbox.MayGet, $"{agent} was given {after.Ticket} with {inbox.Counted} counted, {inbox.Completed} completed since the fill");
        if (inbox.Filled)
        {
            (inbox.Filled, inbox.Completed) = (false, 0);
            Refills++;
        }
    }

    private async Task<bool> IsCompleted(string ticket, string agent) => (await store.Load(new TicketId(ticket), default)).Ticket is { ClosedAt: not null, Owner: var owner } && owner == agent;

    private Inbox Of(string agent) => _inboxes.TryGetValue(agent, out var inbox) ? inbox : _inboxes[agent] = new Inbox();

    private void Check(bool holds, string broken)
    {
        if (!holds)
        {
            Broken.Add(broken);
        }
    }

    private static void Keep<T>(Dictionary<string, T> rows, string key, T? value)
        where T : class
    {
        rows.Remove(key);
        if (value is not null)
        {
            rows.Add(key, value);
        }
    }

    private static IEnumerable<(string Key, TableEntity? Row)> Rows(IReadOnlyList<TableTransactionAction> actions, string prefix) => actions
        .Where(action => action.Entity.RowKey.StartsWith(prefix, StringComparison.Ordinal))
        .Select(action => (action.Entity.RowKey[prefix.Length..], action.ActionType == TableTransactionActionType.Delete ? null : (TableEntity)action.Entity));

    /// <summary>An agent's inbox, counted by the SOP's own words.</summary>
    private sealed class Inbox
    {
        public Dictionary<string, Holding> Held { get; } = [];

        public bool Filled { get; set; }

        public int Completed { get; set; }

        public int InHand => Held.Count;

        public int Counted => Held.Values.Count(holding => holding == Holding.Counted);

        public int Outstanding => Held.Values.Count(holding => holding != Holding.Extra);

        public bool MayGet => Counted < 5 && (!Filled || Completed >= 4 || Outstanding == 0);
    }
}
