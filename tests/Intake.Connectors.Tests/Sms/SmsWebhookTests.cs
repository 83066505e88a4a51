using System.Text;
using Intake.Connectors.Sms;

namespace Intake.Connectors.Tests.Sms;

public sealed class SmsWebhookTests
{
    private static readonly SmsWebhookSettings Settings = new("grid-secret");

    [Theory]
    [InlineData("""[{"id":"e1","eventType":"Microsoft.Communication.SMSReceived","eventTime":"2026-03-02T15:00:00Z","data":{"MessageId":"In1","From":"15550100200","To":"15550100999","Message":"TAKE 42"}}]""")]
    [InlineData("""[{"id":"e1","eventType":"Microsoft.Communication.SMSReceived","eventTime":"2026-03-02T15:00:00Z","data":{"messageId":"In1","from":"+15550100200","to":"+15550100999","message":"TAKE 42"}}]""")]
    [InlineData("""{"specversion":"1.0","id":"e1","type":"Microsoft.Communication.SMSReceived","time":"2026-03-02T15:00:00Z","data":{"messageId":"In1","from":"15550100200","message":"TAKE 42"}}""")]
    public void An_SMS_is_heard_in_either_schema_and_casing(string body)
    {
        var reply = Door.Only<Inbound.SmsReply>(Hear(body));
        Assert.Equal(("+15550100200", "TAKE 42", "sms:In1"), (reply.From, reply.Text, reply.Delivery));
        Assert.Equal(Door.Now, reply.At);
    }

    [Theory]
    [InlineData("Delivered", "No error.", false, "Delivered")]
    [InlineData("Failed", "Sender blocked for given recipient.", true, "Failed: Sender blocked for given recipient.")]
    [InlineData("Expired", "", true, "Expired")] // whatever is not delivered has not arrived
    public void A_report_on_our_SMS_is_told(string status, string details, bool failed, string told)
    {
        var report = Door.Only<Inbound.DeliveryReport>(Hear(Report($"\"deliveryStatus\":\"{status}\",\"deliveryStatusDetails\":\"{details}\",\"tag\":\"t-1/9\"")));
        Assert.Equal(("t-1/9", "Out1", failed, told), (report.Tag, report.Receipt, report.Failed, report.Status));
        Assert.Equal($"sms-status:Out1:{status}", report.Delivery);
    }

    [Fact]
    public void Other_events_are_ignored()
    {
        Door.Only<Inbound.Ignored>(Hear(Report("\"deliveryStatus\":\"Delivered\"")));
        Door.Only<Inbound.Ignored>(Hear("""[{"id":"e1","eventType":"Microsoft.Communication.ChatMessageReceived","data":{}}]"""));
        Door.Only<Inbound.Ignored>(Hear("""[{"id":"e1","eventType":"Microsoft.Communication.SMSReceived","data":{"from":"12345","message":"your code"}}]"""));
        Assert.All(Door.Accepted(Hear("[7,null,{}]")).Items, item => Assert.IsType<Inbound.Ignored>(item));
    }

    [Fact]
    public void The_subscription_is_validated()
    {
        var heard = Door.Accepted(Hear("""[{"id":"1","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"512d38b6","validationUrl":"https://x"}}]"""));
        Assert.Equal(("""{"validationResponse":"512d38b6"}""", "application/json"), (heard.ReplyBody, heard.ReplyContentType));
        Assert.Empty(heard.Items);
    }

    [Fact]
    public void CloudEvents_shakes_hands_by_OPTIONS()
    {
        var heard = Door.Accepted(SmsWebhook.Hear(
            Door.Request("OPTIONS", "https://intake.example.com/?code=grid-secret", [], ("WebHook-Request-Origin", "eventgrid.azure.net")), Settings, Door.Now));
        Assert.Equal("eventgrid.azure.net", heard.ReplyHeaders!["WebHook-Allowed-Origin"]);
        Door.RefusedWith(400, SmsWebhook.Hear(Door.Request("OPTIONS", "https://intake.example.com/?code=grid-secret", []), Settings, Door.Now));
    }

    [Fact]
    public void Strangers_are_refused()
    {
        Door.RefusedWith(401, SmsWebhook.Hear(Door.Post("[]"), Settings, Door.Now));
        Door.RefusedWith(401, SmsWebhook.Hear(Door.Request("POST", "https://intake.example.com/?code=grid", []), Settings, Door.Now));
        Door.RefusedWith(401, SmsWebhook.Hear(Door.Request("OPTIONS", "https://intake.example.com/", []), Settings, Door.Now));
        Door.RefusedWith(503, SmsWebhook.Hear(Door.Request("POST", "https://intake.example.com/?code=", []), new SmsWebhookSettings(""), Door.Now));
        Door.RefusedWith(405, SmsWebhook.Hear(Door.Request("GET", "https://intake.example.com/?code=grid-secret", []), Settings, Door.Now));
        Door.RefusedWith(400, Hear("3"));
    }

    [Fact]
    public void No_body_makes_it_throw() => Fuzz.NeverThrows(
        Hear,
        Encoding.UTF8.GetBytes(Report("\"deliveryStatus\":\"Failed\",\"tag\":\"t-1/9\",\"receivedTimestamp\":\"2026-03-02T15:00:00Z\"")));

    private static string Report(string rest) =>
        "[{\"id\":\"e2\",\"eventType\":\"Microsoft.Communication.SMSDeliveryReportReceived\",\"eventTime\":\"2026-03-02T15:00:00Z\",\"data\":{\"messageId\":\"Out1\",\"from\":\"15550100999\",\"to\":\"+15550100200\"," + rest + "}}]";

    private static Heard Hear(string body) => Hear(Encoding.UTF8.GetBytes(body));

    private static Heard Hear(byte[] body) => SmsWebhook.Hear(Door.Request("POST", "https://intake.example.com/?code=grid-secret", body), Settings, Door.Now);
}
