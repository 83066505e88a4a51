using System.Collections.Concurrent;
using System.Collections.Immutable;
using Intake.Assignment;
using Intake.Clocks;
using Intake.Connectors.Assignment;
using Intake.Connectors.Storage;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tickets;

/// <summary>
/// Hands one signal to one ticket: gathers the facts, lets the core decide, and commits the whole decision or nothing.
/// Index row and pointers are written first: what a crash leaves behind then is harmless.
/// </summary>
public sealed class Desk(TicketStore store, TicketIndex index, Pointers pointers, PlaybookShelf shelf, Gates gates, TimeProvider time, SignalLog? log = null, ReferenceNumbers? numbers = null, AssignmentLedger? assignment = null)
{
    private const int AtOnce = 16;

    private readonly ConcurrentDictionary<string, (Team Team, Roster Roster)> _rosters = new();

    /// <param name="alsoNamed">Tickets this thread led to lately: heard there is heard here.</param>
    /// <param name="settled">For the outcome of an effect: turns the decision's moment into what becomes of the effect's row.</param>
    /// <exception cref="Azure.RequestFailedException">The store could not be reached.</exception>
    public async Task<Handed> Hand(TicketId id, Signal signal, CancellationToken cancel, IEnumerable<TicketId>? alsoNamed = null, EffectChange? settled = null)
    {
        using var turn = await gates.Enter(id, cancel);
        while (true)
        {
            var before = await store.Load(id, cancel);
            if (await HeardBefore(before.Ticket, signal, alsoNamed ?? [], cancel))
            {
                return new Handed.HeardBefore(before.Ticket);
            }

            var now = time.Now();
            var playbook = signal is Signal.PlaybookChanged && shelf.Named(before.Ticket.Playbook) is { } changed
                ? await shelf.Used(changed, cancel)
                : await shelf.For(before.Ticket, cancel, signal.Facts.Playbook);
            var heard = signal with { Facts = await Gather(playbook, before.Ticket, signal, now, cancel) };
            var decision = Decider.Decide(playbook, before.Ticket, heard, now);
            if (decision.Refusal is { } refusal)
            {
                return new Handed.Refused(before.Ticket, refusal);
            }

            if (decision.Successor is { } successor)
            {
                return new Handed.BelongsTo(successor, Merged: before.Ticket.MergedInto == successor);
            }

            var wake = await Prepare(playbook, before.Ticket, decision, now, cancel);
            switch (await store.TryCommit(before, decision, DeliveryKey(signal), now, settled, cancel))
            {
                case Commit.Done:
                    log?.Tell(id, CardNumbers.Masked(heard) with { Facts = heard.Facts }, now);
                    return new Handed.Committed(decision, wake);
                case Commit.HeardBefore:
                    return new Handed.HeardBefore(before.Ticket);
                case Commit.Raced when settled is { } change && (await store.Effect(id, change.Stored.Effect.Id, cancel))?.ETag != change.Stored.ETag:
                    return new Handed.HeardBefore(before.Ticket);
            }
        }
    }

