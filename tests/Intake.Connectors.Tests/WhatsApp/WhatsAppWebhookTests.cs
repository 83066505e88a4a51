using System.Text;
using Intake.Connectors.WhatsApp;
using static Intake.Connectors.Tests.WhatsApp.WhatsAppFixtures;

namespace Intake.Connectors.Tests.WhatsApp;

public sealed class WhatsAppWebhookTests
{
    private const string VectorBody =
        """{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","messages":[{"type":"text","text":{"body":"Ol\u00e1 \ud83d\udc4b"}}]}}]}]}""";

    private const string VectorSignature = "sha256=31fb4f43991fd63bd5e460cd6b50a70deffe9074c5e95483a94c2c7802e8e3ff";

    [Fact]
    public void The_signature_is_over_the_raw_body_escapes_and_all() =>
        Assert.Equal("Olá 👋", Door.Only<Inbound.FromClient>(WhatsAppWebhook.Hear(Door.Post(VectorBody, ("x-hub-signature-256", VectorSignature)), Settings, Door.Now)).Message.Text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("31fb4f43991fd63bd5e460cd6b50a70deffe9074c5e95483a94c2c7802e8e3ff")]
    [InlineData("sha256=31fb4f43991fd63bd5e460cd6b50a70deffe9074c5e95483a94c2c7802e8e3fe")]
    public void An_unsigned_or_wrongly_signed_body_is_refused(string? signature) =>
        Door.RefusedWith(401, WhatsAppWebhook.Hear(signature is null ? Door.Post(VectorBody) : Door.Post(VectorBody, ("X-Hub-Signature-256", signature)), Settings, Door.Now));

    [Fact]
    public void Without_a_secret_nobody_comes_in()
    {
        var empty = new WhatsAppWebhookSettings("", "");
        Door.RefusedWith(503, WhatsAppWebhook.Hear(Door.Post("{}", ("X-Hub-Signature-256", "sha256=" + Door.HmacHex("", "{}"u8.ToArray()))), empty, Door.Now));
        Door.RefusedWith(503, WhatsAppWebhook.Hear(Verification("subscribe", ""), empty, Door.Now));
    }

    [Fact]
    public void The_verification_is_answered_with_the_challenge_alone()
    {
        var heard = Door.Accepted(WhatsAppWebhook.Hear(Verification("subscribe", "verify-me"), Settings, Door.Now));
        Assert.Equal(("1158201444", "text/plain"), (heard.ReplyBody, heard.ReplyContentType));
        Assert.Empty(heard.Items);
    }

    [Theory]
    [InlineData("subscribe", "wrong")]
    [InlineData("unsubscribe", "verify-me")]
    public void A_wrong_verification_is_forbidden(string mode, string token) =>
        Door.RefusedWith(403, WhatsAppWebhook.Hear(Verification(mode, token), Settings, Door.Now));

    [Fact]
    public void A_signed_body_that_is_no_JSON_is_refused_and_other_methods_too()
    {
        Door.RefusedWith(400, Hear("not json"));
        Door.RefusedWith(405, WhatsAppWebhook.Hear(Door.Request("PUT", "https://intake.example.com/", []), Settings, Door.Now));
    }

    [Fact]
    public void Secrets_are_not_written_into_logs() => Assert.DoesNotContain("app-secret", Settings.ToString());

    [Fact]
    public void No_body_makes_it_throw() => Fuzz.NeverThrows(
        body => Hear(body),
        Encoding.UTF8.GetBytes(Messages(Message("\"type\":\"text\",\"text\":{\"body\":\"\\ud83d help\"}"))),
        Encoding.UTF8.GetBytes(Statuses("""{"id":"wamid.S","status":"failed","timestamp":"1772463600","biz_opaque_callback_data":"t/1","errors":[{"code":131047}]}""")));

    private static WebhookRequest Verification(string mode, string token) =>
        Door.Request("GET", $"https://intake.example.com/?hub.mode={mode}&hub.challenge=1158201444&hub.verify_token={token}", []);
}
