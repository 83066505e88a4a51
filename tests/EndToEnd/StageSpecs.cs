using System.Net;
using System.Text.Json.Nodes;
using static EndToEnd.PipelinePlay;

namespace EndToEnd;

/// <summary>The stages as a support lead knows them (TS-P1 to P5, P8): each asks for its note and does what the note says.</summary>
public sealed class StageSpecs
{
    private const string Ana = "U0ANA0001";
    private const string Ben = "U0BEN0002";

    [Fact]
    [Trait("Clause", "TS-P1")]
    public async Task A_ticket_that_was_read_and_stays_in_NEW_nags_after_10_minutes_an_urgent_one_after_3()
    {
        await using var world = await World.Start();
        var calm = await Written(world, "15550101", Harmless);
        var urgent = await Written(world, "15550102", World.UrgentText);
        foreach (var id in new[] { calm, urgent })
        {
            await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ana", text = "I am on it." }));
        }

        await world.Advance("PT9M");
        Assert.Equal(["10:03"], await Said(world, "assess it and move it on"));
        await world.Advance("PT20M");
        Assert.Equal(["10:03", "10:10"], await Said(world, "assess it and move it on"));
    }

    [Fact]
    [Trait("Clause", "TS-P2")]
    public async Task Internal_help_needs_a_specific_action_and_somebody_tagged_who_is_asked_again_until_the_ticket_moves_on()
    {
        await using var world = await World.Start();
        var id = await Written(world);
        await Refused(world, id, "TS-P2", "Nobody is tagged", new { agent = "ben", stage = "requires-support", note = "Internal input needed – Finance to approve the refund" });
        await Refused(world, id, "TS-P2", "does not say what", new { agent = "ben", stage = "requires-support", note = "Internal input needed – help please", teammate = "finance" });
        Assert.Equal(HttpStatusCode.BadRequest, (await world.Post($"api/tickets/{id}/stage", new { agent = "ben", stage = "requires-support", note = "Internal input needed – which hotel?", teammate = "zoe" })).StatusCode);
        await Move(world, id, new { agent = "ben", stage = "requires-support", note = "Internal input needed – Finance to approve the refund", teammate = "finance" });

        Assert.Contains("<!subteam^S0FINANCE1> :raising_hand: Finance, your help is needed. Internal input needed – Finance to approve the refund", await LastSlack(world), StringComparison.Ordinal);
        await World.Ok(await world.Post($"api/tickets/{id}/urgency", new { agent = "ben", urgency = "time-sensitive", reason = "flight tomorrow" }));
        await world.Advance("PT5H");
        Assert.Equal(["12:00", "14:00"], await Said(world, "Still waiting for Finance"));

        await Move(world, id, new { agent = "ben", stage = "plan-initiated", note = "Waiting on the client to confirm the refund" });
        await world.Advance("PT90M");
        Assert.Equal(2, (await Said(world, "Still waiting for Finance")).Count);
    }

    [Fact]
    [Trait("Clause", "TS-P2")]
    public async Task A_colleague_is_tagged_by_name()
    {
        await using var world = await World.Start();
        var id = await Written(world);
        await Move(world, id, new { agent = "ben", stage = "requires-support", note = "internal input needed - which hut did we book for the 15th", teammate = "carla" });

        Assert.StartsWith("<@U0CARLA003> ", await LastSlack(world), StringComparison.Ordinal);
        Assert.Equal("Carla Costa", (await world.Ticket(id))["ticket"]!["pipeline"]!["teammate"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Clause", "TS-P3")]
    public async Task Waiting_on_a_supplier_is_followed_up_by_urgency_until_the_answer_moves_it()
    {
        await using var world = await World.Start();
        var id = await Written(world, text: World.UrgentText);
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "I am calling the taxi company." }));
        await World.Ok(await world.Post($"api/tickets/{id}/owner", new { agent = "ben", owner = "ben" }));
        await Refused(world, id, "TS-P3", "does not say on whom", new { agent = "ben", stage = "plan-initiated", note = "Asked for a new pickup" });
        await Move(world, id, new { agent = "ben", stage = "plan-initiated", note = "Waiting on Alpin Taxi to confirm the 08:00 pickup" });
        Assert.Equal(("Alpin Taxi", false), Party(await world.Ticket(id)));

        await world.Advance("PT65M");
        Assert.Equal(["10:30", "11:00"], await Said(world, "No answer from Alpin Taxi", to: Ben));
        await Move(world, id, new { agent = "ben", stage = "plan-finalized", note = "Plan fully finalized – pending execution at 18:00" });
        await world.Advance("PT2H");
        Assert.Equal(2, (await Said(world, "No answer from Alpin Taxi")).Count);
    }

