using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Intake.Connectors.Outbound;
using NodaTime;

namespace Intake.Connectors.HubSpot;

/// <summary>
/// Why HubSpot did not do it, in codes only: its messages quote the values they refuse. <paramref name="Repair"/> says what a human must
/// put right when the fault is not HubSpot's; <paramref name="ExistingId"/> is the record a conflict is with.
/// </summary>
internal sealed record HubSpotError(Reply Reply, string? Category = null, string? Code = null, string? ExistingId = null, string? Repair = null)
{
    /// <summary>What we know of the portal may be out of date: a stage, an owner or a property is no longer what it was.</summary>
    public bool MayBeStale => Reply.Status == 400;

    public bool NotFound => Reply.Status == 404;

    public string Why => Repair ?? Reply.NoAnswer ?? string.Join(
        ' ', new[] { "HubSpot answered", $"{Reply.Status}", Category, Code }.Where(word => word is not null));

    public static HubSpotError Of(Reply reply)
    {
        var message = reply.Body.Text("message") ?? "";
        var codes = reply.Body.Items("errors").Concat(Embedded(message)).Select(Said).Where(said => said.Length > 0).Distinct();
        return new HubSpotError(reply, Token(reply.Body.Text("category")), string.Join(", ", codes) is { Length: > 0 } code ? code : null, Existing(message));
    }

    /// <summary>One input of a batch that was refused. It has no status of its own; its category says what status it would have had.</summary>
    public static HubSpotError OfInput(JsonElement error)
    {
        var status = error.Text("category") switch
        {
            "VALIDATION_ERROR" => 400,
            "OBJECT_NOT_FOUND" => 404,
            "CONFLICT" => 409,
            "RATE_LIMITS" => 429,
            "MISSING_SCOPES" => 403,
            // Nothing is given up because of a word we do not know.
            _ => 500,
        };
        return Of(new Reply(status, error, null));
    }

    /// <summary>The pause HubSpot's policy asks for when it names no time.</summary>
    public Duration? Pause(int attempt) => (Reply.Status, Reply.Body.Text("policyName")) switch
    {
        _ when Reply.RetryAfter is { } asked => asked,
        (429, "SECONDLY") => Duration.FromSeconds(Math.Clamp(attempt, 1, 60)),
        (429, "TEN_SECONDLY_ROLLING") => Duration.FromSeconds(10 * Math.Clamp(attempt, 1, 30)),
        // Until midnight where the portal is; asked again now and then, because somebody may buy more.
        (429, "DAILY") => Duration.FromMinutes(15),
        _ => null,
    };

    private static string Said(JsonElement error) => new[] { Token(error.Text("code") ?? error.Text("error")), Token(error.Text("name") ?? error.Text("in")) }
        .Where(word => word is not null)
        .Aggregate(new StringBuilder(), (said, word) => said.Append(said.Length == 0 ? "" : " ").Append(word))
        .ToString();

    /// <summary>"Property values were not valid: [{...}]": the details are JSON inside the text.</summary>
    private static ImmutableArray<JsonElement> Embedded(string message) =>
        (message.IndexOf('[', StringComparison.Ordinal), message.LastIndexOf(']') + 1) is ( >= 0 and var start, var end) && start < end
            ? Reading.Json(message[start..end])?.Items() ?? []
            : [];

    private static string? Existing(string message) => Regex.Match(message, "Existing ID: ([0-9]+)") is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>A word of HubSpot's own, never a sentence.</summary>
    private static string? Token(string? text) => text is not null && Regex.IsMatch(text, "^[A-Za-z0-9_.]{1,60}$") ? text : null;
}
