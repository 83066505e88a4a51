using System.Net.Http.Headers;
using System.Text.Json;
using Intake.Connectors.Outbound;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.WhatsApp;

/// <summary>
/// Sends free-form texts to a person or a group. Graph knows no idempotency key and cannot be asked for a message, so there is no Find:
/// what got through is learned from statuses, which carry our tag.
/// </summary>
public sealed class WhatsAppSender(HttpClient http, WhatsAppSettings settings, TimeProvider time)
{
    private const int LongestText = 4096;

    // What the playbook's texts are written in.
    private const string Language = "en";
    private static readonly Duration LongPause = Duration.FromMinutes(15);
    private static readonly Duration LongestPairPause = Duration.FromMinutes(5);

    private readonly Wire _wire = new("WhatsApp", http, time);

    /// <summary>Sends a text; the receipt is the message's wamid. It means accepted, not delivered.</summary>
    public async Task<Outcome> Send(Effect.SendToClient effect, ChannelKind kind, Sending sending, CancellationToken cancel)
    {
        var text = sending.Marked(effect.Text);
        return effect.To.Address switch
        {
            null or "" => new Outcome.Refused("the client has no WhatsApp address"),
            // A client must not get half an answer.
            _ when text.Length > LongestText => new Outcome.Refused($"WhatsApp takes at most {LongestText} characters: send it in parts"),
            { } address => Judge(await Post(effect.From ?? settings.PhoneNumberId, Body(effect, kind, address, text, sending), cancel), effect, sending),
        };
    }

    private static object Body(Effect.SendToClient effect, ChannelKind kind, string address, string text, Sending sending)
    {
        var group = kind == ChannelKind.WhatsAppGroup;

        // Who hides their number behind a user name has a user id instead: a country, a dot and the rest.
        var userId = !group && address.Contains('.', StringComparison.Ordinal);
        return new
        {
            messaging_product = "whatsapp",
            recipient_type = group ? "group" : "individual",
            to = group ? address : userId ? null : string.Concat(address.Where(char.IsAsciiDigit)),
            recipient = userId ? address : null,
            type = effect.Approved is null ? "text" : "template",
            text = effect.Approved is null ? new { body = text } : null,
            template = effect.Approved is { } approved ? new { name = approved, language = new { code = Language } } : null,
            biz_opaque_callback_data = sending.Tag(effect),
        };
    }

    private Task<Reply> Post(string number, object body, CancellationToken cancel)
    {
        var request = Wire.Request(HttpMethod.Post, settings.BaseUrl, $"{settings.Version}/{number}/messages", body);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.AccessToken);
        return _wire.Ask(request, cancel);
    }

    private Outcome Judge(Reply reply, Effect.SendToClient effect, Sending sending) => reply switch
    {
        { Fine: true } when reply.Body.Items("messages") is [var message, ..] && message.Text("id") is { } id => new Outcome.Delivered(id),
        { Fine: true } => _wire.Patience.Later(sending.Attempt, false, "WhatsApp answered without a message id"),
        _ when reply.Body.Get("error") is { ValueKind: JsonValueKind.Object } error && error.Number("code") is { } code =>
            Judge(code, error, reply, effect, sending),
        _ => _wire.NotNow(reply, sending.Attempt, false) ?? (Outcome)new Outcome.Refused($"WhatsApp answered {reply.Status}"),
    };

    private Outcome Judge(long code, JsonElement error, Reply reply, Effect.SendToClient effect, Sending sending)
    {
        var (remedy, meaning) = WhatsAppErrors.Of(code);
        var why = $"WhatsApp {code}: {meaning ?? $"answered {reply.Status}{ProviderWords.Aside(error.Text("message"), effect.Text, effect.To.Address)}"}";
        Outcome.TryAgain Later(Duration? pause) => _wire.Patience.Later(sending.Attempt, false, why, reply.RetryAfter ?? pause);
        return remedy switch
        {
            Remedy.Wait => Later(null),
            Remedy.WaitForThePair => Later(PairPause(sending.Attempt)),
            Remedy.WaitLong => Later(LongPause),
            Remedy.Repair => _wire.Patience.OnceRepaired(why),
            // A code nobody has told us about says less than its status does.
            Remedy.Refuse when meaning is null && _wire.NotNow(reply, sending.Attempt, false) is { } notNow => notNow with { Why = why },
            Remedy.Refuse => new Outcome.Refused(why),
        };
    }

    private static Duration PairPause(int attempt) =>
        Duration.Min(Duration.FromSeconds(Math.Pow(4, Math.Clamp(attempt, 1, 5))), LongestPairPause);
}