    /// <summary>A live ticket's own key is met by the commit itself; a closed one's is looked up first, because a redelivery must not reopen or succeed it.</summary>
    private async Task<bool> HeardBefore(Ticket ticket, Signal signal, IEnumerable<TicketId> alsoNamed, CancellationToken cancel)
    {
        alsoNamed = ticket.Took.IsEmpty ? alsoNamed : [.. alsoNamed, .. await WhereItWent(ticket, cancel)];
        foreach (var named in ticket.ClosedAt is not null && DeliveryKey(signal) is not null ? alsoNamed.Append(ticket.Id) : alsoNamed)
        {
            if (await store.HasHeard(named, signal.Id, cancel))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a merge that was taken back had led elsewhere was heard there, or where that was merged into.</summary>
    private async Task<List<TicketId>> WhereItWent(Ticket ticket, CancellationToken cancel)
    {
        var went = new List<TicketId>();
        foreach (var took in ticket.Took)
        {
            for (TicketId? next = took; next is { } other && !went.Contains(other); next = (await store.Load(other, cancel)).Ticket.MergedInto)
            {
                went.Add(other);
            }
        }

        return went;
    }

    // Timers and outcomes guard themselves, by their episode and their effect's row.
    private static string? DeliveryKey(Signal signal) => signal is Signal.ClockRang or Signal.EffectSettled ? null : signal.Id;

    /// <summary>Before the commit: the index learns of an earlier wake-up, pages' codes lead here, receipts lead here. True when the ticket's clock must be woken.</summary>
    private async Task<bool> Prepare(Playbook playbook, Ticket before, Decision decision, Instant now, CancellationToken cancel)
    {
        if (decision.Events.Length == 0 && decision.Effects.Length == 0)
        {
            return false;
        }

        // Another version's timers: what the clock waits for now says nothing of them.
        var was = before.Exists && before.PlaybookVersion == decision.After.PlaybookVersion ? FlightPlan.NextDue(playbook, before) : null;
        var next = decision.Effects.Length > 0 ? now : FlightPlan.NextDue(playbook, decision.After);
        var earlier = next is { } due && (was is null || due < was);
        if (!before.Exists || earlier || decision.After.Generation != before.Generation)
        {
            await index.BringForward(before.Id, next ?? now, cancel);
        }

        foreach (var key in decision.Events.Select(e => PointerFrom(playbook, decision.After, e)).OfType<string>())
        {
            await pointers.Insert(key, before.Id, cancel);
        }

        foreach (var key in playbook.Merge is null ? [] : decision.Events.Select(e => Named(playbook, decision.After, e)).OfType<string>())
        {
            await pointers.Set(key, before.Id, "", cancel);
        }

        foreach (var sms in decision.Effects.OfType<Effect.SendSms>())
        {
            await pointers.Set(PointerKeys.Code(sms.To.Sms!, sms.Code), before.Id, sms.Alert, cancel);
        }

        return earlier || decision.Effects.Length > 0 || !before.Exists || decision.After.Generation != before.Generation;
    }

    /// <summary>Whose conversation it is: the latest is the one offered to the next.</summary>
    private static string? Named(Playbook playbook, Ticket ticket, TicketEvent e) => e switch
    {
        TicketEvent.Opened => PointerKeys.Client(playbook, ticket.Client),
        TicketEvent.AccountLocated located => PointerKeys.Account(playbook, located.Account),
        _ => null,
    };

    private static string? PointerFrom(Playbook playbook, Ticket ticket, TicketEvent e) => e switch
    {
        TicketEvent.EffectDelivered { Kind: EffectKinds.MirrorTicket } delivered => PointerKeys.HubSpot(delivered.Receipt),
        TicketEvent.EffectDelivered { Kind: EffectKinds.SendToClient } delivered when playbook.Channels[ticket.Channel].Kind == ChannelKind.Email => PointerKeys.Mail(delivered.Receipt),
        TicketEvent.Opened { HubSpotId: { } hubSpotId } => PointerKeys.HubSpot(hubSpotId),
        _ => null,
    };

    /// <summary>Who is on call is remembered until somebody stands in.</summary>
    private Roster Roster(Playbook playbook)
    {
        // People are on call by the playbook as it is now, whatever version the ticket carries.
        var (team, current) = (shelf.TeamOf(playbook.Name), shelf.Named(playbook.Name) ?? playbook);
        return _rosters.AddOrUpdate(playbook.Name, _ => (team, new Roster(team, current)), (_, known) => ReferenceEquals(known.Team, team) ? known : (team, new Roster(team, current))).Roster;
    }

    private async Task<Facts> Gather(Playbook playbook, Ticket ticket, Signal signal, Instant now, CancellationToken cancel)
    {
        await shelf.Refresh(now, cancel);
        var team = shelf.TeamOf(playbook.Name);
        return Roster(playbook).About(ticket, signal, now) with
        {
            Messages = Reads(ticket, signal, now) ? await Messages(ticket.Id, cancel) : [],
            Other = signal switch
            {
                Signal.DraftDismissed { BelongsTo: { } named } when TicketId.TryParse(named, out var other) => (await store.Load(other, cancel)).Ticket,
                Signal.MergeRequested merge when (await store.Load(merge.Into, cancel)).Ticket is { Exists: true } into => into,
                _ => null,
            },
            Similar = await Similar(playbook, ticket, signal, cancel),
            ActiveChats = signal is Signal.CallMissed or Signal.CallAnswered && playbook.Deprioritise is { } rules
                ? await CountChats([.. Rota.OnCall(team, playbook.Shifts, playbook.Zone, rules.Role, now).Select(person => person.Id)], now, cancel)
                : ImmutableDictionary<string, int>.Empty,
            PhoneTicket = await PhoneTicket(playbook, ticket, signal, cancel),
            Reference = await Number(playbook, ticket, signal, cancel),
            Steps = Escalations.NeedsSteps(playbook, ticket, signal, now) ? Escalations.Steps(playbook, await Events(ticket.Id, cancel)) : [],
            Earlier = await Earlier(playbook, ticket, signal, cancel),
            LongestSnooze = await LongestSnooze(playbook, signal, now, cancel),
            Unsent = Closes(playbook, ticket, signal, now) ? await Unsent(ticket.Id, cancel) : [],
        };
    }

    private async Task<Duration?> LongestSnooze(Playbook playbook, Signal signal, Instant now, CancellationToken cancel) =>
        signal is Signal.SnoozeRequested or Signal.MacroRequested && playbook is { Snooze: { } snooze, Assignment.Overrides: not null } && assignment is not null
            ? (await assignment.Overrides(playbook.Name, cancel)).LongestSnooze(snooze.AtMost, now)
            : null;

    /// <summary>The conversation last begun with this client, when another begins or their account becomes known (ER-8).</summary>
    private async Task<Ticket?> Similar(Playbook playbook, Ticket ticket, Signal signal, CancellationToken cancel)
    {
        var key = (playbook.Merge, signal) switch
        {
            (null, _) => null,
            (_, Signal.MessageArrived message) when !ticket.Exists => PointerKeys.Client(playbook, message.Client),
            (_, Signal.AccountLookedUp { Account: { } account }) when ticket.Identity?.Account != account => PointerKeys.Account(playbook, account),
            _ => null,
        };
        return key is not null && await pointers.Find(key, cancel) is { } pointer && pointer.Ticket != ticket.Id ? (await store.Load(pointer.Ticket, cancel)).Ticket : null;
    }

    /// <summary>Whatever may become a ticket has its number before it does.</summary>
    private async Task<string?> Number(Playbook playbook, Ticket ticket, Signal signal, CancellationToken cancel)
    {
        var opens = !ticket.Exists && signal is Signal.MessageArrived or Signal.CallMissed or Signal.CallAnswered or Signal.TicketRequested or Signal.TicketAdopted or Signal.InternalRequested;
        if (!opens || playbook.References is not { } rules || numbers is null)
        {
            return null;
        }

        var reference = await numbers.Of(playbook.Name, rules, ticket.Id, cancel);
        await pointers.Insert(PointerKeys.Reference(reference), ticket.Id, cancel);
        return reference;
    }

    /// <summary>The previous request: of which the thread goes on, or whose number is named.</summary>
    private async Task<Ticket?> Earlier(Playbook playbook, Ticket ticket, Signal signal, CancellationToken cancel)
    {
        if (playbook.Categories is null || ticket.Follows is not null)
        {
            return null;
        }

        var id = signal.Facts.Follows;
        var named = signal is Signal.CategorySet { Earlier: { } number } ? playbook.References?.In(number)
            : signal is Signal.MessageArrived { Automatic: false } message && !ticket.Exists ? playbook.References?.In($"{message.Message.Subject} {message.Message.Text}")
            : null;
        if (id is null && named is not null)
        {
            id = (await pointers.Find(PointerKeys.Reference(named), cancel))?.Ticket;
        }

        return id is { } earlier && earlier != ticket.Id && (await store.Load(earlier, cancel)).Ticket is { Exists: true } found ? found : null;
    }

    /// <summary>The chats an agent is in the middle of, the oldest first.</summary>
    public async Task<List<Ticket>> ActiveChats(string agent, CancellationToken cancel)
    {
        var now = time.Now();
        return [.. (await Open((ticket, playbook) => SettingAside.IsActive(playbook, ticket, agent, now), cancel)).Select(open => open.Ticket).OrderBy(ticket => ticket.OpenedAt)];
    }

    private async Task<ImmutableDictionary<string, int>> CountChats(ImmutableArray<string> agents, Instant now, CancellationToken cancel)
    {
        var chats = await Open((ticket, _) => ticket.Live && !SettingAside.IsUrgent(ticket), cancel);
        return agents.Select(agent => (agent, Count: chats.Count(chat => SettingAside.IsActive(chat.Playbook, chat.Ticket, agent, now)))).Where(counted => counted.Count > 0)
            .ToImmutableDictionary(counted => counted.agent, counted => counted.Count);
    }

    /// <summary>Open tickets, read many at a time: somebody urgent is on the telephone meanwhile.</summary>
    private async Task<IReadOnlyCollection<(Ticket Ticket, Playbook Playbook)>> Open(Func<Ticket, Playbook, bool> wanted, CancellationToken cancel)
    {
        var found = new ConcurrentBag<(Ticket, Playbook)>();
        await Parallel.ForEachAsync(index.OpenTickets(cancel), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (row, stop) =>
        {
            if ((await store.Load(row.Ticket, stop)).Ticket is { IsOpen: true } ticket && await shelf.For(ticket, stop) is var playbook && wanted(ticket, playbook))
            {
                found.Add((ticket, playbook));
            }
        });
        return found;
    }

    /// <summary>A message that got through reaches whoever waits on the phone at the same number (TS-A3).</summary>
    private async Task<TicketId?> PhoneTicket(Playbook playbook, Ticket ticket, Signal signal, CancellationToken cancel) =>
        signal is Signal.ReplySeen or Signal.EffectSettled { Effect: Effect.SendToClient { Automatic: false }, Outcome: Outcome.Delivered } && ticket.Client.Phone is { } phone
        && playbook.Channels.Values.FirstOrDefault(channel => channel.Kind == ChannelKind.Phone) is { } line
            ? (await pointers.FirstOf(new ServedChannel(playbook, line).Threads([PointerKeys.Phone(phone)]), cancel))?.Ticket
            : null;

    private async Task<List<TicketEvent>> Events(TicketId id, CancellationToken cancel)
    {
        var events = new List<TicketEvent>();
        await foreach (var stored in store.Events(id, cancel))
        {
            events.Add(stored.Event);
        }

        return events;
    }

    private async Task<ImmutableArray<TicketEvent.MessageReceived>> Messages(TicketId id, CancellationToken cancel) => [.. (await Events(id, cancel)).OfType<TicketEvent.MessageReceived>()];

    /// <summary>A draft that becomes a ticket, or a snoozed one that wakes, needs the client's words.</summary>
    private static bool Reads(Ticket ticket, Signal signal, Instant now) =>
        signal is Signal.MergeRequested || (ticket.Draft && signal is Signal.DraftConfirmed or Signal.TicketRequested or Signal.DraftDismissed { BelongsTo: not null })
        || (signal is Signal.ClockRang && ticket.Snooze?.Until <= now + FlightPlan.Early);

    // Asked for, or by the stage itself; looking at every ring of the clock would cost a read each time.
    private static bool Closes(Playbook playbook, Ticket ticket, Signal signal, Instant now) =>
        signal is Signal.StageMoved { SeenIn: null } or Signal.ExecutionReported or Signal.ResolutionRequested or Signal.ReleaseRequested { CloseNote: not null } or Signal.OneTouchRequested
        || (signal is Signal.ClockRang && FlightPlan.For(playbook, ticket).Any(timer => timer.Kind is TimerKind.StageCloses or TimerKind.HoldEnds && timer.Due <= now + FlightPlan.Early));

    private async Task<ImmutableArray<string>> Unsent(TicketId id, CancellationToken cancel) =>
    [
        .. (await store.Effects(id, cancel))
            .Where(stored => stored.Parked is not null || stored.Effect is Effect.SendToClient)
            .Select(stored => stored.Parked is { } why ? $"{stored.Effect.Target} is parked ({why})" : "a message to the client is on its way"),
    ];
}

/// <summary>What became of a signal handed to a ticket.</summary>
public abstract record Handed
{
    /// <summary>Committed. <paramref name="Wake"/>: the ticket's clock must look sooner than it meant to.</summary>
    public sealed record Committed(Decision Decision, bool Wake) : Handed;

    /// <summary>A redelivery: nothing changed.</summary>
    public sealed record HeardBefore(Ticket Ticket) : Handed;

    /// <summary>The SOP does not allow it.</summary>
    public sealed record Refused(Ticket Ticket, Refusal Refusal) : Handed;

    /// <summary>The ticket is long closed, or part of another (<paramref name="Merged"/>): the thread goes on in this one.</summary>
    public sealed record BelongsTo(TicketId Successor, bool Merged = false) : Handed;
}

/// <summary>Schedules a ticket's clock if need be, and nudges it. Never throws: what it misses the Auditor finds.</summary>
public delegate Task Wake(TicketId ticket, int generation, CancellationToken cancel);
