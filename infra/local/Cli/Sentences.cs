using System.Text.Json.Nodes;

namespace Intake.Local.Cli;

/// <summary>One event of a ticket as one sentence. What has no words of its own is told by its name and fields.</summary>
internal static class Sentences
{
    private static readonly string[] Said = ["sequence", "type", "at", "recordedAt", "clause", "because"];

    public static string Of(JsonObject e) => $"{e["type"]}" switch
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
        "alert-ended" => $"the alert ended: {e["why"]}",
        "timer-fired" => $"{e["kind"]} fired",
        "effect-delivered" => $"sent: {e["kind"]} to {To(e)}{(IsTrue(e["repeat"]) ? ", a repeat" : "")}",
        "effect-delayed" => $"not sent yet: {e["kind"]} to {To(e)}: {e["why"]}",
        "effect-refused" => $"REFUSED: {e["kind"]} to {To(e)}: {e["why"]}",
        "effect-dropped" => $"no longer wanted: {e["kind"]} to {To(e)}: {e["why"]}",
        "closed" => $"{e["agent"]} closed it: {Flat(e["note"])}",
        var other => $"{other.Replace('-', ' ')}{Rest(e)}",
    };

    private static string Judged(JsonObject classification) =>
        $"judged {classification["urgency"]}{(classification["evidence"]?.AsArray() is { Count: > 0 } words ? $" by {string.Join(", ", words.Select(word => $"“{word}”"))}" : "")}";

    private static string Posts(JsonNode? posts) => posts?.AsArray() is { Count: > 0 } all
        ? "told " + string.Join(", ", all.Select(post => $"{post!["room"]}").Distinct())
        : "fired";

    private static string Rest(JsonObject e)
    {
        var fields = e.Where(field => !Said.Contains(field.Key) && field.Value is JsonValue).Select(field => $"{field.Key} {Flat(field.Value)}").ToList();
        return fields.Count == 0 ? "" : ": " + string.Join(", ", fields);
    }

    // "slack:cs:00000007-00" is one post in the room cs.
    private static string To(JsonObject e) => $"{e["target"]}" is var target && target.StartsWith("slack:", StringComparison.Ordinal) ? target.Split(':')[1] : $"{e["target"]}";

    private static string Who(JsonNode? client) => $"{client?["name"] ?? client?["address"] ?? "unknown caller"}";

    private static int Number(JsonNode? number) => number?.GetValue<int>() ?? 0;

    private static bool IsTrue(JsonNode? flag) => flag?.GetValue<bool>() == true;

    private static bool IsFalse(JsonNode? flag) => flag?.GetValue<bool>() == false;

    private static string Flat(JsonNode? text) => $"{text}".ReplaceLineEndings(" / ");
}
