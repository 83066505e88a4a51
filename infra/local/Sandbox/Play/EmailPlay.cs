using System.Globalization;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.Play;

/// <summary>Postmark's inbound body. The RFC Message-ID stands among the headers; MessageID is Postmark's own.</summary>
internal static class EmailPlay
{
    public static JsonObject Inbound(SandboxOptions options, JsonObject play, string messageId, DateTimeOffset now)
    {
        var (from, name, to) = (play.Text("from") ?? "", play.Text("name") ?? "", play.Text("to") is { Length: > 0 } named ? named : options.SupportAddress);
        var headers = new JsonArray(Header("Message-ID", messageId), Header("MIME-Version", "1.0"));
        foreach (var (key, header) in ((string, string)[])[("inReplyTo", "In-Reply-To"), ("references", "References")])
        {
            if (play.Text(key) is { Length: > 0 } value)
            {
                headers.Add(Header(header, value));
            }
        }

        foreach (var (header, value) in play.Object("headers") ?? [])
        {
            headers.Add(Header(header, value?.ToString() ?? ""));
        }

        var text = play.Text("text") ?? "";
        var hash = to.Split('@')[0].Split('+') is [_, var tag] ? tag : "";
        return new JsonObject
        {
            ["FromName"] = name,
            ["MessageStream"] = "inbound",
            ["From"] = from,
            ["FromFull"] = Address(from, name, ""),
            ["To"] = to,
            ["ToFull"] = new JsonArray(Address(to, "", hash)),
            ["Cc"] = "",
            ["CcFull"] = new JsonArray(),
            ["Bcc"] = "",
            ["BccFull"] = new JsonArray(),
            ["OriginalRecipient"] = to,
            ["Subject"] = play.Text("subject") ?? "",
            ["MessageID"] = Guid.NewGuid().ToString(),
            ["ReplyTo"] = "",
            ["MailboxHash"] = hash,
            ["Date"] = (Wire.TryTime(play.Text("at"), out var at) ? at : now).UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture),
            ["TextBody"] = text,
            ["HtmlBody"] = play.Text("html") ?? "",
            ["StrippedTextReply"] = "",
            ["Tag"] = "",
            ["Headers"] = headers,
            ["Attachments"] = play.Array("attachments")?.DeepClone() ?? new JsonArray(),
        };
    }

    private static JsonObject Address(string email, string name, string hash) => new() { ["Email"] = email, ["Name"] = name, ["MailboxHash"] = hash };

    private static JsonObject Header(string name, string value) => new() { ["Name"] = name, ["Value"] = value };
}
