using Intake.Connectors.Tests.Outbound;
using Intake.Connectors.WhatsApp;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Tests.WhatsApp;

public sealed class WhatsAppSenderTests
{
    private const string Accepted = """{"messaging_product":"whatsapp","contacts":[{"input":"15550100","wa_id":"15550100"}],"messages":[{"id":"wamid.HBg="}]}""";

    [Fact]
    public async Task A_text_goes_to_a_phone_number_in_digits()
    {
        var meta = CannedProvider.Saying(Accepted);

        var outcome = await Send(meta, Given.ToClient("+1 555-0100"));

        Assert.Equal(new Outcome.Delivered("wamid.HBg="), outcome);
        Assert.Equal(("POST", "/v23.0/1234567/messages"), (meta.Last.Method, meta.Last.Path));
        Assert.Equal("Bearer meta-1", meta.Last.Headers["Authorization"]);
        meta.Last.Says(
            """
            {
              "messaging_product": "whatsapp", "recipient_type": "individual", "to": "15550100",
              "type": "text", "text": { "body": "We are on it." }, "biz_opaque_callback_data": "t1/008-0"
            }
            """);
    }

    [Fact]
    public async Task Who_hides_their_number_is_reached_by_user_id()
    {
        var meta = CannedProvider.Saying(Accepted);

        await Send(meta, Given.ToClient("US.13491208655302741918"));

        meta.Last.Says(
            """
            {
              "messaging_product": "whatsapp", "recipient_type": "individual", "recipient": "US.13491208655302741918",
              "type": "text", "text": { "body": "We are on it." }, "biz_opaque_callback_data": "t1/008-0"
            }
            """);
    }

    [Fact]
    public async Task A_group_is_reached_by_its_own_id_whatever_it_looks_like()
    {
        var meta = CannedProvider.Saying(Accepted);

        await Send(meta, Given.ToClient("Y2FwaV9n.cm91cA=="), ChannelKind.WhatsAppGroup);

        meta.Last.Says(
            """
            {
              "messaging_product": "whatsapp", "recipient_type": "group", "to": "Y2FwaV9n.cm91cA==",
              "type": "text", "text": { "body": "We are on it." }, "biz_opaque_callback_data": "t1/008-0"
            }
            """);
    }

