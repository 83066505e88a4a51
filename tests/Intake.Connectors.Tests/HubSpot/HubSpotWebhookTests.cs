using System.Security.Cryptography;
using System.Text;
using Intake.Connectors.HubSpot;
using NodaTime;

namespace Intake.Connectors.Tests.HubSpot;

public sealed class HubSpotWebhookTests
{
    private const string Url = "https://intake.example.com/webhooks/hubspot";

    private static readonly HubSpotWebhookSettings Settings = new("client-secret", "54321");

    public static TheoryData<string, string, string> Vectors => new()
    {
        { "https://www.example.com/webhook_uri", "rQEKkaNUiu+1qGF//O/pw4BCzstSqO1PyUnGICmf+7o=", "https://www.example.com" },
        { "https://intake.example.com/hooks/hubspot?tenant=a%3Ab&x=%40y%2Cz", "S+LRaHg8oBIFZG8k7F6xTs4JI3AmKMZM+UdqnfLxnsc=", "https://intake.example.com" },
        { "http://10.0.0.4:8080/hooks/hubspot?tenant=a%3Ab&x=%40y%2Cz", "S+LRaHg8oBIFZG8k7F6xTs4JI3AmKMZM+UdqnfLxnsc=", "https://intake.example.com" },
    };

    [Theory, MemberData(nameof(Vectors))]
    public void The_v3_signature_is_over_the_public_address(string url, string signature, string publicUrl) =>
        Door.Accepted(HubSpotWebhook.Hear(
            Door.Request("POST", url, Encoding.UTF8.GetBytes("""{"example_field":"example_value"}"""), ("X-HubSpot-Signature-v3", signature), ("X-HubSpot-Request-Timestamp", "1700000000000")),
            new HubSpotWebhookSettings("yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy", "", new Uri(publicUrl)),
            Instant.FromUnixTimeMilliseconds(1700000000000)));

    [Fact]
    public void Twelve_escapes_are_decoded_and_no_other() =>
        Door.Accepted(Hear("[]", path: "?q=%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B%20+%26%253A", signedPath: "?q=:/?@!$'()*,;%20+%26%253A"));

    [Theory]
    [InlineData(0, true)]
    [InlineData(299_999, true)]
    [InlineData(300_000, true)]
    [InlineData(300_001, false)]
    [InlineData(-300_001, false)]
    public void A_signature_is_good_for_five_minutes(long ageMilliseconds, bool good) =>
        Assert.Equal(good, Hear("[]", sentAt: Door.Now - Duration.FromMilliseconds(ageMilliseconds)) is Heard.Accepted);

    [Fact]
    public void Only_v3_counts()
    {
        var v1 = Convert.ToHexStringLower(SHA256.HashData("client-secret[]"u8));
        Door.RefusedWith(401, HubSpotWebhook.Hear(Door.Post("[]", ("X-HubSpot-Signature", v1), ("X-HubSpot-Signature-Version", "v1")), Settings, Door.Now));
        Door.RefusedWith(401, HubSpotWebhook.Hear(Door.Post("[]"), Settings, Door.Now));
        Door.RefusedWith(401, HubSpotWebhook.Hear(Door.Post("[]", ("X-HubSpot-Signature-v3", "x"), ("X-HubSpot-Request-Timestamp", "soon")), Settings, Door.Now));
        Door.RefusedWith(401, HubSpotWebhook.Hear(Door.Post("[]", ("X-HubSpot-Signature-v3", "x"), ("X-HubSpot-Request-Timestamp", $"{Door.Now.ToUnixTimeMilliseconds()}")), Settings, Door.Now));
        Door.RefusedWith(503, HubSpotWebhook.Hear(Door.Post("[]"), new HubSpotWebhookSettings(""), Door.Now));
        Door.RefusedWith(405, HubSpotWebhook.Hear(Door.Request("GET", Url, []), Settings, Door.Now));
        Door.RefusedWith(400, Hear("{{"));
    }

    [Fact]
    public void A_new_ticket_is_told() =>
        Assert.Equal("991", Door.Only<Inbound.HubSpotTicketMade>(Hear("[" + Event("ticket.creation", "\"changeFlag\":\"NEW\"") + "]")).HubSpotId);

    [Fact]
    public void A_ticket_by_its_generic_type_is_a_ticket() =>
        Assert.Equal("991", Door.Only<Inbound.HubSpotTicketMade>(Hear("[" + Event("object.creation", "\"objectTypeId\":\"0-5\"") + "]")).HubSpotId);

