using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>The Daily Report of each shift (TS-R1), and that every message ends somewhere (TS-T6), through real HTTP.</summary>
public sealed class ReportSpecs
{
    private const string Quarter = "2026-03-02T21:30:00Z"; // 16:30 in New York

    [Fact]
    [Trait("Clause", "TS-R1")]
    [Trait("Clause", "TS-O1")]
    [Trait("Clause", "TS-O2")]
    [Trait("Clause", "TS-Q1")]
    public async Task At_the_shifts_end_the_Daily_Report_is_posted_once_and_kept()
    {
        await using var world = await World.Start(at: Quarter);
        await world.WhatsApp(World.UrgentText, from: "15550111", name: "Ulla Urgent");
        await world.WhatsApp("Could you send me the route?", from: "15550112", name: "Bo <b>Brown</b>");
        var tickets = (await world.Tickets()).ToDictionary(ticket => ticket["client"]!["name"]!.GetValue<string>(), ShiftSpecs.Id);
        await World.Ok(await world.Post($"api/tickets/{tickets["Bo <b>Brown</b>"]}/reply", new { agent = "ben", text = "Here it is." }));
        await World.Ok(await world.Post($"api/tickets/{tickets["Bo <b>Brown</b>"]}/keep", new { agent = "eddie", reason = "Only Eddie knows the route" }));
        await World.Ok(await world.Post("api/tickets", new { channel = "email", summary = "A partner asks about the taxi", note = "Asked at the desk", agent = "ben", client = "Pat Partner" }));

        await World.Ok(await world.Post($"api/tickets/{tickets["Bo <b>Brown</b>"]}/stage", new { agent = "eddie", stage = "plan-finalized", note = "Plan fully finalized – pending execution at 20:00." }));

        var before = await world.Get("api/reports/daily");
        Assert.Contains("still running", before["remarks"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        await world.Until("2026-03-02T22:03:00Z");

        var post = Assert.Single(await Reports(world));
        Assert.StartsWith("17:00 C0SUPPORT1 :clipboard: *Daily Report: afternoon shift, Mon 2 Mar 2026*", post, StringComparison.Ordinal);
        var report = await world.Get("api/reports/daily?shift=afternoon&date=2026-03-02");
        Assert.Contains("kept by Eddie Evans since 16:30: Only Eddie knows the route", Assert.Single(Lines(report, "OwnershipExceptions")), StringComparison.Ordinal);
        Assert.Contains("pending execution at 20:00, planned by Eddie Evans", Assert.Single(Lines(report, "Executions")), StringComparison.Ordinal);
        Assert.Contains("TS-C2, due 16:45: nobody took it (paged: Ben Baker, Carla Costa, Dora Dietrich); not answered yet", Assert.Single(Lines(report, "Breaches")), StringComparison.Ordinal);
        Assert.Contains("made by Ben Baker", Assert.Single(Lines(report, "ByHand")), StringComparison.Ordinal);
        Assert.Equal(2, Lines(report, "HandOvers").Count);
        Assert.Equal(["Ben Baker: 1 by SMS, first at 16:40", "Carla Costa: 1 by SMS, first at 16:42", "Dora Dietrich: 1 by SMS, first at 16:44"], Lines(report, "Pages"));
        Assert.Equal("3 opened, 0 reopened, 0 closed; 3 open now", Assert.Single(Lines(report, "Counts")));
        Assert.Equal("2 inbound = 2 on tickets + 0 dismissed + 0 dead-lettered", Assert.Single(Lines(report, "Inbound")));

        // As a page and as text; what a client calls himself is only text.
        var html = await Text(world, "api/reports/daily?shift=afternoon&date=2026-03-02", "text/html");
        Assert.Contains("<h1>Daily Report: afternoon shift, Mon 2 Mar 2026</h1>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Contains("## Tickets that stay with their agent: 1 (TS-O1)", await Text(world, "api/reports/daily?shift=afternoon&date=2026-03-02&format=markdown", "*/*"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Http.GetAsync("api/reports/daily?shift=afternoon&date=2026-02-20")).StatusCode);

        // Whatever happens later, the report of the shift stays as it was posted.
        await World.Ok(await world.Press("hand-over-accept", "team/handover", user: "U0EDDIE005"));
        Assert.Empty((await world.Get("api/handover"))["waiting"]!.AsArray());
        Assert.Equal(report.ToJsonString(), (await world.Get("api/reports/daily?shift=afternoon&date=2026-03-02")).ToJsonString());
        await world.Until("2026-03-02T22:30:00Z");
        Assert.Single(await Reports(world));
    }

    [Fact]
    [Trait("Clause", "TS-R1")]
    public async Task A_shift_that_ended_while_Intake_was_down_is_reported_at_the_next_start_once()
    {
        var data = Directory.CreateTempSubdirectory("intake-").FullName;
        try
        {
            await using (var world = await World.Start(data: data, at: Quarter))
            {
                await world.WhatsApp("Could you send me the route?");
            }

            await using var again = await World.Start(data: data, at: Quarter);
            await again.Until("2026-03-02T22:01:00Z");
            await again.Fault(new { service = "slack", operation = "chat.postMessage", status = 500, times = 1 });
            await again.Until("2026-03-03T05:40:00Z");
            Assert.Equal(["17:00", "00:30"], (await Reports(again)).Select(line => line[..5]));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Theory]
    [Trait("Clause", "TS-R1")]
    [InlineData("2026-03-08T04:00:00Z", "2026-03-08T05:30:00Z", "2026-03-08T13:00:00Z")] // Saturday 23:00 before the clocks go forward
    [InlineData("2026-11-01T03:00:00Z", "2026-11-01T04:30:00Z", "2026-11-01T14:00:00Z")] // and back
    public async Task The_report_comes_at_the_shifts_end_on_the_wall_clock_when_the_clocks_change(string start, string first, string second)
    {
        await using var world = await World.Start(at: start);
        await world.Until(DateTimeOffset.Parse(second, System.Globalization.CultureInfo.InvariantCulture).AddMinutes(1).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));

        var posted = (await world.Outbox()).Where(entry => entry!["service"]!.GetValue<string>() == "slack").Select(entry => entry!["at"]!.GetValue<string>()[..16]).ToList();
        Assert.Equal([first[..16], second[..16]], posted);
        Assert.Equal(["00:30", "09:00"], (await Reports(world)).Select(line => line[..5]));
    }

    [Fact]
    [Trait("Clause", "TS-T6")]
    public async Task Every_message_ends_on_a_ticket_or_with_a_reason_and_the_day_balances()
    {
        await using var world = await World.Start(at: Quarter);
        var body = World.WhatsAppBody("Could you send me the route?", "wamid.once", "15550111", "Al Adams", world.Now);
        await World.Ok(await world.PostWhatsApp(body));
        await World.Ok(await world.PostWhatsApp(body));
        await world.WhatsApp("And the photos?", from: "15550111", name: "Al Adams");
        await world.WhatsApp(World.UrgentText, from: "15550112", name: "Bo Brown");
        await World.Ok(await world.PostWhatsApp(World.WhatsAppBody("x", "wamid.reaction", "15550111", "Al Adams", world.Now)
            .Replace("\"type\":\"text\"", "\"type\":\"reaction\"", StringComparison.Ordinal).Replace("\"text\":{\"body\":\"x\"}", "\"reaction\":{\"message_id\":\"wamid.once\",\"emoji\":\"👍\"}", StringComparison.Ordinal)));
        await world.Advance("PT2M");

        var count = await world.Get("api/reports/inbound?date=2026-03-02");
        Assert.Equal((4, 3, 1, 0, 0, true), (Number(count, "inbound"), Number(count, "attached"), Number(count, "dismissed"), Number(count, "deadLettered"), Number(count, "open"), count["balances"]!.GetValue<bool>()));
        Assert.Equal(0, (await world.Get("api/health"))["inbound"]!["unaccounted"]!.GetValue<int>());

        // Each is on a ticket with an urgency and a stage.
        Assert.All(await world.Tickets(), ticket => Assert.Equal(("new", true), (ticket["stage"]!.GetValue<string>(), ticket["urgency"] is not null)));
    }

    private static int Number(JsonObject count, string field) => count[field]!.GetValue<int>();

    private static async Task<List<string>> Reports(World world) => [.. (await ShiftSpecs.Said(world)).Where(line => line.Contains(":clipboard:", StringComparison.Ordinal))];

    private static List<string> Lines(JsonObject report, string list) =>
        [.. report["parts"]!.AsArray().Single(part => part!["list"]!.GetValue<string>() == list)!["lines"]!.AsArray().Select(line => line!["text"]!.GetValue<string>())];

    private static async Task<string> Text(World world, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        using var response = await world.Http.SendAsync(request);
        await World.Ok(response);
        return await response.Content.ReadAsStringAsync();
    }
}
