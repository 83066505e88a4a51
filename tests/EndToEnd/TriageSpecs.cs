using System.Net;

namespace EndToEnd;

/// <summary>Urgency from the client's own words, at any hour, in six languages, from the webhook to the pages.</summary>
public sealed class TriageSpecs
{
    private const string Night = "2026-03-03T08:00:00Z"; // 03:00 in New York, a Tuesday
    private const string Leadership = "+14145550104";

    [Fact]
    [Trait("Clause", "TS-E1")]
    public async Task An_emergency_in_any_of_six_languages_pages_leadership_at_once_in_the_middle_of_the_night()
    {
        await using var world = await World.Start(at: Night);
        string[] cries =
        [
            "he sat down and keeled over, we can't get him to open his eyes",
            "Mein Mann bekommt keine Luft, die Lippen sind blau",
            "Ma femme ne respire plus",
            "Mi marido se ha caído por el barranco y no contesta",
            "Mio padre ha un dolore forte al petto e suda freddo",
            "A minha filha desmaiou e não acorda",
        ];
        foreach (var (n, cry) in cries.Index())
        {
            await world.WhatsApp(cry, from: $"1555020{n}", name: $"Client {n}");
        }

        Assert.All(await world.Tickets(), ticket => Assert.Equal("emergency", ticket["urgency"]!.GetValue<string>()));
        Assert.Equal(cries.Length, (await world.Sent("sms")).Count(line => line.StartsWith("03:00", StringComparison.Ordinal) && line.EndsWith(Leadership, StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Clause", "TS-A5")]
    [Trait("Clause", "TS-U1")]
    public async Task The_SOPs_urgent_examples_are_urgent_by_WhatsApp_however_they_are_put()
    {
        await using var world = await World.Start();
        string[] urgent =
        [
            "there was a man with our name on a board and he drove off with other people",
            "i went over on my ankle and it's the size of a melon",
            "reception has nothing under our name and every bed is taken",
            "this is not the hotel in our programme, ours is in the next valley",
            "the footbridge is gone and the stream is up to our waists",
            "last bus left, it's 14 miles to our beds",
        ];
        foreach (var (n, text) in urgent.Index())
        {
            await world.WhatsApp(text, from: $"1555020{n}", name: $"Client {n}");
        }

        var urgencies = (await world.Tickets()).Select(ticket => ticket["urgency"]!.GetValue<string>()).ToArray();
        Assert.Equal(urgent.Length, urgencies.Length);
        Assert.All(urgencies, urgency => Assert.Contains(urgency, new[] { "urgent", "emergency" }));
    }

    [Fact]
    [Trait("Clause", "TS-B5")]
    [Trait("Clause", "TS-U2")]
    [Trait("Clause", "TS-U3")]
    public async Task Denials_jokes_the_past_and_a_trip_in_August_page_nobody_at_night()
    {
        await using var world = await World.Start(at: Night);
        string[] harmless =
        [
            "Nobody is hurt and we are not lost, just enjoying the view",
            "I'm dying of laughter at your route notes",
            "Last year we got lost, so this time we would like the GPS tracks",
            "Before our trip in August: do we need crampons, and what happens if somebody gets hurt?",
            "Kein Notfall, nur eine Frage zur Packliste für August",
            "Could you send me the invoice for our stay in January, please?",
        ];
        foreach (var (n, text) in harmless.Index())
        {
            Assert.Equal(HttpStatusCode.OK, (await world.Http.PostAsync("sandbox/play/email", System.Net.Http.Json.JsonContent.Create(new
            {
                from = $"client{n}@client.example",
                name = $"Client {n}",
                subject = "A question",
                text,
                messageId = $"<{n}@client.example>",
            }))).StatusCode);
        }

        await world.Advance("PT20M");

        Assert.Equal(harmless.Length, (await world.Tickets()).Count);
        Assert.All(await world.Tickets(), ticket => Assert.Equal("non-urgent", ticket["urgency"]!.GetValue<string>()));
        Assert.Empty(await world.Sent("sms"));
    }

    [Fact]
    [Trait("Clause", "TS-U2")]
    public async Task A_quoted_cry_for_help_does_not_page_again()
    {
        await using var world = await World.Start(at: Night);
        await world.Http.PostAsync("sandbox/play/email", System.Net.Http.Json.JsonContent.Create(new
        {
            from = "jane@client.example",
            name = "Jane Smith",
            subject = "Thank you",
            text = "Thank you, that was kind of you.\n\nOn Mon, 2 Mar 2026 at 15:00, Jane Smith <jane@client.example> wrote:\n> My husband is unconscious, send help",
            messageId = "<q@client.example>",
        }));
        await world.Advance("PT20M");

        Assert.Equal("non-urgent", (await world.Tickets())[0]["urgency"]!.GetValue<string>());
        Assert.Empty(await world.Sent("sms"));
    }
}
