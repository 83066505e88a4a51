using Intake.Clocks;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Simulation;

/// <summary>
/// Some tickets, the signals they get and their clocks, in order of time: what the app does with a store, queues and providers, done in memory.
/// Every effect is delivered in the moment it is decided. What the app and this share is called, not copied: Decide, FlightPlan, Roster, Wanted.
/// </summary>
internal sealed class SimulatedDesk(Playbook playbook, Roster roster, Tally tally, ActiveChats chats)
{
    // As many firings in one moment mean that a timer does not note that it has fired; the app, too, gives up for the moment then.
    private const int MostTurns = 100;

    private readonly SimulatedThreads _threads = new();
    private readonly ActiveChats.Watch _watch = chats.Begin();
    private readonly Dictionary<TicketId, Ticket> _tickets = [];
    private readonly Dictionary<TicketId, List<Effect>> _pending = [];
    private readonly Dictionary<TicketId, List<TicketEvent>> _stories = [];
    private readonly Dictionary<TicketId, List<TicketEvent.MessageReceived>> _messages = [];
    private readonly HashSet<TicketId> _live = [];
    private readonly HashSet<(TicketId? Ticket, string Id)> _heard = [];
    private readonly PriorityQueue<TicketId, (Instant Due, long Order)> _clocks = new();
    private readonly Dictionary<TicketId, Instant> _planned = [];
    private (Ticket? Ticket, Instant? Due) _asked;
    private long _order;

    public IReadOnlyCollection<Ticket> Tickets => _tickets.Values;

    public void Run(IEnumerable<Arrival> arrivals, Instant end)
    {
        foreach (var arrival in arrivals)
        {
            LetTimePass(arrival.Now);
            Hear(arrival);
        }

        LetTimePass(end);
    }

    private void LetTimePass(Instant until)
    {
        while (_live.Count > 0 && _watch.Next is { } call && call <= until)
        {
            Ring(call);
            _watch.Count(playbook, _live.Select(id => _tickets[id]));
        }

        _watch.SkipTo(until);
        Ring(until);
    }

    private void Ring(Instant until)
    {
        while (_clocks.TryPeek(out var ticket, out var next) && next.Due <= until)
        {
            _clocks.Dequeue();

            // Else it was planned anew, and another entry stands for it.
            if (_planned.TryGetValue(ticket, out var due) && due == next.Due)
            {
                Rang(ticket, due);
                Work(ticket, due);
            }
        }
    }

    private void Hear(Arrival arrival)
    {
        var signal = arrival.Signal;
        if (!_heard.Add((arrival.Ticket, signal.Id)))
        {
            return;
        }

        var now = arrival.Now;
        if (_threads.Find(arrival, _tickets.ContainsKey) is not { } found)
        {
            tally.Nowhere(signal);
            return;
        }

        var (id, follows) = found;
        if (Resolved(signal, id) is not { } meant)
        {
            return;
        }

        tally.Heard(signal);
        while (Hand(id, meant with { Facts = About(arrival, follows) }, now) is { } successor)
        {
            (id, follows) = _threads.GoesOn(arrival, id, successor);
        }

        _threads.Name(arrival, id);
        Work(id, now);
    }

    /// <summary>Whoever says "I have it" without saying what means the alert that is open; when none is, there was nothing to press.</summary>
    private Signal? Resolved(Signal signal, TicketId id) => signal switch
    {
        Signal.AlertAcknowledged { Alert: "" } taken => OpenAlert(id) is { } alert ? taken with { Alert = alert } : null,
        Signal.HelpNeeded { Alert: "" } help => OpenAlert(id) is { } alert ? help with { Alert = alert } : null,
        _ => signal,
    };

    private string? OpenAlert(TicketId id) => _tickets.GetValueOrDefault(id)?.Alerts.LastOrDefault(alert => alert is { Ended: false, Taken: null })?.Id;

    /// <summary>As the app's Advance: fires what is due, sends what is pending, and says when to look again.</summary>
    private void Work(TicketId id, Instant now)
    {
        for (var turn = 0; turn < MostTurns && _tickets.TryGetValue(id, out var ticket); turn++)
        {
            if (NextDue(ticket) is { } due && due <= now + FlightPlan.Early)
            {
                Rang(id, now);
            }
            else if (_pending.Remove(id, out var effects))
            {
                Send(id, effects, now);
            }
            else
            {
                break;
            }
        }

        Plan(id);
    }

    private void Rang(TicketId id, Instant now) => Hand(id, new Signal.ClockRang { Id = "clock", At = now, ReceivedAt = now }, now);

    private void Plan(TicketId id)
    {
        if (_tickets.TryGetValue(id, out var ticket) && NextDue(ticket) is { } due)
        {
            if (!_planned.TryGetValue(id, out var before) || before != due || _clocks.Count == 0)
            {
                _clocks.Enqueue(id, (due, _order++));
            }

            _planned[id] = due;
        }
        else
        {
            _planned.Remove(id);
        }
    }

