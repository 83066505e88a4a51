using Intake.Playbooks;

namespace EndToEnd.Day;

/// <summary>What a client can do in a script. Add a verb here; the first that the line begins with is taken.</summary>
internal static class ClientVerbs
{
    private static readonly (string Verb, Func<DayPlayer, DayClient, string, Task> Do)[] All =
    [
        ("writes: ", (player, client, text) => Writes(player, client, text, inReplyTo: null)),
        ("answers: ", Answers),
        ("fills the form: ", FillsForm),
        ("answers automatically: ", AnswersAutomatically),
        ("auto-answers: ", AutoAnswers),
        ("calls in vain", (player, client, _) => Calls(player, client, "missed")),
        ("calls and is answered", (player, client, _) => Calls(player, client, "answered")),
    ];

    public static async Task Do(DayPlayer player, DayClient client, string what)
    {
        var (verb, act) = All.FirstOrDefault(known => what.StartsWith(known.Verb, StringComparison.Ordinal));
        await (act ?? throw new FormatException($"a client {string.Join(", ", All.Select(known => known.Verb.Trim()))}"))(player, client, what[verb.Length..]);
        await player.World.Advance("PT5S"); // a call settles before it is taken in
    }

    /// <summary>A new message; by e-mail "Subject | text" begins a new thread.</summary>
    private static Task Writes(DayPlayer player, DayClient client, string text, string? inReplyTo)
    {
        var id = player.NextId();
        return player.Stage.KindOf(client) switch
        {
            ChannelKind.Email when text.Split(" | ") is [var subject, var body] => player.Posted("sandbox/play/email", new { from = client.Address, name = client.FullName, subject, text = body, messageId = $"<{id}@client.example>", inReplyTo }),
            ChannelKind.Email => player.Posted("sandbox/play/email", new { from = client.Address, name = client.FullName, subject = "", text, messageId = $"<{id}@client.example>", inReplyTo }),
            ChannelKind.WhatsAppGroup => player.Posted("sandbox/play/whatsapp", new { from = "15550100", groupId = client.Address, name = client.FullName, text, id = $"wamid.{id}" }),
            ChannelKind.WhatsApp => player.Posted("sandbox/play/whatsapp", new { from = client.Address.TrimStart('+'), name = client.FullName, text, id = $"wamid.{id}" }),
            var kind => throw new FormatException($"{client.Name} cannot write on a channel of kind {kind}"),
        };
    }

    /// <summary>By e-mail a reply to the last mail we sent them, in its thread; elsewhere the same as writing.</summary>
    private static async Task Answers(DayPlayer player, DayClient client, string text)
    {
        var (id, subject) = await LastMail(player, client);
        await Writes(player, client, id is null ? text : $"{subject} | {text}", id);
    }

    /// <summary>The client's mail program answers the last mail we sent them.</summary>
    private static async Task AnswersAutomatically(DayPlayer player, DayClient client, string text)
    {
        var (id, subject) = await LastMail(player, client);
        await player.Posted("sandbox/play/email", new { from = client.Address, name = client.FullName, subject = $"Automatic reply: {subject}", text, messageId = $"<{player.NextId()}@client.example>", inReplyTo = id, headers = new Dictionary<string, string> { ["Auto-Submitted"] = "auto-replied" } });
    }

    private static async Task<(string? Id, string Subject)> LastMail(DayPlayer player, DayClient client)
    {
        var last = (await player.World.Outbox()).LastOrDefault(entry => entry!["service"]!.GetValue<string>() == "email" && entry["request"]!["To"]?.GetValue<string>() == client.Address);
        var headers = last?["request"]!["Headers"]!.AsArray();
        var id = headers?.First(header => header!["Name"]!.GetValue<string>() == "Message-ID")!["Value"]!.GetValue<string>();
        return (id, last?["request"]!["Subject"]?.GetValue<string>() ?? "");
    }

    private static Task FillsForm(DayPlayer player, DayClient client, string text)
    {
        var form = text.Split(" | ");
        return player.Posted("sandbox/play/form", new { id = player.NextId(), email = client.Address, name = client.FullName, subject = form[0], message = form[1] });
    }

    private static Task AutoAnswers(DayPlayer player, DayClient client, string text)
    {
        var mail = text.Split(" | ");
        return player.Posted("sandbox/play/email", new { from = client.Address, name = client.FullName, subject = mail[0], text = mail[1], messageId = $"<{player.NextId()}@client.example>", headers = new Dictionary<string, string> { ["Auto-Submitted"] = "auto-replied" } });
    }

    private static Task Calls(DayPlayer player, DayClient client, string how) =>
        player.Posted("sandbox/play/call", new { kind = how, from = client.Address, name = client.FullName, id = $"s-{player.NextId()}" });
}
