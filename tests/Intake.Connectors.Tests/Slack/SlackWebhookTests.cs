using System.Text;
using Intake.Connectors.Slack;
using NodaTime;

namespace Intake.Connectors.Tests.Slack;

public sealed class SlackWebhookTests
{
    private const string VectorBody =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private static readonly SlackWebhookSettings Settings = new("signing-secret");

    [Fact]
    public void Slacks_own_example_is_a_command()
    {
        var heard = Door.Only<Inbound.SlackCommand>(SlackWebhook.Hear(
            Door.Post(VectorBody, ("X-Slack-Request-Timestamp", "1531420618"), ("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")),
            new SlackWebhookSettings("8f742231b10e8888abcd99yyyzzz85a5"),
            Instant.FromUnixTimeSeconds(1531420618)));
        Assert.Equal(("/webhook-collect", "", "U2CERLKJA", "roadrunner"), (heard.Command, heard.Text, heard.UserId, heard.UserName));
        Assert.Equal("https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN", heard.ResponseUrl);
        Assert.Equal("slack:398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c", heard.Delivery);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void A_signature_is_good_for_five_minutes(long ageSeconds, bool good) =>
        Assert.Equal(good, Hear("command=%2Fintake", Door.Now - Duration.FromSeconds(ageSeconds)) is Heard.Accepted);

    [Fact]
    public void Strangers_are_refused()
    {
        Door.RefusedWith(401, SlackWebhook.Hear(Door.Post("command=%2Fintake"), Settings, Door.Now));
        Door.RefusedWith(401, SlackWebhook.Hear(Door.Post("command=%2Fintake", ("X-Slack-Request-Timestamp", $"{Door.Now.ToUnixTimeSeconds()}"), ("X-Slack-Signature", "v0=00")), Settings, Door.Now));
        Door.RefusedWith(401, SlackWebhook.Hear(Door.Post("x", ("X-Slack-Request-Timestamp", "1e9"), ("X-Slack-Signature", "v0=00")), Settings, Door.Now));
        Door.RefusedWith(503, SlackWebhook.Hear(Door.Post("x"), new SlackWebhookSettings(""), Door.Now));
        Door.RefusedWith(405, SlackWebhook.Hear(Door.Request("GET", "https://intake.example.com/", []), Settings, Door.Now));
        Door.RefusedWith(400, Hear("neither JSON nor a form"));
        Door.RefusedWith(400, Hear("payload=%7B"));
    }

    [Fact]
    public void The_address_check_is_answered_with_its_challenge()
    {
        var heard = Door.Accepted(Hear("""{"type":"url_verification","token":"t","challenge":"3eZbrw1aBm2rZgRN"}"""));
        Assert.Equal("3eZbrw1aBm2rZgRN", heard.ReplyBody);
        Assert.Empty(heard.Items);
    }

    [Theory]
    [InlineData("""{"type":"message","bot_id":"B1","text":"hi"}""", "bot")]
    [InlineData("""{"type":"message","subtype":"message_changed"}""", "message_changed")]
    [InlineData("""{"type":"app_mention","user":"U1"}""", "app_mention")]
    public void Events_are_ignored_for_now_with_the_reason(string e, string reason)
    {
        var heard = Door.Only<Inbound.Ignored>(Hear("{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event_time\":1772463600,\"event\":" + e + "}"));
        Assert.Equal("slack:Ev1", heard.Delivery);
        Assert.Equal(Door.Now, heard.At);
        Assert.Contains(reason, heard.Why);
    }

    [Fact]
    public void Each_action_is_one_input()
    {
        var items = Door.Accepted(Hear(Payload(
            """{"type":"block_actions","trigger_id":"1.2.x","user":{"id":"U1","username":"mia"},"actions":[{"action_id":"take","value":"t-1/a-2","action_ts":"1772463599.500000"},{"action_id":"pick","selected_option":{"value":"o"},"action_ts":"1772463599.500001"}]}"""))).Items;
        var taken = Assert.IsType<Inbound.SlackAction>(items[0]);
        Assert.Equal(("take", "t-1/a-2", "U1", "mia"), (taken.Action, taken.Value, taken.UserId, taken.UserName));
        Assert.Equal("slack:1.2.x:take:1772463599.500000", taken.Delivery);
        Assert.Equal(Door.At("2026-03-02T14:59:59.5Z"), taken.At);
        Assert.Equal("o", Assert.IsType<Inbound.SlackAction>(items[1]).Value);
    }

    [Theory]
    [InlineData("""{"type":"view_submission","trigger_id":"1.2.x","user":{"id":"U1"}}""")]
    [InlineData("""{"type":"block_actions","user":{"id":"U1"}}""")]
    [InlineData("""{"type":"block_actions","actions":[{"action_id":"a"}]}""")]
    [InlineData("""{"type":"block_actions","user":{"id":"U1"},"actions":[7]}""")]
    [InlineData("{}")]
    public void Other_interactions_are_ignored(string payload) => Door.Only<Inbound.Ignored>(Hear(Payload(payload)));

    [Fact]
    public void The_certificate_probe_gets_its_200() => Assert.Empty(Door.Accepted(Hear("ssl_check=1&token=t")).Items);

    [Fact]
    public void No_body_makes_it_throw() => Fuzz.NeverThrows(
        body => Hear(body, Door.Now),
        Encoding.UTF8.GetBytes(Payload("""{"type":"block_actions","trigger_id":"1","user":{"id":"U1"},"actions":[{"action_id":"a","action_ts":"1772463599.5"}]}""")),
        """{"type":"event_callback","event":{"bot_id":"B"},"event_time":1772463600}"""u8.ToArray());

    private static string Payload(string json) => "payload=" + Uri.EscapeDataString(json);

    private static Heard Hear(string body, Instant? sentAt = null) => Hear(Encoding.UTF8.GetBytes(body), sentAt ?? Door.Now);

    private static Heard Hear(byte[] body, Instant sentAt)
    {
        var timestamp = $"{sentAt.ToUnixTimeSeconds()}";
        var signature = Door.HmacHex("signing-secret", [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body]);
        return SlackWebhook.Hear(Door.Post(body, ("X-Slack-Request-Timestamp", timestamp), ("X-Slack-Signature", "v0=" + signature)), Settings, Door.Now);
    }
}
