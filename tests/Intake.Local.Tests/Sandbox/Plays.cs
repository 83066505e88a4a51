using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Intake.Local.Tests.Sandbox;

public sealed class Plays : IAsyncLifetime
{
    private readonly SandboxWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_WhatsApp_message_arrives_signed_by_the_app_secret()
    {
        var reply = await _world.Sandbox(HttpMethod.Post, "/play/whatsapp", """{"from":"+1 555 010 0777","name":"Kim","text":"Olá 👋","groupId":"g-1"}""");

        var webhook = Assert.Single(_world.Webhooks);
        Assert.Equal("/api/webhooks/whatsapp", webhook.Path);
        Assert.Equal("sha256=" + Convert.ToHexStringLower(Hmac(_world.Options.WhatsAppAppSecret, webhook.Raw)), webhook.Headers["X-Hub-Signature-256"]);
        var value = JsonNode.Parse(webhook.Text)!["entry"]![0]!["changes"]![0]!["value"]!;
        var message = value["messages"]![0]!;
        Assert.Equal(("15550100777", "g-1", "1772442000", "Olá 👋"), ((string?)message["from"], (string?)message["group_id"], (string?)message["timestamp"], (string?)message["text"]!["body"]));
        Assert.Equal("Kim", (string?)value["contacts"]![0]!["profile"]!["name"]);
        Assert.Equal(200, (int)reply.Json!["status"]!);
    }

    [Fact]
    public async Task A_missed_call_is_a_session_in_order_that_no_person_answered()
    {
        _ = await _world.Sandbox(HttpMethod.Post, "/play/call", """{"kind":"missed","from":"+15550100777"}""");

        Assert.All(_world.Webhooks, webhook => Assert.Equal(_world.Options.PhoneVerificationToken, webhook.Headers["Verification-Token"]));
        var bodies = _world.Webhooks.Select(webhook => JsonNode.Parse(webhook.Text)!["body"]!).ToList();
        Assert.Equal([1, 2, 3, 4, 5], bodies.Select(body => (int)body["sequence"]!));
        Assert.Single(bodies.Select(body => (string?)body["telephonySessionId"]).Distinct());
        var inbound = bodies.Select(body => body["parties"]![0]!).Where(party => (string?)party["direction"] == "Inbound").ToList();
        Assert.DoesNotContain(inbound, party => (string?)party["status"]!["code"] == "Answered");
        Assert.True((bool)inbound[^1]["missedCall"]!);
        Assert.Equal("2026-03-02T09:00:00.000Z", (string?)bodies[^1]["eventTime"]);
    }

    [Theory]
    [InlineData("answered", "Inbound")]
    [InlineData("outbound", "Outbound")]
    public async Task An_answered_and_an_outbound_call_are_answered_by_their_own_party(string kind, string direction)
    {
        _ = await _world.Sandbox(HttpMethod.Post, "/play/call", $$"""{"kind":"{{kind}}","from":"+15550100777"}""");

        var parties = _world.Webhooks.Select(webhook => JsonNode.Parse(webhook.Text)!["body"]!["parties"]![0]!).ToList();
        Assert.Contains(parties, party => (string?)party["direction"] == direction && (string?)party["status"]!["code"] == "Answered" && party["extensionId"] is not null);
        Assert.DoesNotContain(parties, party => (bool)party["missedCall"]!);
    }

