using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Intake.Local.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Intake.Local.Tests.Sandbox;

/// <summary>A webhook the pretended host received: the exact bytes, and everything needed to check who sent it.</summary>
public sealed record Received(string Path, string Query, IHeaderDictionary Headers, byte[] Raw)
{
    public string Text => Encoding.UTF8.GetString(Raw);
}

/// <summary>An answer, with its JSON read.</summary>
public sealed record Reply(HttpStatusCode Status, JsonNode? Json, HttpResponseHeaders Headers);

/// <summary>The sandbox on a free port, with a host beside it that only remembers what it was sent.</summary>
public sealed class SandboxWorld : IAsyncLifetime
{
    private readonly Channel<bool> _told = Channel.CreateUnbounded<bool>();
    private WebApplication? _app;

    public SandboxOptions Options { get; } = new() { Time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)) };

    public FakeTimeProvider Clock => (FakeTimeProvider)Options.Time;

    public HttpClient Http { get; } = new();

    public List<Received> Webhooks { get; } = [];

    public int HostStatus { get; set; } = 200;

    public Uri Address => new(_app!.Urls.First());

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0").UseKestrel();
        _ = builder.Logging.ClearProviders();
        Options.HostAddress = () => _app!.Urls.First();
        _ = builder.Services.AddSandbox(_ => Options);
        _app = builder.Build();
        _app.MapSandbox();
        _ = _app.MapPost("/api/webhooks/{**path}", async (HttpContext http) =>
        {
            using var raw = new MemoryStream();
            await http.Request.Body.CopyToAsync(raw);
            lock (Webhooks)
            {
                Webhooks.Add(new Received(http.Request.Path.Value!, http.Request.QueryString.Value!, new HeaderDictionary(http.Request.Headers.ToDictionary()), raw.ToArray()));
            }

            _ = _told.Writer.TryWrite(true);
            return Results.StatusCode(HostStatus);
        });
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app!.DisposeAsync();
    }

    /// <summary>Waits for so many webhooks more; what the sandbox tells by itself comes after its answer.</summary>
    public async Task WhenTold(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _ = await _told.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public Task<Reply> HubSpot(HttpMethod method, string path, string? body = null) =>
        Send(method, "/sandbox/hubspot" + path, body, ("Authorization", "Bearer " + Options.HubSpotAccessToken));

    public Task<Reply> Slack(string method, string body) =>
        Send(HttpMethod.Post, "/sandbox/slack/api/" + method, body, ("Authorization", "Bearer " + Options.SlackBotToken));

    public Task<Reply> WhatsApp(string body) =>
        Send(HttpMethod.Post, "/sandbox/meta/v23.0/106540352242922/messages", body, ("Authorization", "Bearer " + Options.WhatsAppAccessToken));

    public Task<Reply> Email(string body) => Send(HttpMethod.Post, "/sandbox/email/email", body, ("X-Postmark-Server-Token", Options.EmailServerToken));

    public Task<Reply> Sandbox(HttpMethod method, string path, string? body = null) => Send(method, "/sandbox" + path, body);

    public async Task<Reply> Send(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            _ = request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Answer(request);
    }

    public async Task<Reply> Answer(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Reply(response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null, response.Headers);
    }

    public async Task<JsonArray> Outbox(string query = "") => (await Sandbox(HttpMethod.Get, "/outbox" + query)).Json!.AsArray();

    /// <summary>A ticket in the support pipeline, made the way the connector makes one.</summary>
    public async Task MakeUniqueProperty() => _ = await HubSpot(HttpMethod.Post, "/crm/v3/properties/tickets", """
        {"name":"intake_ticket_id","label":"Intake ticket","type":"string","fieldType":"text","groupName":"ticketinformation","hasUniqueValue":true}
        """);
}
