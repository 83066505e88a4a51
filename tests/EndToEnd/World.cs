using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intake.Local;

namespace EndToEnd;

/// <summary>
/// The whole app on this machine, through real HTTP: Kestrel, the functions, the durable engine, the sandbox. The clock stands still until a test
/// moves it, then stops at every due time and waits until nothing is left to do.
/// </summary>
public sealed class World : IAsyncDisposable
{
    public const string Monday = "2026-03-02T15:00:00Z"; // 10:00 in New York
    public const string UrgentText = "Our taxi has not arrived and we are stuck at the trailhead";

    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private readonly bool _ownsData;

    private World(LocalHost host, string data, bool ownsData)
    {
        (Host, Data, _ownsData) = (host, data, ownsData);
        Http = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public LocalHost Host { get; }

    public string Data { get; }

    public HttpClient Http { get; }

    public static async Task<World> Start(string? storage = null, string? data = null, string at = Monday, string playbook = "trip-support")
    {
        var directory = data ?? Directory.CreateTempSubdirectory("intake-").FullName;
        var host = await LocalHost.StartAsync(Composition.Intake(new LocalOptions
        {
            DataDirectory = directory,
            Storage = storage,
            Playbook = playbook,
            ClockSpeed = 0,
            ClockStart = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture),
        }));
        var world = new World(host, directory, ownsData: data is null);
        await world.Settle();
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        if (_ownsData)
        {
            Directory.Delete(Data, recursive: true);
        }
    }

    /// <summary>Lets everything that is ready happen, without moving the clock.</summary>
    public Task Settle() => Advance("PT0S");

    public async Task Advance(string by) => await Ok(await Http.PostAsJsonAsync("sandbox/clock", new { advance = by }));

    /// <summary>Moves to an instant, given as ISO.</summary>
    public async Task Until(string to) => await Ok(await Http.PostAsJsonAsync("sandbox/clock", new { to }));

    public DateTimeOffset Now => Host.Clock.GetUtcNow();

    public async Task<string> WhatsApp(string text, string? id = null, string from = "15550199", string name = "Jane Smith")
    {
        id ??= $"wamid.{Guid.NewGuid():n}";
        var response = await PostWhatsApp(WhatsAppBody(text, id, from, name, Now));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Settle();
        return id;
    }

    public Task<HttpResponseMessage> PostWhatsApp(string body, string? signature = null) => SendWhatsApp(Http, body, signature);

