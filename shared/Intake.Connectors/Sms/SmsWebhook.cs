using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;

namespace Intake.Connectors.Sms;

/// <summary>The secret in the Event Grid subscription's address: "?code=...".</summary>
public sealed record SmsWebhookSettings(string WebhookSecret)
{
    public override string ToString() => nameof(SmsWebhookSettings);
}

/// <summary>Azure Communication Services' SMS events through Event Grid, in its own schema or as CloudEvents.</summary>
public static class SmsWebhook
{
    /// <summary>Everything in one delivery, and both hand-shakes. Refused: 401 wrong code, 400 no JSON, 405, 503 not configured.</summary>
    public static Heard Hear(WebhookRequest request, SmsWebhookSettings settings, Instant now)
    {
        if (settings.WebhookSecret.Length == 0)
        {
            return Secrets.Missing("Sms:WebhookSecret");
        }

        if (!Secrets.Match(request.Parameter("code"), settings.WebhookSecret))
        {
            return new Heard.Refused(401, "The parameter code is missing or wrong.", "Subscribe Event Grid to this address with ?code={Sms:WebhookSecret}.");
        }

        if (request.Is("OPTIONS"))
        {
            return CloudEventsHandshake(request);
        }

        if (!request.Is("POST"))
        {
            return new Heard.Refused(405, $"Event Grid does not send {request.Method}.", "Use POST, or OPTIONS for the hand-shake.");
        }

        if (Reading.Json(request.Body.Span) is not { ValueKind: JsonValueKind.Array or JsonValueKind.Object } body)
        {
            return new Heard.Refused(400, "The body is no JSON array or object.", "Expected Event Grid events or a CloudEvent.");
        }

        var events = body.ValueKind == JsonValueKind.Array ? body.Items() : [body];
        return events.Select(ValidationCode).FirstOrDefault(code => code is not null) is { } validation
            ? new Heard.Accepted([], JsonSerializer.Serialize(new Dictionary<string, string> { ["validationResponse"] = validation }), "application/json")
            : new Heard.Accepted([.. events.Select(e => Read(e, now))]);
    }

    private static Heard CloudEventsHandshake(WebhookRequest request)
    {
        if (request.Header("WebHook-Request-Origin") is not { } origin)
        {
            return new Heard.Refused(400, "The header WebHook-Request-Origin is missing.", "OPTIONS is the CloudEvents hand-shake only.");
        }

        return new Heard.Accepted([], ReplyHeaders: ImmutableDictionary<string, string>.Empty.Add("WebHook-Allowed-Origin", origin).Add("WebHook-Allowed-Rate", "*"));
    }

    private static string? ValidationCode(JsonElement e) =>
        TypeOf(e) == "microsoft.eventgrid.subscriptionvalidationevent" ? e.GetAnyCase("data").GetAnyCase("validationCode").Text() : null;

    private static Inbound Read(JsonElement e, Instant now) => TypeOf(e) switch
    {
        "microsoft.communication.smsreceived" => Reply(e, e.GetAnyCase("data"), now),
        "microsoft.communication.smsdeliveryreportreceived" => Report(e, e.GetAnyCase("data"), now),
        var type => new Inbound.Ignored($"Nothing is done with {type ?? "an event without a type"}.") { Delivery = $"sms-event:{IdOf(e)}", At = AtOf(e, now) },
    };

    private static Inbound Reply(JsonElement e, JsonElement data, Instant now)
    {
        var delivery = $"sms:{data.GetAnyCase("messageId").Text() ?? IdOf(e)}";
        return PhoneNumbers.Normalise(data.GetAnyCase("from").Text()) is { } from
            ? new Inbound.SmsReply(from, data.GetAnyCase("message").Text() ?? "") { Delivery = delivery, At = AtOf(e, now) }
            : new Inbound.Ignored("The SMS comes from no number that can be answered.") { Delivery = delivery, At = AtOf(e, now) };
    }

    private static Inbound Report(JsonElement e, JsonElement data, Instant now)
    {
        var status = data.GetAnyCase("deliveryStatus").Text() ?? "(none)";
        var delivery = $"sms-status:{data.GetAnyCase("messageId").Text() ?? IdOf(e)}:{status}";
        var delivered = status.Equals("Delivered", StringComparison.OrdinalIgnoreCase);
        var told = delivered || data.GetAnyCase("deliveryStatusDetails").Text() is not { } details ? status : $"{status}: {details}";
        return (data.GetAnyCase("tag").Text(), data.GetAnyCase("messageId").Text()) switch
        {
            (null, _) => new Inbound.Ignored("The report carries no tag, so it is of no SMS that Intake sent.") { Delivery = delivery, At = AtOf(e, now) },
            (_, null) => new Inbound.Ignored("The report names no message.") { Delivery = delivery, At = AtOf(e, now) },
            // Whatever is not "Delivered" has not arrived: a page that may not have rung is better sent again by another way.
            ({ } tag, { } receipt) => new Inbound.DeliveryReport(tag, receipt, !delivered, told) { Delivery = delivery, At = AtOf(e, now) },
        };
    }

    private static string? TypeOf(JsonElement e) => (e.GetAnyCase("eventType").Text() ?? e.GetAnyCase("type").Text())?.ToLowerInvariant();

    private static string IdOf(JsonElement e) => e.GetAnyCase("id").Text() ?? e.Digest();

    private static Instant? AtOf(JsonElement e, Instant now) =>
        Timestamps.Iso(e.GetAnyCase("data").GetAnyCase("receivedTimestamp").Text() ?? e.GetAnyCase("eventTime").Text() ?? e.GetAnyCase("time").Text(), now);
}
