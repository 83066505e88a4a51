using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Intake.Tickets;

namespace Intake.Connectors.Outbound;

/// <summary>The line to one provider: a request goes out, a <see cref="Reply"/> comes back, and nothing the network does is an exception.</summary>
internal sealed class Wire(string provider, HttpClient http, TimeProvider time)
{
    public const string TooSlow = "no answer within 10 s";

    private static readonly JsonSerializerOptions Absent = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public Patience Patience { get; } = new(time);

    /// <summary>A JSON request; members that are null are left out.</summary>
    public static HttpRequestMessage Request(HttpMethod method, string baseUrl, string path, object? body = null) =>
        new(method, new Uri(baseUrl.TrimEnd('/') + "/" + path))
        {
            // Not JsonContent: it streams in chunks without a length, which not every provider takes.
            Content = body is null ? null : new StringContent(JsonSerializer.Serialize(body, Absent), Encoding.UTF8, "application/json"),
        };

    public async Task<Reply> Ask(HttpRequestMessage request, CancellationToken cancel)
    {
        using (request)
        {
            try
            {
                using var response = await http.SendAsync(request, cancel);
                var body = await response.Content.ReadAsByteArrayAsync(cancel);
                return new Reply((int)response.StatusCode, (Reading.Json(body) ?? default), Patience.Asked(response.Headers.RetryAfter));
            }
            catch (OperationCanceledException)
            {
                return Reply.Silence($"{provider}: {TooSlow}") with { MayHaveGotThrough = true };
            }
            catch (HttpRequestException e)
            {
                return Reply.Silence($"{provider} could not be reached ({e.HttpRequestError})") with { MayHaveGotThrough = !NeverLeft(e) };
            }
            catch (IOException)
            {
                return Reply.Silence($"{provider} broke off its answer") with { MayHaveGotThrough = true };
            }
        }
    }

    /// <summary>No connection was made, so nothing was sent.</summary>
    public static bool NeverLeft(HttpRequestException e) => e.HttpRequestError
        is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    /// <summary>The provider could not be reached, is busy or does not know us; null when it has truly answered.</summary>
    public Outcome.TryAgain? NotNow(Reply reply, int attempt, bool page) => reply.NoAnswer is { } why
        ? Patience.Later(attempt, page, why) with { MayHaveGotThrough = reply.MayHaveGotThrough }
        : Patience.NotNow(provider, reply.Status, attempt, page, reply.RetryAfter);
}
