using System.Text.Json.Nodes;
using Intake.Local.Sandbox;

namespace Intake.Local.Tests.Sandbox;

public sealed class ReceiptsSent : IAsyncLifetime
{
    private const string Hello = """{"messaging_product":"whatsapp","to":"15550100777","type":"text","text":{"body":"Hello"},"biz_opaque_callback_data":"e-7"}""";

    private readonly SandboxWorld _world = new();

    public Task InitializeAsync()
    {
        _world.Options.Receipts = Receipts.All;
        return _world.InitializeAsync();
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task With_all_receipts_on_a_message_is_told_sent_and_then_delivered_with_its_tag()
    {
        _ = await _world.Sandbox(HttpMethod.Post, "/meta/_window", """{"contact":"15550100777"}""");
        _ = await _world.WhatsApp(Hello);

        await _world.WhenTold(2);

        var statuses = _world.Webhooks.Select(webhook => JsonNode.Parse(webhook.Text)!["entry"]![0]!["changes"]![0]!["value"]!["statuses"]![0]!).ToList();
        Assert.Equal(["sent", "delivered"], statuses.Select(status => (string?)status["status"]));
        Assert.All(statuses, status => Assert.Equal("e-7", (string?)status["biz_opaque_callback_data"]));
    }

    [Fact]
    public async Task A_status_can_be_played_for_the_last_message_or_a_named_one()
    {
        _world.Options.Receipts = Receipts.None;
        var sent = await _world.WhatsApp(Hello);

        _ = await _world.Sandbox(HttpMethod.Post, "/play/whatsapp-status", """{"status":"failed","code":131026}""");

        var status = JsonNode.Parse(Assert.Single(_world.Webhooks).Text)!["entry"]![0]!["changes"]![0]!["value"]!["statuses"]![0]!;
        Assert.Equal((string?)sent.Json!["messages"]![0]!["id"], (string?)status["id"]);
        Assert.Equal(131026, (int)status["errors"]![0]!["code"]!);
    }
}
