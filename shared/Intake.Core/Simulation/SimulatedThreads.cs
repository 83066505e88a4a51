using Intake.Tickets;

namespace Intake.Simulation;

/// <summary>Which ticket a conversation leads to, as the app's pointers do; and which one somebody means who names a client.</summary>
internal sealed class SimulatedThreads
{
    private readonly Dictionary<string, (TicketId Ticket, TicketId? Follows)> _threads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TicketId> _names = new(StringComparer.Ordinal);

    public (TicketId Ticket, TicketId? Follows)? Find(Arrival arrival, Func<TicketId, bool> exists)
    {
        if (arrival.Ticket is { } recorded)
        {
            return (recorded, arrival.Follows);
        }

        if (arrival.Threads.IsEmpty)
        {
            return arrival.About.Select(name => Named(name, exists)).FirstOrDefault(ticket => ticket is not null) is { } known ? (known, null) : null;
        }

        var found = arrival.Threads.Where(_threads.ContainsKey).Select(thread => _threads[thread]).FirstOrDefault();
        if (found.Ticket is null)
        {
            found = (TicketId.For(arrival.Signal.Id), null);
        }

        foreach (var thread in arrival.Threads)
        {
            _threads.TryAdd(thread, found);
        }

        return found;
    }

    /// <summary>The conversation goes on in a successor.</summary>
    public (TicketId Ticket, TicketId? Follows) GoesOn(Arrival arrival, TicketId closed, TicketId successor)
    {
        foreach (var thread in arrival.Threads)
        {
            _threads[thread] = (successor, closed);
        }

        return (successor, closed);
    }

    /// <summary>From now on the names mean this ticket.</summary>
    public void Name(Arrival arrival, TicketId ticket)
    {
        if (!arrival.Threads.IsEmpty)
        {
            foreach (var name in arrival.About)
            {
                _names[name] = ticket;
            }
        }
    }

    private TicketId? Named(string name, Func<TicketId, bool> exists) =>
        _names.GetValueOrDefault(name)
        ?? (_threads.TryGetValue(name, out var thread) ? thread.Ticket : TicketId.TryParse(name, out var id) && exists(id) ? id : null);
}
