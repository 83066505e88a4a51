using System.Collections.Specialized;
using System.Net;
using Intake.Connectors;
using Microsoft.Azure.Functions.Worker.Http;

namespace Intake.Functions.Webhooks;

/// <summary>Between the Functions host's HTTP types and ours.</summary>
internal static class Requests
{
    /// <summary>The raw bytes, read once; null when there are more than the limit.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAtMost(this HttpRequestData request, int limit, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (body.Length + read > limit)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    public static WebhookRequest AsWebhook(this HttpRequestData request, ReadOnlyMemory<byte> body) => new(
        request.Method,
        request.Url,
        request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase),
        Values(request.Query),
        body);

    public static async Task<HttpResponseData> Answer(this HttpRequestData request, Heard.Accepted accepted, CancellationToken cancel)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        foreach (var (name, value) in accepted.ReplyHeaders ?? [])
        {
            response.Headers.Add(name, value);
        }

        if (accepted.ReplyBody is { } body)
        {
            response.Headers.Add("Content-Type", accepted.ReplyContentType ?? "text/plain; charset=utf-8");
            await response.WriteBytesAsync(System.Text.Encoding.UTF8.GetBytes(body), cancel);
        }

        return response;
    }

    private static Dictionary<string, string> Values(NameValueCollection query) =>
        query.AllKeys.OfType<string>().ToDictionary(key => key, key => query[key] ?? "", StringComparer.OrdinalIgnoreCase);
}
