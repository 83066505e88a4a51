using System.Net;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>Tickets find their agents through real HTTP: availability, batches, pods, by hand, a lead's help, overrides, continuity.</summary>
public sealed class AssignmentSpecs
{
    [Fact]
    [Trait("Clause", "ER-2")]
    [Trait("Clause", "ER-3")]
    [Trait("Clause", "ER-4")]
    public async Task Five_are_given_waiting_longest_first_the_others_say_why_they_wait_and_four_completed_bring_the_next()
    {
        await using var shop = await Shop.Open(Batches);
        for (var n = 1; n <= 7; n++)
        {
            await shop.World.WhatsApp("Where is my parcel?", from: $"1555011{n}", name: $"Client {n}");
            await shop.World.Advance("PT1M");
        }

        Assert.Equal(Enumerable.Repeat("nobody in the Ops pod is available on Chat", 7), await shop.Waits());
        await World.Ok(await shop.World.Post("api/agents/olive/availability", new { available = true }));

        Assert.Equal(["Client 1", "Client 2", "Client 3", "Client 4", "Client 5"], await shop.Inbox("olive"));
        Assert.Equal(Enumerable.Repeat("everybody available in the Ops pod has a full batch", 2), await shop.Waits());
        var sixth = await shop.World.Get($"api/tickets/{await shop.Find("Client 6")}/assignment");
        Assert.Contains(sixth["waits"]!["skipped"]!.AsArray(), skip => $"{skip!["agent"]} {skip["why"]}" == "olive has completed 0 of the 4 after which a batch of 5 is refilled");

        for (var n = 1; n <= 4; n++)
        {
            Assert.DoesNotContain("Client 6", await shop.Inbox("olive"));
            await shop.Close($"Client {n}", "olive");
        }

        Assert.Equal(["Client 5", "Client 6", "Client 7"], await shop.Inbox("olive"));
        Assert.Empty(await shop.Waits());
        var assigned = Assert.Single((await shop.World.Ticket(await shop.Find("Client 6")))["events"]!.AsArray(), e => e!["type"]!.GetValue<string>() == "assigned")!;
        Assert.Equal(("olive", "next available, 1 of 5 in hand", "ER-2"), ($"{assigned["agent"]}", $"{assigned["why"]}", $"{assigned["clause"]}"));
    }

