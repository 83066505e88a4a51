using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Intake.Connectors.Reporting;
using Intake.Connectors.Storage;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tickets;

/// <summary>Takes in what a connector read: finds the ticket it belongs to, or puts it into the inbox when that needs a look-up first.</summary>
public sealed partial class FrontDoor(Desk desk, Pointers pointers, TicketStore store, Inbox inbox, PlaybookShelf shelf, HandOvers handOvers, InboundLedger ledger, DutyBook duties, TimeProvider time)
{
    // A provider's clock is believed within a redelivery's lifetime; anything else is as good as none.
    internal static readonly Duration Believed = Duration.FromDays(7);
    private const int LongestName = 200;
    private const int LongestSubject = 1_000;

    /// <summary>Stands for the whole team on a button that is about no single ticket.</summary>
    public static TicketId Team { get; } = new("team");

    /// <exception cref="Azure.RequestFailedException">The store could not be reached; nothing is committed, or all of it.</exception>
    public async Task Accept(Inbound input, Wake wake, WakeInbox wakeInbox, CancellationToken cancel)
    {
        switch (input)
        {
            case Inbound.FromClient message:
                await Wrote(message, Route.Direct, wake, cancel);
                break;
            case Inbound.CallEvent or Inbound.HubSpotMessage or Inbound.HubSpotTicketMade or Inbound.HubSpotPropertyChanged { Ours: false }:
                await wakeInbox(await inbox.Put(input, cancel), cancel);
                break;
            case Inbound.DeliveryReport report:
                await Reported(report, wake, cancel);
                break;
            case Inbound.Ignored { ByClient: true } ignored:
                await ledger.Dismiss(ignored, ignored.Why, cancel);
                break;
            case Inbound.SlackAction action:
                await Pressed(action, wake, cancel);
                break;
            case Inbound.SlackCommand command:
                await Typed(command, wake, cancel);
                break;
            case Inbound.SmsReply reply:
                await RepliedBySms(reply, wake, cancel);
                break;
        }
    }

    /// <summary>A client's message by one of the two routes: on the channel's own it becomes the ticket's, by the other it is evidence.</summary>
    public async Task Wrote(Inbound.FromClient input, Route route, Wake wake, CancellationToken cancel)
    {
        if (shelf.ChannelOf(input.Kind, input.To) is not { Channel: var channel } served)
        {
            throw new InvalidOperationException($"No playbook has a channel of kind {input.Kind}.");
        }

        var threads = served.Threads(input.Threads);
        if (channel.Via != route)
        {
            await ledger.Dismiss(input, $"evidence only: {channel.Title} reaches us by another route", cancel);
            await ToKnown(threads, Stamp(input, new Signal.SeenElsewhere(route.ToString(), input.Message.Id)), wake, cancel);
            return;
        }

        // Names and subjects go into titles, and into the state: what is longer than any name is cut.
        var client = input.Client with { Name = Cut(input.Client.Name, LongestName) };
        var message = input.Message with { Subject = Cut(input.Message.Subject, LongestSubject) };
        var signal = new Signal.MessageArrived(channel.Name, client, message, Source(channel, input.Source), input.Automatic) { Facts = Begins(served) };
        await ToThread(await AlsoNamed(served.Playbook, threads, client, message, cancel), Stamp(input, signal), wake, cancel);
    }

    /// <summary>What a ticket that begins on this channel must know.</summary>
    public static Facts Begins(ServedChannel served) => Facts.None with { Playbook = served.Playbook.Name };

    /// <summary>
    /// A client who names the number of a request of their own goes on with it, though the thread is new. Named by anybody else, it is only linked:
    /// a number lets nobody into another client's request.
    /// </summary>
    private async Task<ImmutableArray<string>> AlsoNamed(Playbook playbook, ImmutableArray<string> threads, Client client, Message message, CancellationToken cancel)
    {
        if (playbook.References?.In($"{message.Subject} {message.Text}") is not { } reference)
        {
            return threads;
        }

        var key = PointerKeys.Reference(reference);
        return await pointers.Find(key, cancel) is { } pointer && (await store.Load(pointer.Ticket, cancel)).Ticket is { Exists: true } ticket && IsSame(ticket.Client, client)
            ? [.. threads, key]
            : threads;
    }

    private static bool IsSame(Client known, Client writes) =>
        (known.Address is { } address && address.Equals(writes.Address, StringComparison.OrdinalIgnoreCase)) || (known.Email is { } email && email.Equals(writes.Email, StringComparison.OrdinalIgnoreCase));

