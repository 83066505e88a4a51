using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Core.Tests.Tickets;

/// <summary>Several conversations and what they tell each other, in memory: messages go where merges lead, and what is told arrives when <see cref="Deliver"/> is called.</summary>
internal sealed class Conversations(Playbook playbook)
{
    private readonly Dictionary<TicketId, Ticket> _tickets = [];
    private readonly List<(TicketId From, Effect.Tell Tell)> _told = [];
    private int _signals;

    public Instant Now { get; set; } = Times.At("2026-03-02 08:00 -05:00");

    public List<(TicketId Ticket, TicketEvent Event)> Events { get; } = [];

    public Refusal? Refused { get; private set; }

    public Ticket this[string id] => _tickets[new TicketId(id)];

    public IEnumerable<Ticket> All => _tickets.Values;

    public int Undelivered => _told.Count;

    /// <summary>The message's id; it goes to the ticket its thread leads to.</summary>
    public string Writes(string thread, string text, string email = "jane@example.com")
    {
        var id = $"m{++_signals}";
        Hand(new TicketId(thread), new Signal.MessageArrived("email", new Client("Jane Doe", email, Email: email), new Message(id, "text", text), "Customer e-mail") { Id = id, At = Now, ReceivedAt = Now });
        return id;
    }

    public void Merge(string from, string into, bool confirm = false) => Ask(from, new Signal.MergeRequested("olive", new TicketId(into), confirm));

    public void Undo(string from) => Ask(from, new Signal.UnmergeRequested("olive"));

    public void Ask(string ticket, Signal signal) => Hand(new TicketId(ticket), signal with { Id = $"s{++_signals}", At = Now, ReceivedAt = Now });

    /// <summary>What one told another arrives, twice as webhooks do; the n-th first, whatever was told before.</summary>
    public void Deliver(int n = 0)
    {
        var (from, tell) = _told[n];
        _told.RemoveAt(n);
        for (var twice = 0; twice < 2; twice++)
        {
            Hand(tell.Ticket, tell.Signal with { Id = $"{from}/{tell.Id}", ReceivedAt = Now });
        }
    }

    public void DeliverAll()
    {
        while (_told.Count > 0)
        {
            Deliver();
        }
    }

    public IEnumerable<string> MessagesOf(string ticket) => Events.Where(e => e.Ticket.Value == ticket).Select(e => e.Event).OfType<TicketEvent.MessageReceived>().Select(e => e.Message.Id);

    private void Hand(TicketId id, Signal signal)
    {
        for (var hops = 0; ; hops++)
        {
            Assert.True(hops <= 20, "merges lead in a circle");
            var before = _tickets.GetValueOrDefault(id) ?? Ticket.None(id);
            var decision = Decider.Decide(playbook, before, signal with { Facts = Gather(before, signal) }, Now);
            Refused = decision.Refusal;
            if (decision.Successor is { } next)
            {
                id = next;
                continue;
            }

            if (decision.After.Exists)
            {
                _tickets[id] = decision.After;
            }

            Assert.Equal(decision.After.Sequence, before.Sequence + decision.Events.Length);
            Events.AddRange(decision.Events.Select(e => (id, e)));
            _told.AddRange(decision.Effects.OfType<Effect.Tell>().Select(tell => (id, tell)));
            return;
        }
    }

    private Facts Gather(Ticket ticket, Signal signal) => signal switch
    {
        Signal.MergeRequested merge => Facts.None with
        {
            Other = _tickets.GetValueOrDefault(merge.Into),
            Messages = [.. Events.Where(e => e.Ticket == ticket.Id).Select(e => e.Event).OfType<TicketEvent.MessageReceived>()],
        },
        Signal.MessageArrived message when !ticket.Exists => Facts.None with { Similar = _tickets.Values.LastOrDefault(other => other.IsOpen && other.Client.Email == message.Client.Email) },
        _ => Facts.None,
    };
}
