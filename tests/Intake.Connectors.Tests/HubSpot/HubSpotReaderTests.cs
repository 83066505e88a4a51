using Intake.Connectors.HubSpot;
using Intake.Connectors.Tests.Outbound;
using NodaTime;
using static Intake.Connectors.Tests.HubSpot.CannedPortal;

namespace Intake.Connectors.Tests.HubSpot;

public sealed class HubSpotReaderTests
{
    private const string ReadTicket =
        "GET /crm/v3/objects/tickets/990?properties=intake_ticket_id,subject,content,hs_pipeline_stage,hubspot_owner_id,source_type,createdate,hs_ticket_priority";

    private const string Message = "GET /conversations/v3/conversations/threads/11/messages/m1";
    private const string Thread = "GET /conversations/v3/conversations/threads/11?association=TICKET";
    private const string Owner = "GET /crm/v3/owners/512";

    private const string ThreadOfTicket =
        """{"id":"11","originalChannelId":"1007","associatedContactId":"777","threadAssociations":{"associatedTicketId":"990"}}""";

    [Fact]
    public async Task A_ticket_is_read_in_our_words()
    {
        var portal = Ready.On(Owner, """{"id":"512","email":"ben@example.com"}""").On(
            ReadTicket,
            """
            {"id":"990","properties":{"intake_ticket_id":null,"subject":"Lost","content":"Help","hs_pipeline_stage":"149","hubspot_owner_id":"512",
             "source_type":"CHAT","createdate":"2026-03-02T14:59:58.120Z"}}
            """);

        var found = Assert.IsType<Fetched<HubSpotTicket>.Found>(await Reader(portal).FetchTicket("990", 1, default));

        Assert.Equal(
            new HubSpotTicket("990", null, "Lost", "Help", "PLAN FINALIZED – PENDING EXECUTION", "ben", "CHAT", Given.Now - Duration.FromMilliseconds(1880), Owned: true),
            found.Value);
    }

    [Fact]
    public async Task A_bare_ticket_asks_for_nothing_more()
    {
        var portal = new CannedProvider().On(ReadTicket, """{"id":"990","properties":{"intake_ticket_id":"t1","hubspot_owner_id":""},"createdAt":"2026-03-02T15:00:00Z"}""");

        var found = Assert.IsType<Fetched<HubSpotTicket>.Found>(await Reader(portal).FetchTicket("990", 1, default));

        Assert.Equal(new HubSpotTicket("990", "t1", null, null, null, null, null, Given.Now), found.Value);
        Assert.Equal([ReadTicket], portal.Asked);
    }

    [Fact]
    public async Task A_clients_message_comes_with_who_wrote_it_and_where_it_belongs()
    {
        var portal = new CannedProvider().On(Thread, ThreadOfTicket).On(
            Message,
            """
            {"id":"m1","type":"MESSAGE","direction":"INCOMING","text":"Help","channelId":"1007","createdAt":"2026-03-02T15:00:00Z","truncationStatus":"NOT_TRUNCATED",
             "senders":[{"actorId":"V-777","name":"Ana","deliveryIdentifier":{"type":"HS_PHONE_NUMBER","value":"+15550100"}}]}
            """);

        var message = await Found(portal);

        Assert.Equal(new ConversationMessage("11", "m1", "MESSAGE", "INCOMING", "Help", "V-777", "Ana", null, "+15550100", "1007", Given.Now, "990", "777"), message);
        Assert.True(message.FromClient);
        Assert.Equal([Message, Thread], portal.Asked);
    }

    [Fact]
    public async Task An_agents_reply_is_completed_by_what_HubSpot_knows_of_the_agent()
    {
        var portal = new CannedProvider().On(Thread, """{"id":"11"}""")
            .On("GET /conversations/v3/conversations/actors/A-812", """{"id":"A-812","name":"Ben Brook","email":"ben@example.com"}""")
            .On(Message, """{"type":"MESSAGE","direction":"OUTGOING","text":"Hello","senders":[{"actorId":"A-812"}]}""");

        var message = await Found(portal);

        Assert.Equal(("Ben Brook", "ben@example.com", false), (message.SenderName, message.SenderEmail, message.FromClient));
        Assert.Null(message.TicketHubSpotId);
    }

    [Fact]
    public async Task A_visitor_nobody_knows_stays_unknown()
    {
        var portal = new CannedProvider().On(Thread, "{}").On("GET /conversations/v3/conversations/actors/V-1", "{}", 404)
            .On(Message, """{"type":"MESSAGE","direction":"INCOMING","text":"Hi","senders":[{"actorId":"V-1","name":""}]}""");

        Assert.Equal((null, null, "V-1"), ((await Found(portal)) is var m ? (m.SenderName, m.SenderEmail, m.SenderActor) : default));
    }

