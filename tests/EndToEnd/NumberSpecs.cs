using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>Duties, figures, the log, reviews and feedback through real HTTP: Monday 2 March 2026, 10:00 in New York.</summary>
public sealed class NumberSpecs
{
    private const string Key = "key=local-log-read-key";

    [Fact]
    [Trait("Clause", "CC-1")]
    public async Task A_morning_duty_is_ticked_in_Slack_and_by_request_and_survives_a_restart()
    {
        var data = Directory.CreateTempSubdirectory("intake-").FullName;
        await using (var world = await World.Start(at: "2026-03-03T12:25:00Z", data: data, playbook: "client-care"))
        {
            await world.Until("2026-03-03T12:31:00Z");
            var ask = Assert.Single(await Slack(world));
            var buttons = ask["request"]!["blocks"]!.AsArray().SelectMany(block => block!["elements"]?.AsArray() ?? []).Where(element => element!["type"]!.GetValue<string>() == "button").ToList();
            Assert.Equal(["Client inbox", "Live chat", "Ticket system"], buttons.Select(button => button!["text"]!["text"]!.GetValue<string>()));
            Assert.Equal(HttpStatusCode.OK, (await world.Press(buttons[0]!["action_id"]!.GetValue<string>(), buttons[0]!["value"]!.GetValue<string>(), user: "U0VICTOR21")).StatusCode);

            await Wrong(world, "api/duties/morning-look/ticks", new { agent = "wanda", items = new[] { "phone" } }, HttpStatusCode.BadRequest, "“phone” is no part of");
            await Wrong(world, "api/duties/evening/ticks", new { agent = "wanda" }, HttpStatusCode.NotFound, "has no duty “evening”");
            await Wrong(world, "api/duties/morning-look/ticks", new { agent = "nobody" }, HttpStatusCode.BadRequest, "nobody on the team");
            await World.Ok(await world.Post("api/duties/morning-look/ticks", new { agent = "wanda", items = new[] { "live-chat" } }));
        }

        await using var again = await World.Start(data: data, at: "2026-03-03T12:40:00Z", playbook: "client-care");
        var duty = (await again.Get("api/duties"))["duties"]![0]!;
        Assert.Equal(["inbox victor", "live-chat wanda", "tickets "], duty["items"]!.AsArray().Select(item => $"{item!["item"]} {item["by"]}"));
        await again.Until("2026-03-03T14:00:00Z");
        Assert.Single(await Slack(again), post => Text(post).Contains("not done by 08:00. Missing: Ticket system.", StringComparison.Ordinal));
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    [Trait("Clause", "SC-8")]
    public async Task The_stats_page_and_the_report_show_the_same_figures()
    {
        await using var world = await World.Start(playbook: "support-center");
        await world.Email("Login", "Where do I log in?", "ann@client.example", "Ann Able");
        await world.Email("Logo", "Please change our logo", "bob@client.example", "Bob Baker");
        await World.Ok(await world.Post($"api/tickets/{await Id(world, "Ann")}/reply", new { agent = "nina", text = "At the top right." }));
        await world.Advance("PT2H");

        var stats = await world.Get("api/stats");
        Assert.Equal((2, 1, 0.5), (stats["figures"]!["answers"]!["requests"]!.GetValue<int>(), stats["figures"]!["answers"]!["inFirst"]!.GetValue<int>(), stats["figures"]!["answers"]!["share"]!.GetValue<double>()));
        var answered = "Answered within 1 h: 50 % (1 of 2)";
        Assert.Contains(answered, Lines(stats, "Answers"));
        var monthly = await world.Get("api/reports/monthly?date=2026-03-02");
        Assert.Equal(Lines(stats, "Answers"), Lines(monthly, "Answers"));
        Assert.Equal(Lines(stats, "Workload"), Lines(monthly, "Workload"));

        var page = new HttpRequestMessage(HttpMethod.Get, "api/stats");
        page.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        Assert.Contains(answered, WebUtility.HtmlDecode(await (await world.Http.SendAsync(page)).Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await world.Http.GetAsync("api/stats?from=2026-03-05&to=2026-03-01")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Http.GetAsync("api/reports/weekly")).StatusCode);

        // And the ticket says where its time went.
        var minutes = (await world.Ticket(await Id(world, "Bob")))["minutes"]!;
        Assert.Equal("queue", minutes["liesWith"]!.GetValue<string>());
        Assert.Equal(minutes["elapsed"]!.GetValue<string>(), minutes["with"]!["queue"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Clause", "CC-9")]
    public async Task A_spreadsheet_reads_the_log_with_its_own_key_and_nobody_without()
    {
        await using var world = await World.Start(playbook: "client-care");
        await world.Email("Secret", "My password is hunter2", "jane@client.example", "=cmd|' /C calc'!A0");

        Assert.Equal(HttpStatusCode.Unauthorized, (await world.Http.GetAsync("api/log.csv")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await world.Http.GetAsync("api/log.csv?key=local-log-read-keY")).StatusCode);
        var response = await world.Http.GetAsync($"api/log.csv?{Key}");
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        var csv = await response.Content.ReadAsStringAsync();
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length); // the heading, the message, its receipt
        Assert.StartsWith("2026-03-02,10:00:00,CC-1001,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",'=cmd|' /C calc'!A0,Client inbox,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",out,receipt confirmed,Intake,NEW", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", csv, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Http.GetAsync($"api/log.csv?{Key}&playbook=trip-support")).StatusCode);
    }

    [Fact]
    [Trait("Clause", "ER-13")]
    [Trait("Clause", "ER-20")]
    public async Task What_was_not_drawn_is_not_scored_and_agents_say_what_they_think_of_a_rule()
    {
        await using var world = await World.Start(playbook: "email-retail");
        await world.Email("Order", "Where is my order?", "jane@client.example");
        var id = await Id(world, "Jane");
        await Wrong(world, $"api/reviews/{id}", new { agent = "tess", scores = new Dictionary<string, int>() }, HttpStatusCode.NotFound, "was not drawn for review");

        await World.Ok(await world.Post("api/feedback", new { agent = "olive", rule = "ER-10", text = "Two hours are too short." }));
        await Wrong(world, "api/feedback", new { agent = "olive", rule = "ER-99", text = "What?" }, HttpStatusCode.BadRequest, "“ER-99” is no clause");
        await World.Ok(await world.Post("api/trainings", new { agent = "tess", topic = "Verification", date = "2026-04-14", people = new[] { "olive" } }));
        var listed = await world.Get("api/feedback");
        Assert.Equal(("ER-10", "Two hours are too short.", "2026-04-14"), (listed["rules"]![0]!["rule"]!.GetValue<string>(), listed["rules"]![0]!["feedback"]![0]!["words"]!.GetValue<string>(), listed["trainings"]![0]!["date"]!.GetValue<string>()));
        Assert.Equal(5, (await world.Get("api/reviews"))["questions"]!.AsArray().Count);
    }

    private static async Task Wrong(World world, string path, object body, HttpStatusCode status, string says)
    {
        var response = await world.Post(path, body);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains(says, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static async Task<List<JsonNode>> Slack(World world) =>
        [.. (await world.Outbox()).Where(entry => entry!["operation"]!.GetValue<string>() == "chat.postMessage").Select(entry => entry!)];

    private static string Text(JsonNode post) => post["request"]!["text"]!.GetValue<string>();

    private static async Task<string> Id(World world, string client) =>
        (await world.Tickets()).First(ticket => ticket["client"]!["name"]!.GetValue<string>().StartsWith(client, StringComparison.Ordinal))["id"]!.GetValue<string>();

    private static IEnumerable<string> Lines(JsonNode report, string list) =>
        report["parts"]!.AsArray().First(part => part!["list"]!.GetValue<string>() == list)!["lines"]!.AsArray().Select(line => line!["text"]!.GetValue<string>());
}
