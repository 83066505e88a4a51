using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>What all of HubSpot's endpoints share: the token, the failures, and the names of object types.</summary>
internal sealed class HubSpotApi(SandboxOptions options) : Vendor
{
    public const string Root = "/sandbox/hubspot";

    public override string Service => "hubspot";

    /// <summary>tickets, ticket and 0-5 are one thing; null for an object type this sandbox does not keep.</summary>
    public static string? Type(string name) => name.ToLowerInvariant() switch
    {
        "tickets" or "ticket" or "0-5" => "tickets",
        "contacts" or "contact" or "0-1" => "contacts",
        "notes" or "note" or "0-46" => "notes",
        _ => null,
    };

    public static string TypeId(string type) => type switch
    {
        "tickets" => "0-5",
        "contacts" => "0-1",
        _ => "0-46",
    };

    public override Answer? Gate(Request request) => request switch
    {
        _ when request.Bearer is null => HubSpotError.Of(
            401, "INVALID_AUTHENTICATION",
            "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview"),
        _ when request.Bearer != options.HubSpotAccessToken => HubSpotError.Of(
            401, "INVALID_AUTHENTICATION",
            "The OAuth token used to make this call is invalid, expired or does not exist."),
        _ when request.Raw.Length > 0 && !request.IsJson => HubSpotError.Of(415, "VALIDATION_ERROR", "Unsupported Media Type: this API accepts application/json."),
        _ when request.Unreadable => HubSpotError.Invalid("Invalid input JSON on line 1, column 1: the body could not be parsed."),
        _ => null,
    };

    public override Answer Failing(int status) => status switch
    {
        401 => HubSpotError.Of(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired."),
        403 => HubSpotError.Of(403, "MISSING_SCOPES", "This app hasn't been granted all required scopes to make this call."),
        423 => HubSpotError.Of(423, "LOCKED", "The resource is locked by another operation."),
        _ => HubSpotError.Of(status, "SERVER_ERROR", "internal error"),
    };

    /// <summary>No Retry-After unless asked for: HubSpot promises none.</summary>
    public override Answer RateLimited(int? retryAfter)
    {
        var answer = HubSpotError.Of(429, "RATE_LIMITS", "You have reached your ten_secondly_rolling limit.");
        var body = answer.Body!.AsObject();
        body["errorType"] = "RATE_LIMIT";
        body["policyName"] = "TEN_SECONDLY_ROLLING";
        return answer with { RetryAfter = retryAfter };
    }

    public static JsonObject Collection(IEnumerable<JsonNode?> results) => new() { ["results"] = results.ToJsonArray() };
}
