using Intake.Clocks;
using Intake.Connectors.Storage;
using Intake.Tickets;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Intake.Connectors.Tickets;

/// <summary>
/// Looks for what should have happened and did not, and does it. The fast pass reads the index rows whose wake-up has passed; the slow pass reads
/// every open ticket from its own partition, a sixteenth each time, so all of them within ten minutes. At start-up every open ticket is re-armed:
/// the durable history is disposable.
/// </summary>
public sealed partial class Audit(
    Tables tables, TicketIndex index, TicketStore store, PlaybookShelf shelf, Advance advance, Inbox inbox, InboxWork work, DeadLetters letters, FrontDoor door,
    Heartbeat heartbeat, TimeProvider time, ILogger<Audit> logger)
{
    private static readonly Duration Late = Duration.FromSeconds(30);
    private readonly int[] _parked = new int[TicketIndex.Slices];
    private bool _armed;
    private int _slice;

    /// <summary>What the last pass found; null before the first one ended.</summary>
    public AuditResult? Last { get; private set; }

    public async Task Run(Wake wake, WakeInbox wakeInbox, CancellationToken cancel)
    {
        var found = new Findings();
        if (!_armed)
        {
            await tables.CreateIfMissing(cancel);
            _armed = await ForEach(index.OpenTickets(cancel), row => Rearm(row, wake, cancel), found, cancel);
        }

        await ForEach(index.Overdue(time.Now() - Late, cancel), row => Overdue(row, wake, found, cancel), found, cancel);
        await ForEach(inbox.Overdue(time.Now() - Late, cancel), key => OverdueInbox(key, wake, wakeInbox, found, cancel), found, cancel);
        await ForEach(letters.All(cancel), letter => Letter(letter, wake, wakeInbox, found, cancel), found, cancel);
        await ForEach(index.OpenTickets(_slice, cancel), row => Compare(row, wake, found, cancel), found, cancel);
        (_parked[_slice], _slice) = (found.Parked, (_slice + 1) % TicketIndex.Slices);

        // What is parked stays parked until somebody looks: all slices count, each as it was last seen.
        Last = new AuditResult(time.Now(), found.Overdue, found.Drifted, found.DeadLetters, _parked.Sum(), found.Failed);
        if (Last.AllIsWell)
        {
            await heartbeat.Beat(cancel);
        }
        else
        {
            LogAttention(Last.Overdue, Last.Drifted, Last.DeadLetters, Last.Parked, Last.Failed);
        }
    }

    private async Task Rearm(IndexRow row, Wake wake, CancellationToken cancel)
    {
        if ((await store.Load(row.Ticket, cancel)).Ticket is { Exists: true } ticket)
        {
            await wake(row.Ticket, ticket.Generation, cancel);
        }
    }

    private async Task Overdue(IndexRow row, Wake wake, Findings found, CancellationToken cancel)
    {
        if ((await store.Load(row.Ticket, cancel)).Ticket is { Exists: true } ticket)
        {
            found.Overdue++;
            await advance.Run(row.Ticket, ticket.Generation, wake, cancel);
            await wake(row.Ticket, ticket.Generation, cancel);
        }
    }

    private async Task OverdueInbox(string key, Wake wake, WakeInbox wakeInbox, Findings found, CancellationToken cancel)
    {
        found.Overdue++;
        await work.Run(key, wake, cancel);
        await wakeInbox(key, cancel);
    }

    private async Task Letter(DeadLetter letter, Wake wake, WakeInbox wakeInbox, Findings found, CancellationToken cancel)
    {
        found.DeadLetters++;
        if (letter.Transient)
        {
            await door.Accept(letter.Input, wake, wakeInbox, cancel);
            await letters.Remove(letter, cancel);
        }
    }

    /// <summary>The ticket itself against what the index says of it.</summary>
    private async Task Compare(IndexRow row, Wake wake, Findings found, CancellationToken cancel)
    {
        var (ticket, effects) = await store.LoadWithEffects(row.Ticket, cancel);
        if (!ticket.Exists)
        {
            return;
        }

        found.Parked += effects.Count(effect => effect.Parked is not null);
        var due = FlightPlan.NextDue(await shelf.For(ticket, cancel), ticket);
        var next = Dispatch.NextReady(effects) is { } ready && (due is null || ready < due) ? ready : due;
        if (Forgot(row, next) && Forgot(await index.Find(row.Ticket, cancel), next) && next is { } look)
        {
            found.Drifted++;
            await index.BringForward(row.Ticket, look, cancel);
            await wake(row.Ticket, ticket.Generation, cancel);
        }
    }

    /// <summary>Asked twice: between the listing and the look a message may have changed both, rightly.</summary>
    private static bool Forgot(IndexRow? row, Instant? next) => next is { } look && (row?.WakeAt is null || row.WakeAt > look);

    /// <summary>One that fails must not keep us from the others, nor a list that cannot be read from the next list. False when the list broke off.</summary>
    private Task<bool> ForEach<T>(IAsyncEnumerable<T> items, Func<T, Task> look, Findings found, CancellationToken cancel) => Try(
        async () =>
        {
            await foreach (var item in items)
            {
                await Try(() => look(item), found, cancel);
            }
        },
        found,
        cancel);

    private async Task<bool> Try(Func<Task> look, Findings found, CancellationToken cancel)
    {
        try
        {
            await look();
            return true;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            found.Failed++;
            LogFailed(e);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The Auditor could not look at something.")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(LogLevel.Warning, "The Auditor found {Overdue} overdue, {Drifted} forgotten by the index, {DeadLetters} dead letters, {Parked} parked effects, {Failed} it could not look at.")]
    private partial void LogAttention(int overdue, int drifted, int deadLetters, int parked, int failed);

    private sealed class Findings
    {
        public int Overdue { get; set; }

        public int Drifted { get; set; }

        public int DeadLetters { get; set; }

        public int Parked { get; set; }

        public int Failed { get; set; }
    }
}

/// <summary>What one pass of the Auditor found, and when it ended.</summary>
public sealed record AuditResult(Instant At, int Overdue, int Drifted, int DeadLetters, int Parked, int Failed)
{
    public bool AllIsWell => Overdue + Drifted + DeadLetters + Parked + Failed == 0;
}