    // Asked again and again of the ticket as it stands.
    private Instant? NextDue(Ticket ticket)
    {
        if (!ReferenceEquals(_asked.Ticket, ticket))
        {
            _asked = (ticket, FlightPlan.NextDue(playbook, ticket));
        }

        return _asked.Due;
    }

    /// <summary>The ticket it belongs to instead, if it does.</summary>
    private TicketId? Hand(TicketId id, Signal signal, Instant now)
    {
        var before = _tickets.GetValueOrDefault(id) ?? Ticket.None(id);
        var decision = Decider.Decide(playbook, before, signal with { Facts = Gather(before, signal, now) }, now);
        if (decision.Refusal is { } refusal)
        {
            tally.Refused(before, signal, refusal, now);
            return null;
        }

        if (decision.Successor is { } successor)
        {
            return successor;
        }

        if (decision.After.Exists)
        {
            _tickets[id] = decision.After;
            _ = decision.After is { IsOpen: true, Live: true } ? _live.Add(id) : _live.Remove(id);
        }

        foreach (var e in decision.Events)
        {
            tally.Happened(id, decision.After, e);
            Remember(id, decision.After, e);
            if (playbook.Escalation is not null)
            {
                (_stories.TryGetValue(id, out var story) ? story : _stories[id] = []).Add(e);
            }
        }

        if (decision.Effects.Length > 0)
        {
            (_pending.TryGetValue(id, out var pending) ? pending : _pending[id] = []).AddRange(decision.Effects);
        }

        return null;
    }

    private Facts About(Arrival arrival, TicketId? follows) => Facts.None with
    {
        Follows = follows,
        Reference = arrival.Reference,
        Earlier = (arrival.Previous ?? follows) is { } earlier ? _tickets.GetValueOrDefault(earlier) : null,
    };

    private Facts Gather(Ticket ticket, Signal signal, Instant now)
    {
        var facts = roster.About(ticket, signal, now);
        if (Escalations.NeedsSteps(playbook, ticket, signal, now))
        {
            facts = facts with { Steps = Escalations.Steps(playbook, _stories.GetValueOrDefault(ticket.Id, [])) };
        }

        return signal switch
        {
            Signal.CallMissed or Signal.CallAnswered => facts with { ActiveChats = chats.At(now) },
            Signal.EffectSettled { Effect: Effect.SendToClient { Automatic: false }, Outcome: Outcome.Delivered } when ticket.Client.Phone is { } phone =>
                facts with { PhoneTicket = _tickets.Values.LastOrDefault(other => other.Client.Phone == phone && playbook.Channels[other.Channel].Kind == ChannelKind.Phone)?.Id },
            Signal.DraftConfirmed or Signal.TicketRequested or Signal.DraftDismissed => facts with
            {
                Messages = _messages.TryGetValue(ticket.Id, out var messages) ? [.. messages] : [],
                Other = signal is Signal.DraftDismissed { BelongsTo: { } named } && TicketId.TryParse(named, out var other) ? _tickets.GetValueOrDefault(other) : null,
            },
            Signal.ClockRang when ticket.Snooze is not null => facts with { Messages = _messages.TryGetValue(ticket.Id, out var heard) ? [.. heard] : [] },
            _ => facts,
        };
    }

    // A draft's words go onto the ticket it becomes, those of a snoozed one into the note with which it wakes.
    private void Remember(TicketId id, Ticket ticket, TicketEvent e)
    {
        if (!ticket.Draft && playbook.Snooze is null)
        {
            _messages.Remove(id);
        }
        else if (e is TicketEvent.MessageReceived message)
        {
            (_messages.TryGetValue(id, out var messages) ? messages : _messages[id] = []).Add(message);
        }
    }

    private void Send(TicketId id, List<Effect> effects, Instant now)
    {
        foreach (var effect in effects.OrderByDescending(effect => effect.IsPage).ThenBy(effect => effect.Id, StringComparer.Ordinal))
        {
            Outcome outcome;
            if (Wanted.WhyNot(_tickets[id], effect, now) is { } why)
            {
                outcome = new Outcome.Dropped(why);
            }
            else if (effect is Effect.LookUpAccount)
            {
                outcome = new Outcome.Dropped("a simulation has no accounts");
            }
            else
            {
                outcome = new Outcome.Delivered($"{id}/{effect.Id}");
                Deliver(id, effect, now);
            }

            Hand(id, new Signal.EffectSettled(effect, outcome, Repeat: false) { Id = $"{effect.Id}#1", At = now, ReceivedAt = now }, now);
        }
    }

    private void Deliver(TicketId id, Effect effect, Instant now)
    {
        if (effect is not Effect.Tell tell)
        {
            tally.Sent(id, _tickets[id], effect, now);
        }
        else
        {
            // A recording may hold it too.
            _heard.Add((tell.Ticket, $"{id}/{tell.Id}"));
            Hand(tell.Ticket, tell.Signal with { Id = $"{id}/{tell.Id}", ReceivedAt = now }, now);
            Work(tell.Ticket, now);
        }
    }
}
