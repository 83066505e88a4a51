using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;

namespace Intake.Connectors.RingCentral;

/// <summary>The verification token given when the subscription was made.</summary>
public sealed record RingCentralWebhookSettings(string VerificationToken)
{
    public override string ToString() => nameof(RingCentralWebhookSettings);
}

/// <summary>RingCentral's subscription webhook: the set-up hand-shake, and telephony session events. There is no signature, only a shared token.</summary>
public static class RingCentralWebhook
{
    // RingCentral reads 1,024 bytes of the whole answer to its hand-shake.
    private const int LongestEcho = 512;

    /// <summary>Everything in one delivery. Refused: 401 wrong token, 400 no JSON, 405, 503 not configured.</summary>
    public static Heard Hear(WebhookRequest request, RingCentralWebhookSettings settings, Instant now)
    {
        if (!request.Is("POST"))
        {
            return new Heard.Refused(405, $"RingCentral does not send {request.Method}.", "Use POST.");
        }

        if (request.Header("Validation-Token") is { } probe && IsBlank(request.Body.Span))
        {
            return Echo(probe);
        }

        if (settings.VerificationToken.Length == 0)
        {
            return Secrets.Missing("RingCentral:VerificationToken");
        }

        // The documents show one header, deliveries seen in the wild the other.
        if (!Secrets.Match(request.Header("Verification-Token"), settings.VerificationToken) && !Secrets.Match(request.Header("Validation-Token"), settings.VerificationToken))
        {
            return new Heard.Refused(401, "The header Verification-Token is missing or wrong.", "Subscribe with deliveryMode.verificationToken = RingCentral:VerificationToken.");
        }

        return Reading.Json(request.Body.Span) is { } body
            ? new Heard.Accepted(Read(body, now))
            : new Heard.Refused(400, "The body is no JSON.", "Expected an event: {\"uuid\":...,\"event\":...,\"body\":{...}}.");
    }

    // Nobody can prove anything yet at the hand-shake; saying a word back gives nothing away.
    private static Heard Echo(string token)
    {
        if (token.Length > LongestEcho || !token.All(c => c is > ' ' and <= '~'))
        {
            return new Heard.Refused(400, "The hand-shake's token is too long or not printable.", "Subscribe again.");
        }

        return new Heard.Accepted([], ReplyHeaders: ImmutableDictionary<string, string>.Empty.Add("Validation-Token", token));
    }

    private static bool IsBlank(ReadOnlySpan<byte> body) => body.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private static ImmutableArray<Inbound> Read(JsonElement envelope, Instant now)
    {
        // The oldest sample wraps the event as a mobile push does.
        var notice = envelope.Get("pn_apns") is { ValueKind: JsonValueKind.Object } wrapped && wrapped.Get("body").ValueKind == JsonValueKind.Object ? wrapped : envelope;
        var body = notice.Get("body");
        var at = Timestamps.Iso(body.Text("eventTime") ?? notice.Text("timestamp"), now);
        var uuid = notice.Text("uuid") ?? envelope.Digest();
        if (body.Text("telephonySessionId") is not { } session)
        {
            return [new Inbound.Ignored(WhyNot(notice.Text("event"))) { Delivery = $"ringcentral-event:{uuid}", At = at }];
        }

        var sequence = body.Number("sequence") is { } number and >= 0 and <= int.MaxValue ? (int)number : 0;
        ImmutableArray<Inbound> parties =
        [
            .. body.Items("parties").Select((party, index) => new Inbound.CallEvent(session, sequence, Leg(party, index))
            {
                // Account and extension subscriptions both tell the same event, under different uuids.
                Delivery = body.Number("sequence") is null ? $"ringcentral:{uuid}:{index}" : $"ringcentral:{session}:{sequence}:{party.Text("id") ?? $"{index}"}",
                At = at,
            }),
        ];
        return parties.IsEmpty ? [new Inbound.Ignored("The telephony event has no parties.") { Delivery = $"ringcentral-event:{uuid}", At = at }] : parties;
    }

    private static CallLeg Leg(JsonElement party, int index)
    {
        var (from, to, status) = (party.Get("from"), party.Get("to"), party.Get("status"));
        var inbound = string.Equals(party.Text("direction"), "Inbound", StringComparison.OrdinalIgnoreCase);
        return new CallLeg(
            party.Text("id") ?? $"{index}",
            inbound,
            status.Text("code") ?? "",
            status.Text("reason"),
            party.Flag("missedCall"),
            Number(from, other: inbound),
            from.Text("name"),
            Number(to, other: !inbound),
            party.Text("extensionId") ?? (inbound ? to.Text("extensionId") : from.Text("extensionId")));
    }

    /// <summary>
    /// E.164 for the outside world, the bare extension for a colleague, null for who withheld it. <paramref name="other"/>: it is the far
    /// end, where an extension's id says that it is a colleague, whatever number they show.
    /// </summary>
    private static string? Number(JsonElement end, bool other)
    {
        var (written, extension) = (end.Text("phoneNumber"), end.Text("extensionId"));
        var isShort = written is { Length: <= 6 } && written.All(char.IsAsciiDigit);
        return isShort ? written : (other ? extension : null) ?? PhoneNumbers.Normalise(written) ?? extension;
    }

    private static string WhyNot(string? e) => e switch
    {
        null => "The event does not say what it is.",
        _ when e.Contains("/voicemail", StringComparison.Ordinal) => "A voicemail's call is already known by its telephony session.",
        _ when e.Contains("/message-store", StringComparison.Ordinal) => "The message store is not a channel of the SOP.",
        _ when e.Contains("/presence", StringComparison.Ordinal) => "Presence says nothing that telephony sessions do not.",
        _ when e.Contains("/subscription/", StringComparison.Ordinal) => "The subscription reminds of its end; it is renewed by the Auditor.",
        _ => "It is no telephony session.",
    };
}
