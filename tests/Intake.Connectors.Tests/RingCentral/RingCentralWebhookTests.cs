using System.Text;
using Intake.Connectors.RingCentral;

namespace Intake.Connectors.Tests.RingCentral;

public sealed class RingCentralWebhookTests
{
    private const string Party =
        """{"extensionId":"101","id":"p-2","direction":"Inbound","to":{"phoneNumber":"+15550100999","name":"Urgent line","extensionId":"101"},"from":{"phoneNumber":"+15550100200","name":"ANA PEREIRA"},"status":{"code":"Disconnected","reason":"NoAnswer"},"missedCall":true}""";

    private static readonly RingCentralWebhookSettings Settings = new("rc-token");

    [Fact]
    public void The_hand_shake_is_answered_with_its_own_header()
    {
        var heard = Door.Accepted(RingCentralWebhook.Hear(Door.Post("", ("validation-token", "a1b2")), Settings, Door.Now));
        Assert.Equal("a1b2", heard.ReplyHeaders!["Validation-Token"]);
        Assert.Null(heard.ReplyBody);
    }

    [Theory]
    [InlineData("Verification-Token", "rc-token", true)]
    [InlineData("validation-token", "rc-token", true)]
    [InlineData("Verification-Token", "other", false)]
    [InlineData("Authorization", "rc-token", false)]
    public void The_token_comes_in_either_header(string header, string token, bool good) =>
        Assert.Equal(good, RingCentralWebhook.Hear(Door.Post(Event(Party), (header, token)), Settings, Door.Now) is Heard.Accepted);

    [Fact]
    public void Strangers_are_refused()
    {
        Door.RefusedWith(401, RingCentralWebhook.Hear(Door.Post(Event(Party)), Settings, Door.Now));
        Door.RefusedWith(503, RingCentralWebhook.Hear(Door.Post(Event(Party), ("Verification-Token", "")), new RingCentralWebhookSettings(""), Door.Now));
        Door.RefusedWith(400, RingCentralWebhook.Hear(Door.Post("", ("Validation-Token", new string('x', 600))), Settings, Door.Now));
        Door.RefusedWith(405, RingCentralWebhook.Hear(Door.Request("GET", "https://intake.example.com/", []), Settings, Door.Now));
        Door.RefusedWith(400, Hear("no json"));
    }

    [Fact]
    public void A_party_is_a_call_event()
    {
        var e = Door.Only<Inbound.CallEvent>(Hear(Event(Party)));
        Assert.Equal(("s-1", 7, "ringcentral:s-1:7:p-2"), (e.Session, e.Sequence, e.Delivery));
        Assert.Equal(new CallLeg("p-2", true, "Disconnected", "NoAnswer", true, "+15550100200", "ANA PEREIRA", "+15550100999", "101"), e.Leg);
        Assert.Equal(Door.Now, e.At);
    }

    [Fact]
    public void Each_party_of_an_event_is_one_and_a_push_wrapping_is_taken_off()
    {
        var wrapped = "{\"uuid\":\"u\",\"pn_apns\":{\"aps\":{}," + Event(Party + "," + Party.Replace("p-2", "p-3", StringComparison.Ordinal))[1..] + "}";
        Assert.Equal(["p-2", "p-3"], Door.Accepted(Hear(wrapped)).Items.Cast<Inbound.CallEvent>().Select(e => e.Leg.Party));
    }

    [Theory]
    [InlineData("""{"phoneNumber":"+15550100200"}""", "+15550100200")]
    [InlineData("""{"phoneNumber":"102"}""", "102")]
    [InlineData("""{"name":"Mia","extensionId":"400144"}""", "400144")]
    [InlineData("""{"phoneNumber":"+15550100998","extensionId":"400144"}""", "400144")] // a colleague with a number of their own
    [InlineData("""{"phoneNumber":"anonymous"}""", null)]
    [InlineData("""{"name":"Anonymous"}""", null)]
    [InlineData("null", null)]
    public void A_callers_number_is_E164_an_extension_or_withheld(string from, string? expected) => Assert.Equal(
        expected,
        Door.Only<Inbound.CallEvent>(Hear(Event("{\"id\":\"p\",\"direction\":\"Inbound\",\"from\":" + from + "}"))).Leg.From);

    [Theory]
    [InlineData("/restapi/v1.0/account/~/extension/1/voicemail")]
    [InlineData("/restapi/v1.0/account/~/extension/1/message-store")]
    [InlineData("/restapi/v1.0/account/~/extension/1/presence")]
    [InlineData("/restapi/v1.0/subscription/~?threshold=60")]
    [InlineData("/restapi/v1.0/account/1/telephony/sessions")]
    public void Other_events_are_ignored(string path) =>
        Assert.Equal("ringcentral-event:u-9", Door.Only<Inbound.Ignored>(Hear("{\"uuid\":\"u-9\",\"event\":\"" + path + "\",\"body\":{\"id\":1}}")).Delivery);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"body":{"telephonySessionId":"s","parties":7}}""")]
    public void A_strange_event_is_ignored(string body) => Door.Only<Inbound.Ignored>(Hear(body));

    [Fact]
    public void No_body_makes_it_throw() => Fuzz.NeverThrows(Hear, Encoding.UTF8.GetBytes(Event(Party)));

    private static string Event(string parties) =>
        "{\"uuid\":\"u-1\",\"event\":\"/restapi/v1.0/account/1/telephony/sessions\",\"timestamp\":\"2026-03-02T15:00:01Z\",\"body\":{\"sequence\":7,\"telephonySessionId\":\"s-1\",\"eventTime\":\"2026-03-02T15:00:00Z\",\"parties\":[" + parties + "]}}";

    private static Heard Hear(string body) => Hear(Encoding.UTF8.GetBytes(body));

    private static Heard Hear(byte[] body) => RingCentralWebhook.Hear(Door.Post(body, ("Verification-Token", "rc-token")), Settings, Door.Now);
}
