using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>Macros through real HTTP: the list, a preview that sends nothing, the answer itself (ER-9).</summary>
public sealed class MacroSpecs
{
    [Fact]
    [Trait("Clause", "ER-9")]
    public async Task A_preview_shows_the_text_and_what_is_missing_and_sends_nothing()
    {
        await using var world = await World.Start(playbook: "email-retail");
        var id = await Asked(world);

        var listed = (await world.Get("api/macros"))["macros"]!.AsArray();
        Assert.Contains(listed, macro => macro!["name"]!.GetValue<string>() == "subscription-save" && macro["snooze"]!.GetValue<string>() == "2 h");

        var preview = await Use(world, id, new { agent = "olive", macro = "answer", fields = new { issue = "the dose <5 kg", answer = "One a day & no more." }, preview = true });
        Assert.StartsWith("Hi Jane,\n\nThank you for writing to us about the dose <5 kg.\n\nOne a day & no more.", preview["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(preview["checks"]!.AsArray(), check => check!["check"]!.GetValue<string>() == "primary-issue");

        var missing = await Use(world, id, new { agent = "olive", macro = "answer", fields = new { issue = "the dose" }, preview = true });
        Assert.Equal("answer", missing["missing"]!.AsArray().Single()!.GetValue<string>());
        Assert.DoesNotContain(await world.Outbox(), entry => entry!["service"]!.GetValue<string>() == "email");
    }

    [Fact]
    [Trait("Clause", "ER-9")]
    public async Task The_answer_goes_out_as_rendered_or_as_personalised_and_an_unknown_field_is_named()
    {
        await using var world = await World.Start(playbook: "email-retail");
        var id = await Asked(world);
        foreach (var (check, answer) in new[] { ("context-read", "read"), ("primary-issue", "other") })
        {
            await World.Ok(await world.Http.PostAsJsonAsync($"api/tickets/{id}/checks", new { agent = "olive", check, answer }));
        }

        var wrong = await world.Http.PostAsJsonAsync($"api/tickets/{id}/macro", new { agent = "olive", macro = "answer", fields = new { isue = "the dose" } });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("no field “isue”", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await Use(world, id, new { agent = "olive", macro = "answer", fields = new { issue = "the dose", answer = "One a day." } });
        await Use(world, id, new { agent = "olive", macro = "answer", fields = new { issue = "the dose", answer = "One a day." }, text = "Dear Jane, one a day. Reply to this e-mail if anything is unclear." });
        await world.Settle();

        var texts = (await world.Outbox()).Where(entry => entry!["service"]!.GetValue<string>() == "email").Select(entry => entry!["request"]!["TextBody"]!.GetValue<string>()).ToList();
        Assert.Equal(2, texts.Count);
        Assert.EndsWith("Kind regards,\nOlive", texts[0].TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith("Dear Jane, one a day.", texts[1], StringComparison.Ordinal);
        Assert.Equal([false, true], (await world.Ticket(id))["events"]!.AsArray().Where(e => e!["type"]!.GetValue<string>() == "macro-sent").Select(e => e!["edited"]!.GetValue<bool>()));
    }

    [Fact]
    [Trait("Clause", "ER-21")]
    public async Task Behind_See_More_stands_the_message_that_is_answered_and_the_customers_other_conversations_are_listed()
    {
        await using var world = await World.Start(playbook: "email-retail");
        var first = await Asked(world);
        await World.Ok(await world.Http.PostAsJsonAsync("sandbox/play/email", new
        {
            from = "jane@doe.example",
            name = "Jane Doe",
            subject = "Re: Our spring offer",
            text = "Does this count for cats too?\n\nOn Mon, 2 Mar 2026 at 09:00, Marketing <news@example.com> wrote:\n> 20 % off all chews until Sunday.",
            messageId = "<2@client.example>",
        }));
        await world.Settle();
        var second = (await world.Tickets()).Select(ticket => ticket["id"]!.GetValue<string>()).Single(id => id != first);

        var context = await world.Get($"api/tickets/{second}/context");
        var message = Assert.Single(context["messages"]!.AsArray())!;
        Assert.Equal("Does this count for cats too?", message["text"]!.GetValue<string>());
        Assert.EndsWith("> 20 % off all chews until Sunday.", message["full"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(first, Assert.Single(context["previous"]!.AsArray())!["id"]!.GetValue<string>());
    }

    private static async Task<string> Asked(World world)
    {
        await World.Ok(await world.Http.PostAsJsonAsync("sandbox/play/email", new { from = "jane@doe.example", name = "Jane Doe", subject = "Dose", text = "How much of it do I give my dog?", messageId = "<1@client.example>" }));
        await world.Settle();
        return (await world.Tickets()).Single()["id"]!.GetValue<string>();
    }

    private static async Task<JsonNode> Use(World world, string id, object body)
    {
        var response = await world.Http.PostAsJsonAsync($"api/tickets/{id}/macro", body);
        await World.Ok(response);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
