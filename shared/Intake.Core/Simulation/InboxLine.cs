using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Simulation;

/// <summary>
/// One line of an inbox file: something that came in, or that somebody did. Recorded lines carry the signal as Intake stores it and the ticket it
/// was put on; lines written by hand name a client instead. docs/simulate.md says which fields there are.
/// </summary>
public sealed class InboxLine(Playbook playbook, Team team)
{
    /// <summary>Channels that other playbooks have: what came in on one of them, and this playbook has none of that name, is nothing here.</summary>
    public IReadOnlyCollection<string> Elsewhere { get; init; } = [];

    private static readonly JsonDocumentOptions OncePerField = new() { AllowDuplicateProperties = false };

    private static readonly Dictionary<string, string> Short = new()
    {
        ["reply"] = "reply-requested",
        ["note"] = "note-written",
        ["move"] = "stage-moved",
        ["close"] = "stage-moved",
        ["owner"] = "owner-changed",
        ["urgency"] = "urgency-overruled",
        ["ack"] = "alert-acknowledged",
        ["help"] = "help-needed",
    };

    /// <summary>Reads a line; <paramref name="number"/> names it where it has no id of its own. Null: it came in on a channel this playbook does not have.</summary>
    /// <exception cref="FormatException">What is wrong with it, and what to write.</exception>
    public Arrival? Read(string line, int number)
    {
        var json = Parsed(line);
        var at = Moment(json, "at") ?? throw new FormatException("\"at\" is missing. Write e.g. \"2026-03-02T10:00:00-05:00\".");
        var envelope = new Envelope(at, Moment(json, "receivedAt") ?? at, Text(json, "id") ?? $"line-{number}");
        var kind = Text(json, "signal") ?? throw new FormatException("\"signal\" is missing. Write e.g. \"message\", \"reply\" or \"call-missed\".");
        if (Begins(kind) && ChannelOf(kind, json) is { } named && !playbook.Channels.ContainsKey(named) && Elsewhere.Contains(named))
        {
            return null;
        }

        return kind switch
        {
            "message" => Message(json, envelope),
            "call-missed" or "call-answered" or "call-made" when json["client"] is not JsonObject => Call(kind, json, envelope),
            _ => Stored(kind, json, envelope),
        };
    }

    /// <summary>
    /// Whether a signal belongs into an inbox. The ringing of a clock, what became of an effect and what one ticket tells another come about by
    /// themselves when the rest is simulated.
    /// </summary>
    public static bool ComesFromOutside(Signal signal) => signal is not (Signal.ClockRang or Signal.EffectSettled or Signal.DeliveryReported or Signal.Followed or Signal.ReachedElsewhere);

    /// <summary>A recorded line: the signal as it was accepted, and the ticket it was put on.</summary>
    public static string Write(TicketId ticket, Signal signal, Instant now)
    {
        var json = JsonSerializer.SerializeToNode(signal, StoredJson.Options)!.AsObject();
        var kind = json["$type"]!.GetValue<string>();
        json.Remove("$type");
        var line = new JsonObject { ["at"] = json["at"]!.DeepClone(), ["ticket"] = ticket.Value, ["signal"] = kind };
        if (signal.Facts.Follows is { } follows)
        {
            line["follows"] = follows.Value;
        }

        if (signal.Facts.Reference is { } reference)
        {
            line["reference"] = reference;
        }

        if (signal.Facts.Earlier is { } earlier)
        {
            line["previous"] = earlier.Id.Value;
        }

        if (now > signal.ReceivedAt)
        {
            line["heardAt"] = NodaTime.Text.InstantPattern.ExtendedIso.Format(now);
        }

        foreach (var (name, value) in json.Where(field => field.Key != "at"))
        {
            line[name] = value?.DeepClone();
        }

        return line.ToJsonString(StoredJson.Options);
    }

    private static bool Begins(string kind) => kind is "message" or "message-arrived" or "call-missed" or "call-answered" or "call-made" or "ticket-requested" or "ticket-adopted";

