using System.Text.Json.Nodes;
using Intake.Connectors.Storage;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Time;
using NodaTime;
using NodaTime.Text;

namespace Intake.Local.Cli.Synthetic;

/// <summary>
/// Invented days at the desk, the same for the same seed: clients on all channels at the hours they write, agents who answer at human speed, a page
/// missed now and then, emergencies, several languages. Nobody in it exists.
/// </summary>
internal sealed class Weeks(LoadedPlaybook loaded, int seed, LocalDate start, int days, int messages)
{
    // By the hour in New York: most clients hike in Europe.
    private static readonly double[] Hours = [2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 8, 8, 7, 7, 6, 5, 4, 3, 2, 2, 1, 1, 1, 1];
    private static readonly double[] Weekdays = [1.2, 1.1, 1.0, 1.0, 1.1, 0.7, 0.6];

    private readonly Random _random = new(seed);
    private readonly List<(Instant At, JsonObject Line)> _lines = [];
    private int _clients;
    private int _written;
    private Instant _now;

    private DateTimeZone Zone => loaded.Playbook.Zone;

    public IEnumerable<JsonObject> Lines()
    {
        while (_written < messages)
        {
            Conversation();
        }

        return _lines.OrderBy(line => line.At).Select(line => line.Line);
    }

    private void Conversation()
    {
        _now = Moment();
        switch (_random.NextDouble())
        {
            case < 0.48 when Has("whatsapp"):
                Chat("whatsapp", $"+1555{_clients:D7}", closes: 0.9);
                break;
            case >= 0.82 and < 0.92 when Has("phone"):
                Call();
                break;
            case >= 0.92 when Has("lux"):
                Chat("lux", $"lux-{_clients:D6}", closes: 0.8);
                break;
            default:
                Mail();
                break;
        }

        _clients++;
    }

    private bool Has(string channel) => loaded.Playbook.Channels.ContainsKey(channel);

    private void Chat(string channel, string from, double closes)
    {
        var (name, what, since) = (Name(), Matter(), _now);
        Writes(channel, from, name, Pick(what.Texts));
        Helped(channel, from, what.Delay, acknowledges: what.Pages);
        Duties(channel, from, what.Texts);
        for (var more = _random.Next(3); more > 0; more--)
        {
            Later(1, 12);
            Writes(channel, from, name, Pick(Sayings.FollowUp));
            Later(2, _random.NextDouble() < 0.1 ? 40 : 9);
            Answer(channel, from, holding: 0.15);
        }

        if (_random.NextDouble() < 0.6)
        {
            Later(1, 10);
            Writes(channel, from, name, Pick(Sayings.Thanks));
        }

        Close(channel, from, closes);
        Accept(channel, from, since);
    }

    private void Mail()
    {
        var (name, what) = (Name(), Matter());
        var from = $"client{_clients}@example.com";
        var first = Id();
        Writes("email", from, name, Pick(what.Texts), first);
        Helped("email", from, what.Pages ? what.Delay : 60 + 40 * what.Delay, acknowledges: what.Pages);
        Duties("email", from, what.Texts);
        if (_random.NextDouble() < 0.3)
        {
            Later(30, 600);
            Writes("email", from, name, Pick(Sayings.FollowUp), Id(), first);
            Later(20, 400);
            Acts("reply", from, "email", ("text", Pick(Sayings.Answers)));
        }

        Close("email", from, closes: 0.95);
    }

    private void Call()
    {
        var (name, from) = (Name(), $"+1444{_clients:D7}");
        _written++;
        if (_random.NextDouble() < 0.7)
        {
            Add(new JsonObject { ["signal"] = "call-answered", ["from"] = from, ["name"] = name, ["agent"] = Agent() });
        }
        else
        {
            Add(new JsonObject { ["signal"] = "call-missed", ["from"] = from, ["name"] = name });
            Later(2, _random.NextDouble() < 0.15 ? 30 : 9);
            Acts("ack", from, "phone");
            Later(1, 4);
            Add(new JsonObject { ["signal"] = "call-made", ["from"] = from, ["agent"] = Agent() });
        }

        Later(3, 30);
        Acts("note", from, "phone", ("text", Pick(Sayings.Closing)));
        Close("phone", from, closes: 0.9);
    }

