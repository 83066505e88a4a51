using Intake.Playbooks;
using static Intake.Connectors.Tests.WhatsApp.WhatsAppFixtures;

namespace Intake.Connectors.Tests.WhatsApp;

public sealed class WhatsAppMessageTests
{
    // The payload after from, id and timestamp | the words people and triage read
    public static TheoryData<string, string> Types => new()
    {
        { """ "type":"text","text":{"body":"Our taxi is not here"} """, "Our taxi is not here" },
        { """ "type":"text","text":{"body":"  "} """, "[empty message]" },
        { """ "type":"text","text":{"body":"cut \ud83d"} """, "cut \ufffd" },
        { """ "type":"text" """, "[empty message]" },
        { """ "type":"image","image":{"id":"1","caption":"the broken wheel"} """, "[image] the broken wheel" },
        { """ "type":"image","image":{"id":"1"} """, "[image]" },
        { """ "type":"video","video":{"id":"1","caption":"look"} """, "[video] look" },
        { """ "type":"audio","audio":{"id":"1","voice":true} """, "[voice message]" },
        { """ "type":"audio","audio":{"id":"1","voice":false} """, "[audio]" },
        { """ "type":"voice","voice":{"id":"1"} """, "[voice message]" },
        { """ "type":"document","document":{"id":"1","filename":"ticket.pdf","caption":"here"} """, "[document: ticket.pdf] here" },
        { """ "type":"sticker","sticker":{"id":"1"} """, "[sticker]" },
        { """ "type":"location","location":{"latitude":46.5,"longitude":11.3,"name":"Rifugio X"} """, "[location] 46.5, 11.3 Rifugio X" },
        { """ "type":"location","location":{"latitude":0,"longitude":1} """, "[location] 0, 1" },
        { """ "type":"location","location":[] """, "[location]" },
        { """ "type":"contacts","contacts":[{"name":{"formatted_name":"Bo Li"},"phones":[{"phone":"+1 555 010 0300"}]},{"name":{"first_name":"Cy"}}] """, "[contact] Bo Li +1 555 010 0300; Cy" },
        { """ "type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"b","title":"Yes"}} """, "Yes" },
        { """ "type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"l","title":"Express","description":"1 day"}} """, "Express (1 day)" },
        { """ "type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"body":"Sent","response_json":"{\"flow_token\":\"x\",\"name\":\"Bob\",\"age\":32}"}} """, "[form] Sent name: Bob, age: 32" },
        { """ "type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"body":"Sent","response_json":"[1]"}} """, "[form] Sent [1]" },
        { """ "type":"interactive" """, "[interactive reply]" },
        { """ "type":"button","button":{"payload":"NO","text":"No"} """, "No" },
        { """ "type":"order","order":{"text":"Love these","product_items":[{"product_retailer_id":"p1","quantity":"2","item_price":30,"currency":"USD"}]} """, "[order] 2 x p1 (30 USD) Love these" },
        { """ "type":"edit","edit":{"original_message_id":"wamid.O","message":{"type":"image","image":{"caption":"at the gate"}}} """, "[edited] [image] at the gate" },
        { """ "type":"edit","edit":{"original_message_id":"wamid.O"} """, "[edited]" },
        { """ "type":"unsupported","errors":[{"code":131051}],"unsupported":{"type":"poll"} """, "[unsupported: poll]" },
        { """ "type":"unsupported","errors":[{"code":131051}],"text":{"body":"Hello"} """, "[unsupported message] Hello" },
        { """ "type":"hologram","hologram":{"caption":"hi"} """, "[hologram] hi" },
        { """ "hat":1 """, "[unknown]" },
    };

    [Theory, MemberData(nameof(Types))]
    public void Every_type_of_message_has_words(string payload, string words)
    {
        var heard = HearMessage(Message(payload));
        Assert.Equal(words, heard.Message.Text);
        Assert.Equal("whatsapp:wamid.A1", heard.Delivery);
        Assert.False(heard.Automatic);
    }

