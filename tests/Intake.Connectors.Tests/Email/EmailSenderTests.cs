using Intake.Connectors.Email;
using Intake.Connectors.Tests.Outbound;
using Intake.Tickets;

namespace Intake.Connectors.Tests.Email;

public sealed class EmailSenderTests
{
    private const string Sent = """{"To":"ana@client.com","SubmittedAt":"2026-03-02T15:00:00Z","MessageID":"b7bc2f4a","ErrorCode":0,"Message":"OK"}""";

    [Fact]
    public async Task An_answer_stays_in_the_clients_thread()
    {
        var postmark = CannedProvider.Saying(Sent);

        var outcome = await Send(postmark, Mail with { Subject = "Lost luggage", InReplyTo = "CAF=1@mail.client.com" });

        Assert.Equal(new Outcome.Delivered("t1.008-0@example.com"), outcome);
        Assert.Equal(("POST", "/email"), (postmark.Last.Method, postmark.Last.Path));
        Assert.Equal(("pm-1", "application/json"), (postmark.Last.Headers["X-Postmark-Server-Token"], postmark.Last.Headers["Accept"]));
        postmark.Last.Says(
            """
            {
              "From": "Trip support <support@example.com>",
              "To": "ana@client.com",
              "Subject": "Re: Lost luggage",
              "TextBody": "We are on it.",
              "Headers": [
                { "Name": "Message-ID", "Value": "<t1.008-0@example.com>" },
                { "Name": "X-PM-KeepID", "Value": "true" },
                { "Name": "In-Reply-To", "Value": "<CAF=1@mail.client.com>" },
                { "Name": "References", "Value": "<CAF=1@mail.client.com>" },
                { "Name": "X-Intake-Loop", "Value": "t1" }
              ]
            }
            """);
    }

    [Fact]
    public async Task An_automatic_answer_says_that_it_is_one()
    {
        var postmark = CannedProvider.Saying(Sent);

        await Send(postmark, Mail with { Automatic = true });

        Assert.Equal(
            ["Message-ID=<t1.008-0@example.com>", "X-PM-KeepID=true", "Auto-Submitted=auto-replied", "X-Auto-Response-Suppress=OOF, AutoReply", "Precedence=bulk", "X-Intake-Loop=t1"],
            postmark.Last.Json["Headers"]!.AsArray().Select(header => $"{header!["Name"]}={header["Value"]}"));
    }

    [Theory]
    [InlineData("Lost luggage", "Re: Lost luggage")]
    [InlineData("Re: Lost luggage", "Re: Lost luggage")]
    [InlineData("RE: re:Re : Lost luggage", "Re: Lost luggage")]
    [InlineData("Lost\r\nBcc: everybody@example.com", "Re: Lost Bcc: everybody@example.com")]
    [InlineData("Reservation", "Re: Reservation")]
    [InlineData("", "Re: your message")]
    [InlineData("Re:", "Re: your message")]
    [InlineData(null, "Re: your message")]
    public async Task A_subject_is_one_line_with_one_Re(string? theirs, string ours)
    {
        var postmark = CannedProvider.Saying(Sent);

        await Send(postmark, Mail with { Subject = theirs });

        Assert.Equal(ours, (string?)postmark.Last.Json["Subject"]);
    }

    [Theory]
    [InlineData("<CAF=1@mail.client.com>", "<CAF=1@mail.client.com>")]
    [InlineData(" <CAF=1@mail.client.com> ", "<CAF=1@mail.client.com>")]
    [InlineData("a@b\r\nX-Evil: 1", null)]
    [InlineData("<a@b> <c@d>", null)]
    public async Task Only_a_message_id_becomes_a_reference(string inReplyTo, string? header)
    {
        var postmark = CannedProvider.Saying(Sent);

        await Send(postmark, Mail with { InReplyTo = inReplyTo });

        Assert.Equal(header, postmark.Last.Json["Headers"]!.AsArray().Where(one => (string?)one!["Name"] == "References").Select(one => (string?)one!["Value"]).SingleOrDefault());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("+15550100")]
    [InlineData("ana@client.com, boss@client.com")]
    [InlineData("ana@client.com\r\nBcc: everybody@example.com")]
    public async Task What_is_not_one_address_is_not_written_to(string? address) =>
        Assert.Contains("address", (await Send(new CannedProvider(), Mail with { To = new Client("Ana", address) })).RefusedWhy(), StringComparison.Ordinal);

    [Fact]
    public async Task A_repeat_says_so_and_keeps_its_id()
    {
        var postmark = CannedProvider.Saying(Sent);

        Assert.Equal(new Outcome.Delivered("t1.008-0@example.com"), await Send(postmark, Mail, Given.Again));
        Assert.Equal("(repeat) We are on it.", (string?)postmark.Last.Json["TextBody"]);
    }

    [Theory]
    [InlineData(401, 10, 60)]
    [InlineData(422, 400, 60)]
    [InlineData(422, 401, 60)]
    [InlineData(422, 405, 60)]
    [InlineData(422, 412, 60)]
    [InlineData(422, 413, 60)]
    [InlineData(422, 100, 15)]
    [InlineData(429, 429, 15)]
    [InlineData(500, 500, 15)]
    [InlineData(503, 503, 15)]
    public async Task What_passes_or_can_be_repaired_is_tried_again(int status, int code, int seconds) =>
        (await Send(Error(status, code, ""), Mail)).In(seconds);

    [Fact]
    public async Task An_address_that_bounced_is_refused() =>
        Assert.Contains("inactive", (await Send(Error(422, 406, "Found inactive addresses: ana@client.com."), Mail)).RefusedWhy(), StringComparison.Ordinal);

    [Fact]
    public async Task A_refusal_tells_Postmarks_reason_without_quoting_the_client()
    {
        Assert.Equal("Postmark 300 (Zero recipients specified)", (await Send(Error(422, 300, "Zero recipients specified"), Mail)).RefusedWhy());
        Assert.Equal("Postmark 300", (await Send(Error(422, 300, "Bad text: We are on it."), Mail)).RefusedWhy());
        Assert.DoesNotContain("ana@", (await Send(Error(422, 300, "Invalid To address: ana@client.com"), Mail)).RefusedWhy(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", 200)]
    [InlineData("<html>", 200)]
    public async Task An_answer_without_a_verdict_is_not_believed(string body, int status) => (await Send(CannedProvider.Saying(body, status), Mail)).In(15);

    [Fact]
    public async Task A_refusal_without_a_code_keeps_its_status() =>
        Assert.Equal("Postmark answered 404", (await Send(CannedProvider.Saying("<html>", 404), Mail)).RefusedWhy());

    private static Effect.SendToClient Mail => Given.ToClient("ana@client.com") with { Channel = "email" };

    private static CannedProvider Error(int status, int code, string message) => CannedProvider.Saying($$"""{"ErrorCode":{{code}},"Message":"{{message}}"}""", status);

    private static Task<Outcome> Send(CannedProvider postmark, Effect.SendToClient effect, Sending? sending = null)
    {
        var settings = new EmailSettings { BaseUrl = "https://postmark.test/", ServerToken = "pm-1", From = "Trip support <support@example.com>" };
        return new EmailSender(postmark.Client, settings, Given.Clock).Send(effect, sending ?? Given.First, default);
    }
}
