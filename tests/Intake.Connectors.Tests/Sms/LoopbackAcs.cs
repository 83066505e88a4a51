using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Communication.Sms;

namespace Intake.Connectors.Tests.Sms;

/// <summary>Azure Communication Services' endpoint on this machine: one prepared answer, and what it was asked.</summary>
internal sealed class LoopbackAcs : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public LoopbackAcs(string json, int status = 202, string? retryAfter = null)
    {
        Endpoint = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Endpoint);
        _listener.Start();
        _serving = Serve(json, status, retryAfter);
    }

    public string Endpoint { get; }

    public JsonNode? Asked { get; private set; }

    public SmsClient Client => new($"endpoint={Endpoint};accesskey=c2VjcmV0");

    public static string Result(int status, bool successful, string? error = null, string? messageId = "Outgoing_1") => new JsonObject
    {
        ["value"] = new JsonArray(new JsonObject
        {
            ["to"] = "+15550111",
            ["messageId"] = messageId,
            ["httpStatusCode"] = status,
            ["successful"] = successful,
            ["errorMessage"] = error,
        }),
    }.ToJsonString();

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task Serve(string json, int status, string? retryAfter)
    {
        try
        {
            while (true)
            {
                var http = await _listener.GetContextAsync();
                using var body = new StreamReader(http.Request.InputStream);
                Asked = JsonNode.Parse(await body.ReadToEndAsync());
                http.Response.StatusCode = status;
                http.Response.ContentType = "application/json";
                if (retryAfter is not null)
                {
                    http.Response.Headers["Retry-After"] = retryAfter;
                }

                await http.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(json));
                http.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed: the test is over.
        }
    }
}