    /// <summary>Somebody answers, after a while; now and then nobody does for long.</summary>
    private void Helped(string channel, string client, double minutes, bool acknowledges)
    {
        var slow = _random.NextDouble() < 0.06 ? 6 : 1;
        Later(minutes * 0.4 * slow, minutes * 1.6 * slow);
        if (acknowledges && _random.NextDouble() < 0.8)
        {
            Acts("ack", client, channel);
            Later(0.5, 3);
        }

        // A question that can wait is answered when somebody is there.
        if (!acknowledges && loaded.Playbook.Channels.GetValueOrDefault(channel)?.Monitored is { } watched && watched.NextOpening(_now) is { } opening && opening > _now)
        {
            _now = opening + Duration.FromMinutes(_random.Next(2, 45));
        }

        Answer(channel, client, holding: 0.12);
    }

    /// <summary>What else the SOP asks of whoever has answered.</summary>
    private void Duties(string channel, string client, string[] texts)
    {
        Later(0.2, 2);

        // Whatever still rings is taken now; when nothing does, this is nothing.
        Acts("ack", client, channel);
        if (channel == "lux")
        {
            Acts("draft-confirmed", client, channel);
        }

        if (texts == Sayings.Emergency && loaded.Playbook.Emergency is not null)
        {
            Add(new JsonObject { ["signal"] = "emergency-recorded", ["channel"] = channel, ["client"] = client, ["agent"] = Agent(), ["situation"] = "As the client wrote", ["location"] = "On the trail, coordinates sent to the rescue", ["confirmSop"] = true });
        }
        else if (texts == Sayings.Injury && loaded.Playbook.Emergency is not null)
        {
            Add(new JsonObject { ["signal"] = "emergency-answered", ["channel"] = channel, ["client"] = client, ["agent"] = Agent(), ["yes"] = false });
        }

        if (_random.NextDouble() < 0.5 && loaded.Playbook.Stages.Any(stage => stage.Name == "plan-initiated"))
        {
            Acts("move", client, channel, ("stage", "plan-initiated"), ("note", Pick(Sayings.Waiting)));
        }
    }

    /// <summary>A chat that outlives the shift is accepted by the next, mostly.</summary>
    private void Accept(string channel, string client, Instant since)
    {
        foreach (var end in loaded.Playbook.Shifts.Select(shift => LocalTimes.PointInTime(_now.InZone(Zone).Date + shift.To, Zone)).Where(end => since < end && end <= _now).Order())
        {
            if (_random.NextDouble() < 0.85)
            {
                var then = _now;
                _now = end + Duration.FromMinutes(_random.Next(1, 5));
                Acts("hand-over-accepted", client, channel);
                _now = then;
            }
        }
    }

    /// <summary>An answer, or the promise of one, which is nearly always kept.</summary>
    private void Answer(string channel, string client, double holding)
    {
        Checked(client, channel, Check.Reply);
        if (_random.NextDouble() < holding)
        {
            Acts("reply", client, channel, ("text", Pick(Sayings.Holding)));
            Later(5, _random.NextDouble() < 0.1 ? 40 : 14);
        }

        Acts("reply", client, channel, ("text", Pick(Sayings.Answers)));
    }

    /// <summary>What the playbook wants looked at on every ticket before the step.</summary>
    private void Checked(string client, string channel, string before)
    {
        foreach (var check in loaded.Playbook.Checks.Where(check => check.When.Always && check.Before.Contains(before)))
        {
            var answer = check.Answers is [var first, ..] ? first : "done";
            var answers = new JsonObject(check.Asked.Select(asked => KeyValuePair.Create<string, JsonNode?>(asked, answer)));
            Add(new JsonObject { ["signal"] = "check-answered", ["channel"] = channel, ["client"] = client, ["agent"] = Agent(), ["check"] = check.Name, ["answers"] = answers });
        }
    }

