using System.Globalization;
using System.Text.Json;
using System.Xml;
using Intake.Local.Sdk;

namespace Intake.Local.Host;

/// <summary>The clock over HTTP: a test, or a person with curl, lets an hour pass.</summary>
public static class ClockEndpoints
{
    public const string Path = "/sandbox/clock";

    private const string Remedy = """Send {"advance":"PT10M"} (an ISO 8601 duration) or {"to":"2026-03-02T09:00:00Z"}.""";

    public static void Map(IEndpointRouteBuilder routes, VirtualClock clock, WorkTracker work)
    {
        routes.MapGet(Path, http => Show(http, clock));
        routes.MapPost(Path, http => Advance(http, clock, work));
    }

    // Every timer on the way is served: a slip of the finger should not take hours.
    private static readonly TimeSpan LongestAdvance = TimeSpan.FromDays(366);

    private static Task Show(HttpContext http, VirtualClock clock) =>
        http.Response.WriteAsJsonAsync(new { now = clock.GetUtcNow().UtcDateTime, speed = clock.Speed }, http.RequestAborted);

    private static async Task Advance(HttpContext http, VirtualClock clock, WorkTracker work)
    {
        var now = clock.GetUtcNow();
        var (target, complaint) = await Target(http, now);
        if (target is not { } to)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, complaint, Remedy);
            return;
        }

        if (to < now)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The clock does not run back", $"It is {now.UtcDateTime:O} now. {Remedy}");
            return;
        }

        if (to - now > LongestAdvance)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "That is too far at once", $"Advance in steps of at most a year. {Remedy}");
            return;
        }

        try
        {
            await clock.AdvanceAsync(to, work, http.RequestAborted);
        }
        catch (TimeoutException stall)
        {
            await Problem.WriteAsync(http, StatusCodes.Status504GatewayTimeout, "The clock is stuck", $"{stall.Message} It stands at {clock.GetUtcNow():O}.");
            return;
        }

        await Show(http, clock);
    }

    private static async Task<(DateTimeOffset? To, string Complaint)> Target(HttpContext http, DateTimeOffset now)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            var (advance, to) = (Text(body.RootElement, "advance"), Text(body.RootElement, "to"));
            return (advance, to) switch
            {
                ({ } by, null) => (now + XmlConvert.ToTimeSpan(by), ""),
                (null, { } moment) => (DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), ""),
                _ => (null, "Either 'advance' or 'to' is needed"),
            };
        }
        catch (Exception bad) when (bad is JsonException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return (null, bad is JsonException ? "The body is not JSON" : "That is not a time the clock can go to");
        }
    }

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
