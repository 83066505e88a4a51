using System.Collections.Immutable;
using System.Text.Json;
using Intake.Clocks;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Core.Tests.Tickets;

/// <summary>
/// One ticket under the trip-support playbook, on a clock that tests move. Whatever is decided to be sent is delivered at once and written down as
/// one line ("10:10 sms Ana"), so a test can demand the whole log: nothing else was sent.
/// </summary>
public sealed class TripSupport
{
    public static readonly Playbook Playbook = Shipped();
    public static readonly Person Ana = new("ana", "Ana", "+15550101", "U0ANA0001", "ana@example.com");
    private static readonly Person Ben = new("ben", "Ben", "+15550102", "U0BEN0001", "ben@example.com");
    private static readonly Person Carla = new("carla", "Carla", "+15550103", "U0CARLA01", "carla@example.com");

    private readonly Playbook _playbook;
    private readonly List<string> _log = [];
    private int _signals;

    public TripSupport(string at, string channel = "whatsapp", Playbook? playbook = null)
    {
        (Now, Channel, _playbook) = (Times.At(at), channel, playbook ?? Playbook);
    }

    public Instant Now { get; private set; }

    public string Channel { get; }

    public Ticket Ticket { get; private set; } = Ticket.None(new TicketId("t1"));

    public List<TicketEvent> Events { get; } = [];

    public Refusal? Refused { get; private set; }

    public List<Effect> Effects { get; } = [];

    public List<Decision> Decisions { get; } = [];

    /// <summary>What went out, with HubSpot's mirror left out: it follows every change and is asserted on its own.</summary>
    public IReadOnlyList<string> Sent => [.. _log.Where(line => !line.Contains("hubspot", StringComparison.Ordinal))];

    public IReadOnlyList<string> Log => _log;

    public Facts Facts { get; set; } = new()
    {
        OnCall = ImmutableDictionary<string, ImmutableArray<Person>>.Empty.Add("primary", [Ana]).Add("secondary", [Ben]).Add("leadership", [Carla]),
    };

    /// <summary>What becomes of an effect; null: nothing is known yet.</summary>
    public Func<Effect, Outcome?> Becomes { get; set; } = effect => new Outcome.Delivered($"C1:{effect.Id}");

    public Alert Alert => Ticket.Alerts.Last();

    public void ClientWrites(string text, bool automatic = false, string name = "Jane Smith") => Hear(id =>
        new Signal.MessageArrived(Channel, new Client(name, "+15550199", "+15550199"), new Message(id, "text", text), "test", automatic));

    public void ClientCallsInVain(string? number = "+15550199") => Hear(new Signal.CallMissed("phone", new Client(null, number, number), "test"));

    public void WeCallBack() => Hear(new Signal.CallMade(new Client(null, "+15550199"), "ana"));

    public void AgentReplies(string text) => Hear(new Signal.ReplyRequested("ana", text));

    public void Takes(Person person, string via = "slack") => Hear(new Signal.AlertAcknowledged(Alert.Id, person, via));

    public void NeedsHelp(Person person) => Hear(new Signal.HelpNeeded(Alert.Id, person, "slack"));

    public void Moves(string stage, string? note = null, Person? teammate = null) =>
        Hear(new Signal.StageMoved("ana", stage, note, Teammate: teammate ?? (stage == "requires-support" ? Ben : null)));

    public void Overrules(Urgency urgency, string reason = "judged by the agent") => Hear(new Signal.UrgencyOverruled("ana", urgency, reason));

    /// <summary>Something new is heard: it gets its delivery key here, and the present moment unless it says another.</summary>
    public Decision Hear(Signal signal) => Hear(_ => signal);

    public Decision Hear(Func<string, Signal> signal)
    {
        var id = $"s{++_signals}";
        var heard = signal(id);
        return Hand(heard with { Id = id, At = heard.At == default ? Now : heard.At, ReceivedAt = Now });
    }

    public Decision Hand(Signal signal)
    {
        var decision = Decider.Decide(_playbook, Ticket, signal with { Facts = Facts }, Now);
        (Ticket, Refused) = (decision.After, decision.Refusal);
        Decisions.Add(decision);
        Events.AddRange(decision.Events);
        Effects.AddRange(decision.Effects);
        foreach (var effect in decision.Effects)
        {
            Deliver(effect);
        }

        return decision;
    }

    /// <summary>Moves the clock to a time of day in New York, stopping wherever the flight plan rings.</summary>
    public void Until(string time)
    {
        var to = Times.At(time);
        while (FlightPlan.NextDue(_playbook, Ticket) is { } due && due <= to)
        {
            Now = Instant.Max(due, Now);
            Ring();
        }

        Now = to;
    }

    /// <summary>As after a long outage: the clock is only looked at now.</summary>
    public void SleepsUntil(string time)
    {
        Now = Times.At(time);
        Ring();
    }

    public void SleepsFor(Duration time)
    {
        Now += time;
        Ring();
    }

    public Decision Ring() => Hand(new Signal.ClockRang { Id = "clock", At = Now, ReceivedAt = Now });

    private void Deliver(Effect effect)
    {
        if (effect is Effect.LookUpAccount)
        {
            // Nobody hears of it; a test says what was found.
            Settle(effect, new Outcome.Delivered("none"));
            return;
        }

        var at = Now.InZone(_playbook.Zone).ToString("HH:mm", null);
        _log.Add(effect switch
        {
            Effect.PostToSlack { Page: true } post => $"{at} slack page {post.Room}",
            Effect.PostToSlack post => $"{at} slack {post.Room}",
            Effect.UpdateSlack update => $"{at} slack update {update.Room}",
            Effect.SendSms sms => $"{at} sms {sms.To.Name}",
            Effect.SendToClient client => $"{at} client {client.Template ?? "reply"}",
            Effect.MirrorTicket => $"{at} hubspot ticket",
            Effect.MirrorContact => $"{at} hubspot contact",
            Effect.MirrorNote => $"{at} hubspot note",
            _ => $"{at} {effect.GetType().Name}",
        });
        if (Becomes(effect) is { } outcome)
        {
            Settle(effect, outcome);
        }
    }

    public void Settle(Effect effect, Outcome outcome) => Hand(new Signal.EffectSettled(effect, outcome, false) { Id = $"{effect.Id}#1", At = Now, ReceivedAt = Now });

    public static string Written(Ticket ticket) => JsonSerializer.Serialize(ticket, StoredJson.Options);

    private static Playbook Shipped()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "playbooks", "trip-support.yaml");
        var read = PlaybookReader.Read(file, File.ReadAllText(file));
        return read.Playbook ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
    }
}