    [Theory]
    [InlineData("hs_pipeline_stage", true)]
    [InlineData("hubspot_owner_id", true)]
    [InlineData("subject", true)]
    [InlineData("hs_ticket_priority", true)]
    [InlineData("content", false)]
    public void Four_properties_are_followed(string property, bool followed) => Assert.Equal(
        followed,
        Assert.Single(Door.Accepted(Hear("[" + Event("ticket.propertyChange", $"\"propertyName\":\"{property}\",\"propertyValue\":\"3\"") + "]")).Items) is Inbound.HubSpotPropertyChanged { Value: "3" });

    [Theory]
    [InlineData("INTEGRATION", "app:54321", true)]
    [InlineData("API", "54321", true)]
    [InlineData("INTEGRATION", "app:154321", false)]
    [InlineData("INTEGRATION", null, false)]
    [InlineData("CRM_UI", "userId:54321", false)]
    public void The_echo_of_our_own_writing_is_told_apart(string source, string? sourceId, bool ours) => Assert.Equal(
        ours,
        Door.Only<Inbound.HubSpotPropertyChanged>(Hear("[" + Event(
            "ticket.propertyChange",
            $"\"propertyName\":\"subject\",\"changeSource\":\"{source}\"" + (sourceId is null ? "" : $",\"sourceId\":\"{sourceId}\"")) + "]")).Ours);

    [Fact]
    public void A_new_message_of_a_conversation_is_told_with_where_to_fetch_it()
    {
        var heard = Door.Only<Inbound.HubSpotMessage>(Hear("[" + Event("conversation.newMessage", "\"messageId\":\"9b38\",\"messageType\":\"MESSAGE\"") + "]"));
        Assert.Equal(("991", "9b38"), (heard.Thread, heard.MessageId));
        Assert.Equal("hubspot:33:conversation.newMessage:991::1772463600000:9b38", heard.Delivery);
        Assert.Equal(Door.At("2026-03-02T15:00:00Z"), heard.At);
    }

    [Fact]
    public void A_retry_has_the_same_delivery_whatever_its_attempt()
    {
        static string Delivery(string body) => Assert.Single(Door.Accepted(Hear(body)).Items).Delivery;
        Assert.Equal(Delivery("[" + Event("ticket.creation", "\"attemptNumber\":0") + "]"), Delivery("[" + Event("ticket.creation", "\"attemptNumber\":3") + "]"));
        Assert.Equal(Delivery("""[{"subscriptionType":"ticket.creation","attemptNumber":0}]"""), Delivery("""[{"subscriptionType":"ticket.creation","attemptNumber":1}]"""));
    }

    [Theory]
    [InlineData("""[{"subscriptionType":"contact.creation","objectId":1}]""")]
    [InlineData("""[{"subscriptionType":"ticket.creation"}]""")]
    [InlineData("""[{"subscriptionType":"conversation.newMessage","objectId":1}]""")]
    [InlineData("""[{"subscriptionType":7},null,3,[]]""")]
    [InlineData("{}")]
    public void What_is_not_for_us_is_ignored(string body) => Assert.All(Door.Accepted(Hear(body)).Items, item => Assert.IsType<Inbound.Ignored>(item));

    [Fact]
    public void No_body_makes_it_throw() => Fuzz.NeverThrows(
        body => Hear(body),
        Encoding.UTF8.GetBytes("[" + Event("ticket.propertyChange", "\"propertyName\":\"subject\",\"propertyValue\":\"x\",\"sourceId\":\"app:1\"") + "]"));

    private static string Event(string type, string rest) =>
        "{\"eventId\":1,\"subscriptionId\":25,\"portalId\":33,\"appId\":54321,\"occurredAt\":1772463600000,\"subscriptionType\":\"" + type + "\",\"objectId\":991," + rest + "}";

    private static Heard Hear(string body, Instant? sentAt = null, string path = "", string? signedPath = null) => Hear(Encoding.UTF8.GetBytes(body), sentAt, path, signedPath);

    private static Heard Hear(byte[] body, Instant? sentAt = null, string path = "", string? signedPath = null)
    {
        var timestamp = $"{(sentAt ?? Door.Now).ToUnixTimeMilliseconds()}";
        byte[] signed = [.. Encoding.UTF8.GetBytes("POST" + Url + (signedPath ?? path)), .. body, .. Encoding.UTF8.GetBytes(timestamp)];
        var signature = Convert.ToBase64String(HMACSHA256.HashData("client-secret"u8, signed));
        return HubSpotWebhook.Hear(Door.Request("POST", Url + path, body, ("X-HubSpot-Signature-v3", signature), ("X-HubSpot-Request-Timestamp", timestamp)), Settings, Door.Now);
    }
}
