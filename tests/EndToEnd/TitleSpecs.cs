using System.Net;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>Titles in the team's form (TS-T5), and e-mails that are not support (TS-H1), through the whole app.</summary>
public sealed class TitleSpecs
{
    [Fact]
    [Trait("Clause", "TS-T5")]
    public async Task An_automatic_tickets_title_is_proposed_and_confirmed_in_Slack_or_changed()
    {
        await using var world = await World.Start();
        await world.WhatsApp("Our taxi has not arrived, and we need one tomorrow");
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        Assert.True((await world.TheTicket())["titleProposed"]!.GetValue<bool>());
        await World.Ok(await world.Post($"api/tickets/{id}/reply", new { agent = "ben", text = "I am on it." }));
        await world.Advance("PT11M");
        var asked = (await world.Outbox()).Last(entry => entry!["operation"]!.GetValue<string>() == "chat.postMessage")!["request"]!;
        Assert.Contains("Smith - Issue with taxi, 3rd", asked["text"]!.GetValue<string>(), StringComparison.Ordinal);
        var button = asked["blocks"]!.AsArray().Last()!["elements"]![0]!;
        await world.Press(button["action_id"]!.GetValue<string>(), button["value"]!.GetValue<string>());
        Assert.False((await world.TheTicket())["titleProposed"]!.GetValue<bool>());

        var refused = await world.Post($"api/tickets/{id}/title", new { agent = "ben", title = "taxi" });
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.Conflict, "TS-T5"), (refused.StatusCode, problem["clause"]!.GetValue<string>()));
        await World.Ok(await world.Post($"api/tickets/{id}/title", new { agent = "ben", title = "Smith - Two taxis missing, 3rd" }));
        await world.Advance("PT5S");
        Assert.Equal("Smith - Two taxis missing, 3rd", (await world.Get("sandbox/hubspot/_state"))["tickets"]![0]!["properties"]!["subject"]!.GetValue<string>());
    }

    [Fact] // A ticket by hand: source documented, initial note, creator as owner, stage NEW.
    [Trait("Clause", "TS-T5")]
    public async Task A_ticket_by_hand_has_source_note_owner_and_a_title_of_the_form()
    {
        await using var world = await World.Start();
        Assert.Equal(HttpStatusCode.Conflict, (await world.Post("api/tickets", new { channel = "phone", client = "Smith", summary = "Taxi", note = "Called me", agent = "ben", title = "taxi" })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await world.Post("api/tickets", new { channel = "phone", client = "Smith", summary = "Issue with taxi", note = "Called me directly", agent = "ben", source = "Direct RingCentral call" })).StatusCode);
        await world.Advance("PT5S");

        var state = await world.Get("sandbox/hubspot/_state");
        var ticket = state["tickets"]![0]!["properties"]!;
        Assert.Equal("Smith - Issue with taxi, 2nd", ticket["subject"]!.GetValue<string>());
        Assert.Contains("Source: Direct RingCentral call", ticket["content"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(ticket["hubspot_owner_id"]!.GetValue<string>()));
        Assert.Contains("Called me directly", state.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("new", (await world.TheTicket())["ticket"]!["stage"]!.GetValue<string>());
    }

    [Fact]
    public async Task Tags_are_shown_on_the_ticket_and_in_HubSpot_and_added_once()
    {
        await using var world = await World.Start();
        await world.WhatsApp("Could you send me the photos?");
        var change = new { agent = "ben", add = new[] { "photos", "No Response" } };
        await world.Do("Smith", "tags", change);
        await world.Do("Smith", "tags", change);
        Assert.Equal(["No Response", "photos"], (await world.Do("Smith", "tags", new { agent = "ben", remove = new[] { "never there" } }))["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()));
        Assert.Single(await world.EventsOf("Smith"), "tags-added intake");
        await world.Advance("PT5S");
        Assert.Equal("No Response; photos", (await world.Get("sandbox/hubspot/_state"))["tickets"]![0]!["properties"]!["intake_tags"]!.GetValue<string>());

        Assert.Contains("1 to 60", (await world.Refused("Smith", "tags", new { agent = "ben", add = new[] { "a; b" } }))["remedy"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "TS-H1")]
    public async Task What_is_not_support_is_answered_connected_with_its_department_and_then_closed()
    {
        await using var world = await World.Start();
        await World.Ok(await world.Post("sandbox/play/email", new { from = "jane@client.example", name = "Jane Smith", subject = "Invoice", text = "Could you send me the invoice again?", messageId = "<first@client.example>" }));
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.Conflict, (await world.Post($"api/tickets/{id}/handoff", new { agent = "ben", department = "billing" })).StatusCode);

        await World.Ok(await world.Post($"api/tickets/{id}/handoff", new { agent = "ben", department = "finance", note = "She needs it for her insurance.", answer = "Invoices come from our finance team." }));
        await world.Advance("PT5S");
        var mails = (await world.Outbox()).Where(entry => entry!["service"]!.GetValue<string>() == "email").Select(entry => entry!["request"]!).ToList();
        Assert.Equal(["Invoices come from our finance team.", null], mails.Select(mail => mail["Cc"] is null ? mail["TextBody"]!.GetValue<string>() : null));
        Assert.Equal(("jane@client.example", "finance@example.com"), (mails[1]["To"]!.GetValue<string>(), mails[1]["Cc"]!.GetValue<string>()));
        var ticket = await world.TheTicket();
        Assert.Equal("closed", ticket["ticket"]!["stage"]!.GetValue<string>());
        Assert.Equal("Handed over to Finance (finance@example.com). She needs it for her insurance.", ticket["events"]!.AsArray().Last(e => e!["type"]!.GetValue<string>() == "closed")!["note"]!.GetValue<string>());
    }

    [Fact] // Decision: e-mail first, then close.
    [Trait("Clause", "TS-H1")]
    public async Task A_handoff_whose_mail_cannot_be_delivered_does_not_close()
    {
        await using var world = await World.Start();
        await World.Ok(await world.Post("sandbox/play/email", new { from = "jane@client.example", subject = "Invoice", text = "Could you send me the invoice again?" }));
        var id = (await world.Tickets())[0]["id"]!.GetValue<string>();
        await World.Ok(await world.Http.PostAsync("sandbox/email/_inactive", new StringContent("{\"address\":\"jane@client.example\"}", System.Text.Encoding.UTF8, "application/json")));
        await World.Ok(await world.Post($"api/tickets/{id}/handoff", new { agent = "ben", department = "finance" }));
        await world.Advance("PT1M");

        Assert.True((await world.TheTicket())["ticket"]!["open"]!.GetValue<bool>());
        Assert.Contains(await world.Outbox(), entry => entry!["summary"]!.GetValue<string>().Contains("NOT gone out", StringComparison.Ordinal));
    }
}
