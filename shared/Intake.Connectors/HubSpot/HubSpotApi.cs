using System.Net.Http.Headers;
using System.Text.Json;
using Intake.Connectors.Outbound;
using Intake.Tickets;

namespace Intake.Connectors.HubSpot;

/// <summary>HubSpot's API, as far as Intake uses it: a call each, and its answer or its error as a value.</summary>
public sealed class HubSpotApi(HttpClient http, HubSpotSettings settings, TimeProvider time)
{
    private readonly Wire _wire = new("HubSpot", http, time);

    internal HubSpotSettings Settings => settings;

    internal Patience Patience => _wire.Patience;

    /// <summary>Not now, or null when HubSpot means it.</summary>
    internal Outcome.TryAgain? NotNow(HubSpotError error, int attempt) => error switch
    {
        { Repair: { } repair } => Patience.OnceRepaired(repair),
        { Reply.Status: 401 or 403 } => Patience.OnceRepaired($"{error.Why}: its token or its scopes must be repaired"),
        // Locked by another write, and an account being moved to another data centre.
        { Reply.Status: 423 or 477 } => Patience.Later(attempt, page: false, error.Why, error.Pause(attempt)),
        _ => _wire.NotNow(error.Reply with { RetryAfter = error.Pause(attempt) }, attempt, page: false) is { } later ? later with { Why = error.Why } : null,
    };

    internal Task<HubSpotResult<JsonElement>> Property(string type, string name, CancellationToken cancel) =>
        Ask(HttpMethod.Get, $"{settings.Paths.Properties}/{type}/{name}", null, cancel);

    internal Task<HubSpotResult<JsonElement>> CreateProperty(string type, object definition, CancellationToken cancel) =>
        Ask(HttpMethod.Post, $"{settings.Paths.Properties}/{type}", definition, cancel);

    internal Task<HubSpotResult<JsonElement>> TicketPipelines(CancellationToken cancel) =>
        Ask(HttpMethod.Get, $"{settings.Paths.Pipelines}/tickets", null, cancel);

    internal Task<HubSpotResult<JsonElement>> OwnersByEmail(string email, CancellationToken cancel) =>
        Ask(HttpMethod.Get, $"{settings.Paths.Owners}?email={Uri.EscapeDataString(email)}", null, cancel);

    internal Task<HubSpotResult<JsonElement>> Owner(string id, CancellationToken cancel) =>
        Ask(HttpMethod.Get, $"{settings.Paths.Owners}/{Uri.EscapeDataString(id)}", null, cancel);

    internal Task<HubSpotResult<JsonElement>> Read(string type, string id, string query, CancellationToken cancel) =>
        Ask(HttpMethod.Get, $"{settings.Paths.Objects}/{type}/{Uri.EscapeDataString(id)}?{query}", null, cancel);

    /// <summary>Up to 100 records at once; those that are not there are left out.</summary>
    internal Task<HubSpotResult<JsonElement>> ReadBatch(string type, IEnumerable<string> ids, string[] properties, CancellationToken cancel) =>
        Ask(HttpMethod.Post, $"{settings.Paths.Objects}/{type}/batch/read", new { properties, inputs = ids.Select(id => new { id }).ToArray() }, cancel);

    internal Task<HubSpotResult<JsonElement>> Search(string type, object query, CancellationToken cancel) =>
        Ask(HttpMethod.Post, $"{settings.Paths.Objects}/{type}/search", query, cancel);

    internal Task<HubSpotResult<JsonElement>> Conversation(string path, CancellationToken cancel) =>
        Ask(HttpMethod.Get, $"{settings.Paths.Conversations}/{path}", null, cancel);

    /// <summary>Writes a message into a thread; the result is its id.</summary>
    internal async Task<HubSpotResult<string>> Say(string thread, object message, CancellationToken cancel) =>
        IdOf(await Ask(HttpMethod.Post, $"{settings.Paths.Conversations}/{thread}/messages", message, cancel));

    /// <summary>Creates or changes the record that has this value in a unique property, so that doing it twice makes one.</summary>
    internal async Task<HubSpotResult<string>> Upsert(
        string type, string idProperty, string id, IReadOnlyDictionary<string, string> properties, CancellationToken cancel)
    {
        var body = new { inputs = new[] { new { id, idProperty, properties } } };
        var said = await Ask(HttpMethod.Post, $"{settings.Paths.Objects}/{type}/batch/upsert", body, cancel);
        return said.Failed(out var error, out var batch) ? error
            : batch.Items("results") is [var written, ..] ? IdOf(written)
            : batch.Items("errors") is [var refused, ..] ? HubSpotError.OfInput(refused)
            : Unreadable;
    }

    internal async Task<HubSpotResult<string>> Update(string type, string id, IReadOnlyDictionary<string, string> properties, CancellationToken cancel) =>
        IdOf(await Ask(HttpMethod.Patch, $"{settings.Paths.Objects}/{type}/{Uri.EscapeDataString(id)}", new { properties }, cancel));

    internal async Task<HubSpotResult<string>> Create(string type, IReadOnlyDictionary<string, string> properties, CancellationToken cancel) =>
        IdOf(await Ask(HttpMethod.Post, $"{settings.Paths.Objects}/{type}", new { properties, associations = Array.Empty<object>() }, cancel));

    /// <summary>Ties two records together; doing it twice changes nothing.</summary>
    internal Task<HubSpotResult<JsonElement>> Associate(string from, string fromId, string to, string toId, CancellationToken cancel) => Ask(
        HttpMethod.Put,
        $"{settings.Paths.Associations}/{from}/{Uri.EscapeDataString(fromId)}/associations/default/{to}/{Uri.EscapeDataString(toId)}",
        null,
        cancel);

    // A 2xx without what it promises comes from something between us and HubSpot.
    private static HubSpotError Unreadable => new(Reply.Silence("HubSpot answered without a record"));

    private static HubSpotResult<string> IdOf(HubSpotResult<JsonElement> said) => said.Failed(out var error, out var record) ? error : IdOf(record);

    private static HubSpotResult<string> IdOf(JsonElement record) => record.Text("id") is { Length: > 0 } id ? id : Unreadable;

    private async Task<HubSpotResult<JsonElement>> Ask(HttpMethod method, string path, object? body, CancellationToken cancel)
    {
        var request = Wire.Request(method, settings.BaseUrl, path, body);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.AccessToken);
        var reply = await _wire.Ask(request, cancel);
        return !reply.Fine ? HubSpotError.Of(reply)
            : reply.Body.ValueKind == JsonValueKind.Object ? reply.Body
            : Unreadable;
    }
}
