using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Intake.Connectors.Tests.Outbound;

/// <summary>A provider with prepared answers, which remembers what it was asked.</summary>
internal sealed class CannedProvider : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, HttpResponseMessage>> _answers = new();
    private readonly Dictionary<string, Queue<Func<CancellationToken, HttpResponseMessage>>> _routes = [];

    public List<Asked> Requests { get; } = [];

    public Asked Last => Requests[^1];

    public HttpClient Client => new(this, disposeHandler: false);

    public static CannedProvider Saying(string json, int status = 200) => new CannedProvider().Then(json, status);

    public CannedProvider Then(string json, int status = 200, string? retryAfter = null)
    {
        _answers.Enqueue(_ => Response(json, status, retryAfter));
        return this;
    }

    /// <summary>The answer to one path; with several, each once and the last for ever.</summary>
    public CannedProvider On(string methodAndPath, string json, int status = 200, string? retryAfter = null)
    {
        if (!_routes.TryGetValue(methodAndPath, out var answers))
        {
            _routes[methodAndPath] = answers = new Queue<Func<CancellationToken, HttpResponseMessage>>();
        }

        answers.Enqueue(_ => Response(json, status, retryAfter));
        return this;
    }

    public IEnumerable<string> Asked => Requests.Select(request => $"{request.Method} {request.Path}");

    public Asked Only(string methodAndPath) => Assert.Single(Requests, request => $"{request.Method} {request.Path}" == methodAndPath);

    public CannedProvider ThenThrowing(Func<CancellationToken, Exception> failure)
    {
        _answers.Enqueue(cancel => throw failure(cancel));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add(new Asked(
            request.Method.Method,
            request.RequestUri!.PathAndQuery,
            request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(header => header.Key, header => string.Join(",", header.Value)),
            body));
        var route = $"{request.Method} {request.RequestUri.PathAndQuery}";
        if (_routes.TryGetValue(route, out var answers))
        {
            return (answers.Count > 1 ? answers.Dequeue() : answers.Peek())(cancellationToken);
        }

        Assert.True(_answers.Count > 0, $"Nobody expected {route}");
        return _answers.Dequeue()(cancellationToken);
    }

    private static HttpResponseMessage Response(string json, int status, string? retryAfter)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (retryAfter is not null)
        {
            response.Headers.Add("Retry-After", retryAfter);
        }

        return response;
    }
}

internal sealed record Asked(string Method, string Path, Dictionary<string, string> Headers, string? Body)
{
    public JsonNode Json => JsonNode.Parse(Body!)!;

    /// <summary>The body is this JSON, member for member and in this order; white space does not count.</summary>
    public void Says(string json) => Assert.Equal(JsonNode.Parse(json)!.ToJsonString(), Json.ToJsonString());
}
