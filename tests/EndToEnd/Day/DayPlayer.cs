using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EndToEnd.Day;

/// <summary>Does what the script says, through real HTTP: the clients by the providers' signed webhooks, the agents by Intake's API, Slack's buttons and SMS.</summary>
public sealed partial class DayPlayer(World world, DayScript script, JsonObject people)
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private int _messages;

    public async Task Play(DateTimeOffset end)
    {
        var wrong = new List<string>();
        foreach (var step in script.Steps)
        {
            await world.Until(Iso(step.Local));
            try
            {
                await Do(step);
            }
            catch (Exception e)
            {
                wrong.Add($"line {step.Line}, {step.Local:HH:mm} {step.Who} {step.What}: {e.Message}");
            }
        }

        await world.Until(end.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private Task Do(DayStep step) => script.Clients.TryGetValue(step.Who, out var client) ? ByClient(client, step.What) : step.Who == "hubspot" ? ByHubSpot(step.What) : ByAgent(step.Who, step.What);

    private async Task ByClient(DayClient client, string what)
    {
        var id = $"day-{++_messages:D3}";
        object play;
        string kind;
        if (what.StartsWith("auto-answers: ", StringComparison.Ordinal))
        {
            var mail = what["auto-answers: ".Length..].Split(" | ");
            (kind, play) = ("email", new { from = client.Address, name = client.FullName, subject = mail[0], text = mail[1], messageId = $"<{id}@client.example>", headers = new Dictionary<string, string> { ["Auto-Submitted"] = "auto-replied" } });
        }
        else if (what.StartsWith("writes: ", StringComparison.Ordinal))
        {
            var text = what["writes: ".Length..];
            (kind, play) = client.Channel switch
            {
                "email" when text.Split(" | ") is [var subject, var body] => ("email", new { from = client.Address, name = client.FullName, subject, text = body, messageId = $"<{id}@client.example>" }),
                "email" => ("email", new { from = client.Address, name = client.FullName, subject = "", text, messageId = $"<{id}@client.example>" }),
                "lux" => ("whatsapp", new { from = "15550100", groupId = client.Address, name = client.FullName, text, id = $"wamid.{id}" }),
                _ => ("whatsapp", (object)new { from = client.Address.TrimStart('+'), name = client.FullName, text, id = $"wamid.{id}" }),
            };
        }
        else
        {
            var how = what == "calls in vain" ? "missed" : what == "calls and is answered" ? "answered" : throw new FormatException("a client writes: …, auto-answers: …, calls in vain, or calls and is answered");
            (kind, play) = ("call", new { kind = how, from = client.Address, name = client.FullName, id = $"s-{id}" });
        }

        await Posted($"sandbox/play/{kind}", play);
        await world.Advance("PT5S"); // a call settles before it is taken in
    }

    private async Task ByHubSpot(string what)
    {
        if (HubSpotMove().Match(what) is not { Success: true } move)
        {
            throw new FormatException("hubspot moves Client to stage");
        }

        var ticket = await Ticket(move.Groups[1].Value);
        await Posted("sandbox/play/hubspot-event", new { subscriptionType = "ticket.propertyChange", objectId = long.Parse(ticket["hubSpotId"]!.GetValue<string>(), CultureInfo.InvariantCulture), propertyName = "hs_pipeline_stage", propertyValue = SandboxStages.IdOf(move.Groups[2].Value), changeSource = "CRM_UI" });
        await world.Advance("PT5S");
    }

    private async Task ByAgent(string agent, string what)
    {
        if (Request().Match(what) is { Success: true } request)
        {
            // "does Weber/handled {"note": "…"}": any request of the API, in the agent's name.
            var at = request.Groups[1].Value is { Length: > 0 } name ? $"api/tickets/{(await Ticket(name))["id"]}{request.Groups[2].Value}" : $"api{request.Groups[2].Value}";
            var body = JsonNode.Parse(request.Groups[3].Value is { Length: > 0 } json ? await Named(json) : "{}")!.AsObject();
            body["agent"] = agent;
            await Posted(at, body);
            return;
        }

        if (what.StartsWith("types /intake ", StringComparison.Ordinal))
        {
            _ = await world.Slash(await Named(what["types /intake ".Length..]), people[agent]!["slack"]!.GetValue<string>());
            return;
        }

        var (verb, client, text) = Verb().Match(what) is { Success: true } said
            ? (said.Groups[1].Value, said.Groups[2].Value, said.Groups[3].Value)
            : throw new FormatException("not something an agent does");
        var ticket = await Ticket(client.Split(' ')[0]);
        var path = $"api/tickets/{ticket["id"]}";
        switch (verb)
        {
            case "replies to":
                await Posted($"{path}/reply", new { agent, text });
                break;
            case "notes on":
                await Posted($"{path}/notes", new { agent, text });
                break;
            case "moves":
                await Posted($"{path}/stage", new { agent, stage = client.Split(" to ")[1], note = text });
                break;
            case "closes":
                await Posted($"{path}/close", new { agent, note = text });
                break;
            case "makes":
                await Posted($"{path}/urgency", new { agent, urgency = client.Split(' ')[1], reason = text });
                break;
            case "owns":
                await Posted($"{path}/owner", new { agent, owner = agent });
                break;
            case "calls back":
                await Posted("sandbox/play/call", new { kind = "outbound", from = ticket["client"]!["phone"]!.GetValue<string>(), id = $"s-back-{++_messages}" });
                await world.Advance("PT5S");
                break;
            case "presses":
                await Press(agent, ticket["id"]!.GetValue<string>(), text);
                break;
            case "finishes tasks of":
                foreach (var task in (await world.Ticket(ticket["id"]!.GetValue<string>()))["ticket"]!["pipeline"]!["tasks"]!.AsArray())
                {
                    await Posted($"{path}/tasks/{task!["id"]}/done", new { agent, note = text });
                }

                break;
            case "texts the code for":
                await TextCode(agent, ticket["title"]!.GetValue<string>());
                break;
            default:
                throw new FormatException($"nobody {verb}");
        }
    }

    /// <summary>Presses the button of that label under the latest Slack message about the ticket that has it.</summary>
    private async Task Press(string agent, string ticket, string label)
    {
        var posts = (await world.Outbox()).Where(entry => entry!["operation"]!.GetValue<string>() == "chat.postMessage");
        var button = posts.Reverse()
            .SelectMany(entry => entry!["request"]!["blocks"]?.AsArray() ?? [])
            .SelectMany(block => block!["elements"]?.AsArray() ?? [])
            .Where(element => element!["type"]!.GetValue<string>() == "button" && element["text"]!["text"]!.GetValue<string>() == label)
            .FirstOrDefault(element => element!["value"]!.GetValue<string>().StartsWith(ticket, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"no button “{label}” for ticket {ticket}");
        var response = await world.Press(button["action_id"]!.GetValue<string>(), button["value"]!.GetValue<string>(), people[agent]!["slack"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task TextCode(string agent, string title)
    {
        var number = people[agent]!["sms"]!.GetValue<string>();
        var page = (await world.Outbox()).Last(entry => entry!["service"]!.GetValue<string>() == "sms" && entry["target"]!.GetValue<string>() == number && entry["request"]!["message"]!.GetValue<string>().Contains(title, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await world.Sms(number, Code().Match(page!["request"]!["message"]!.GetValue<string>()).Groups[1].Value)).StatusCode);
    }

    /// <summary>The client's latest ticket.</summary>
    private async Task<JsonObject> Ticket(string name)
    {
        var client = script.Clients.TryGetValue(name, out var known) ? known : throw new FormatException($"{name} is no client of the script");
        return (await world.Tickets()).LastOrDefault(ticket => ticket["client"]!.AsObject().Any(field => field.Value?.GetValue<string>() is { } value && (value == client.Address || value == client.FullName)))
            ?? throw new InvalidOperationException($"{name} has no ticket");
    }

    /// <summary>"@Weber" in a body stands for that client's ticket.</summary>
    private async Task<string> Named(string json)
    {
        foreach (Match mention in Mention().Matches(json))
        {
            json = json.Replace(mention.Value, (await Ticket(mention.Groups[1].Value))["id"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        return json;
    }

    private async Task Posted(string path, object body)
    {
        var response = await world.Http.PostAsJsonAsync(path, body);
        await World.Ok(response);
        await world.Settle();
    }

    private static string Iso(DateTime local)
    {
        // A time that does not exist on the day of the change is played when the clock has jumped over it; one that comes twice, the first time.
        var offset = NewYork.IsAmbiguousTime(local) ? NewYork.GetAmbiguousTimeOffsets(local).Max() : NewYork.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^does (\w*)(/[\w/?=&-]+)\s*(\{.*\})?$")]
    private static partial Regex Request();

    [GeneratedRegex(@"^(replies to|notes on|moves|closes|makes|owns|calls back|presses|finishes tasks of|texts the code for) ([^:]+?)(?:: (.+))?$")]
    private static partial Regex Verb();

    [GeneratedRegex(@"^moves (\w+) to ([\w-]+)$")]
    private static partial Regex HubSpotMove();

    [GeneratedRegex(@"Reply (\d{5})")]
    private static partial Regex Code();

    [GeneratedRegex(@"@(\w+)")]
    private static partial Regex Mention();
}
