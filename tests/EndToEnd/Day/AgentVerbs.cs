using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EndToEnd.Day;

/// <summary>Somebody of the team does something on a client's ticket: "moves Weber to pending: the note" is Rest "to pending" and Text "the note".</summary>
internal sealed record AgentAct(DayPlayer Player, string Agent, JsonObject Ticket, string Rest, string Text)
{
    public string Id => Ticket["id"]!.GetValue<string>();

    /// <summary>Posts to one of the ticket's actions in the agent's name.</summary>
    public Task Post(string action, object body) => Player.Posted($"api/tickets/{Id}/{action}", body);
}

/// <summary>What somebody of the team can do in a script: "verb Client rest: text". Add a verb here. Anything else of the API: "does Weber/handled {…}".</summary>
internal static partial class AgentVerbs
{
    private static readonly Dictionary<string, Func<AgentAct, Task>> All = new()
    {
        ["replies to"] = act => act.Post("reply", new { agent = act.Agent, text = act.Text }),
        ["notes on"] = act => act.Post("notes", new { agent = act.Agent, text = act.Text }),
        ["moves"] = Moves,
        ["closes"] = act => act.Post("close", new { agent = act.Agent, note = act.Text }),
        ["makes"] = act => act.Post("urgency", new { agent = act.Agent, urgency = act.Rest, reason = act.Text }),
        ["owns"] = act => act.Post("owner", new { agent = act.Agent, owner = act.Agent }),
        ["resolves"] = act => act.Post("resolution", new { agent = act.Agent, resolution = act.Text }),
        ["escalates"] = act => act.Post("escalation", new { agent = act.Agent, reason = act.Text }),
        ["tells the escalation to"] = act => act.Post("escalation/told", new { agent = act.Agent, estimate = act.Text }),
        ["sorts"] = act => act.Post("category", new { agent = act.Agent, category = act.Rest["as ".Length..], reason = act.Text is { Length: > 0 } why ? why : null }),
        ["prioritises"] = act => act.Post("category", new { agent = act.Agent, priority = act.Rest["as ".Length..], reason = act.Text }),
        ["calls back"] = CallsBack,
        ["presses"] = Presses,
        ["finishes tasks of"] = FinishesTasks,
        ["texts the code for"] = TextsCode,
        ["sends"] = SendsMacro,
        ["checks"] = act => act.Post("checks", new { agent = act.Agent, check = act.Rest, answer = act.Text }),
        ["ticks"] = Ticks,
    };

    public static async Task Do(DayPlayer player, string agent, string what)
    {
        if (Request().Match(what) is { Success: true } request)
        {
            // "does Weber/handled {"note": "…"}": any request of the API, in the agent's name.
            var at = request.Groups[1].Value is { Length: > 0 } name ? $"api/tickets/{(await player.Stage.Ticket(name))["id"]}{request.Groups[2].Value}" : $"api{request.Groups[2].Value}";
            var body = JsonNode.Parse(request.Groups[3].Value is { Length: > 0 } json ? await player.Named(json) : "{}")!.AsObject();
            body["agent"] = agent;
            await player.Posted(at, body);
        }
        else if (what is "is available" or "is away")
        {
            await player.Posted($"api/agents/{agent}/availability", new { available = what == "is available" });
        }
        else if (what.StartsWith("types /intake ", StringComparison.Ordinal))
        {
            _ = await player.World.Slash(await player.Named(what["types /intake ".Length..]), player.Stage.Person(agent).Slack!);
        }
        else
        {
            var verb = All.Keys.OrderByDescending(known => known.Length).FirstOrDefault(known => what.StartsWith($"{known} ", StringComparison.Ordinal))
                ?? throw new FormatException($"not something an agent does: {string.Join(", ", All.Keys)}, does, types /intake");
            var said = Said().Match(what[verb.Length..]);
            await All[verb](new AgentAct(player, player.Stage.Person(agent).Id, await player.Stage.Ticket(said.Groups[1].Value), said.Groups[2].Value, said.Groups[3].Value));
        }
    }

