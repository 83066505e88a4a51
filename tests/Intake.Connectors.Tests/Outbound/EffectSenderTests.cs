using System.Diagnostics;
using Intake.Connectors.Email;
using Intake.Connectors.HubSpot;
using Intake.Connectors.Slack;
using Intake.Connectors.Sms;
using Intake.Connectors.Tests.HubSpot;
using Intake.Connectors.Tests.Sms;
using Intake.Connectors.WhatsApp;
using Intake.OnCall;
using Intake.Tickets;

namespace Intake.Connectors.Tests.Outbound;

/// <summary>Each effect reaches the provider that sends its kind.</summary>
public sealed class EffectSenderTests
{
    private const string Posted = """{"ok":true,"channel":"C0CS","ts":"1.1"}""";
    private const string NothingFound = """{"ok":true,"messages":[]}""";
    private const string Found = """{"ok":true,"messages":[{"ts":"4.1","metadata":{"event_type":"intake_effect","event_payload":{"effect":"t1/007-0"}}}]}""";

    [Theory]
    [InlineData("chat", "+15550100", "/v23.0/1/messages", "individual")]
    [InlineData("group", "Y2FwaV9ncm91cA==", "/v23.0/1/messages", "group")]
    [InlineData("mail", "ana@client.com", "/email", null)]
    public async Task A_message_goes_by_the_kind_of_its_channel(string channel, string address, string path, string? recipientType)
    {
        var provider = CannedProvider.Saying("{}", 500);

        await Sender(provider).Send(Given.ToClient(address) with { Channel = channel }, Given.First, CannedPortal.Playbook, default);

        Assert.Equal(path, provider.Last.Path);
        Assert.Equal(recipientType, (string?)provider.Last.Json["recipient_type"]);
    }

    [Fact]
    public async Task A_caller_gets_a_text_message()
    {
        await using var acs = new LoopbackAcs(LoopbackAcs.Result(202, true));

        var outcome = await Sender(new CannedProvider(), acs).Send(Given.ToClient("+15550122") with { Channel = "line" }, Given.First, CannedPortal.Playbook, default);

        Assert.Equal(new Outcome.Delivered("Outgoing_1"), outcome);
    }

    [Fact]
    public async Task A_page_goes_by_text_message()
    {
        await using var acs = new LoopbackAcs(LoopbackAcs.Result(202, true));
        var page = new Effect.SendSms(new Person("ana", "Ana", Sms: "+15550111"), "Help", "a1", "4711") { Id = "007-1", Clause = "TS-O1" };

        Assert.Equal(new Outcome.Delivered("Outgoing_1"), await Sender(new CannedProvider(), acs).Send(page, Given.First, CannedPortal.Playbook, default));
    }

    public static TheoryData<Effect, string> EachKind => new()
    {
        { Given.Page, "/chat.postMessage" },
        { new Effect.UpdateSlack("007-0", "cs", "C0CS:1.1", "Taken") { Id = "009-0", Clause = "TS-A2" }, "/chat.update" },
        { CannedPortal.Whole, "/crm/v3/properties/tickets/intake_ticket_id" },
        { CannedPortal.Note, "/crm/v3/properties/tickets/intake_ticket_id" },
        { new Effect.MirrorContact(new Client("Ana", "ana@client.com")) { Id = "002-0", Clause = "TS-T1" }, "/crm/v3/objects/contacts/ana%40client.com?idProperty=email" },
    };

    [Theory, MemberData(nameof(EachKind))]
    public async Task Everything_else_goes_by_its_own_kind(Effect effect, string path)
    {
        var provider = CannedProvider.Saying("{}", 500);

        Assert.IsType<Outcome.TryAgain>(await Sender(provider).Send(effect, CannedPortal.Known, CannedPortal.Playbook, default));
        Assert.Equal(path, provider.Last.Path);
    }

    [Fact]
    public async Task What_one_ticket_tells_another_is_not_for_the_outside() =>
        await Assert.ThrowsAsync<UnreachableException>(() => Sender(new CannedProvider()).Send(
            new Effect.Tell(new TicketId("t2"), new Signal.ClockRang { Id = "clock", At = Given.Now, ReceivedAt = Given.Now }) { Id = "010-0", Clause = "TS-R1" }, Given.First, CannedPortal.Playbook, default));

    [Fact]
    public async Task A_second_attempt_asks_Slack_first_whether_the_first_got_through()
    {
        var second = Given.First with { Attempt = 2 };
        var there = CannedProvider.Saying(Found);
        var notThere = CannedProvider.Saying(NothingFound).Then(Posted);

        Assert.Equal(new Outcome.Delivered("C0CS:4.1"), await Sender(there).Send(Given.Page, second, CannedPortal.Playbook, default));
        Assert.Equal(new Outcome.Delivered("C0CS:1.1"), await Sender(notThere).Send(Given.Page, second, CannedPortal.Playbook, default));
        Assert.Equal("Call back Ana", (string?)notThere.Last.Json["text"]);
    }

    [Fact]
    public async Task Before_a_marked_repeat_the_caller_has_asked_already()
    {
        var slack = CannedProvider.Saying(Posted);

        await Sender(slack).Send(Given.Page, Given.Again, CannedPortal.Playbook, default);

        Assert.Single(slack.Requests);
    }

    [Fact]
    public async Task Only_Slack_can_be_asked_for_what_it_was_sent()
    {
        Assert.Equal(new Outcome.Delivered("C0CS:4.1"), await Sender(CannedProvider.Saying(Found)).Find(Given.Page, Given.Again, default));
        Assert.Null(await Sender(new CannedProvider()).Find(Given.ToClient("+15550100"), Given.Again, default));
        Assert.Null(await Sender(new CannedProvider()).Find(CannedPortal.Whole, Given.Again, default));
    }

    private static EffectSender Sender(CannedProvider provider, LoopbackAcs? acs = null) => new(
        new SlackSender(provider.Client, new SlackSettings { BaseUrl = "https://x.test", BotToken = "xoxb-1", Rooms = new Dictionary<string, string> { ["cs"] = "C0CS" } }, Given.Clock),
        new WhatsAppSender(provider.Client, new WhatsAppSettings { BaseUrl = "https://x.test", PhoneNumberId = "1", AccessToken = "m" }, Given.Clock),
        new EmailSender(provider.Client, new EmailSettings { BaseUrl = "https://x.test", ServerToken = "p", From = "s@example.com" }, Given.Clock),
        new SmsSender(acs?.Client ?? new("endpoint=http://127.0.0.1:1/;accesskey=c2VjcmV0"), new SmsSettings { From = "+15550100" }, Given.Clock),
        CannedPortal.Mirror(provider));
}
