using System.Net;
using System.Text.Json.Nodes;
using static EndToEnd.PipelinePlay;

namespace EndToEnd;

/// <summary>The end of a ticket (TS-P6, P7, P9, T4): what hands it over to finance, what refuses a close, and who is asked to close it.</summary>
public sealed class ClosingSpecs
{
    private const string Ben = "U0BEN0002";

    [Fact]
    [Trait("Clause", "TS-P6")]
    public async Task Invoicing_hands_the_finance_task_over_and_closes_itself_after_5_minutes()
    {
        await using var world = await World.Start();
        var id = await Written(world);
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "The taxi is booked." }));
        await World.Ok(await world.Post($"api/tickets/{id}/tasks", new { agent = "ben", text = "Tell the hut about the late arrival" }));
        await Refused(world, id, "TS-P6", "Task", new { agent = "ben", stage = "invoicing", note = "Reimburse the client 85 EUR for the taxi (owner: Finance)" });
        var task = Pipeline(await world.Ticket(id))["tasks"]![0]!["id"]!.GetValue<string>();
        await World.Ok(await world.Post($"api/tickets/{id}/tasks/{task}/done", new { agent = "ben" }));
        await Refused(world, id, "TS-P6", "who in finance owns it", new { agent = "ben", stage = "invoicing", note = "Reimburse the client 85 EUR for the taxi" });
        await Refused(world, id, "TS-P6", "nothing to invoice", new { agent = "ben", stage = "invoicing", note = "Client pays the taxi driver on site (owner: Finance)", confirm = true });
        await Move(world, id, new { agent = "ben", stage = "invoicing", note = "Reimburse the client 85 EUR for the taxi (owner: Finance)" });
        Assert.StartsWith("<!subteam^S0FINANCE1> :receipt: Finance, yours from here.", await LastSlack(world), StringComparison.Ordinal);
        await world.Advance("PT4M");
        Assert.Equal("invoicing", Stage(await world.Ticket(id)));
        await world.Advance("PT2M");

        var ticket = await world.Ticket(id);
        var closed = ticket["events"]!.AsArray().Last(e => e!["type"]!.GetValue<string>() == "closed")!;
        Assert.Equal(("closed", "2026-03-02T15:05:00Z"), (Stage(ticket), closed["at"]!.GetValue<string>()));
        Assert.Contains("Closed automatically", closed["note"]!.GetValue<string>(), StringComparison.Ordinal);
        var over = Assert.Single(Pipeline(ticket)["tasks"]!.AsArray())!;
        Assert.Equal(("Finance", "85 EUR"), (over["handedTo"]!.GetValue<string>(), over["amount"]!.GetValue<string>()));
    }

    [Fact]
    [Trait("Clause", "TS-P7")]
    public async Task A_close_is_refused_naming_everything_that_is_open_and_how_to_settle_it()
    {
        await using var world = await World.Start();
        var id = await Written(world);
        await World.Ok(await world.Post($"api/tickets/{id}/tasks", new { agent = "ben", text = "Call the hut", due = "16:00" }));
        await world.Fault(new { service = "whatsapp", mode = "fail", status = 503, until = world.Now.AddHours(1).ToString("O") });
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "Here it is." }));
        var problem = await Problem(await world.Post($"api/tickets/{id}/close", new { agent = "ben", note = "The client has the link." }), HttpStatusCode.Conflict);
        Assert.Equal("TS-P7", problem["clause"]!.GetValue<string>());
        Assert.Contains("Call the hut", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("on its way", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("/tasks/", problem["remedy"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("TS-P7", (await Problem(await world.Post($"api/tickets/{id}/close", new { agent = "ben" }), HttpStatusCode.Conflict))["clause"]!.GetValue<string>());

        await world.Advance("PT2H");
        var task = Pipeline(await world.Ticket(id))["tasks"]![0]!["id"]!.GetValue<string>();
        await World.Ok(await world.Post($"api/tickets/{id}/tasks/{task}/done", new { agent = "ben", note = "They know" }));
        await World.Ok(await world.Post($"api/tickets/{id}/close", new { agent = "ben", note = "The client has the link." }));
        Assert.Equal("closed", Stage(await world.Ticket(id)));
    }

    [Fact]
    [Trait("Clause", "TS-P7")]
    [Trait("Clause", "TS-C4")]
    public async Task While_the_client_is_promised_an_update_a_close_is_refused_naming_the_promise_until_it_is_kept()
    {
        await using var world = await World.Start();
        var id = await Written(world);
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "Let me check this for you. I’ll update you in about 10–15 minutes." }));

        var problem = await Problem(await world.Post($"api/tickets/{id}/close", new { agent = "ben", note = "The client has the link." }), HttpStatusCode.Conflict);
        Assert.Equal(
            ("TS-P7", "ben promised the client “in about 10–15 minutes” by 10:15.", "Write to the client first."),
            (problem["clause"]!.GetValue<string>(), problem["detail"]!.GetValue<string>(), problem["remedy"]!.GetValue<string>()));
        await Refused(world, id, "TS-P7", "by 10:15", new { agent = "ben", stage = "closed", note = "The client has the link." });
        Assert.Equal("new", Stage(await world.Ticket(id)));
        Assert.Single((await world.Ticket(id))["promises"]!.AsArray());

        await world.Advance("PT5M");
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "Here it is." }));
        await World.Ok(await world.Post($"api/tickets/{id}/close", new { agent = "ben", note = "The client has the link." }));
        Assert.Equal("closed", Stage(await world.Ticket(id)));
    }

    [Fact]
    [Trait("Clause", "TS-T4")]
    public async Task A_one_off_question_is_closed_at_once_with_that_reason_but_not_on_Lux_nor_when_made_by_hand()
    {
        await using var world = await World.Start();
        var id = await Written(world, text: "Which boots do you recommend?");
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "Light ones." }));
        await World.Ok(await world.Post($"api/tickets/{id}/close", new { agent = "ben", reason = "one-off question" }));
        Assert.Equal("closed", Stage(await world.Ticket(id)));

        var made = await world.Post("api/tickets", new { channel = "phone", client = "Miller", phone = "+15550177", summary = "Asks about boots", note = "Called direct", agent = "ben" });
        var byHand = JsonNode.Parse(await made.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
        var problem = await Problem(await world.Post($"api/tickets/{byHand}/close", new { agent = "ben", reason = "One-off question" }), HttpStatusCode.Conflict);
        Assert.Equal("TS-T4", problem["clause"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Clause", "TS-P9")]
    public async Task When_nothing_is_awaited_any_more_and_the_ticket_stays_open_its_owner_is_asked_after_30_minutes_to_close_it()
    {
        await using var world = await World.Start();
        var id = await Written(world);
        await World.Ok(await world.Post($"api/tickets/{id}/owner", new { agent = "ben", owner = "ben" }));
        await Move(world, id, new { agent = "ben", stage = "plan-finalized", note = "Plan fully finalized – pending execution at 10:30" });
        await World.Ok(await world.Post($"api/tickets/{id}/tasks", new { agent = "ben", text = "Update the roadbook" }));
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "The taxi comes at 10:30." }));
        await world.Advance("PT35M");
        await World.Ok(await world.Post($"api/tickets/{id}/execution", new { agent = "ben", outcome = "done" }));
        Assert.Equal(["10:35"], await Said(world, "Cannot be closed yet: Task", to: Ben));
        await world.Advance("PT2H");

        Assert.Equal(["11:05"], await Said(world, "Nothing is awaited any more", to: Ben));
    }
}
