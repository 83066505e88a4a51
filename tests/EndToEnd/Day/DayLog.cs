using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace EndToEnd.Day;

/// <summary>Everything that went out, as lines a person can check: when (in the playbook's zone), over what, to whom, the words.</summary>
public sealed class DayLog(DayStage stage, IReadOnlyDictionary<string, string> names)
{
    private static readonly string[] Services = ["sms", "slack", "whatsapp", "email", "hubspot"];

    private readonly Dictionary<string, string> _shown = [];
    private readonly Dictionary<string, string> _posted = [];

    /// <summary>Plays a script, and compares all that went out with the log a person has checked, and with what a simulation of the recorded script sends.</summary>
    public static async Task Compare(World world, DayScript script, DateTimeOffset end, string expected)
    {
        var stage = await DayStage.Of(world, script);
        var (host, simulated) = await SimulationSpecs.Twice(world, () => new DayPlayer(stage).Play(end));
        var sent = new DayLog(stage, await stage.Names()).Lines(await world.Outbox());

        // To look at a new log before it becomes the expected one.
        if (Environment.GetEnvironmentVariable("INTAKE_DAY_OUT") is { } write)
        {
            await File.WriteAllLinesAsync(Path.Combine(write, Path.GetFileName(expected)), sent);
        }

        Assert.Equal(await File.ReadAllLinesAsync(expected), sent);
        Assert.Equal(host, simulated);
    }

    /// <summary>In order of time; within one moment, where messages race, pages first, then by recipient and words.</summary>
    public List<string> Lines(JsonArray outbox) =>
    [
        .. outbox.Select(entry => entry!.AsObject())
            .Where(entry => entry["accepted"]!.GetValue<bool>())
            .Select(entry => (At: DateTimeOffset.Parse(entry["at"]!.GetValue<string>(), CultureInfo.InvariantCulture), Line: Line(entry), Service: Text(entry, "service")))
            .Where(line => line.Line is not null)
            .OrderBy(line => line.At)
            .ThenBy(line => Array.IndexOf(Services, line.Service))
            .ThenBy(line => line.Line, StringComparer.Ordinal)
            .Select(line => $"{TimeZoneInfo.ConvertTime(line.At, stage.Zone):ddd HH:mm:ss}  {line.Line}"),
    ];

    private string? Line(JsonObject entry)
    {
        var request = entry["request"]!.AsObject();
        return Text(entry, "operation") switch
        {
            "chat.postMessage" => Post(entry, request),
            "chat.update" => $"slack {Name(Text(request, "channel"))}  now says: {Text(request, "text").Split('\n')[^1]}{Buttons(request)}  (was: {_posted.GetValueOrDefault($"{Text(request, "channel")}/{Text(request, "ts")}")})",
            "sms.send" => $"sms {Name(Text(entry, "target"))}  {Flat(Text(request, "message"))}",
            "messages.send" => $"whatsapp {Name(Text(entry, "target"))}  {Flat(request["text"] is { } text ? Text(text.AsObject(), "body") : Text(entry, "summary"))}",
            "tickets.upsert" => Ticket(request["inputs"]![0]!["properties"]!.AsObject()),
            "tickets.update" => Ticket(request["properties"]!.AsObject()),
            "notes.upsert" => Note(request["inputs"]![0]!["properties"]!.AsObject()),
            "contacts.create" => $"hubspot contact  {string.Join(", ", request["properties"]!.AsObject().Select(property => property.Value))}",
            "properties.create" or "associations.default" => null, // the first start, and what belongs to a note or contact just written
            _ when Text(entry, "service") == "email" => $"email {Name(Text(request, "To"))}{(request["Cc"] is { } cc ? $", copy to {cc}" : "")}  {Text(request, "Subject")}: {Flat(Text(request, "TextBody"))}",
            var other => $"{Text(entry, "service")} {other}  {Text(entry, "summary")}",
        };
    }

    private string Post(JsonObject entry, JsonObject request)
    {
        var text = Flat(Text(request, "text"));
        _posted[$"{Text(request, "channel")}/{Text(entry["response"]!.AsObject(), "ts")}"] = text.Length > 50 ? text[..50] + "…" : text;
        return $"slack {Name(Text(request, "channel"))}  {text}{Buttons(request)}";
    }

    private static string Buttons(JsonObject request) => string.Concat((request["blocks"]?.AsArray() ?? []).SelectMany(block => block!["elements"]?.AsArray() ?? [])
        .Where(element => element!["type"]!.GetValue<string>() == "button")
        .Select(element => $" [{element!["text"]!["text"]}]"));

    /// <summary>Only what is new about the ticket.</summary>
    private string Ticket(JsonObject properties)
    {
        var ticket = Text(properties, "intake_ticket_id");
        var news = new List<string>();
        foreach (var (property, value) in properties.Where(property => property.Key is not ("intake_ticket_id" or "hs_pipeline")))
        {
            var text = value?.GetValue<string>() ?? "";
            if (_shown.GetValueOrDefault($"{ticket}/{property}", "") != text)
            {
                _shown[$"{ticket}/{property}"] = text;
                news.Add($"{property.Replace("hs_", "", StringComparison.Ordinal)} {(property == "hs_pipeline_stage" ? stage.StageOf(text) : Flat(text))}");
            }
        }

        return $"hubspot {Name(ticket)}  {string.Join(", ", news)}";
    }

    private string Note(JsonObject properties) => $"hubspot {Name(Text(properties, "intake_note_id").Split('-')[0])}  note: {Flat(WebUtility.HtmlDecode(Text(properties, "hs_note_body")))}";

    private string Name(string key) => names.GetValueOrDefault(key, key);

    private static string Flat(string text) => text.Replace("\n", " / ", StringComparison.Ordinal);

    private static string Text(JsonObject from, string field) => from[field]?.ToString() ?? "";
}
