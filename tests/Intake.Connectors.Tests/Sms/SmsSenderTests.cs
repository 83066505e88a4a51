using Azure.Communication.Sms;
using Intake.Connectors.Sms;
using Intake.Connectors.Tests.Outbound;
using Intake.OnCall;
using Intake.Tickets;

namespace Intake.Connectors.Tests.Sms;

public sealed class SmsSenderTests
{
    private static readonly Effect.SendSms Page =
        new(new Person("ana", "Ana Alves", Sms: "+15550111"), "Lost luggage. Reply 4711", "a1", "4711") { Id = "007-1", Clause = "TS-O1" };

    [Fact]
    public async Task A_page_asks_for_a_report_that_leads_back_to_it()
    {
        await using var acs = new LoopbackAcs(LoopbackAcs.Result(202, true));

        Assert.Equal(new Outcome.Delivered("Outgoing_1"), await Send(acs));

        Assert.Equal("+15550100", (string?)acs.Asked!["from"]);
        Assert.Equal("+15550111", (string?)acs.Asked["smsRecipients"]!.AsArray().Single()!["to"]);
        Assert.Equal("Lost luggage. Reply 4711", (string?)acs.Asked["message"]);
        Assert.Equal("""{"enableDeliveryReport":true,"tag":"t1/007-1"}""", acs.Asked["smsSendOptions"]!.ToJsonString());
    }

    [Fact]
    public async Task A_repeat_says_so()
    {
        await using var acs = new LoopbackAcs(LoopbackAcs.Result(202, true));

        await Send(acs, sending: Given.Again);

        Assert.Equal("(repeat) Lost luggage. Reply 4711", (string?)acs.Asked!["message"]);
    }

    [Fact]
    public async Task A_long_page_is_cut_and_keeps_the_code_that_answers_it()
    {
        await using var acs = new LoopbackAcs(LoopbackAcs.Result(202, true));

        await Send(acs, Page with { Text = new string('a', 3000) });

        var message = (string)acs.Asked!["message"]!;
        Assert.Equal(2048, message.Length);
        Assert.EndsWith("a… (cut) 4711", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_mobile_number_is_not_reached_this_way() =>
        Assert.Equal("ana has no mobile number", (await Unasked().Send(Page with { To = new Person("ana", "Ana Alves") }, Given.First, default)).RefusedWhy());

    [Theory]
    [InlineData(429, 5)]
    [InlineData(500, 5)]
    [InlineData(401, 60)]
    public async Task A_recipient_not_taken_now_is_tried_again(int status, int seconds)
    {
        await using var acs = new LoopbackAcs(LoopbackAcs.Result(status, false, "Not now."));

        (await Send(acs)).In(seconds);
    }

    [Fact]
    public async Task A_recipient_not_taken_is_refused_without_naming_the_number()
    {
        await using var acs = new LoopbackAcs(LoopbackAcs.Result(400, false, "Invalid To phone number format."));
        await using var echo = new LoopbackAcs(LoopbackAcs.Result(400, false, "Bad number +15550111"));

        Assert.Equal("SMS answered 400 (Invalid To phone number format.)", (await Send(acs)).RefusedWhy());
        Assert.DoesNotContain("15550111", (await Send(echo)).RefusedWhy(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "40", 40)]
    [InlineData(503, null, 5)]
    [InlineData(401, null, 60)]
    public async Task A_request_not_taken_now_is_tried_again(int status, string? retryAfter, int seconds)
    {
        await using var acs = new LoopbackAcs("""{"error":{"code":"X","message":"no"}}""", status, retryAfter);

        (await Send(acs)).In(seconds);
    }

    [Fact]
    public async Task A_request_not_taken_is_refused_with_its_code()
    {
        await using var acs = new LoopbackAcs("""{"error":{"code":"InvalidSender","message":"Bad text: Lost luggage."}}""", 400);

        Assert.Equal("SMS answered 400 (InvalidSender)", (await Send(acs)).RefusedWhy());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"value":[]}""")]
    [InlineData("""{"value":[{"to":"+15550111","httpStatusCode":202,"successful":true}]}""")]
    public async Task An_answer_without_a_message_id_is_not_believed(string body)
    {
        await using var acs = new LoopbackAcs(body);

        (await Send(acs)).In(5);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_tried_again_without_naming_where()
    {
        await using var acs = new LoopbackAcs("");
        var client = acs.Client;
        await acs.DisposeAsync();

        Assert.Equal("SMS could not be reached", (await Sender(client).Send(Page, Given.First, default)).In(5).Why);
    }

    [Fact]
    public async Task A_service_too_slow_is_tried_again()
    {
        await using var acs = new LoopbackAcs("");
        using var tenSeconds = new CancellationTokenSource();
        await tenSeconds.CancelAsync();

        Assert.Equal("SMS: no answer within 10 s", (await Sender(acs.Client).Send(Page, Given.First, tenSeconds.Token)).In(5).Why);
    }

    [Fact]
    public async Task A_caller_is_written_to_on_their_number()
    {
        await using var acs = new LoopbackAcs(LoopbackAcs.Result(202, true));

        Assert.Equal(new Outcome.Delivered("Outgoing_1"), await Sender(acs.Client).Send(Given.ToClient("+15550122"), Given.First, default));
        Assert.Equal("+15550122", (string?)acs.Asked!["smsRecipients"]![0]!["to"]);
    }

    [Fact]
    public async Task But_not_when_they_withheld_it_and_never_by_half()
    {
        Assert.Contains("withheld", (await Unasked().Send(Given.ToClient(null), Given.First, default)).RefusedWhy(), StringComparison.Ordinal);
        Assert.Contains("2048", (await Unasked().Send(Given.ToClient("+15550122", new string('a', 2049)), Given.First, default)).RefusedWhy(), StringComparison.Ordinal);
    }

    private static Task<Outcome> Send(LoopbackAcs acs, Effect.SendSms? page = null, Sending? sending = null) =>
        Sender(acs.Client).Send(page ?? Page, sending ?? Given.First, default);

    private static SmsSender Sender(SmsClient client) => new(client, new SmsSettings { From = "+15550100" }, Given.Clock);

    private static SmsSender Unasked() => Sender(new SmsClient("endpoint=http://127.0.0.1:1/;accesskey=c2VjcmV0"));
}