    [Fact]
    public async Task An_email_arrives_with_basic_credentials_and_its_message_id_among_the_headers()
    {
        _ = await _world.Sandbox(HttpMethod.Post, "/play/email", """{"from":"kim@example.com","name":"Kim","subject":"Luggage","text":"Where?","inReplyTo":"<1@intake>"}""");

        var webhook = Assert.Single(_world.Webhooks);
        Assert.Equal("/api/webhooks/email/postmark", webhook.Path);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("intake:" + _world.Options.EmailWebhookSecret)), webhook.Headers.Authorization);
        var headers = JsonNode.Parse(webhook.Text)!["Headers"]!.AsArray();
        Assert.Contains(headers, header => (string?)header!["Name"] == "Message-ID");
        Assert.Contains(headers, header => (string?)header!["Name"] == "In-Reply-To" && (string?)header["Value"] == "<1@intake>");
    }

    [Fact]
    public async Task An_SMS_arrives_as_an_Event_Grid_notification_with_the_code()
    {
        _ = await _world.Sandbox(HttpMethod.Post, "/play/sms", """{"from":"+15550100777","text":"ACK 4711"}""");

        var webhook = Assert.Single(_world.Webhooks);
        Assert.Equal("?code=" + _world.Options.SmsWebhookSecret, webhook.Query);
        Assert.Equal("Notification", webhook.Headers["aeg-event-type"]);
        var told = JsonNode.Parse(webhook.Text)![0]!;
        Assert.Equal(("Microsoft.Communication.SMSReceived", "ACK 4711"), ((string?)told["eventType"], (string?)told["data"]!["message"]));
    }

    [Fact]
    public async Task A_button_of_a_message_in_the_outbox_can_be_pressed_and_one_that_is_not_there_cannot()
    {
        _ = await _world.Slack("chat.postMessage", """
            {"channel":"C0PAGES","text":"Page","blocks":[{"type":"actions","block_id":"page","elements":[
              {"type":"button","action_id":"ack","value":"T-1","text":{"type":"plain_text","text":"I have it"}}]}]}
            """);
        var n = (int)(await _world.Outbox())[0]!["n"]!;

        var pressed = await _world.Sandbox(HttpMethod.Post, "/play/slack-button", $$"""{"n":{{n}},"actionId":"ack","user":"ben@example.com"}""");
        var absent = await _world.Sandbox(HttpMethod.Post, "/play/slack-button", $$"""{"n":{{n}},"actionId":"deny"}""");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (pressed.Status, absent.Status));
        var webhook = Assert.Single(_world.Webhooks);
        var timestamp = (string?)webhook.Headers["X-Slack-Request-Timestamp"];
        Assert.Equal("1772442000", timestamp);
        Assert.Equal("v0=" + Convert.ToHexStringLower(Hmac(_world.Options.SlackSigningSecret, [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. webhook.Raw])), webhook.Headers["X-Slack-Signature"]);
        var payload = JsonNode.Parse(HttpUtility.ParseQueryString(webhook.Text)["payload"]!)!;
        Assert.Equal(("ack", "page", "T-1"), ((string?)payload["actions"]![0]!["action_id"], (string?)payload["actions"]![0]!["block_id"], (string?)payload["actions"]![0]!["value"]));
        Assert.Equal("ben", (string?)payload["user"]!["name"]);
    }

    [Fact]
    public async Task An_agents_change_in_HubSpot_is_made_there_and_told_with_a_v3_signature()
    {
        var ticket = (string)(await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets", """{"properties":{"subject":"Hi","hs_pipeline_stage":"1"},"associations":[]}""")).Json!["id"]!;

        _ = await _world.Sandbox(HttpMethod.Post, "/play/hubspot-event",
            $$"""{"subscriptionType":"ticket.propertyChange","objectId":{{ticket}},"propertyName":"hs_pipeline_stage","propertyValue":"3"}""");
        var impossible = await _world.Sandbox(HttpMethod.Post, "/play/hubspot-event",
            $$"""{"subscriptionType":"ticket.propertyChange","objectId":{{ticket}},"propertyName":"hs_pipeline_stage","propertyValue":"99"}""");

        var webhook = Assert.Single(_world.Webhooks);
        var signed = Encoding.UTF8.GetBytes("POST" + new Uri(_world.Address, "/api/webhooks/hubspot")).Concat(webhook.Raw).Concat(Encoding.UTF8.GetBytes("1772442000000")).ToArray();
        Assert.Equal(Convert.ToBase64String(Hmac(_world.Options.HubSpotClientSecret, signed)), webhook.Headers["X-HubSpot-Signature-v3"]);
        var told = Assert.Single(JsonNode.Parse(webhook.Text)!.AsArray())!;
        Assert.Equal(("CRM_UI", "3"), ((string?)told["changeSource"], (string?)told["propertyValue"]));
        Assert.Equal(HttpStatusCode.BadRequest, impossible.Status);
        Assert.Equal("3", (string?)(await _world.HubSpot(HttpMethod.Get, $"/crm/v3/objects/tickets/{ticket}")).Json!["properties"]!["hs_pipeline_stage"]);
    }

    [Fact]
    public async Task A_message_in_a_HubSpot_channel_can_be_fetched_once_it_has_been_told_of()
    {
        _ = await _world.Sandbox(HttpMethod.Post, "/play/hubspot-event", """{"subscriptionType":"conversation.newMessage","text":"Hello?","from":"kim@example.com"}""");

        var told = JsonNode.Parse(Assert.Single(_world.Webhooks).Text)![0]!;
        var message = await _world.HubSpot(HttpMethod.Get, $"/conversations/v3/conversations/threads/{told["objectId"]}/messages/{told["messageId"]}");

        Assert.Equal("Hello?", (string?)message.Json!["text"]);
        Assert.Null(told["text"]);
    }

    [Fact]
    public async Task What_the_host_refused_is_told_to_the_player()
    {
        _world.HostStatus = 500;

        var reply = await _world.Sandbox(HttpMethod.Post, "/play/whatsapp", """{"from":"15550100777","text":"x"}""");

        Assert.Equal((HttpStatusCode.BadGateway, 500), (reply.Status, (int)reply.Json!["status"]!));
    }

    [Fact]
    public async Task The_page_needs_nothing_from_outside()
    {
        var page = await _world.Http.GetStringAsync(new Uri(_world.Address, "/sandbox"));

        Assert.Contains("<title>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
    }

    private static byte[] Hmac(string secret, byte[] data) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), data);
}