    public static Task<HttpResponseMessage> SendWhatsApp(HttpClient http, string body, string? signature = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/whatsapp") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Hub-Signature-256", signature ?? $"sha256={Hex(HMACSHA256.HashData("local-whatsapp-app-secret"u8, bytes))}");
        return http.SendAsync(request);
    }

    public static string WhatsAppBody(string text, string id, string from, string name, DateTimeOffset at) => new JsonObject
    {
        ["object"] = "whatsapp_business_account",
        ["entry"] = new JsonArray(new JsonObject
        {
            ["id"] = "1",
            ["changes"] = new JsonArray(new JsonObject
            {
                ["field"] = "messages",
                ["value"] = new JsonObject
                {
                    ["messaging_product"] = "whatsapp",
                    ["metadata"] = new JsonObject { ["display_phone_number"] = "15550100100", ["phone_number_id"] = "100200300" },
                    ["contacts"] = new JsonArray(new JsonObject { ["profile"] = new JsonObject { ["name"] = name }, ["wa_id"] = from }),
                    ["messages"] = new JsonArray(new JsonObject
                    {
                        ["from"] = from,
                        ["id"] = id,
                        ["timestamp"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                        ["type"] = "text",
                        ["text"] = new JsonObject { ["body"] = text },
                    }),
                },
            }),
        }),
    }.ToJsonString();

    /// <summary>Presses a button under a Slack message, signed as Slack signs.</summary>
    public async Task<HttpResponseMessage> Press(string action, string value, string user = "U0BEN0002")
    {
        var payload = JsonSerializer.Serialize(new
        {
            type = "block_actions",
            user = new { id = user, username = "ana", name = "ana" },
            trigger_id = Guid.NewGuid().ToString("n"),
            actions = new[] { new { action_id = action, block_id = "b", type = "button", value, action_ts = $"{Now.ToUnixTimeSeconds()}.000100" } },
        });
        var body = $"payload={Uri.EscapeDataString(payload)}";
        var timestamp = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/slack/actions") { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", $"v0={Hex(HMACSHA256.HashData("local-slack-signing-secret"u8, Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")))}");
        var response = await Http.SendAsync(request);
        await Settle();
        return response;
    }

    /// <summary>Types "/intake …" in Slack; the answer only its author sees.</summary>
    public async Task<JsonNode> Slash(string text, string user = "U0BEN0002")
    {
        var body = $"command=%2Fintake&text={Uri.EscapeDataString(text)}&user_id={user}&user_name=ben&trigger_id={Guid.NewGuid():n}&response_url=https%3A%2F%2Fhooks.slack.com%2Fx";
        var timestamp = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/slack/commands") { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", $"v0={World.Hex(HMACSHA256.HashData("local-slack-signing-secret"u8, Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")))}");
        var response = await Http.SendAsync(request);
        await World.Ok(response);
        await Settle();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>A person answers a page by SMS, through Event Grid.</summary>
    public async Task<HttpResponseMessage> Sms(string from, string text)
    {
        var id = Guid.NewGuid().ToString("n");
        var response = await Http.PostAsJsonAsync("api/webhooks/sms?code=local-sms-webhook-secret", new[]
        {
            new
            {
                id, topic = "t", subject = "/phonenumber/1", eventType = "Microsoft.Communication.SMSReceived", eventTime = Now, dataVersion = "1.0", metadataVersion = "1",
                data = new { messageId = id, from, to = "+12025550100", message = text, receivedTimestamp = Now },
            },
        });
        await Settle();
        return response;
    }

    public async Task<JsonArray> Outbox() => (await Http.GetFromJsonAsync<JsonArray>("sandbox/outbox"))!;

    /// <summary>What was accepted outside, one line each: "10:08 slack chat.postMessage C0SUPPORT1", in New York's time.</summary>
    public async Task<List<string>> Sent(params string[] services) =>
    [
        .. (await Outbox()).Select(entry => entry!.AsObject())
            .Where(entry => entry["accepted"]!.GetValue<bool>() && (services.Length == 0 || services.Contains(entry["service"]!.GetValue<string>())))
            .Select(entry => $"{Local(entry["at"]!.GetValue<string>())} {entry["service"]} {entry["operation"]} {entry["target"]}"),
    ];

    public async Task<List<JsonObject>> Tickets() => [.. (await Get("api/tickets"))["tickets"]!.AsArray().Select(ticket => ticket!.AsObject())];

    public async Task<JsonObject> Ticket(string id) => await Get($"api/tickets/{id}");

    /// <summary>The one ticket there is.</summary>
    public async Task<JsonObject> TheTicket() => await Ticket(Assert.Single(await Tickets())["id"]!.GetValue<string>());

    public async Task<JsonObject> Get(string path) => (await Http.GetFromJsonAsync<JsonObject>(path))!;

    public async Task<HttpResponseMessage> Post(string path, object body)
    {
        var response = await Http.PostAsJsonAsync(path, body);
        await Settle();
        return response;
    }

    public Task Fault(object fault) => Http.PostAsJsonAsync("sandbox/faults", fault);

    public static async Task Ok(HttpResponseMessage response) =>
        Assert.True(response.IsSuccessStatusCode, response.IsSuccessStatusCode ? "" : $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    public static string Local(string iso) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture), NewYork).ToString("HH:mm", CultureInfo.InvariantCulture);
}