    [Fact]
    [Trait("Clause", "ER-3")]
    public async Task A_phone_agent_is_available_for_the_phone_only()
    {
        await using var shop = await Shop.Open(Batches);

        var refused = await shop.World.Post("api/agents/paula/availability", new { available = true, channels = new[] { "chat" } });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(("Paula takes Phone only.", "ER-3"), Problem(await Json(refused)));
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.World.Post("api/agents/paula/availability", new { available = true, channels = new[] { "fax" } })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.World.Post("api/agents/nobody/availability", new { available = true })).StatusCode);
        await World.Ok(await shop.World.Post("api/agents/paula/availability", new { available = true }));
        Assert.Equal("phone", Assert.Single((await shop.World.Get("api/assignment"))["agents"]!.AsArray(), agent => agent!["id"]!.GetValue<string>() == "paula")!["available"]!.AsObject().Single().Key);
    }

    [Fact]
    [Trait("Clause", "ER-2")]
    [Trait("Clause", "ER-3")]
    public async Task By_hand_only_with_the_title_to_another_pod_by_anybody()
    {
        await using var shop = await Shop.Open(Batches);
        await shop.World.WhatsApp("Where is my parcel?", name: "Client 1");
        await World.Ok(await shop.World.Post("api/agents/olive/availability", new { available = true }));
        await World.Ok(await shop.World.Post("api/agents/rita/availability", new { available = true }));
        var id = await shop.Find("Client 1");

        var refused = await shop.World.Post($"api/tickets/{id}/assign", new { agent = "olive", to = "rita", reason = "She knows" });
        Assert.Equal(("Only a team-lead gives a ticket to a person.", "ER-2"), Problem(await Json(refused)));
        Assert.Equal(HttpStatusCode.Conflict, (await shop.World.Post($"api/tickets/{id}/owner", new { agent = "olive", owner = "rita" })).StatusCode);

        await World.Ok(await shop.World.Post($"api/tickets/{id}/pod", new { agent = "olive", pod = "retention", reason = "She wants to cancel" }));
        Assert.Equal(["Client 1"], await shop.Inbox("rita"));
        Assert.Empty(await shop.Inbox("olive"));

        await World.Ok(await shop.World.Post($"api/tickets/{id}/assign", new { agent = "tess", to = "olive", reason = "It is about the parcel after all" }));
        Assert.Equal(["Client 1"], await shop.Inbox("olive"));
        Assert.Equal(0, Assert.Single((await shop.World.Get("api/assignment"))["agents"]!.AsArray(), agent => agent!["id"]!.GetValue<string>() == "olive")!["counted"]!.GetValue<int>());
    }

    [Fact]
    [Trait("Clause", "ER-16")]
    public async Task A_lead_is_asked_privately_reminded_and_answers()
    {
        await using var shop = await Shop.Open(Batches);
        await World.Ok(await shop.World.Post("api/agents/olive/availability", new { available = true }));
        await shop.World.WhatsApp("Where is my parcel?", name: "Client 1");
        var id = await shop.Find("Client 1");
        await World.Ok(await shop.World.Post($"api/tickets/{id}/ask-lead", new { agent = "olive", text = "May I send another one?" }));
        await shop.World.Advance("PT16M");

        Assert.Equal(
            ["10:00 U0TESS0008 Olive asks: May I send another one?", "10:15 C0SUPPORT1 Olive asks: May I send another one?"],
            (await ShiftSpecs.Said(shop.World)).Where(line => line.Contains("May I send", StringComparison.Ordinal)));
        Assert.DoesNotContain(await shop.World.Sent("whatsapp"), line => line.Contains("messages", StringComparison.Ordinal));

        await World.Ok(await shop.World.Post($"api/tickets/{id}/lead-answer", new { agent = "tess", text = "Yes" }));
        await shop.World.Advance("PT1H");
        Assert.Equal(2, (await ShiftSpecs.Said(shop.World)).Count(line => line.Contains("May I send", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Clause", "ER-19")]
    public async Task A_managers_override_is_dated_expires_and_names_author_and_reason()
    {
        await using var shop = await Shop.Open(Batches);
        for (var n = 1; n <= 7; n++)
        {
            await shop.World.WhatsApp("Where is my parcel?", from: $"1555011{n}", name: $"Client {n}");
        }

        await World.Ok(await shop.World.Post("api/agents/olive/availability", new { available = true }));
        var eight = new { agent = "mona", reason = "Backlog", fill = 8, to = "2026-03-02T17:00:00Z" };
        Assert.Equal(HttpStatusCode.Conflict, (await shop.World.Post("api/assignment/overrides", eight with { agent = "tess" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.World.Post("api/assignment/overrides", new { agent = "mona", reason = "Backlog", fill = 8 })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.World.Post("api/assignment/overrides", eight with { to = "2026-03-02T14:00:00Z" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.World.Post("api/assignment/overrides", new { agent = "mona", reason = "Backlog", to = "2026-03-02T17:00:00Z" })).StatusCode);
        Assert.Equal(5, (await shop.Inbox("olive")).Count);

        await World.Ok(await shop.World.Post("api/assignment/overrides", eight));
        Assert.Equal(7, (await shop.Inbox("olive")).Count);

        await shop.World.Until("2026-03-02T17:00:00Z");
        await shop.World.WhatsApp("Where is my parcel?", from: "15550119", name: "Client 9");
        Assert.Single(await shop.Waits());
        var entry = Assert.Single((await shop.World.Get("api/assignment/overrides"))["overrides"]!.AsArray())!;
        Assert.Equal((false, "mona", "Backlog"), (entry["holds"]!.GetValue<bool>(), $"{entry["entry"]!["agent"]}", $"{entry["entry"]!["reason"]}"));
    }

    [Fact]
    [Trait("Clause", "SC-2")]
    [Trait("Clause", "SC-9")]
    public async Task A_client_meets_the_agent_they_know_and_an_absent_agent_is_told_who_took_over()
    {
        await using var shop = await Shop.Open(Continuity);
        await World.Ok(await shop.World.Post("api/agents/olive/availability", new { available = true }));
        await World.Ok(await shop.World.Post("api/agents/rita/availability", new { available = true }));
        await World.Ok(await shop.World.Post("api/projects", new { agent = "tess", client = "15550111", name = "The catalogue", lead = "rita" }));

        // A question goes to whoever has least in hand, a project's matter to its lead.
        await shop.World.WhatsApp("I have a question", from: "15550112", name: "Client 2");
        await shop.World.WhatsApp("About our project: the cover is wrong", from: "15550111", name: "Client 1");
        await shop.World.Advance("PT1S"); // the inbox is in the order of waiting
        await shop.World.WhatsApp("And now a project of mine, please", from: "15550113", name: "Client 3");
        Assert.Equal(["Client 2", "Client 3"], await shop.Inbox("olive"));
        Assert.Equal(["Client 1"], await shop.Inbox("rita"));

        // A new request goes to the agent this client has worked with most, although the other has less in hand.
        await shop.Close("Client 2", "olive");
        await shop.World.Advance("P8D");
        await shop.World.WhatsApp("Please build us a new form", from: "15550112", name: "Client 2");
        Assert.Equal("this client has worked with them most (1 ticket)", (await shop.World.Get($"api/tickets/{await shop.Find("Client 2")}/assignment"))["routing"]!["why"]!.GetValue<string>());

        // Olive leaves. Her client writes: nobody waits for her, Rita has it, and Olive hears of it.
        await World.Ok(await shop.World.Post("api/agents/olive/availability", new { available = false }));
        await shop.World.Advance("PT31M");
        Assert.Contains("Client 2", await shop.Inbox("rita"));
        Assert.Contains(await ShiftSpecs.Said(shop.World), line => line.Contains("U0OLIVE001 Rita has taken ", StringComparison.Ordinal) && line.Contains("form", StringComparison.Ordinal));
    }

    private const string Batches = """
          batch: { fill: 5, refill-after: 4, clause: ER-2 }
          pods:
            ops: { title: the Ops pod, triage: [parcel], clause: ER-3 }
            retention: { title: the Retention pod, triage: [cancel], clause: ER-3 }
          ask-lead: { title: team-lead, after: 0 min, room-after: 15 min, every: 30 min, template: lead, room: cs, clause: ER-16 }
          overrides: { titles: [manager], clause: ER-19 }
        """;

    private const string Continuity = """
          continuity:
            existing: { after: 30 min, template: away, clause: SC-2 }
            lead: { triage: [project], clause: SC-9 }
            most-worked-with: { triage: [work-request], clause: SC-2 }
        """;

    private static async Task<JsonObject> Json(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

    private static (string, string) Problem(JsonObject problem) => ($"{problem["detail"]}", $"{problem["clause"]}");

    /// <summary>A small desk with its own playbook and people.</summary>
    private sealed class Shop(World world, string directory) : IAsyncDisposable
    {
        public World World => world;

        public static async Task<Shop> Open(string section)
        {
            var directory = Directory.CreateTempSubdirectory("intake-shop-").FullName;
            var file = Path.Combine(directory, "shop.yaml");
            await File.WriteAllTextAsync(file, $"{Playbook}{section}\n");
            await File.WriteAllTextAsync(Path.Combine(directory, "shop.team.yaml"), Team);
            return new Shop(await World.Start(playbook: file), directory);
        }

        /// <summary>Why each ticket in line waits, in its order.</summary>
        public async Task<List<string>> Waits() => [.. (await world.Get("api/assignment"))["line"]!.AsArray().Select(ticket => ticket!["why"]!.GetValue<string>())];

        /// <summary>Whose tickets an agent has, waiting longest first.</summary>
        public async Task<List<string>> Inbox(string agent) => [.. (await world.Get($"api/agents/{agent}/inbox"))["tickets"]!.AsArray().Select(line => line!["ticket"]!["client"]!["name"]!.GetValue<string>())];

        /// <summary>A client's open ticket.</summary>
        public async Task<string> Find(string client) => (await world.Tickets()).Single(ticket => ticket["client"]!["name"]!.GetValue<string>() == client && ticket["open"]!.GetValue<bool>())["id"]!.GetValue<string>();

        public async Task Close(string client, string agent)
        {
            var id = await Find(client);
            await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent, text = "Here it is." }));
            await World.Ok(await world.Post($"api/tickets/{id}/close", new { agent, note = "Solved" }));
        }

        public async ValueTask DisposeAsync()
        {
            await world.DisposeAsync();
            Directory.Delete(directory, recursive: true);
        }

        private const string Team = """
            people:
              olive: { name: Olive, slack: U0OLIVE001, pods: ops, channels: chat }
              rita: { name: Rita, slack: U0RITA0003, pods: retention, channels: chat }
              paula: { name: Paula, pods: ops, channels: phone }
              tess: { name: Tess, slack: U0TESS0008, titles: team-lead }
              mona: { name: Mona, titles: manager }
            rota:
              - { role: primary, people: [tess] }
            """;

        private const string Playbook = """
            playbook: shop
            title: A shop's desk
            zone: America/New_York
            pipeline: Shop
            rooms: { cs: SupportChannel }
            channels:
              chat: { title: Chat, clause: ER-1, kind: whatsapp, via: direct, advertised: always, monitored: always, respond: [ { class: [urgent, time-sensitive, non-urgent], clause: ER-1, within: 12 h } ] }
              phone: { title: Phone, clause: ER-1, kind: phone, via: direct, advertised: always, monitored: always, respond: [ { class: [urgent, time-sensitive, non-urgent], clause: ER-1, within: 12 h } ] }
            triage:
              rules:
                - { id: parcel, class: non-urgent, clause: ER-1, phrases: [parcel] }
                - { id: cancel, class: non-urgent, clause: ER-1, phrases: [cancel] }
                - { id: project, class: non-urgent, clause: ER-1, phrases: [project] }
                - { id: work-request, class: non-urgent, clause: ER-1, phrases: [build] }
            stages:
              - { name: open, label: OPEN, clause: ER-1, guidance: Answer it. }
              - { name: closed, label: CLOSED, clause: ER-1, guidance: Nothing left., closed: true }
            templates:
              lead: { clause: ER-16, text: "{agent} asks: {note}" }
              away: { clause: SC-2, text: "{agent} has taken {title}: you are away." }
            reopen: { within: 7 d, clause: ER-1 }
            title-form: { form: "{client} - {summary}", clause: ER-1 }
            clauses: { ER-1: Answered., ER-2: Five at a time., ER-3: Pods., ER-4: Waiting longest., ER-16: Ask., ER-19: Set aside., SC-2: Who you know., SC-9: The lead. }
            assignment:
              clause: ER-2
              availability: { clause: ER-3 }
              by-hand: { titles: team-lead, clause: ER-2 }

            """;
    }
}