    [Theory]
    [InlineData(""" "type":"reaction","reaction":{"message_id":"wamid.O","emoji":"👍"} """)]
    [InlineData(""" "type":"reaction","reaction":{"message_id":"wamid.O"} """)]
    [InlineData(""" "type":"revoke","revoke":{"original_message_id":"wamid.O"} """)]
    [InlineData(""" "type":"system","system":{"type":"customer_identity_changed","body":"..."} """)]
    [InlineData(""" "type":"request_welcome" """)]
    public void What_needs_no_answer_opens_nothing(string payload) =>
        Assert.Equal("whatsapp:wamid.A1", Door.Only<Inbound.Ignored>(Hear(Messages(Message(payload)))).Delivery);

    [Fact]
    public void An_edit_says_which_message_it_changes() =>
        Assert.Equal("whatsapp, an edit of wamid.O", HearMessage(Message(""" "type":"edit","edit":{"original_message_id":"wamid.O"} """)).Source);

    [Theory]
    [InlineData("\"1772463600\"", "2026-03-02T15:00:00Z")]
    [InlineData("1772463600", "2026-03-02T15:00:00Z")]
    [InlineData("\"1772463600123\"", "2026-03-02T15:00:00.123Z")]
    [InlineData("\"asdf\"", null)]
    [InlineData("\"9999999999999999999\"", null)]
    [InlineData("\"1872463600\"", null)] // three years ahead: somebody's broken clock
    public void The_timestamp_is_in_seconds_or_milliseconds(string timestamp, string? expected) =>
        Assert.Equal(expected is null ? null : Door.At(expected), HearMessage($$"""{"from":"15550100200","id":"w","timestamp":{{timestamp}},"type":"text"}""").At);

    [Fact]
    public void A_group_is_the_client_under_its_writers_name()
    {
        var heard = HearMessage(Message(""" "group_id":"G-42","type":"text","text":{"body":"hi all"} """));
        Assert.Equal(ChannelKind.WhatsAppGroup, heard.Kind);
        Assert.Equal(["wag:G-42"], heard.Threads.AsEnumerable());
        Assert.Equal(new Intake.Tickets.Client("Ana Pereira", "G-42", "+15550100200"), heard.Client);
    }

    [Fact]
    public void Everything_in_one_delivery_is_heard_and_in_order()
    {
        var value = "\"contacts\":[" + Ana + "],\"messages\":[" + Message("\"type\":\"text\"", id: "1") + "," + Message("\"type\":\"text\"", id: "2") + "],\"errors\":[{\"code\":0,\"title\":\"Auth\"}]";
        var body = "{\"entry\":[{\"changes\":[" + OneChange("messages", value) + "," + OneChange("account_update", "\"event\":\"X\"") + "]},{\"changes\":[" + OneChange("messages", "\"messages\":[" + Message("\"type\":\"text\"", id: "3") + "]") + "]}]}";
        var items = Door.Accepted(Hear(body)).Items;
        Assert.Equal(["whatsapp:1", "whatsapp:2", "whatsapp:3"], items.OfType<Inbound.FromClient>().Select(item => item.Delivery));
        Assert.Equal(2, items.OfType<Inbound.Ignored>().Count());
        Assert.Equal(items.Length, items.Select(item => item.Delivery).Distinct().Count());
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("777", true)]
    [InlineData("778", false)]
    public void Only_the_configured_number_is_listened_to(string phoneNumberId, bool heard) =>
        Assert.Equal(heard, Assert.Single(Door.Accepted(Hear(Messages(Message("\"type\":\"text\"")), Settings with { PhoneNumberId = phoneNumberId })).Items) is Inbound.FromClient);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"entry":{"changes":1}}""")]
    [InlineData("""{"entry":[null,3,{"changes":["x",{"field":"messages"}]}]}""")]
    public void A_strange_body_is_accepted_and_ignored(string body) =>
        Assert.All(Door.Accepted(Hear(body)).Items, item => Assert.IsType<Inbound.Ignored>(item));
}
