using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox;

/// <summary>A request as received: the bytes for whoever verifies them, the JSON (or form fields as JSON) for whoever reads them.</summary>
internal sealed class Request
{
    private readonly HttpContext _http;

    private Request(HttpContext http, byte[] raw, JsonNode? json, bool unreadable)
    {
        _http = http;
        Raw = raw;
        Json = json;
        Unreadable = unreadable;
    }

    public byte[] Raw { get; }

    public JsonNode? Json { get; }

    /// <summary>There is a body, and it is not what its content type says.</summary>
    public bool Unreadable { get; }

    public JsonObject Body => Json as JsonObject ?? [];

    public string Method => _http.Request.Method;

    public string PathAndQuery => _http.Request.PathBase.ToUriComponent() + _http.Request.Path.ToUriComponent() + _http.Request.QueryString.ToUriComponent();

    public bool IsJson => _http.Request.HasJsonContentType();

    public string? Header(string name) => _http.Request.Headers[name].FirstOrDefault();

    public string? Query(string name) => _http.Request.Query[name].FirstOrDefault();

    public IEnumerable<string> QueryList(string name) =>
        _http.Request.Query[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public string Route(string name) => _http.Request.RouteValues[name] as string ?? "";

    public string? Bearer => Header("Authorization") is { } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        ? header["Bearer ".Length..].Trim()
        : null;

    public static async Task<Request> Read(HttpContext http)
    {
        using var copy = new MemoryStream();
        await http.Request.Body.CopyToAsync(copy, CancellationToken.None);
        var raw = copy.ToArray();
        if (raw.Length == 0)
        {
            return new Request(http, raw, null, false);
        }

        if (http.Request.HasFormContentType)
        {
            return new Request(http, raw, Fields(Encoding.UTF8.GetString(raw)), false);
        }

        try
        {
            return new Request(http, raw, JsonNode.Parse(raw), false);
        }
        catch (JsonException)
        {
            return new Request(http, raw, null, true);
        }
        catch (ArgumentException)
        {
            // The same name twice in one object.
            return new Request(http, raw, null, true);
        }
    }

    private static JsonObject Fields(string form)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(form))
        {
            fields[name] = value.ToString();
        }

        return fields;
    }
}
