using System.Text.Json;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Email;

/// <summary>
/// A web form's message (docs/web-form.md is the contract), as good as an e-mail: it is answered by one, and the client's reply to that comes by e-mail.
/// The address holds the same secret as that of the e-mail webhook.
/// </summary>
public static class FormWebhook
{
    /// <summary>The one message in the request. Refused: 401 wrong secret, 400 not what the contract says, 405, 503 not configured.</summary>
    public static Heard Hear(WebhookRequest request, EmailWebhookSettings settings, Instant now) =>
        EmailWebhook.Locked(request, settings) ?? Read(request, now);

    private static Heard Read(WebhookRequest request, Instant now)
    {
        if (Reading.Json(request.Body.Span) is not { ValueKind: JsonValueKind.Object } form)
        {
            return new Heard.Refused(400, "The body is no JSON object.", "Send { \"email\": …, \"message\": … }; docs/web-form.md lists the fields.");
        }

        var from = Mailbox.Of(form.Text("name"), form.Text("email"));
        if (from is null || !System.Net.Mail.MailAddress.TryCreate(from.Address, out _))
        {
            return new Heard.Refused(400, "“email” is missing or is no e-mail address.", "Send the client's address: nobody can be answered without one.");
        }

        if (form.Text("message") is not { } words)
        {
            return new Heard.Refused(400, "“message” is missing or empty.", "Send what the client wrote.");
        }

        // Without an id of its own, the same words again are the same message.
        var id = $"{form.Text("id") ?? Reading.Digest(request.Body.Span)}@web-form";
        var client = new Client(from.Name, from.Address, Email: from.Address);
        return new Heard.Accepted(
        [
            new Inbound.FromClient(ChannelKind.Email, [$"mail:{id}"], client, new Message(id, "form", words.Trim(), form.Text("subject")), Automatic: false, "email, web form")
            {
                Delivery = $"form:{id}",
                At = Timestamps.Iso(form.Text("at"), now),
                To = form.Text("to") is { } to ? [to] : [],
            },
        ]);
    }
}