    [Theory]
    [InlineData("""{"type":"COMMENT","text":"note"}""")]
    [InlineData("""{"type":"ASSIGNMENT"}""")]
    [InlineData("""{"type":"MESSAGE","direction":"OUTGOING"}""")]
    public async Task Whatever_else_happens_in_a_thread_is_not_the_client(string message) =>
        Assert.False((await Found(new CannedProvider().On(Thread, "{}").On(Message, message))).FromClient);

    [Theory] // TS-C2: only a person's answer ends a client's waiting; a chatbot's "we will be with you shortly" does not.
    [InlineData("A-812", true)]
    [InlineData("E-ben@example.com", true)]
    [InlineData("B-5", false)]
    [InlineData("S-hubspot", false)]
    [InlineData("I-52674089", false)]
    [InlineData("L-9", false)]
    public async Task What_HubSpots_programs_write_is_no_agents_answer(string actor, bool agent)
    {
        var portal = new CannedProvider().On(Thread, "{}").On($"GET /conversations/v3/conversations/actors/{Uri.EscapeDataString(actor)}", "{}", 404)
            .On(Message, $$"""{"type":"MESSAGE","direction":"OUTGOING","text":"We will be with you shortly","senders":[{"actorId":"{{actor}}"}]}""");

        Assert.Equal(agent, (await Found(portal)).FromAgent);
    }

    [Theory]
    [InlineData(200, "the whole of it")]
    [InlineData(404, "the wh")]
    public async Task A_shortened_message_is_read_whole_if_HubSpot_still_has_it(int status, string text)
    {
        var portal = new CannedProvider().On(Thread, "{}").On(Message, """{"type":"MESSAGE","text":"the wh","truncationStatus":"TRUNCATED"}""")
            .On(Message + "/original-content", """{"text":"the whole of it"}""", status);

        Assert.Equal(text, (await Found(portal)).Text);
    }

    [Theory]
    [InlineData(Message)]
    [InlineData(Thread)]
    public async Task A_look_that_fails_is_tried_again(string step)
    {
        var portal = new CannedProvider().On(Message, "{}", step == Message ? 503 : 200).On(Thread, "{}", step == Thread ? 503 : 200);

        var later = Assert.IsType<Fetched<ConversationMessage>.TryAgain>(await Reader(portal).FetchMessage("11", "m1", 2, default));

        Assert.Equal(Given.Now + Duration.FromSeconds(30), later.At);
    }

    [Fact]
    public async Task What_is_not_there_is_gone()
    {
        var portal = new CannedProvider().On(Message, """{"category":"OBJECT_NOT_FOUND"}""", 404).On(ReadTicket, "{}", 404);

        Assert.Equal(
            "HubSpot answered 404 OBJECT_NOT_FOUND", Assert.IsType<Fetched<ConversationMessage>.Gone>(await Reader(portal).FetchMessage("11", "m1", 1, default)).Why);
        Assert.IsType<Fetched<HubSpotTicket>.Gone>(await Reader(portal).FetchTicket("990", 1, default));
    }

    [Fact]
    public async Task A_stage_has_its_label_back()
    {
        var portal = Ready;
        var reader = Reader(portal);

        Assert.Equal(new Fetched<string>.Found("NEW"), await reader.StageName("148", 1, default));
        Assert.Equal(new Fetched<string>.Found("Closed"), await reader.StageName("4", 1, default));
        Assert.Equal([Pipelines], portal.Asked);
        Assert.IsType<Fetched<string>.Gone>(await reader.StageName("999", 1, default));
        Assert.Equal([Pipelines, Pipelines], portal.Asked);
    }

    [Fact]
    public async Task An_owner_is_one_of_us_by_the_address()
    {
        var portal = new CannedProvider().On(Owner, """{"id":"512","email":"BEN@example.com"}""").On("GET /crm/v3/owners/600", """{"email":"x@y.z"}""")
            .On("GET /crm/v3/owners/700", "{}", 404);
        var reader = Reader(portal);

        Assert.Equal(new Fetched<Intake.OnCall.Person>.Found(Ben), await reader.OwnerPerson("512", 1, default));
        Assert.Equal(new Fetched<Intake.OnCall.Person>.Found(Ben), await reader.OwnerPerson("512", 1, default));
        Assert.Single(portal.Requests);
        Assert.IsType<Fetched<Intake.OnCall.Person>.Gone>(await reader.OwnerPerson("600", 1, default));
        Assert.IsType<Fetched<Intake.OnCall.Person>.Gone>(await reader.OwnerPerson("700", 1, default));
    }

    private static async Task<ConversationMessage> Found(CannedProvider portal) =>
        Assert.IsType<Fetched<ConversationMessage>.Found>(await Reader(portal).FetchMessage("11", "m1", 1, default)).Value;
}