    /// <summary>To the ticket a thread leads to, or a new one, or the successor of one long closed.</summary>
    public async Task<TicketId> ToThread(ImmutableArray<string> threads, Signal signal, Wake wake, CancellationToken cancel)
    {
        var pointer = await pointers.FindOrPoint(threads, Keys.TicketFor(signal.Id), cancel);
        var (ticket, follows) = (pointer.Ticket, pointer.Follows);
        while (true)
        {
            // Whoever pointed the thread at a successor may have died before beginning it.
            signal = signal with { Facts = signal.Facts with { Follows = follows } };
            await ledger.Received(signal, ticket, cancel);
            var handed = await desk.Hand(ticket, signal, cancel, pointer.NamedSince(time.Now()));
            if (handed is Handed.BelongsTo belongs)
            {
                if (belongs.Merged)
                {
                    // The thread stays where it is, so that an undo finds it.
                    ticket = belongs.Successor;
                }
                else
                {
                    var (closed, pointed) = (ticket, pointer.Ticket);
                    foreach (var thread in threads.Reverse())
                    {
                        pointer = await pointers.Replace(thread, pointed, belongs.Successor, time.Now(), cancel);
                    }

                    (ticket, follows) = (pointer.Ticket, closed == pointed ? pointer.Follows : closed);
                }

                await ledger.Moved(signal, ticket, cancel);

                continue;
            }

            ledger.Settled(signal);
            await WakeAfter(ticket, handed, wake, cancel);
            return ticket;
        }
    }

    /// <summary>To the ticket a thread leads to; nothing happens when it leads nowhere.</summary>
    public async Task ToKnown(ImmutableArray<string> threads, Signal signal, Wake wake, CancellationToken cancel)
    {
        if (await pointers.FirstOf(threads, cancel) is { } pointer)
        {
            await Hand(pointer.Ticket, signal, wake, cancel);
        }
    }

    /// <summary>Hands a signal to a known ticket and wakes its clock when needed.</summary>
    public async Task<Handed> Hand(TicketId ticket, Signal signal, Wake wake, CancellationToken cancel)
    {
        var handed = await desk.Hand(ticket, signal, cancel);
        while (handed is Handed.BelongsTo { Merged: true } belongs)
        {
            ticket = belongs.Successor;
            handed = await desk.Hand(ticket, signal, cancel);
        }

        await WakeAfter(ticket, handed, wake, cancel);
        return handed;
    }

    /// <summary>Gives a signal its delivery key and its times: the provider's where it is believable, else the receipt.</summary>
    public Signal Stamp(Inbound input, Signal signal)
    {
        var received = input.ReceivedAt ?? time.Now();
        var at = input.At is { } told && told <= received && told >= received - Believed ? told : received;
        return signal with { Id = input.Delivery, At = at, ReceivedAt = received };
    }

    private static async Task WakeAfter(TicketId ticket, Handed handed, Wake wake, CancellationToken cancel)
    {
        switch (handed)
        {
            case Handed.Committed { Wake: true } committed:
                await wake(ticket, committed.Decision.After.Generation, cancel);
                break;
            case Handed.HeardBefore { Ticket: { Exists: true } known }:
                // The first delivery may have died between commit and wake.
                await wake(ticket, known.Generation, cancel);
                break;
        }
    }

    private async Task Reported(Inbound.DeliveryReport report, Wake wake, CancellationToken cancel)
    {
        if (Target(report.Tag) is not var (ticket, effect))
        {
            return;
        }

        if (!report.Failed && await store.Effect(ticket, effect, cancel) is { FirstAttemptAt: not null, Parked: null } stored)
        {
            // It got through, though whoever sent it died before writing that down.
            var now = time.Now();
            await desk.Hand(ticket, new Signal.EffectSettled(stored.Effect, new Outcome.Delivered(report.Receipt), Repeat: false) { Id = $"{report.Delivery}:settled", At = now, ReceivedAt = now }, cancel, settled: new EffectChange.Remove(stored));
        }

        await Hand(ticket, Stamp(report, new Signal.DeliveryReported(effect, report.Receipt, report.Failed, report.Status)), wake, cancel);
    }