    /// <summary>Closed when it is done; what was forgotten, the next day; one in a hundred stays.</summary>
    private void Close(string channel, string client, double closes)
    {
        Later(10, 240);
        if (_random.NextDouble() >= closes)
        {
            Later(900, 1500);
        }

        if (_random.NextDouble() >= 0.99)
        {
            return;
        }

        Checked(client, channel, Check.Close);
        if (loaded.Playbook.Resolution is null)
        {
            Acts("close", client, channel, ("note", Pick(Sayings.Closing)));
        }
        else
        {
            Acts("resolution-requested", client, channel, ("resolution", Pick(Sayings.Closing)));
        }
    }

    private void Writes(string channel, string from, string name, string text, string? id = null, string? inReplyTo = null)
    {
        _written++;
        var line = new JsonObject { ["signal"] = "message", ["channel"] = channel, ["from"] = from, ["name"] = name, ["id"] = id ?? Id(), ["text"] = text };
        if (channel == "email")
        {
            line["subject"] = inReplyTo is null ? "Our trip" : "Re: Our trip";
        }

        if (inReplyTo is not null)
        {
            line["inReplyTo"] = inReplyTo;
        }

        Add(line);
    }

    private void Acts(string signal, string client, string channel, params (string Field, string Text)[] fields)
    {
        var line = new JsonObject { ["signal"] = signal, ["channel"] = channel, ["client"] = client, ["agent"] = Agent() };
        foreach (var (field, text) in fields)
        {
            line[field] = text;
        }

        if (signal == "reply" && !loaded.Playbook.Macros.IsEmpty)
        {
            // These agents write everything themselves, and mean it.
            line["confirm"] = true;
            line["text"] = $"{line["text"]} Just reply to this e-mail if there is anything else.";
        }

        Add(line);
    }

    private void Add(JsonObject line)
    {
        line.Insert(0, "at", InstantPattern.General.Format(_now));
        _lines.Add((_now, line));
    }

    private void Later(double fromMinutes, double toMinutes) => _now += Duration.FromSeconds(60 * fromMinutes + _random.Next((int)Math.Max(1, 60 * (toMinutes - fromMinutes))));

    private (string[] Texts, double Delay, bool Pages) Matter() => _random.NextDouble() switch
    {
        < 0.004 => (Sayings.Emergency, 2, true),
        < 0.02 => (Sayings.Injury, 6, true),
        < 0.09 => (Sayings.Urgent, 7, true),
        < 0.35 => (Sayings.TimeSensitive, 12, false),
        _ => (Sayings.NonUrgent, 16, false),
    };

    private Instant Moment()
    {
        while (true)
        {
            var date = start.PlusDays(_random.Next(days));
            var hour = _random.Next(24);
            if (_random.NextDouble() * 9 * 1.2 < Hours[hour] * Weekdays[(int)date.DayOfWeek - 1])
            {
                return LocalTimes.PointInTime(date + new LocalTime(hour, _random.Next(60), _random.Next(60)), Zone);
            }
        }
    }

    /// <summary>Whoever is on call at that hour.</summary>
    private string Agent()
    {
        var people = Rota.OnCall(loaded.Team, loaded.Playbook.Shifts, Zone, _random.NextDouble() < 0.75 ? "primary" : "secondary", _now);
        return people.IsEmpty ? loaded.Team.People.Keys.Order(StringComparer.Ordinal).First() : people[0].Id;
    }

    private string Name() => $"{Pick(Sayings.Given)} {Pick(Sayings.Family)}";

    private string Id() => $"s{seed}-{_written}";

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];
}