    // Calls written by hand name no channel: there is one telephone.
    private static string? ChannelOf(string kind, JsonObject json) => Text(json, "channel") ?? (kind.StartsWith("call-", StringComparison.Ordinal) ? "phone" : null);

    private Arrival Message(JsonObject json, Envelope envelope)
    {
        var channel = Channel(json);
        var (from, name, id) = (Required(json, "from"), Text(json, "name"), envelope.Id);
        var message = new Message(id, Text(json, "kind") ?? "text", Required(json, "text"), Text(json, "subject"));
        var (client, delivery, threads) = channel.Kind switch
        {
            ChannelKind.Email => (new Client(name, from, Email: from), $"mail:{id}", Mail(json, id)),
            ChannelKind.WhatsAppGroup => (new Client(name, from), $"whatsapp:{id}", [$"wag:{from}"]),
            ChannelKind.WhatsApp => (new Client(name, from, from), $"whatsapp:{id}", (string[])[$"wa:{from}"]),
            ChannelKind.Chat => (new Client(name, from), $"hubspot:{id}", [$"hsc:{from}"]),
            ChannelKind.Phone => throw new FormatException($"{channel.Title} takes no messages. Write \"call-missed\" or \"call-answered\"."),
        };
        var signal = new Signal.MessageArrived(channel.Name, client, message, Text(json, "source") ?? channel.Name, IsTrue(json, "automatic"));
        return new Arrival(envelope.Stamp(signal) with { Id = delivery }, [.. threads], Names(channel.Name, from));
    }

    private static string[] Mail(JsonObject json, string id) => Text(json, "inReplyTo") is { } earlier ? [$"mail:{earlier}", $"mail:{id}"] : [$"mail:{id}"];

    private Arrival Call(string kind, JsonObject json, Envelope envelope)
    {
        var channel = playbook.Channels.Values.FirstOrDefault(channel => channel.Kind == ChannelKind.Phone) ?? throw new FormatException($"The playbook {playbook.Name} has no phone channel.");
        var (from, agent) = (Text(json, "from"), Text(json, "agent"));
        var client = new Client(Text(json, "name"), from, from);
        var thread = from is null ? $"call:{envelope.Id}" : $"tel:{from}";
        var names = from is null ? [] : Names(channel.Name, from);
        var signal = envelope.Stamp(kind switch
        {
            "call-missed" => new Signal.CallMissed(channel.Name, client, "RingCentral"),
            "call-answered" => new Signal.CallAnswered(channel.Name, client, agent, "RingCentral"),
            _ => new Signal.CallMade(client, agent),
        });
        return kind == "call-made" ? new Arrival(signal, [], [thread, .. names]) : new Arrival(signal, [thread], names);
    }

    /// <summary>A signal as it is stored, or by its short name; on the ticket it was recorded on, or on a client's.</summary>
    private Arrival Stored(string kind, JsonObject json, Envelope envelope)
    {
        var stored = new JsonObject { ["$type"] = Short.GetValueOrDefault(kind, kind) };
        foreach (var (name, value) in json.Where(field => field.Key is not ("signal" or "at" or "ticket" or "follows" or "reference" or "previous" or "heardAt") && !(field.Key is "client" or "channel" && Short.ContainsKey(kind))))
        {
            stored[name] = value?.DeepClone();
        }

        if (Short.ContainsKey(kind))
        {
            Complete(kind, json, stored);
        }

        if (Begins(kind) && ChannelOf(kind, json) is { } named)
        {
            Known(named);
        }

        var signal = envelope.Stamp(Deserialized(kind, stored));
        ImmutableArray<string> about = (Text(json, "ticket"), json["client"] is JsonValue ? Text(json, "client") : null) switch
        {
            ({ } ticket, _) => [ticket],
            (null, { } client) => [Text(json, "channel") is { } channel ? $"{channel}/{client}" : client],
            _ => throw new FormatException("Nobody is meant. Add \"client\", with the address they wrote from, or \"ticket\"."),
        };
        // What names another ticket must run beside it.
        return new Arrival(signal, [], (Text(json, "belongsTo") ?? Text(json, "for")) is { } other ? about.Add(other) : about)
        {
            // Recorded by Intake: on that ticket, which its first signal begins.
            Ticket = json["receivedAt"] is not null && TicketId.TryParse(Text(json, "ticket"), out var recorded) ? recorded : null,
            HeardAt = Moment(json, "heardAt"),
            Follows = TicketId.TryParse(Text(json, "follows"), out var follows) ? follows : null,
            Reference = Text(json, "reference"),
            Previous = TicketId.TryParse(Text(json, "previous"), out var previous) ? previous : null,
        };
    }

