using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Intake.Local.Cli;

namespace EndToEnd;

/// <summary>One deployment serves two teams, each by its own SOP; an edited SOP changes open tickets only when somebody says so.</summary>
public sealed class SeveralPlaybooksSpecs
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "playbooks");

    [Fact]
    public async Task Each_address_leads_to_its_own_playbook_and_the_answer_comes_from_that_address()
    {
        using var folder = new Folder();
        var winter = folder.Write("winter", text => text.Replace("within: 24 h, ladder: email-non-urgent", "within: 12 h, ladder: email-non-urgent", StringComparison.Ordinal)
            .Replace("after: 22 h", "after: 10 h", StringComparison.Ordinal), receives: "winter@example.com");
        await using var world = await World.Start(playbook: $"trip-support,{winter}");
        await Mail(world, "Boots for June", "Which boots do you recommend?", "jane@client.example", to: null);
        await Mail(world, "Skis for January", "Which skis do you recommend?", "kim@client.example", to: "winter@example.com");

        var (jane, kim) = (await world.TicketOf("jane"), await world.TicketOf("kim"));
        Assert.Equal(("trip-support", "winter"), (Playbook(jane), Playbook(kim)));
        Assert.Equal(("2026-03-03T15:00", "2026-03-03T03:00"), (Due(jane), Due(kim)));

        await World.Ok(await world.Post($"api/tickets/{Id(jane)}/reply", new { agent = "ben", text = "The light ones." }));
        await World.Ok(await world.Post($"api/tickets/{Id(kim)}/reply", new { agent = "ben", text = "The short ones." }));
        var from = (await world.Outbox()).Where(entry => entry!["service"]!.GetValue<string>() == "email").Select(entry => entry!["request"]!["From"]!.GetValue<string>()).ToList();
        Assert.Equal(2, from.Count);
        Assert.NotEqual("winter@example.com", from[0]);
        Assert.Equal("winter@example.com", from[1]);

        // The thread goes on where it began, whatever address it is written to.
        Assert.Equal(2, (await world.Tickets()).Count);
        var board = await world.Get("api/board?playbook=winter");
        Assert.Equal("winter", board["playbook"]!.GetValue<string>());
        Assert.DoesNotContain(Id(jane), board.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_client_on_two_WhatsApp_numbers_has_two_conversations()
    {
        using var folder = new Folder();
        var winter = folder.Write("winter", text => text, receives: "winter@example.com", whatsApp: "777");
        await using var world = await World.Start(playbook: $"trip-support,{winter}");
        await world.WhatsApp("Could you send me the route?");
        await World.Ok(await world.PostWhatsApp(World.WhatsAppBody("Could you send me the snow report?", "wamid.w1", "15550199", "Jane Smith", world.Now).Replace("100200300", "777", StringComparison.Ordinal)));
        await world.Settle();

        Assert.Equal(["trip-support", "winter"], (await world.Tickets()).Select(ticket => ticket["playbook"]!.GetValue<string>()).Order());
    }

    [Fact]
    public async Task Two_playbooks_that_cannot_be_told_apart_do_not_start()
    {
        using var folder = new Folder();
        var winter = folder.Write("winter", text => text);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => World.Start(playbook: $"trip-support,{winter}"));
        Assert.Contains("trip-support's email and winter's email take every Email message: give all but one of them “receives”", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edited_playbook_holds_for_new_tickets_and_for_open_ones_only_when_told_to()
    {
        using var folder = new Folder();
        var file = folder.Write("trip-support", text => text);
        string before;
        await using (var world = await World.Start(playbook: file, data: folder.Data))
        {
            await Mail(world, "Boots for June", "Which boots do you recommend?", "jane@client.example", to: null);
            before = Due(await world.TicketOf("jane"));
        }

        folder.Write("trip-support", text => text.Replace("within: 24 h, ladder: email-non-urgent", "within: 12 h, ladder: email-non-urgent", StringComparison.Ordinal).Replace("after: 22 h", "after: 10 h", StringComparison.Ordinal));
        await using var later = await World.Start(playbook: file, data: folder.Data);
        await Mail(later, "Poles for June", "Which poles do you recommend?", "kim@client.example", to: null);
        Assert.Equal((before, "2026-03-03T03:00"), (Due(await later.TicketOf("jane")), Due(await later.TicketOf("kim"))));

        // Looking changes nothing, and says what would go and come.
        var look = await Replanned(later, apply: false);
        var jane = Assert.Single(look["tickets"]!.AsArray())!;
        Assert.Contains(jane["goes"]!.AsArray(), timer => timer!["local"]!.GetValue<string>() == "08:00" && timer["kind"]!.GetValue<string>() == "rung");
        Assert.Contains(jane["comes"]!.AsArray(), timer => timer!["local"]!.GetValue<string>() == "20:00" && timer["kind"]!.GetValue<string>() == "rung");
        Assert.Equal(before, Due(await later.TicketOf("jane")));

        await Replanned(later, apply: true);
        Assert.Equal("2026-03-03T03:00", Due(await later.TicketOf("jane")));
        Assert.Contains("replanned intake", await later.EventsOf("jane"));
        var versions = (await later.Get("api/playbooks"))["playbooks"]!.AsArray()[0]!["openTickets"]!.AsArray();
        Assert.True(Assert.Single(versions)!["current"]!.GetValue<bool>());
        Assert.Empty((await Replanned(later, apply: true))["tickets"]!.AsArray());

        // And the new clock really runs.
        await later.Until("2026-03-03T01:00:30Z");
        Assert.Contains("20:00 slack C0SUPPORT1", await later.Told());
    }

    [Fact]
    public async Task The_command_rehearses_before_it_changes_anything()
    {
        using var folder = new Folder();
        var file = folder.Write("trip-support", text => text);
        await using (var world = await World.Start(playbook: file, data: folder.Data))
        {
            await Mail(world, "Boots for June", "Which boots do you recommend?", "jane@client.example", to: null);
        }

        folder.Write("trip-support", text => text.Replace("after: 22 h", "after: 20 h", StringComparison.Ordinal));
        await using var later = await World.Start(playbook: file, data: folder.Data);
        async Task<(int Exit, string Said)> Run(bool apply)
        {
            using var output = new StringWriter();
            var exit = await Replan.Run(new Replan.Wish("trip-support", "dora", apply, later.Host.Address.ToString(), Json: false), output, output, CancellationToken.None);
            return (exit, output.ToString());
        }

        var rehearsal = await Run(apply: false);
        Assert.Contains("  - 08:00              TS-B1  email-non-urgent: posts to cs in Slack", rehearsal.Said, StringComparison.Ordinal);
        Assert.Contains("  + 06:00              TS-B1  email-non-urgent: posts to cs in Slack", rehearsal.Said, StringComparison.Ordinal);
        Assert.EndsWith("1 ticket would change. Nothing has: add --apply to do it." + Environment.NewLine, rehearsal.Said, StringComparison.Ordinal);
        Assert.Equal(0, rehearsal.Exit);
        Assert.EndsWith("1 ticket told to follow it." + Environment.NewLine, (await Run(apply: true)).Said, StringComparison.Ordinal);
        Assert.Equal("Every open ticket follows the playbook as it is now." + Environment.NewLine, (await Run(apply: true)).Said);
    }

    [Fact]
    public async Task The_five_shipped_playbooks_run_together()
    {
        await using var world = await World.Start(playbook: "trip-support,client-care,support-center,cross-department,email-retail");
        string[] addresses = ["trips@example.com", "care@example.com", "support@example.com", "desk@example.com", "shop@example.com"];
        foreach (var (address, n) in addresses.Select((address, n) => (address, n)))
        {
            await Mail(world, "A question", "Could you tell me more about it?", $"client{n}@client.example", address);
        }

        Assert.Equal(
            ["trip-support", "client-care", "support-center", "cross-department", "email-retail"],
            (await world.Tickets()).OrderBy(ticket => ticket["client"]!["email"]!.GetValue<string>(), StringComparer.Ordinal).Select(ticket => ticket["playbook"]!.GetValue<string>()));
        Assert.Equal("ok", (await world.Get("api/health"))["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("owner", "cora", "nina")]
    [InlineData("handover", "cora", "nina")]
    [InlineData("pass", "cora", "nina")]
    public async Task A_ticket_is_given_only_to_those_who_work_by_its_playbook(string action, string agent, string other)
    {
        await using var world = await World.Start(playbook: "cross-department,support-center");
        await Mail(world, "A question", "Could you tell me more about it?", "jane@client.example", "desk@example.com");
        var id = Id(await world.TicketOf("jane"));
        await World.Ok(await world.Post($"api/tickets/{id}/owner", new { agent, owner = agent }));
        await World.Ok(await world.Post($"api/tickets/{id}/opened", new { agent }));
        var answer = await world.Post($"api/tickets/{id}/{action}", new { agent, owner = other, to = other, synopsis = "The customer moved.", breakdown = "Put the new address on the page." });

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal(agent, (await world.TicketOf("jane"))["ticket"]!["owner"]!.GetValue<string>());
    }

    [Fact]
    public async Task Nobody_re_plans_a_playbook_that_is_not_served()
    {
        await using var world = await World.Start();
        var response = await world.Post("api/playbooks/winter/replan", new { agent = "ben" });
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Use one of trip-support.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<JsonNode> Replanned(World world, bool apply)
    {
        var response = await world.Post("api/playbooks/trip-support/replan", new { agent = "dora", apply });
        await World.Ok(response);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private static async Task Mail(World world, string subject, string text, string from, string? to)
    {
        await World.Ok(await world.Post("sandbox/play/email", new { from, name = from.Split('@')[0], subject, text, to }));
        await world.Settle();
    }

    private static string Id(JsonObject ticket) => ticket["ticket"]!["id"]!.GetValue<string>();

    private static string Playbook(JsonObject ticket) => ticket["ticket"]!["playbook"]!.GetValue<string>();

    private static string Due(JsonObject ticket) =>
        DateTimeOffset.Parse(ticket["ticket"]!["answerDue"]!.GetValue<string>(), CultureInfo.InvariantCulture).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    /// <summary>Playbooks of our own beside a team, and a place for the tables.</summary>
    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("intake-playbooks-").FullName;

        public Folder() => File.Copy(Path.Combine(Shipped, "team.yaml"), Path.Combine(_path, "team.yaml"));

        public string Data => Path.Combine(_path, "data");

        public string Write(string name, Func<string, string> edit, string? receives = null, string? whatsApp = null)
        {
            var text = edit(File.ReadAllText(Path.Combine(Shipped, "trip-support.yaml"))).Replace("playbook: trip-support", $"playbook: {name}", StringComparison.Ordinal);
            if (receives is not null)
            {
                foreach (var (kind, address) in new[] { ("email", receives), ("phone", "+12025550177"), ("whatsapp", whatsApp ?? "888"), ("whatsapp-group", whatsApp ?? "888") })
                {
                    text = text.Replace($"    kind: {kind}\n", $"    kind: {kind}\n    receives: \"{address}\"\n", StringComparison.Ordinal);
                }
            }

            var file = Path.Combine(_path, $"{name}.yaml");
            File.WriteAllText(file, text);
            return file;
        }

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
