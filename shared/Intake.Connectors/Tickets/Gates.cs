using System.Collections.Concurrent;
using Intake.Tickets;

namespace Intake.Connectors.Tickets;

/// <summary>Writers on one ticket queue here instead of failing each other's ETags; between processes the ETag still decides.</summary>
public sealed class Gates
{
    private readonly ConcurrentDictionary<TicketId, Gate> _gates = new();

    public async Task<IDisposable> Enter(TicketId ticket, CancellationToken cancel)
    {
        var gate = _gates.AddOrUpdate(ticket, static _ => new Gate(1), static (_, gate) => gate with { Users = gate.Users + 1 });
        try
        {
            await gate.Turn.WaitAsync(cancel);
        }
        catch
        {
            Leave(ticket);
            throw;
        }

        return new Pass(this, ticket, gate.Turn);
    }

    private void Leave(TicketId ticket)
    {
        while (_gates.TryGetValue(ticket, out var gate))
        {
            if (gate.Users == 1 ? _gates.TryRemove(new(ticket, gate)) : _gates.TryUpdate(ticket, gate with { Users = gate.Users - 1 }, gate))
            {
                return;
            }
        }
    }

    private sealed record Gate(int Users)
    {
        public SemaphoreSlim Turn { get; } = new(1);
    }

    private sealed class Pass(Gates gates, TicketId ticket, SemaphoreSlim turn) : IDisposable
    {
        public void Dispose()
        {
            turn.Release();
            gates.Leave(ticket);
        }
    }
}
