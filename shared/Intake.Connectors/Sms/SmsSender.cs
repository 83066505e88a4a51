using System.Net.Http.Headers;
using System.Text.Json;
using Azure;
using Azure.Communication.Sms;
using Intake.Connectors.Outbound;
using Intake.Tickets;

namespace Intake.Connectors.Sms;

/// <summary>
/// Sends text messages through Azure Communication Services. Calling again sends again, and the service cannot be asked for a message, so
/// there is no Find: what got through is learned from delivery reports, which carry our tag.
/// </summary>
public sealed class SmsSender(SmsClient client, SmsSettings settings, TimeProvider time)
{
    private const string Provider = "SMS";
    private const int LongestMessage = 2048;

    private readonly Patience _patience = new(time);

    /// <summary>Pages somebody; the receipt is the service's message id. Too long a page is cut, and keeps the code that answers it.</summary>
    public async Task<Outcome> Send(Effect.SendSms effect, Sending sending, CancellationToken cancel) => effect.To.Sms is { Length: > 0 } number
        ? await Send(number, Cut.To(sending.Marked(effect.Text), LongestMessage, $"… (cut) {effect.Code}"), effect, sending, cancel)
        : new Outcome.Refused($"{effect.To.Id} has no mobile number");

    /// <summary>Writes to a client who called; the receipt is the service's message id.</summary>
    public async Task<Outcome> Send(Effect.SendToClient effect, Sending sending, CancellationToken cancel) => (effect.To.Address, sending.Marked(effect.Text)) switch
    {
        (null or "", _) => new Outcome.Refused("the caller withheld their number"),
        (_, { Length: > LongestMessage }) => new Outcome.Refused($"a text message takes at most {LongestMessage} characters: send it in parts"),
        ({ } number, var text) => await Send(number, text, effect, sending, cancel),
    };

    private async Task<Outcome> Send(string number, string text, Effect effect, Sending sending, CancellationToken cancel)
    {
        var options = new SmsSendOptions(enableDeliveryReport: true) { Tag = sending.Tag(effect) };
        Outcome.TryAgain Later(string why) => _patience.Later(sending.Attempt, effect.IsPage, why);
        try
        {
            var response = await client.SendAsync(settings.From, [number], text, options, cancel);
            return response.Value is [var result, ..] ? Judge(result, number, text, effect, sending) : Later($"{Provider} answered without a result");
        }
        catch (RequestFailedException e)
        {
            return Judge(e, effect, sending);
        }
        catch (OperationCanceledException)
        {
            return Later($"{Provider}: {Wire.TooSlow}") with { MayHaveGotThrough = true };
        }
        catch (AggregateException)
        {
            // The original's way of saying that each of its own retries failed.
            return Later($"{Provider} could not be reached") with { MayHaveGotThrough = true };
        }
        catch (JsonException)
        {
            return Later($"{Provider} answered without a result") with { MayHaveGotThrough = true };
        }
    }

    /// <summary>The service took the request; whether it took this recipient is another question.</summary>
    private Outcome Judge(SmsSendResult result, string number, string text, Effect effect, Sending sending) => result switch
    {
        { Successful: true, MessageId: { Length: > 0 } id } => new Outcome.Delivered(id),
        { Successful: true } => _patience.Later(sending.Attempt, effect.IsPage, $"{Provider} answered without a message id"),
        _ => _patience.NotNow(Provider, result.HttpStatusCode, sending.Attempt, effect.IsPage, null)
            ?? (Outcome)new Outcome.Refused($"{Provider} answered {result.HttpStatusCode}{ProviderWords.Aside(result.ErrorMessage, number, text)}"),
    };

    private Outcome Judge(RequestFailedException failure, Effect effect, Sending sending)
    {
        if (failure.Status == 0)
        {
            var neverLeft = failure.InnerException is HttpRequestException lost && Wire.NeverLeft(lost);
            return _patience.Later(sending.Attempt, effect.IsPage, $"{Provider} could not be reached") with { MayHaveGotThrough = !neverLeft };
        }

        var retryAfter = failure.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var written) == true
            && RetryConditionHeaderValue.TryParse(written, out var parsed) ? _patience.Asked(parsed) : null;
        return _patience.NotNow(Provider, failure.Status, sending.Attempt, effect.IsPage, retryAfter)
            ?? (Outcome)new Outcome.Refused($"{Provider} answered {failure.Status}{ProviderWords.Aside(failure.ErrorCode)}");
    }
}