    /// <summary>"moves Weber to pending, saying: …" tells the client with the move; "moves Weber to on-hold until Friday: …" says until when.</summary>
    private static Task Moves(AgentAct act)
    {
        var move = Move().Match(act.Rest);
        var (stage, until, says) = (move.Groups["stage"].Value, move.Groups["until"], move.Groups["says"].Success);
        var text = act.Text is { Length: > 0 } words ? words : null;
        return act.Post("stage", new { agent = act.Agent, stage, note = says ? null : text, message = says ? text : null, until = until.Success ? until.Value : null });
    }

    private static async Task CallsBack(AgentAct act)
    {
        await act.Player.Posted("sandbox/play/call", new { kind = "outbound", from = act.Ticket["client"]!["phone"]!.GetValue<string>(), id = $"s-back-{act.Player.NextId()}" });
        await act.Player.World.Advance("PT5S");
    }

    /// <summary>Presses the button of that label under the latest Slack message about the ticket that has it.</summary>
    private static async Task Presses(AgentAct act)
    {
        var posts = (await act.Player.World.Outbox()).Where(entry => entry!["operation"]!.GetValue<string>() == "chat.postMessage");
        var button = posts.Reverse()
            .SelectMany(entry => entry!["request"]!["blocks"]?.AsArray() ?? [])
            .SelectMany(block => block!["elements"]?.AsArray() ?? [])
            .Where(element => element!["type"]!.GetValue<string>() == "button" && element["text"]!["text"]!.GetValue<string>() == act.Text)
            .FirstOrDefault(element => element!["value"]!.GetValue<string>().StartsWith(act.Id, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"no button “{act.Text}” for ticket {act.Id}");
        var response = await act.Player.World.Press(button["action_id"]!.GetValue<string>(), button["value"]!.GetValue<string>(), act.Player.Stage.Person(act.Agent).Slack!);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task FinishesTasks(AgentAct act)
    {
        foreach (var task in (await act.Player.World.Ticket(act.Id))["ticket"]!["pipeline"]!["tasks"]!.AsArray())
        {
            await act.Post($"tasks/{task!["id"]}/done", new { agent = act.Agent, note = act.Text });
        }
    }

    /// <summary>"sends Weber order-status and closes: order-number = 1001; status = It is on its way."</summary>
    private static Task SendsMacro(AgentAct act)
    {
        var fields = act.Text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=', 2, StringSplitOptions.TrimEntries)).ToDictionary(field => field[0], field => field[1]);
        return act.Post("macro", new { agent = act.Agent, macro = act.Rest.Split(' ')[0], fields, close = act.Rest.EndsWith(" and closes", StringComparison.Ordinal) });
    }

    /// <summary>What is left of a checklist gets one answer; "ticks Weber platforms Sticky, PBS: n/a" only those.</summary>
    private static async Task Ticks(AgentAct act)
    {
        var (check, items) = act.Rest.Split(' ', 2) is [var named, var some] ? (named, some.Split(',', StringSplitOptions.TrimEntries)) : (act.Rest, null);
        items ??= [.. (await act.Player.World.Ticket(act.Id))["ticket"]!["checks"]!.AsArray().First(state => state!["check"]!.GetValue<string>() == check)!["left"]!.AsArray().Select(item => item!.GetValue<string>())];
        await act.Post("checks", new { agent = act.Agent, check, answers = items.ToDictionary(item => item, _ => act.Text) });
    }

    private static async Task TextsCode(AgentAct act)
    {
        var number = act.Player.Stage.Person(act.Agent).Sms!;
        var title = act.Ticket["title"]!.GetValue<string>();
        var page = (await act.Player.World.Outbox()).Last(entry => entry!["service"]!.GetValue<string>() == "sms" && entry["target"]!.GetValue<string>() == number && entry["request"]!["message"]!.GetValue<string>().Contains(title, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await act.Player.World.Sms(number, Code().Match(page!["request"]!["message"]!.GetValue<string>()).Groups[1].Value)).StatusCode);
    }

    [GeneratedRegex(@"^does (\w*)(/[\w/?=&-]+)\s*(\{.*\})?$")]
    private static partial Regex Request();

    [GeneratedRegex(@"^ (\w+)(?: ([^:]+?))?(?:: (.+))?$")]
    private static partial Regex Said();

    [GeneratedRegex(@"^to (?<stage>[\w-]+)(?: until (?<until>.+?))?(?<says>, saying)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Move();

    [GeneratedRegex(@"Reply (\d{5})")]
    private static partial Regex Code();
}