    private async Task Pressed(Inbound.SlackAction action, Wake wake, CancellationToken cancel)
    {
        if (Target(action.Value) is not var (ticket, alert))
        {
            return;
        }

        var person = shelf.People.FirstOrDefault(person => person.Slack == action.UserId) ?? new Person(action.UserId, action.UserName, Slack: action.UserId);
        if (action.Action.StartsWith(SlackActions.Tick, StringComparison.Ordinal) && ticket == Team)
        {
            await duties.Press(alert, action.Action[SlackActions.Tick.Length..], person, cancel);
            return;
        }

        if (action.Action == SlackActions.Deprioritise)
        {
            await MakeRoom(ticket, person.Id, wake, cancel);
            return;
        }

        Signal? signal = action.Action switch
        {
            SlackActions.Take => new Signal.AlertAcknowledged(alert, person, "slack"),
            SlackActions.Help => new Signal.HelpNeeded(alert, person, "slack"),
            SlackActions.Cannot => new Signal.HelpNeeded(alert, person, "slack"),
            SlackActions.Holding when (await PlaybookOf(ticket, cancel)).Promises is { } promises => new Signal.TemplateRequested(person.Id, promises.Holding),
            SlackActions.EmergencyText when (await PlaybookOf(ticket, cancel)).Emergency is { } rules => new Signal.TemplateRequested(person.Id, rules.Template),
            SlackActions.ConfirmTitle => new Signal.TitleSet(person.Id, Title: null),
            SlackActions.Handled => new Signal.MatterHandled(person.Id, Note: null),
            SlackActions.StillOwed => new Signal.StillOwed(person.Id),
            SlackActions.TakeTicket => new Signal.OwnerChanged(person.Id, person.Id),
            SlackActions.HeadsUp => new Signal.HeadsUpRequested(person.Id, Text: null),
            SlackActions.CloseUnanswered => new Signal.StageMoved(person.Id, (await PlaybookOf(ticket, cancel)).ClosedStage.Name, "No response after the documented attempts."),
            SlackActions.CreateTicket => new Signal.DraftConfirmed(person.Id),
            var dismiss when dismiss.StartsWith(SlackActions.Dismiss, StringComparison.Ordinal) => new Signal.DraftDismissed(person.Id, dismiss[SlackActions.Dismiss.Length..]),
            SlackActions.ExecutionDone => new Signal.ExecutionReported(person.Id, Done: true, Note: null, alert),
            SlackActions.ExecutionFailed => new Signal.ExecutionReported(person.Id, Done: false, Note: null, alert),
            SlackActions.Accept => new Signal.HandOverAccepted(person.Id),
            SlackActions.Stay => new Signal.StayRequested(person.Id, Reason: null),
            SlackActions.LifeThreatening => new Signal.EmergencyAnswered(person.Id, Yes: true),
            SlackActions.NotLifeThreatening => new Signal.EmergencyAnswered(person.Id, Yes: false),
            _ => null,
        };
        if (signal is Signal.HandOverAccepted && ticket == Team)
        {
            await handOvers.Accept(Stamp(action, signal), tickets: null, wake, cancel);
        }
        else if (signal is not null)
        {
            await Hand(ticket, Stamp(action, signal), wake, cancel);
        }
    }

    /// <summary>A slash command: what is done, and the words the person who typed it is answered with.</summary>
    public async Task<string> Typed(Inbound.SlackCommand command, Wake wake, CancellationToken cancel)
    {
        var person = shelf.People.FirstOrDefault(person => person.Slack == command.UserId) ?? new Person(command.UserId, command.UserName, Slack: command.UserId);
        return SlashCommands.Read(shelf.All, person, command.Text) switch
        {
            Typed.Answer answer => answer.Text,
            Typed.NewTicket made => Said(await Hand(Keys.TicketFor(command.Delivery), Stamp(command, made.Signal), wake, cancel), made.Said),
            Typed.OnTicket on => Said(await Hand(on.Ticket, Stamp(command, on.Signal), wake, cancel), on.Said),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<Playbook> PlaybookOf(TicketId ticket, CancellationToken cancel) => await shelf.For((await store.Load(ticket, cancel)).Ticket, cancel);

    private static string Said(Handed handed, string done) => handed switch
    {
        Handed.Refused refused => $"Not done: {refused.Refusal.Why} {refused.Refusal.Remedy}",
        Handed.Committed committed => $"{done} {committed.Decision.After.Title} (ticket {committed.Decision.After.Id}).",
        Handed.HeardBefore before => $"{done} {before.Ticket.Title} (ticket {before.Ticket.Id}).",
        _ => done,
    };

    private async Task RepliedBySms(Inbound.SmsReply reply, Wake wake, CancellationToken cancel)
    {
        foreach (Match code in Codes().Matches(reply.Text))
        {
            if (await pointers.Find(PointerKeys.Code(reply.From, code.Value), cancel) is { Detail: { } alert } pointer)
            {
                var person = shelf.People.FirstOrDefault(person => person.Sms == reply.From) ?? new Person(reply.From, reply.From, Sms: reply.From);
                await Hand(pointer.Ticket, Stamp(reply, new Signal.AlertAcknowledged(alert, person, "sms")), wake, cancel);
                return;
            }
        }

        await TextedUs(reply, wake, cancel);
    }

    /// <summary>The source as the SOP documents it (TS-T5): the channel's title, and what the provider added.</summary>
    private static string Source(ChannelRules channel, string told) => told.IndexOf(',') is > 0 and var comma ? channel.Title + told[comma..] : channel.Title;

    private static string? Cut(string? text, int longest) =>
        text is { } given && given.Length > longest ? given[..(char.IsHighSurrogate(given[longest - 1]) ? longest - 1 : longest)] : text;

    /// <summary>"{ticket}/{what}", as we put it on a button or a message.</summary>
    private static (TicketId Ticket, string What)? Target(string tag)
    {
        var slash = tag.IndexOf('/');
        return slash > 0 && TicketId.TryParse(tag[..slash], out var ticket) ? (ticket, tag[(slash + 1)..]) : null;
    }

    [GeneratedRegex(@"\d{5}")]
    private static partial Regex Codes();
}
