using System.Data.Common;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure;

namespace Intake.Local.Sdk.Sms;

/// <summary>The wire of Azure Communication Services: one signed POST.</summary>
internal sealed class SmsConnection(Uri endpoint, string accessKey, TimeProvider clock)
{
    private const string ApiVersion = "2021-03-07";

    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        UseCookies = false,
    });

    public DateTimeOffset Now => clock.GetUtcNow();

    public static SmsConnection Open(string connectionString, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return new SmsConnection(new Uri(Required(parts, "endpoint").TrimEnd('/') + "/"), Required(parts, "accesskey"), clock);
    }

    public static RequestFailedException Refusal(LocalResponse response)
    {
        var (code, message) = ReadError(response.Body);
        return new RequestFailedException(response, $"{message ?? "Service request failed."}\nStatus: {response.Status}\n", code);
    }

    public async Task<LocalResponse> Send(byte[] body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, $"sms?api-version={ApiVersion}"));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Sign(request, AcsSignature.ContentHash(body));
        try
        {
            using var message = await Client.SendAsync(request, cancel);
            return await LocalResponse.Read(message, cancel);
        }
        catch (HttpRequestException lost)
        {
            throw new RequestFailedException(lost.Message, lost);
        }
    }

    private static string Required(DbConnectionStringBuilder parts, string name) =>
        parts.TryGetValue(name, out var value) ? (string)value : throw new InvalidOperationException($"The connection string has no {name}.");

    // Either {"error":{code,message}} or a problem document with a title.
    private static (string? Code, string? Message) ReadError(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("error", out var error)
                ? (Text(error, "code"), Text(error, "message"))
                : (Text(json.RootElement, "type"), Text(json.RootElement, "title"));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;

    private void Sign(HttpRequestMessage request, string contentHash)
    {
        var (date, address) = (Now.ToString("R"), request.RequestUri!);
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-content-sha256", contentHash);
        request.Headers.TryAddWithoutValidation(
            "Authorization", AcsSignature.Authorization(accessKey, "POST", address.PathAndQuery, date, address.Authority, contentHash));
    }
}
