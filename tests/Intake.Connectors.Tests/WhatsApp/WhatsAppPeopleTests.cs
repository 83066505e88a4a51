using static Intake.Connectors.Tests.WhatsApp.WhatsAppFixtures;

namespace Intake.Connectors.Tests.WhatsApp;

/// <summary>Since 2026 a writer may be a telephone number, a business-scoped user id, both, or neither.</summary>
public sealed class WhatsAppPeopleTests
{
    // The message's sender | its contact | threads, best first | where an answer goes
    public static TheoryData<string, string, string[], string?> Writers => new()
    {
        { "\"from\":\"15550100200\",", Ana, ["wa:+15550100200"], "+15550100200" },
        { "\"from\":\"15550100200\",\"from_user_id\":\"US.12ab\",", Ana, ["wa:US.12ab", "wa:+15550100200"], "+15550100200" },
        { "\"from\":\"15550100200\",", """{"profile":{"name":"Ana Pereira"},"wa_id":"15550100200","user_id":"US.12ab"}""", ["wa:US.12ab", "wa:+15550100200"], "+15550100200" },
        { "\"from_user_id\":\"US.12ab\",\"from_parent_user_id\":\"US.ENT.9\",", """{"profile":{"username":"Ana Pereira"},"user_id":"US.12ab"}""", ["wa:US.12ab"], "US.12ab" },
        { "\"from\":\"US.12ab\",", """{"profile":{"name":"Ana Pereira"},"wa_id":"US.12ab"}""", ["wa:US.12ab"], "US.12ab" },
        { "\"from\":\"15550100200\",\"from_user_id\":\"foo_bar\",", Ana, ["wa:+15550100200"], "+15550100200" },
        { "\"from\":\"bla\",", """{"profile":{"name":"Ana Pereira"},"wa_id":"bla"}""", ["wa:bla"], "bla" },
        { "", """{"profile":{"name":"Ana Pereira"}}""", ["wa-message:wamid.A1"], null },
        { "", Ana, ["wa:+15550100200"], "+15550100200" },
    };

    [Theory, MemberData(nameof(Writers))]
    public void A_writer_is_known_by_every_id_there_is(string from, string contact, string[] threads, string? address)
    {
        var heard = HearMessage(Message("\"type\":\"text\",\"text\":{\"body\":\"hi\"}", from), contact);
        Assert.Equal(threads, heard.Threads.AsEnumerable());
        Assert.Equal(address, heard.Client.Address);
        Assert.Equal("Ana Pereira", heard.Client.Name);
    }

    [Fact]
    public void Each_of_several_writers_has_their_own_name()
    {
        var body = Messages(
            Message("\"type\":\"text\"", id: "1") + "," + Message("\"type\":\"text\"", "\"from\":\"15550100300\",", "2") + "," + Message("\"type\":\"text\"", "\"from\":\"15550100400\",", "3"),
            Ana + """,{"profile":{"name":"Bo Li"},"wa_id":"15550100300"}""");
        Assert.Equal(["Ana Pereira", "Bo Li", null], Door.Accepted(Hear(body)).Items.Cast<Inbound.FromClient>().Select(item => item.Client.Name));
    }

    [Fact]
    public void A_changed_number_is_told_on_the_old_thread_and_answers_go_to_the_new()
    {
        var heard = HearMessage(Message(""" "type":"system","system":{"type":"user_changed_number","body":"Ana changed","wa_id":"15550100777","user_id":"US.new1"} """), "");
        Assert.Equal(["wa:+15550100200", "wa:US.new1", "wa:+15550100777"], heard.Threads.AsEnumerable());
        Assert.Equal("+15550100777", heard.Client.Address);
        Assert.Equal("[system] Ana changed", heard.Message.Text);
        Assert.True(heard.Automatic);
    }
}