    private void Complete(string kind, JsonObject json, JsonObject stored)
    {
        var agent = Text(json, "agent") ?? Text(json, "by") ?? throw new FormatException("\"agent\" is missing. Say who of the team did it.");
        stored["agent"] = agent;
        switch (kind)
        {
            case "close":
                stored["stage"] = playbook.ClosedStage.Name;
                break;
            case "ack" or "help":
                stored["alert"] ??= "";
                stored["via"] ??= "slack";
                stored["by"] = JsonSerializer.SerializeToNode(team.People.GetValueOrDefault(agent) ?? new Person(agent, agent), StoredJson.Options);
                break;
        }
    }

    private static Signal Deserialized(string kind, JsonObject stored)
    {
        try
        {
            return stored.Deserialize<Signal>(StoredJson.Options)!;
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException)
        {
            throw new FormatException($"\"{kind}\" is no signal Intake knows, or a field of it is wrong ({wrong.Message.Split('.', '\n')[0]}). docs/simulate.md lists them.", wrong);
        }
    }

    private ChannelRules Channel(JsonObject json) => Known(Required(json, "channel"));

    private ChannelRules Known(string name) =>
        playbook.Channels.GetValueOrDefault(name) ?? throw new FormatException($"There is no channel \"{name}\". Name one of {string.Join(", ", playbook.Channels.Keys.Order(StringComparer.Ordinal))}.");

    private Instant? Moment(JsonObject json, string field) => Text(json, field) is not { } text ? null
        : Intake.Time.IsoTimes.Parse(text, playbook.Zone) ?? throw new FormatException($"\"{field}\" is not a time: {text}. Write e.g. \"2026-03-02T10:00:00-05:00\".");

    // A client may have a ticket on each channel; without one, the latest is meant.
    private static ImmutableArray<string> Names(string channel, string address) => [$"{channel}/{address}", address];

    private static string Required(JsonObject json, string field) =>
        Text(json, field) is { Length: > 0 } text ? text : throw new FormatException($"\"{field}\" is missing.");

    private static string? Text(JsonObject json, string field) => json[field] is JsonValue value
        ? value.TryGetValue<string>(out var text) ? text : value.ToJsonString()
        : null;

    private static bool IsTrue(JsonObject json, string field) => json[field] is { } flag
        && (flag.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? flag.GetValue<bool>() : throw new FormatException($"\"{field}\" is {flag.ToJsonString()}. Write true or false."));

    private static JsonObject Parsed(string line)
    {
        try
        {
            return JsonNode.Parse(HalfCharacters.Replaced(line), documentOptions: OncePerField) as JsonObject ?? throw new FormatException("This is no JSON object.");
        }
        catch (JsonException wrong)
        {
            throw new FormatException(wrong.BytePositionInLine is { } position ? $"This is no JSON (character {position + 1})." : "A field is there twice.", wrong);
        }
    }

    private sealed record Envelope(Instant At, Instant ReceivedAt, string Id)
    {
        public Signal Stamp(Signal signal) => signal with { Id = Id, At = At, ReceivedAt = ReceivedAt };
    }
}
