using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace Intake.Local.Cli;

/// <summary>A ticket as the API shows it, told to a person.</summary>
internal sealed class Story(TextWriter output, DateTimeZone zone)
{
    private const int Widest = 160;

    private readonly HashSet<string> _explained = [];

    public void Tell(JsonObject detail)
    {
        var ticket = detail["ticket"]!.AsObject();
        Head(ticket);
        output.WriteLine();
        output.WriteLine("Story");
        var sentences = new Sentences(At);
        foreach (var e in detail["events"]!.AsArray().OfType<JsonObject>())
        {
            Line($"{At(e["at"])}", $"{e["clause"]}", sentences.Of(e));
            if (e["because"] is { } because && _explained.Add($"{e["clause"]}"))
            {
                output.WriteLine($"{"",-33}“{because}”");
            }
        }

        output.WriteLine();
        output.WriteLine(detail["flightPlan"]!.AsArray().Count == 0 ? "Flight plan: nothing is planned." : "Flight plan, unless something changes");
        foreach (var timer in detail["flightPlan"]!.AsArray().OfType<JsonObject>())
        {
            Line(At(timer["due"]), $"{timer["clause"]}", $"{timer["does"]}");
            output.WriteLine($"{"",-33}cancelled by {timer["cancelledBy"]}");
        }

        Effects(detail["effects"]!.AsArray());
    }

    private void Head(JsonObject ticket)
    {
        var open = ticket["open"]!.GetValue<bool>();
        output.WriteLine($"{ticket["title"]}  ({ticket["id"]}{(ticket["hubSpotId"] is { } hubSpot ? $", HubSpot {hubSpot}" : "")})");
        output.WriteLine($"  {ticket["channel"]}, {ticket["urgency"]}, stage {ticket["stage"]}, {(ticket["owner"] is { } owner ? $"owned by {owner}" : "owned by nobody")}, {(open ? "open" : $"closed {At(ticket["closedAt"])}")}{(ticket["draft"]!.GetValue<bool>() ? ", a draft" : "")}");
        if (ticket["answerDue"] is { } due)
        {
            output.WriteLine($"  The client has waited since {At(ticket["waitingSince"])}; an answer is due {At(due)}.");
        }

        foreach (var alert in ticket["alerts"]!.AsArray())
        {
            output.WriteLine($"  Alert {alert!["ladder"]}: rung {alert["rung"]} of {alert["rungs"]}, {(alert["takenBy"] is { } by ? $"taken by {by} {At(alert["takenAt"])}" : "taken by nobody")}.");
        }
    }

    private void Effects(JsonArray effects)
    {
        if (effects.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("Not yet sent");
        foreach (var effect in effects.OfType<JsonObject>())
        {
            var state = effect["parked"] is { } why ? $"PARKED: {why}" : $"attempt {effect["attempts"]!.GetValue<int>() + 1}";
            Line(At(effect["notBefore"]), $"{effect["clause"]}", $"{effect["target"]}  {state}  ({effect["id"]})");
        }
    }

    private void Line(string at, string clause, string what) => output.WriteLine($"  {at,-23}{clause,-8}{(what.Length > Widest ? what[..Widest] + "…" : what)}");

    private string At(JsonNode? iso) =>
        iso is not null && InstantPattern.ExtendedIso.Parse($"{iso}") is { Success: true } at ? $"{at.Value.InZone(zone).LocalDateTime:ddd d MMM HH:mm:ss}" : "";
}
