using System.Text.Json.Nodes;
using NodaTime.Text;

namespace Intake.Local.Cli;

/// <summary>The events of a ticket, each as one sentence. What has no words of its own is told by its name and fields.</summary>
/// <param name="local">A time of the API, as the team's clock shows it.</param>
internal sealed class Sentences(Func<JsonNode?, string> local)
{
    // What is said elsewhere in the line, or only tells the machine which is which.
    private static readonly string[] Said = ["sequence", "type", "at", "recordedAt", "clause", "because", "alert", "effect", "episode", "late"];

    // Numbers and Slack members, by the person a ladder knew them as.
    private readonly Dictionary<string, string> _names = [];

    /// <summary>Asked in the order of the events: a ladder names the people whom later events call by number.</summary>
    public string Of(JsonObject e)
    {
        foreach (var person in e["alert"] is JsonObject alert ? alert["rungs"]!.AsArray().SelectMany(rung => rung!["people"]!.AsArray()) : [])
        {
            foreach (var route in new[] { person!["sms"], person["slack"] }.OfType<JsonNode>())
            {
                _names[$"{route}"] = $"{person["name"]}";
            }
        }

        return Told(e);
    }

    private string Told(JsonObject e) => $"{e["type"]}" switch
    {
        "opened" => $"opened as “{e["title"]}”, from {e["source"]}",
        "reopened" => "reopened",
        "succeeded" => $"goes on in ticket {e["by"]}",
        "message-received" => $"{Who(e["client"])} wrote: {Flat(e["message"]?["text"])}{(IsTrue(e["automatic"]) ? " (an automatic answer)" : "")}{(IsFalse(e["monitored"]) ? " (nobody was watching)" : "")}",
        "classified" => Judged(e["classification"]!.AsObject()),
        "call-missed" => $"{Who(e["client"])} called and nobody answered",
        "call-answered" => $"{Who(e["client"])} called; {e["agent"] ?? "somebody"} answered",
        "call-made" => $"{e["agent"] ?? "somebody"} called {Who(e["client"])}",
        "replied" => $"{e["agent"] ?? "the team"} answered: {Flat(e["text"])}",
        "auto-replied" => "the automatic answer was sent",
        "reminded" => $"the reminder “{e["template"]}” was sent",
        "noted" => $"{e["agent"]} noted: {Flat(e["text"])}",
        "stage-changed" => $"{e["agent"]} moved it from {e["from"]} to {e["to"]}{(e["seenIn"] is { } seen ? $", in {seen}" : "")}",
        "owner-set" => $"{e["agent"]} gave it to {e["owner"] ?? "nobody"}",
        "urgency-set" => $"{e["agent"]} made it {e["urgency"]}: {Flat(e["reason"])}",
        "alert-raised" => $"the ladder {e["alert"]?["ladder"]} began",
        "rung-fired" => $"rung {Number(e["rung"]) + 1} {Posts(e["posts"])}",
        "alert-taken" => $"{e["by"]?["name"]} took it, by {e["via"]}",
        "alert-resumed" => "whoever took it has not been heard of by the client since: the ladder goes on",
        "help-asked" => $"{e["by"]?["name"]} asked for help, by {e["via"]}",
        "alert-ended" => $"the alert ended: {e["why"]}",
        "timer-fired" when $"{e["kind"]}" == "response-limit" => "not answered in time: the target is missed",
        "timer-fired" => $"the timer {e["kind"]} rang",
        "effect-delivered" => $"sent: {e["kind"]} to {To(e)}{(IsTrue(e["repeat"]) ? ", a repeat" : "")}",
        "effect-delayed" => $"not sent yet: {e["kind"]} to {To(e)}: {e["why"]}",
        "effect-refused" => $"REFUSED: {e["kind"]} to {To(e)}: {e["why"]}",
        "effect-dropped" => $"no longer wanted: {e["kind"]} to {To(e)}: {e["why"]}",
        "closed" => $"{e["agent"]} closed it: {Flat(e["note"])}",
        var other => $"{other.Replace('-', ' ')}{Rest(e)}",
    };

    private static string Judged(JsonObject classification) =>
        $"judged {classification["urgency"]}{(classification["evidence"]?.AsArray() is { Count: > 0 } words ? $" by {string.Join(", ", words.Select(word => $"“{word}”"))}" : "")}";

    private string Posts(JsonNode? posts) => posts?.AsArray() is { Count: > 0 } all
        ? "told " + string.Join(", ", all.Select(post => Named($"{post!["room"]}")).Distinct())
        : "fired";

    private string Rest(JsonObject e)
    {
        var fields = e.Where(field => !Said.Contains(field.Key) && field.Value is JsonValue).Select(field => $"{field.Key} {(InstantPattern.ExtendedIso.Parse($"{field.Value}").Success ? local(field.Value) : Flat(field.Value))}").ToList();
        return fields.Count == 0 ? "" : ": " + string.Join(", ", fields);
    }

    // "slack:cs:00000007-00" is one post in the room cs, "sms:+14145550101" a text to that number.
    private string To(JsonObject e) => Named($"{e["target"]}" is var target && (target.StartsWith("slack:", StringComparison.Ordinal) || target.StartsWith("sms:", StringComparison.Ordinal)) ? target.Split(':')[1] : target);

    private string Named(string route) => _names.GetValueOrDefault(route, route);

    private static string Who(JsonNode? client) => $"{client?["name"] ?? client?["address"] ?? "unknown caller"}";

    private static int Number(JsonNode? number) => number?.GetValue<int>() ?? 0;

    private static bool IsTrue(JsonNode? flag) => flag?.GetValue<bool>() == true;

    private static bool IsFalse(JsonNode? flag) => flag?.GetValue<bool>() == false;

    private static string Flat(JsonNode? text) => $"{text}".ReplaceLineEndings(" / ");
}
