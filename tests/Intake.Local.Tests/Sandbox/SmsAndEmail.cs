using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Intake.Local.Tests.Sandbox;

public sealed class SmsAndEmail : IAsyncLifetime
{
    private readonly SandboxWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_SMS_is_answered_per_recipient()
    {
        var reply = await Sms("""{"from":"+15550100300","smsRecipients":[{"to":"+15550100777"},{"to":"kim"}],"message":"Page","smsSendOptions":{"enableDeliveryReport":true,"tag":"e-7"}}""");

        Assert.Equal(HttpStatusCode.Accepted, reply.Status);
        var (sent, refused) = (reply.Json!["value"]![0]!, reply.Json["value"]![1]!);
        Assert.Equal((true, 202), ((bool)sent["successful"]!, (int)sent["httpStatusCode"]!));
        Assert.Equal((false, 400), ((bool)refused["successful"]!, (int)refused["httpStatusCode"]!));
        Assert.Null(refused["messageId"]);
    }

    [Fact]
    public async Task A_repeated_request_is_answered_from_the_first_outcome_and_rings_no_phone()
    {
        const string Body = """{"from":"+15550100300","smsRecipients":[{"to":"+15550100777","repeatabilityRequestId":"5f3b1a52-7f6f-4a51-9c59-6d8ec0a2a6aa","repeatabilityFirstSent":"Mon, 02 Mar 2026 09:00:00 GMT"}],"message":"Page"}""";

        var (first, second) = (await Sms(Body), await Sms(Body));

        Assert.Equal(first.Json!["value"]![0]!["messageId"]!.ToString(), second.Json!["value"]![0]!["messageId"]!.ToString());
        Assert.Equal(["sms.send", "sms.repeat"], (await _world.Outbox()).Select(entry => (string?)entry!["operation"]));
    }

    [Theory]
    [InlineData("""{"smsRecipients":[{"to":"+15550100777"}],"message":"x"}""")]
    [InlineData("""{"from":"+15550100300","smsRecipients":[],"message":"x"}""")]
    [InlineData("""{"from":"+15550100300","smsRecipients":[{"to":"+15550100777"}],"message":""}""")]
    [InlineData("""{"from":"+15550100300","smsRecipients":[{"to":"+15550100777"}],"message":"x","smsSendOptions":{"tag":"t"}}""")]
    public async Task A_faulty_SMS_is_a_validation_problem(string body)
    {
        var reply = await Sms(body);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(["errors", "status", "title", "traceId", "type"], HubSpotTickets.Keys(reply.Json));
    }

    [Fact]
    public async Task A_wrong_key_does_not_get_in()
    {
        var reply = await Sms("""{"from":"+15550100300","smsRecipients":[{"to":"+15550100777"}],"message":"x"}""", key: "b3RoZXIta2V5");

        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal(["code", "message"], HubSpotTickets.Keys(reply.Json!["error"]));
        Assert.False((bool)Assert.Single(await _world.Outbox())!["accepted"]!);
    }

    [Fact]
    public async Task An_email_is_accepted_with_an_id()
    {
        var reply = await _world.Email("""{"From":"Support <support@example.com>","To":"Kim <kim@example.com>","Subject":"Re: Luggage","TextBody":"On it","Headers":[{"Name":"In-Reply-To","Value":"<1@x>"}],"MessageStream":"outbound"}""");

        Assert.Equal(["ErrorCode", "Message", "MessageID", "SubmittedAt", "To"], HubSpotTickets.Keys(reply.Json));
        Assert.Equal((0, "OK"), ((int)reply.Json!["ErrorCode"]!, (string?)reply.Json["Message"]));
        var entry = Assert.Single(await _world.Outbox())!;
        Assert.Equal(("email.send", "Kim <kim@example.com>", "Re: Luggage"), ((string?)entry["operation"], (string?)entry["target"], (string?)entry["summary"]));
    }

    [Theory]
    [InlineData("""{"From":"nobody","To":"kim@example.com","TextBody":"x"}""", 300)]
    [InlineData("""{"From":"support@example.com","To":"kim","TextBody":"x"}""", 300)]
    [InlineData("""{"From":"support@example.com","To":"kim@example.com"}""", 300)]
    [InlineData("""{"From":"support@example.com","To":"gone@example.com","TextBody":"x"}""", 406)]
    [InlineData("""{"From":"support@example.com","To":"kim@example.com","TextBody":"x","MessageStream":"river"}""", 1235)]
    [InlineData("not json", 402)]
    public async Task A_faulty_email_is_a_422_with_its_error_code(string body, int code)
    {
        _ = await _world.Sandbox(HttpMethod.Post, "/email/_inactive", """{"address":"gone@example.com"}""");

        var reply = await _world.Email(body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.Status);
        Assert.Equal(["ErrorCode", "Message"], HubSpotTickets.Keys(reply.Json));
        Assert.Equal(code, (int)reply.Json!["ErrorCode"]!);
    }

    [Fact]
    public async Task An_email_without_the_server_token_is_a_401()
    {
        var reply = await _world.Send(HttpMethod.Post, "/sandbox/email/email", "{}");

        Assert.Equal((HttpStatusCode.Unauthorized, 10), (reply.Status, (int)reply.Json!["ErrorCode"]!));
    }

    private Task<Reply> Sms(string body, string? key = null)
    {
        const string Path = "/sandbox/acs/sms?api-version=2021-03-07";
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var date = _world.Clock.GetUtcNow().ToString("R");
        var signed = $"POST\n{Path}\n{date};{_world.Address.Authority};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key ?? _world.Options.SmsAccessKey), Encoding.UTF8.GetBytes(signed)));
        return _world.Send(
            HttpMethod.Post, Path, body, ("x-ms-date", date), ("x-ms-content-sha256", hash),
            ("Authorization", $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}"));
    }
}
