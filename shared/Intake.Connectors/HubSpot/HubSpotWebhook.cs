using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;

namespace Intake.Connectors.HubSpot;

/// <summary>The app's client secret and id, and the scheme and host under which HubSpot knows us when a proxy stands between.</summary>
public sealed record HubSpotWebhookSettings(string ClientSecret, string AppId = "", Uri? PublicUrl = null)
{
    public override string ToString() => nameof(HubSpotWebhookSettings);
}

/// <summary>HubSpot's app webhooks: up to 100 events in an array, signed with the v3 request signature.</summary>
public static partial class HubSpotWebhook
{
    // A ticket subscription made through the generic object types carries this type id.
    private const string TicketTypeId = "0-5";

    private static readonly ImmutableHashSet<string> Followed = ["hs_pipeline_stage", "hubspot_owner_id", "subject", "hs_ticket_priority"];

    /// <summary>Everything in one delivery. Refused: 401 without a valid v3 signature of the last 5 minutes, 400 no JSON, 405, 503 not configured.</summary>
    public static Heard Hear(WebhookRequest request, HubSpotWebhookSettings settings, Instant now)
    {
        if (!request.Is("POST"))
        {
            return new Heard.Refused(405, $"HubSpot does not send {request.Method}.", "Use POST.");
        }

        if (HubSpotSignature.Check(request, settings, now) is { } refused)
        {
            return refused;
        }

        if (Reading.Json(request.Body.Span) is not { } body)
        {
            return new Heard.Refused(400, "The body is signed but is no JSON.", "Expected an array of webhook events: [{\"subscriptionType\":...}].");
        }

        var events = body.ValueKind == JsonValueKind.Object ? [body] : body.Items();
        return new Heard.Accepted([.. events.Select(e => Read(e, settings.AppId, now))]);
    }

    private static Inbound Read(JsonElement e, string appId, Instant now)
    {
        var type = TypeOf(e);
        var delivery = DeliveryOf(e, type);
        var at = Timestamps.Unix(e.Number("occurredAt"), now);
        return (type, e.Text("objectId"), e.Text("propertyName"), e.Text("messageId")) switch
        {
            ("ticket.creation", { } ticket, _, _) => new Inbound.HubSpotTicketMade(ticket) { Delivery = delivery, At = at },
            ("ticket.propertyChange", { } ticket, { } property, _) when Followed.Contains(property) =>
                new Inbound.HubSpotPropertyChanged(ticket, property, e.Text("propertyValue"), Ours(e, appId)) { Delivery = delivery, At = at },
            ("conversation.newMessage", { } thread, _, { } message) => new Inbound.HubSpotMessage(thread, message) { Delivery = delivery, At = at },
            (null, _, _, _) => new Inbound.Ignored("The event has no subscriptionType.") { Delivery = delivery, At = at },
            (_, null, _, _) => new Inbound.Ignored($"The event {type} names no object.") { Delivery = delivery, At = at },
            ("conversation.newMessage", _, _, _) => new Inbound.Ignored("The new message has no id.") { Delivery = delivery, At = at },
            ("ticket.propertyChange", _, var property, _) => new Inbound.Ignored($"The property {property ?? "(none)"} is not followed.") { Delivery = delivery, At = at },
            _ => new Inbound.Ignored($"Nothing is done with {type}.") { Delivery = delivery, At = at },
        };
    }

    private static string? TypeOf(JsonElement e) => e.Text("subscriptionType") switch
    {
        { } type when type.StartsWith("object.", StringComparison.Ordinal) && e.Text("objectTypeId") == TicketTypeId => $"ticket.{type["object.".Length..]}",
        var type => type,
    };

    // eventId is documented as not unique; these together are, and a retry repeats them. What has no moment is known by its content
    // (less the attempt's number, which a retry changes).
    private static string DeliveryOf(JsonElement e, string? type) =>
        type is not null && e.Text("objectId") is { } id && e.Text("occurredAt") is { } at
            ? $"hubspot:{e.Text("portalId")}:{type}:{id}:{e.Text("propertyName")}:{at}:{e.Text("messageId")}"
            : $"hubspot-event:{ContentOf(e)}";

    private static string ContentOf(JsonElement e) => e.ValueKind == JsonValueKind.Object
        ? Reading.Digest(Encoding.UTF8.GetBytes(string.Join('\n', e.EnumerateObject().Where(p => p.Name != "attemptNumber").Select(p => $"{p.Name}={p.Value.GetRawText()}"))))
        : e.Digest();

    // An integration's writing names the app in sourceId, among other words; 54 must not be found in 154.
    private static bool Ours(JsonElement e, string appId) =>
        appId.Length > 0
        && e.Text("changeSource") is "INTEGRATION" or "API"
        && Numbers().Matches(e.Text("sourceId") ?? "").Any(number => number.Value == appId);

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
