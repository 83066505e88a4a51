using System.Collections.Immutable;
using Intake.Connectors.Storage;
using Intake.Tickets;

namespace Intake.Connectors.Tickets;

/// <summary>"Deprioritise and tell" (TS-A4) spans tickets: each chat hears it under a key of its own, so pressing twice tells nobody twice.</summary>
public sealed partial class FrontDoor
{
    /// <returns>What became of each chat; a refusal when there is nothing urgent to make room for.</returns>
    public async Task<MadeRoom> MakeRoom(TicketId urgentId, string agent, Wake wake, CancellationToken cancel)
    {
        var urgent = (await store.Load(urgentId, cancel)).Ticket;
        var clause = (await shelf.For(urgent, cancel)).Deprioritise?.Clause ?? "intake";
        if (!urgent.IsOpen || !SettingAside.IsUrgent(urgent))
        {
            return new MadeRoom([], [], new Refusal(clause, urgent.Exists ? "That ticket is not open and urgent." : "There is no such ticket.", "Name the open, urgent ticket that needs the agent."));
        }

        var (told, kept, now) = (new List<TicketId>(), new List<KeptChat>(), time.Now());
        foreach (var chat in await desk.ActiveChats(agent, cancel))
        {
            if (chat.Id == urgentId)
            {
                continue;
            }

            var signal = new Signal.SetAside(urgentId, urgent.Title, agent) { Id = $"aside:{urgentId}:{urgent.Generation}:{agent}:{chat.LastClientAt}", At = now, ReceivedAt = now };
            if (await Hand(chat.Id, signal, wake, cancel) is Handed.Refused { Refusal: var refusal })
            {
                kept.Add(new KeptChat(chat.Id, refusal.Why, refusal.Remedy));
            }
            else
            {
                told.Add(chat.Id);
            }
        }

        if (told.Count > 0)
        {
            var names = string.Join('+', told.Select(id => id.Value).Order(StringComparer.Ordinal));
            await Hand(urgentId, new Signal.RoomMade(agent, told.Count) { Id = $"room:{urgent.Generation}:{agent}:{Keys.Hash(names)}", At = now, ReceivedAt = now }, wake, cancel);
        }

        return new MadeRoom([.. told], [.. kept], null);
    }
}

/// <summary>The chats that were told to wait, those that were not, and why.</summary>
public sealed record MadeRoom(ImmutableArray<TicketId> Told, ImmutableArray<KeptChat> Kept, Refusal? Refusal);

public sealed record KeptChat(TicketId Ticket, string Why, string Remedy);
