using System.Net;
using System.Text.Json.Nodes;
using Intake.Local.Sandbox;

namespace Intake.Local.Tests.Sandbox;

public sealed class WhatsAppMessages : IAsyncLifetime
{
    private const string Hello = """{"messaging_product":"whatsapp","recipient_type":"individual","to":"+15550100777","type":"text","text":{"body":"Hello"},"biz_opaque_callback_data":"e-7"}""";

    private readonly SandboxWorld _world = new();

    public Task InitializeAsync()
    {
        _world.Options.WhatsAppTemplates.Add(new WhatsAppTemplate("we_are_on_it", "en", 2));
        return _world.InitializeAsync();
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Inside_the_window_a_text_is_accepted_and_nothing_fails()
    {
        _ = await _world.Sandbox(HttpMethod.Post, "/play/whatsapp", """{"from":"+1 555 010 0777","name":"Kim","text":"Help"}""");
        _world.Clock.Advance(TimeSpan.FromHours(23));

        var reply = await _world.WhatsApp(Hello);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(("+15550100777", "15550100777"), ((string?)reply.Json!["contacts"]![0]!["input"], (string?)reply.Json["contacts"]![0]!["wa_id"]));
        Assert.StartsWith("wamid.", (string?)reply.Json["messages"]![0]!["id"], StringComparison.Ordinal);
        Assert.Equal("Hello", (string?)Assert.Single(await _world.Outbox())!["summary"]);
        Assert.Single(_world.Webhooks);
    }

    [Fact]
    public async Task Outside_the_window_the_text_is_accepted_and_a_failed_status_follows()
    {
        var reply = await _world.WhatsApp(Hello);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        await _world.WhenTold(1);

        var status = JsonNode.Parse(Assert.Single(_world.Webhooks).Text)!["entry"]![0]!["changes"]![0]!["value"]!["statuses"]![0]!;
        Assert.Equal(("failed", "e-7", 131047), ((string?)status["status"], (string?)status["biz_opaque_callback_data"], (int)status["errors"]![0]!["code"]!));
        Assert.Equal((string?)reply.Json!["messages"]![0]!["id"], (string?)status["id"]);
    }

    [Theory]
    [InlineData("we_are_on_it", 2, 200, 0)]
    [InlineData("we_are_on_it", 1, 400, 132000)]
    [InlineData("never_approved", 2, 404, 132001)]
    public async Task A_template_is_known_by_name_language_and_number_of_parameters(string name, int parameters, int status, int code)
    {
        var body = new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["to"] = "15550100777",
            ["type"] = "template",
            ["template"] = new JsonObject
            {
                ["name"] = name,
                ["language"] = new JsonObject { ["code"] = "en" },
                ["components"] = new JsonArray(new JsonObject
                {
                    ["type"] = "body",
                    ["parameters"] = new JsonArray([.. Enumerable.Range(0, parameters).Select(JsonNode (i) => new JsonObject { ["type"] = "text", ["text"] = $"p{i}" })]),
                }),
            },
        };

        var reply = await _world.WhatsApp(body.ToJsonString());

        Assert.Equal(status, (int)reply.Status);
        Assert.Equal(code, (int?)reply.Json!["error"]?["code"] ?? 0);
    }

    [Theory]
    [InlineData("""{"to":"15550100777","type":"text","text":{"body":"x"}}""", 131008)]
    [InlineData("""{"messaging_product":"whatsapp","type":"text","text":{"body":"x"}}""", 131008)]
    [InlineData("""{"messaging_product":"whatsapp","to":"kim","type":"text","text":{"body":"x"}}""", 131009)]
    [InlineData("""{"messaging_product":"whatsapp","to":"15550100777","type":"text","text":{"body":""}}""", 131008)]
    [InlineData("""{"messaging_product":"whatsapp","to":"15550100777","type":"poem","poem":{}}""", 100)]
    [InlineData("""{"messaging_product":"whatsapp","recipient_type":"crowd","to":"15550100777","type":"text","text":{"body":"x"}}""", 100)]
    [InlineData("""{"messaging_product":"whatsapp","recipient_type":"group","to":"12036304@g","type":"interactive","interactive":{}}""", 131051)]
    public async Task A_faulty_message_is_refused_in_Graphs_form(string body, int code)
    {
        var reply = await _world.WhatsApp(body);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(["error"], HubSpotTickets.Keys(reply.Json));
        Assert.Equal(["code", "error_data", "fbtrace_id", "message", "type"], HubSpotTickets.Keys(reply.Json!["error"]));
        Assert.Equal(code, (int)reply.Json["error"]!["code"]!);
        Assert.StartsWith($"(#{code}) ", (string?)reply.Json["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_4097_characters_is_too_long()
    {
        string Text(int length) => Hello.Replace("Hello", new string('x', length), StringComparison.Ordinal);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), ((await _world.WhatsApp(Text(4096))).Status, (await _world.WhatsApp(Text(4097))).Status));
    }

    [Fact]
    public async Task Marking_as_read_is_its_own_operation()
    {
        var reply = await _world.WhatsApp("""{"messaging_product":"whatsapp","status":"read","message_id":"wamid.1"}""");

        Assert.True((bool)reply.Json!["success"]!);
        Assert.Equal("messages.read", (string?)Assert.Single(await _world.Outbox())!["operation"]);
    }
}