    [Fact]
    [Trait("Clause", "TS-P3")]
    public async Task The_clients_answer_prompts_the_move_once()
    {
        await using var world = await World.Start();
        var id = await Written(world);
        await World.Ok(await world.Post($"api/tickets/{id}/owner", new { agent = "ben", owner = "ben" }));
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "Would 15:00 suit you?" }));
        await Move(world, id, new { agent = "ben", stage = "plan-initiated", note = "Waiting for the client to approve 15:00" });
        Assert.Equal(("the client", true), Party(await world.Ticket(id)));
        await world.Advance("PT4M");
        await world.WhatsApp("Yes please");
        await world.WhatsApp("and two more seats");

        Assert.Equal(["10:04"], await Said(world, "has answered: move the ticket out of PLAN INITIATED", to: Ben));
    }

    [Fact]
    [Trait("Clause", "TS-P4")]
    public async Task Our_own_task_is_brought_to_mind_when_it_is_to_be_done_and_done_when_the_ticket_moves_on()
    {
        await using var world = await World.Start();
        var id = await Written(world);
        await Refused(world, id, "TS-P4", "does not say what", new { agent = "ben", stage = "action-required", note = "PE Action Required – asap" });
        await Move(world, id, new { agent = "ben", stage = "action-required", note = "PE Action Required – book a taxi for tomorrow 08:00, do at 16:00" });
        Assert.Equal("2026-03-02T21:00:00Z", Pipeline(await world.Ticket(id))["tasks"]![0]!["due"]!.GetValue<string>());
        await World.Ok(await world.Post($"api/tickets/{id}/urgency", new { agent = "ben", urgency = "time-sensitive", reason = "needed tomorrow" }));
        await world.Advance("PT9H");

        Assert.Equal(["16:00"], await Said(world, "Due now: book a taxi"));
        Assert.Equal(["18:00"], await Said(world, "Open for 8 h: book a taxi"));
        await Move(world, id, new { agent = "ben", stage = "plan-finalized", note = "Plan fully finalized – pending execution at tomorrow 08:00" });
        Assert.Empty(Pipeline(await world.Ticket(id))["tasks"]!.AsArray());
    }

    [Fact]
    [Trait("Clause", "TS-P5")]
    public async Task A_finished_plan_asks_whoever_is_on_shift_when_it_happens_and_closes_when_it_did()
    {
        await using var world = await World.Start();
        var id = await Written(world);
        await Refused(world, id, "TS-P5", "does not say when", new { agent = "ben", stage = "plan-finalized", note = "Plan fully finalized – pending execution at the pickup" });
        await Refused(world, id, "TS-P5", "is over", new { agent = "ben", stage = "plan-finalized", note = "Plan fully finalized – pending execution at 1 March 08:00" });
        await Move(world, id, new { agent = "ben", stage = "plan-finalized", note = "Plan fully finalized - pending execution at 08:00 on 3 March." });
        var execution = Pipeline(await world.Ticket(id))["execution"]!;
        Assert.Equal(("2026-03-03T13:00:00Z", true), (execution["at"]!.GetValue<string>(), execution["inLaterShift"]!.GetValue<bool>()));

        await world.Until("2026-03-03T13:05:00Z");
        Assert.Equal(["08:00"], await Said(world, "did it happen?", to: Ana));
        await World.Ok(await world.Press("execution-done", await ButtonValue(world), Ana));

        Assert.Equal("closed", Stage(await world.Ticket(id)));
        Assert.Contains("The plan was executed successfully", (await world.Ticket(id))["events"]!.AsArray().Last(e => e!["type"]!.GetValue<string>() == "closed")!["note"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(await world.Sent("slack"), line => line.Contains("chat.update", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "TS-P5")]
    public async Task A_plan_that_failed_is_ours_again_a_date_alone_is_asked_about_at_its_end_and_an_invoice_follows_execution()
    {
        await using var world = await World.Start();
        var failed = await Written(world, "15550101");
        var dated = await Written(world, "15550102");
        var billed = await Written(world, "15550103");
        await Move(world, failed, new { agent = "ben", stage = "plan-finalized", note = "Plan fully finalized – pending execution at 14:00" });
        await Move(world, dated, new { agent = "ben", stage = "plan-finalized", note = "Plan fully finalized – pending execution at 2 March" });
        await Move(world, billed, new { agent = "ben", stage = "plan-finalized", note = "Plan fully finalized – pending execution at 3 pm", invoice = "Pay Alpin Taxi 85 EUR for the pickup (owner: Finance)" });
        await World.Ok(await world.Post($"api/tickets/{failed}/execution", new { agent = "ben", outcome = "failed", note = "the driver never came" }));
        await World.Ok(await world.Post($"api/tickets/{billed}/execution", new { agent = "ben", outcome = "done" }));

        Assert.Equal("action-required", Stage(await world.Ticket(failed)));
        Assert.Contains("the driver never came", Pipeline(await world.Ticket(failed))["tasks"]![0]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("2026-03-03T04:59:00Z", Pipeline(await world.Ticket(dated))["execution"]!["at"]!.GetValue<string>());
        Assert.Equal("invoicing", Stage(await world.Ticket(billed)));
    }

    [Fact]
    [Trait("Clause", "TS-P8")]
    public async Task A_note_that_contradicts_its_stage_is_questioned_with_the_guidance_and_can_be_confirmed()
    {
        await using var world = await World.Start();
        var id = await Written(world);
        var problem = await Refused(world, id, "TS-P8", "PLAN INITIATED", new { agent = "ben", stage = "action-required", note = "PE Action Required – waiting for the hotel to confirm" });
        Assert.Contains("not used for: waiting on suppliers", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("“confirm”: true", problem["remedy"]!.GetValue<string>(), StringComparison.Ordinal);
        await Refused(world, id, "TS-P8", "REQUIRES SUPPORT", new { agent = "ben", stage = "plan-initiated", note = "Waiting on Finance for internal approval" });
        await Move(world, id, new { agent = "ben", stage = "action-required", note = "PE Action Required – waiting for the hotel to confirm", confirm = true });
        await Refused(world, id, "TS-P1", "does not go", new { agent = "ben", stage = "new" });

        var stages = (await world.Get("api/playbook/stages"))["stages"]!.AsArray();
        Assert.Equal(7, stages.Count);
        Assert.Contains("waiting on suppliers (Plan Initiated)", stages[3]!["notUsedFor"]!.AsArray().Select(text => text!.GetValue<string>()));
        Assert.Equal("Internal input needed – Finance to approve the refund", stages[1]!["note"]!.GetValue<string>());
    }
}