    [Fact]
    public async Task A_repeat_says_so()
    {
        var meta = CannedProvider.Saying(Accepted);

        await Send(meta, Given.ToClient("+15550100"), sending: Given.Again);

        Assert.Equal("(repeat) We are on it.", (string?)meta.Last.Json["text"]!["body"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_an_address_there_is_nobody_to_ask(string? address) =>
        Assert.Contains("address", (await Send(new CannedProvider(), Given.ToClient(address))).RefusedWhy(), StringComparison.Ordinal);

    [Fact]
    public async Task A_text_too_long_is_refused_rather_than_halved()
    {
        Assert.Contains("4096", (await Send(new CannedProvider(), Given.ToClient("+15550100", new string('a', 4097)))).RefusedWhy(), StringComparison.Ordinal);
        Assert.IsType<Outcome.Delivered>(await Send(CannedProvider.Saying(Accepted), Given.ToClient("+15550100", new string('a', 4096))));
    }

    [Fact]
    public async Task A_message_without_an_id_is_not_believed() =>
        (await Send(CannedProvider.Saying("""{"messages":[]}"""), Given.ToClient("+15550100"))).In(15);

    [Theory]
    [InlineData(401, 0, 60)]
    [InlineData(401, 190, 60)]
    [InlineData(500, 3, 60)]
    [InlineData(403, 10, 60)]
    [InlineData(403, 200, 60)]
    [InlineData(403, 299, 60)]
    [InlineData(403, 131005, 60)]
    [InlineData(403, 131031, 60)]
    [InlineData(400, 131037, 60)]
    [InlineData(400, 131042, 60)]
    [InlineData(500, 131045, 60)]
    [InlineData(400, 133010, 60)]
    [InlineData(400, 4, 15)]
    [InlineData(400, 80007, 15)]
    [InlineData(400, 130429, 15)]
    [InlineData(400, 133016, 15)]
    [InlineData(500, 131000, 15)]
    [InlineData(500, 131016, 15)]
    [InlineData(500, 131057, 15)]
    [InlineData(503, 133004, 15)]
    [InlineData(400, 131056, 4)]
    [InlineData(400, 131048, 900)]
    [InlineData(429, 999999, 15)]
    [InlineData(500, 999999, 15)]
    [InlineData(403, 999999, 60)]
    public async Task What_passes_or_can_be_repaired_is_tried_again(int status, int code, int seconds) =>
        Assert.StartsWith($"WhatsApp {code}: ", (await Send(Error(status, code), Given.ToClient("+15550100"))).In(seconds).Why, StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 16)]
    [InlineData(3, 64)]
    [InlineData(4, 256)]
    [InlineData(9, 300)]
    public async Task The_pause_between_messages_to_one_person_grows_fourfold(int attempt, int seconds) =>
        (await Send(Error(400, 131056), Given.ToClient("+15550100"), sending: Given.First with { Attempt = attempt })).In(seconds);

    [Fact]
    public async Task Metas_pause_goes_before_ours() =>
        (await Send(new CannedProvider().Then("""{"error":{"code":130429}}""", 429, "7"), Given.ToClient("+15550100"))).In(7);

    [Theory]
    [InlineData(400, 100)]
    [InlineData(400, 131008)]
    [InlineData(400, 131009)]
    [InlineData(400, 131021)]
    [InlineData(400, 131026)]
    [InlineData(400, 131030)]
    [InlineData(400, 131049)]
    [InlineData(400, 131050)]
    [InlineData(400, 131051)]
    [InlineData(400, 131062)]
    [InlineData(400, 130472)]
    [InlineData(403, 368)]
    [InlineData(403, 130497)]
    [InlineData(400, 132000)]
    [InlineData(404, 132001)]
    [InlineData(400, 999999)]
    public async Task What_will_not_change_is_refused(int status, int code) =>
        Assert.StartsWith($"WhatsApp {code}: ", (await Send(Error(status, code), Given.ToClient("+15550100"))).RefusedWhy(), StringComparison.Ordinal);

    [Fact]
    public async Task After_24_hours_the_refusal_says_what_would_help() =>
        Assert.Equal(
            "WhatsApp 131047: 24-hour window closed: send an approved template",
            (await Send(Error(400, 131047), Given.ToClient("+15550100"))).RefusedWhy());

    [Fact]
    public async Task An_error_nobody_told_us_about_is_told_in_Metas_words_but_never_in_ours()
    {
        var told = await Send(Error(400, 999999, "Something new"), Given.ToClient("+15550100"));
        var echoed = await Send(Error(400, 999999, "Bad text: my passport is lost in Lima"), Given.ToClient("+15550100", "my passport is lost in Lima"));
        var numbered = await Send(Error(400, 999999, "No user 15550100 here"), Given.ToClient("+15550100"));

        Assert.Equal("WhatsApp 999999: answered 400 (Something new)", told.RefusedWhy());
        Assert.Equal("WhatsApp 999999: answered 400", echoed.RefusedWhy());
        Assert.DoesNotContain("15550100", numbered.RefusedWhy(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_without_a_code_keeps_its_status() =>
        Assert.Equal("WhatsApp answered 404", (await Send(new CannedProvider().Then("<html>", 404), Given.ToClient("+15550100"))).RefusedWhy());

    private static CannedProvider Error(int status, int code, string message = "") => new CannedProvider().Then(
        $$"""{"error":{"message":"{{message}}","type":"OAuthException","code":{{code}},"fbtrace_id":"A1"} }""", status);

    private static Task<Outcome> Send(CannedProvider meta, Effect.SendToClient effect, ChannelKind kind = ChannelKind.WhatsApp, Sending? sending = null)
    {
        var settings = new WhatsAppSettings { BaseUrl = "https://meta.test/", PhoneNumberId = "1234567", AccessToken = "meta-1" };
        return new WhatsAppSender(meta.Client, settings, Given.Clock).Send(effect, kind, sending ?? Given.First, default);
    }
}
