using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Functions.Webhooks;
using Intake.Playbooks;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker.Http;

namespace Intake.Functions.Api;

/// <summary>How the API speaks: camelCase JSON, ISO-8601 UTC, errors as problem+json with a remedy.</summary>
internal static partial class Answers
{
    private const int BodyLimit = 1024 * 1024;
    private const int LongestText = 20_000;

    public static JsonSerializerOptions Json { get; } = StoredJson.With(new JsonSerializerOptions
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    });

    public static Task<HttpResponseData> Ok<T>(this HttpRequestData request, T value, CancellationToken cancel) =>
        Write(request, HttpStatusCode.OK, "application/json; charset=utf-8", value, cancel);

    public static Task<HttpResponseData> Created<T>(this HttpRequestData request, T value, CancellationToken cancel) =>
        Write(request, HttpStatusCode.Created, "application/json; charset=utf-8", value, cancel);

    public static Task<HttpResponseData> Problem(this HttpRequestData request, int status, string detail, string remedy, CancellationToken cancel, string? clause = null) =>
        Write(request, (HttpStatusCode)status, "application/problem+json; charset=utf-8", new ProblemDetails("about:blank", Title((HttpStatusCode)status), status, detail, remedy, clause), cancel);

    // "BadRequest" is "Bad Request" on the wire.
    private static string Title(HttpStatusCode status) => string.Concat($"{status}".Select((letter, i) => i > 0 && char.IsAsciiLetterUpper(letter) ? $" {letter}" : $"{letter}"));

    public static Task<HttpResponseData> NoSuchTicket(this HttpRequestData request, string id, CancellationToken cancel) =>
        request.Problem(404, $"There is no ticket “{id}”.", "List the tickets with GET /api/tickets.", cancel);

    /// <summary>The playbook that “?playbook=” names; the default one without it; null when it is not served here.</summary>
    public static Playbook? Playbook(this HttpRequestData request, PlaybookShelf shelf) => request.Query["playbook"] is { } name ? shelf.Named(name) : shelf.Default;

    public static Task<HttpResponseData> NoSuchPlaybook(this HttpRequestData request, PlaybookShelf shelf, CancellationToken cancel) =>
        request.Problem(404, $"No playbook “{request.Query["playbook"]}” is served here.", $"Use one of {string.Join(", ", shelf.All.Select(known => known.Name))}.", cancel);

    /// <summary>The playbook that is meant, when it assigns tickets to agents; else the answer that says why not.</summary>
    public static async Task<(Playbook? Playbook, HttpResponseData? Refusal)> Assigning(this HttpRequestData request, PlaybookShelf shelf, CancellationToken cancel) => request.Playbook(shelf) switch
    {
        null => (null, await request.NoSuchPlaybook(shelf, cancel)),
        { Assignment: null } => (null, await AgentActions.NothingAssigned(request, cancel)),
        var playbook => (playbook, null),
    };

    /// <summary>Reads the body as T, or answers why it cannot: too large, not JSON, a field that is unknown, missing or of the wrong kind.</summary>
    public static async Task<(T? Value, HttpResponseData? Refusal)> Read<T>(this HttpRequestData request, CancellationToken cancel)
        where T : class
    {
        if (await request.ReadAtMost(BodyLimit, cancel) is not { } body)
        {
            return (null, await request.Problem(413, "The body is too large.", "Send at most 1 MiB.", cancel));
        }

        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return (null, await request.Problem(400, "The body is empty.", $"Send JSON with {Fields<T>()}.", cancel));
        }

        try
        {
            var value = JsonSerializer.Deserialize<T>(body.Span, Json);
            return (value is null ? "The body is empty." : Wrong(value)) is { } wrong
                ? (null, await request.Problem(400, wrong, $"Send JSON with {Fields<T>()}.", cancel))
                : (value, null);
        }
        catch (JsonException e)
        {
            return (null, await request.Problem(400, $"The body is not as expected{(e.Path is { Length: > 1 } path ? $" at {path}" : "")}: {Reason(e)}", $"Send JSON with {Fields<T>()}.", cancel));
        }
    }

    /// <summary>What became of a request to a ticket, as an answer.</summary>
    public static async Task<HttpResponseData> Of(this HttpRequestData request, Handed handed, Func<Ticket, Task<object>> shown, CancellationToken cancel) => handed switch
    {
        Handed.Committed committed => await request.Ok(await shown(committed.Decision.After), cancel),
        Handed.HeardBefore before => await request.Ok(await shown(before.Ticket), cancel),
        Handed.Refused { Ticket.Exists: false } refused => await request.NoSuchTicket(refused.Ticket.Id.Value, cancel),
        Handed.Refused refused => await request.Problem(409, refused.Refusal.Why, refused.Refusal.Remedy, cancel, refused.Refusal.Clause),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A text that says nothing, or more than any channel takes.</summary>
    private static string? Wrong<T>(T value) => typeof(T).GetProperties()
        .Where(property => property.PropertyType == typeof(string))
        .Select(property => (Name: JsonNamingPolicy.CamelCase.ConvertName(property.Name), Text: (string?)property.GetValue(value)))
        .Select(field => field.Text is null ? null
            : string.IsNullOrWhiteSpace(field.Text) ? $"“{field.Name}” is empty."
            : field.Text.Length > LongestText ? $"“{field.Name}” has more than {LongestText} characters."
            : null)
        .FirstOrDefault(wrong => wrong is not null);

    private static string Fields<T>() => string.Join(", ", typeof(T).GetConstructors().MaxBy(c => c.GetParameters().Length)!.GetParameters()
        .Select(p => $"“{JsonNamingPolicy.CamelCase.ConvertName(p.Name!)}”{(p.HasDefaultValue ? " (optional)" : "")}"));

    // The exception's own text may quote the value; what it says of our own fields is for others.
    private static string Reason(JsonException e) => e.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "a field is unknown."
        : e.Message.Contains("missing required", StringComparison.Ordinal) ? $"{string.Join(", ", Quoted().Matches(e.Message[e.Message.IndexOf("including", StringComparison.Ordinal)..]).Select(name => $"“{name.Groups[1].Value}”"))} is missing."
        : e.Message.Contains("could not be converted", StringComparison.Ordinal) ? "a value is of the wrong kind."
        : $"it is not valid JSON (line {e.LineNumber + 1}).";

    [GeneratedRegex("'([A-Za-z]+)'")]
    private static partial Regex Quoted();

    private static async Task<HttpResponseData> Write<T>(HttpRequestData request, HttpStatusCode status, string contentType, T value, CancellationToken cancel)
    {
        var response = request.CreateResponse(status);
        response.Headers.Add("Content-Type", contentType);
        await response.WriteBytesAsync(JsonSerializer.SerializeToUtf8Bytes(value, Json), cancel);
        return response;
    }

    private sealed record ProblemDetails(string Type, string Title, int Status, string Detail, string Remedy, string? Clause);
}
