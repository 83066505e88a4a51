using System.Net.Mail;
using Intake.Connectors.Outbound;
using Intake.Tickets;

namespace Intake.Connectors.Email;

/// <summary>
/// Sends mail through Postmark. Its id is ours and the same on every attempt, so mail programs show a repeat once; Postmark is not
/// asked for what it sent, so there is no Find.
/// </summary>
public sealed class EmailSender(HttpClient http, EmailSettings settings, TimeProvider time)
{
    private readonly Wire _wire = new("Postmark", http, time);

    /// <summary>Sends an answer in the client's thread; the receipt is our Message-ID without angle brackets.</summary>
    public async Task<Outcome> Send(Effect.SendToClient effect, Sending sending, CancellationToken cancel)
    {
        // One address and nothing else: a comma would make it two recipients.
        if (!MailAddress.TryCreate(effect.To.Address, out var to) || to.Address != effect.To.Address.Trim())
        {
            return new Outcome.Refused("the client has no e-mail address that can be written to");
        }

        var messageId = $"{sending.Ticket}.{effect.Id}@{settings.Domain}";
        var request = Wire.Request(HttpMethod.Post, settings.BaseUrl, "email", EmailMessage.Body(effect, to.Address, (settings.FromTheChannel ? effect.From : null) ?? settings.From, messageId, sending));
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("X-Postmark-Server-Token", settings.ServerToken);
        return Judge(await _wire.Ask(request, cancel), messageId, effect, sending);
    }

    private Outcome Judge(Reply reply, string messageId, Effect.SendToClient effect, Sending sending)
    {
        if (_wire.NotNow(reply, sending.Attempt, page: false) is { } notNow)
        {
            return notNow;
        }

        return reply.Body.Number("ErrorCode") switch
        {
            0 => new Outcome.Delivered(messageId),
            null when reply.Fine => _wire.Patience.Later(sending.Attempt, false, "Postmark answered without a verdict"),
            null => new Outcome.Refused($"Postmark answered {reply.Status}"),
            100 => _wire.Patience.Later(sending.Attempt, false, "Postmark 100: in maintenance"),
            10 => _wire.Patience.OnceRepaired("Postmark 10: the server token is wrong"),
            400 or 401 => _wire.Patience.OnceRepaired("Postmark: the sender's signature is missing or not confirmed"),
            405 or 412 or 413 => _wire.Patience.OnceRepaired("Postmark: the account may not send this yet"),
            406 => new Outcome.Refused("Postmark 406: the address is inactive after a bounce or a complaint"),
            { } code => new Outcome.Refused(
                $"Postmark {code}{ProviderWords.Aside(reply.Body.Text("Message"), effect.To.Address, effect.Text, effect.Subject)}"),
        };
    }
}
