using System.Text.Json;

namespace Intake.Connectors.Email;

/// <summary>Postmark's inbound JSON. Its own MessageID is no mail's id; that one stands among the headers.</summary>
internal static class PostmarkMail
{
    public static InboundMail Read(JsonElement mail)
    {
        var full = mail.Get("FromFull");
        var headers = mail.Items("Headers")
            .Where(header => header.Text("Name") is not null)
            .Select(header => new MailHeader(header.Text("Name")!.Trim(), header.Text("Value") ?? ""));

        // The sender's date comes beside the headers, not among them.
        var date = mail.Text("Date") is { } written ? [new MailHeader("Date", written)] : Array.Empty<MailHeader>();
        return new InboundMail(
            [.. headers, .. date],
            Mailbox.Of(full.Text("Name") ?? mail.Text("FromName"), full.Text("Email")) ?? Mailbox.Parse(mail.Text("From")),
            Mailbox.Parse(mail.Text("ReplyTo")),
            mail.Text("Subject") is { } subject ? Mailbox.Decoded(subject) : null,
            mail.Text("TextBody"),
            mail.Text("HtmlBody"),
            [.. mail.Items("Attachments").Select(attachment => attachment.Text("Name") ?? "unnamed")],
            EnvelopeFrom: null)
        {
            To = [.. mail.Items("ToFull").Concat(mail.Items("CcFull")).Select(to => to.Text("Email")).Append(mail.Text("OriginalRecipient")).OfType<string>().Distinct()],
        };
    }
}
