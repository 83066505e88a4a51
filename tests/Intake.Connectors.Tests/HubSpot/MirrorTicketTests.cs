using Intake.Connectors.Tests.Outbound;
using Intake.Tickets;
using Microsoft.Extensions.Time.Testing;
using static Intake.Connectors.Tests.HubSpot.CannedPortal;

namespace Intake.Connectors.Tests.HubSpot;

public sealed class MirrorTicketTests
{
    [Fact]
    public async Task A_ticket_is_written_whole_under_our_id_so_that_twice_makes_one()
    {
        var portal = Ready.On(Upsert, Written);

        Assert.Equal(new Outcome.Delivered("990"), await Send(portal, Whole));

        Assert.Equal("Bearer pat-1", portal.Last.Headers["Authorization"]);
        portal.Only(Upsert).Says(
            """
            { "inputs": [ {
              "id": "t1", "idProperty": "intake_ticket_id",
              "properties": {
                "intake_ticket_id": "t1", "subject": "Ana: lost luggage", "content": "My luggage is lost.\n\nSource: WhatsApp +15550100",
                "hs_pipeline": "74", "hs_pipeline_stage": "148", "hs_ticket_priority": "HIGH", "hubspot_owner_id": "512" } } ] }
            """);
    }

    [Fact]
    public async Task A_ticket_HubSpot_made_is_changed_by_its_own_id_or_it_would_get_a_twin()
    {
        var portal = Ready.On(Update, """{"id":"990","properties":{}}""");

        Assert.Equal(new Outcome.Delivered("990"), await Send(portal, Whole with { Owner = null }, Known));

        portal.Only(Update).Says(
            """
            { "properties": {
              "intake_ticket_id": "t1", "subject": "Ana: lost luggage", "content": "My luggage is lost.\n\nSource: WhatsApp +15550100",
              "hs_pipeline": "74", "hs_pipeline_stage": "148", "hs_ticket_priority": "HIGH", "hubspot_owner_id": "" } }
            """);
    }

    [Fact]
    public async Task What_the_portal_calls_things_is_looked_up_in_order_and_once()
    {
        var portal = Ready.On(Upsert, Written);
        var mirror = Mirror(portal);

        await mirror.Send(Whole with { Urgency = Urgency.Emergency }, Given.First, Playbook, default);
        await mirror.Send(Whole with { Urgency = Urgency.Emergency }, Given.First, Playbook, default);

        Assert.Equal([TicketProperty, NoteProperty, Pipelines, Priority, Owners, Upsert, Upsert], portal.Asked);
    }

    [Theory]
    [InlineData(Urgency.NonUrgent, "LOW")]
    [InlineData(Urgency.TimeSensitive, "MEDIUM")]
    [InlineData(Urgency.Urgent, "HIGH")]
    [InlineData(Urgency.Emergency, "URGENT")]
    public async Task Urgency_becomes_a_priority(Urgency urgency, string priority)
    {
        var portal = Ready.On(Upsert, Written);

        await Send(portal, Whole with { Urgency = urgency });

        Assert.Equal(priority, Property(portal, "hs_ticket_priority"));
    }

    [Fact]
    public async Task An_older_portal_knows_no_urgent_priority()
    {
        var portal = new CannedProvider().On(Priority, """{"options":[{"value":"LOW"},{"value":"MEDIUM"},{"value":"HIGH"}]}""")
            .On(TicketProperty, "{}").On(NoteProperty, "{}").On(Pipelines, OnePipeline).On(Owners, """{"results":[]}""").On(Upsert, Written);

        await Send(portal, Whole with { Urgency = Urgency.Emergency });

        Assert.Equal("HIGH", Property(portal, "hs_ticket_priority"));
    }

    [Theory]
    [InlineData("new", "148")]
    [InlineData("final", "149")]
    public async Task A_stage_is_known_by_its_label_however_it_is_typed(string stage, string id)
    {
        var portal = Ready.On(Upsert, Written);

        await Send(portal, Whole with { Stage = stage });

        Assert.Equal(id, Property(portal, "hs_pipeline_stage"));
    }

    [Fact]
    public async Task A_stage_the_portal_does_not_have_waits_for_whoever_can_add_it()
    {
        Assert.Equal(
            "HubSpot has no stage labelled 'Nowhere' in a ticket pipeline labelled 'Customer support pipeline'",
            (await Send(Ready, Whole with { Stage = "lost" })).In(60).Why);
    }

    [Fact]
    public async Task And_is_found_once_it_is_there()
    {
        var portal = new CannedProvider().On(TicketProperty, "{}").On(NoteProperty, "{}").On(Owners, """{"results":[]}""").On(Upsert, Written)
            .On(Pipelines, OnePipeline).On(Pipelines, OnePipeline.Replace("\"NEW\"", "\"NOWHERE\"", StringComparison.Ordinal));
        var mirror = Mirror(portal);

        (await mirror.Send(Whole with { Stage = "lost" }, Given.First, Playbook, default)).In(60);
        Assert.IsType<Outcome.Delivered>(await mirror.Send(Whole with { Stage = "lost" }, Given.First, Playbook, default));
    }

    [Fact]
    public async Task An_owner_HubSpot_does_not_know_is_left_out_and_looked_for_again_later()
    {
        var portal = new CannedProvider().On(TicketProperty, "{}").On(NoteProperty, "{}").On(Pipelines, OnePipeline).On(Upsert, Written)
            .On(Owners, """{"results":[]}""").On(Owners, """{"results":[{"id":"512","email":"ben@example.com"}]}""");
        var clock = new FakeTimeProvider(Given.Now.ToDateTimeOffset());
        var mirror = Mirror(portal, clock);

        await mirror.Send(Whole, Given.First, Playbook, default);
        Assert.Null(Property(portal, "hubspot_owner_id"));
        await mirror.Send(Whole, Given.First, Playbook, default);
        Assert.Null(Property(portal, "hubspot_owner_id"));
        clock.Advance(TimeSpan.FromMinutes(10));
        await mirror.Send(Whole, Given.First, Playbook, default);
        Assert.Equal("512", Property(portal, "hubspot_owner_id"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("somebody")]
    public async Task Nobody_is_asked_about_an_owner_we_do_not_know_ourselves(string? owner)
    {
        var portal = Ready.On(Upsert, Written);

        await Send(portal, Whole with { Owner = owner });

        Assert.DoesNotContain(Owners, portal.Asked);
        Assert.Null(Property(portal, "hubspot_owner_id"));
    }

    [Fact]
    public async Task A_long_content_is_cut_and_keeps_its_source()
    {
        var portal = Ready.On(Upsert, Written);

        await Send(portal, Whole with { Content = new string('a', 70_000) });

        var content = Property(portal, "content")!;
        Assert.Equal(65_536, content.Length);
        Assert.EndsWith("a\n[cut: the whole text is in Intake]\n\nSource: WhatsApp +15550100", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_that_changed_is_read_again_once()
    {
        const string Invalid =
            """{"status":"error","message":"Property values were not valid: [{\"isValid\":false,\"message\":\"148 was not one of the allowed options\",\"error\":\"INVALID_OPTION\",\"name\":\"hs_pipeline_stage\"}]","category":"VALIDATION_ERROR"}""";
        var portal = new CannedProvider().On(TicketProperty, "{}").On(NoteProperty, "{}").On(Owners, """{"results":[]}""")
            .On(Pipelines, OnePipeline).On(Pipelines, OnePipeline.Replace("148", "200", StringComparison.Ordinal))
            .On(Upsert, Invalid, 400).On(Upsert, Written);

        Assert.Equal(new Outcome.Delivered("990"), await Send(portal, Whole));
        Assert.Equal("200", Property(portal, "hs_pipeline_stage"));

        var stubborn = Ready.On(Upsert, Invalid, 400);
        Assert.Equal("HubSpot answered 400 VALIDATION_ERROR INVALID_OPTION hs_pipeline_stage", (await Send(stubborn, Whole)).RefusedWhy());
        Assert.Equal(2, stubborn.Asked.Count(asked => asked == Upsert));
    }

    [Fact]
    public async Task Properties_that_are_missing_are_made_where_their_neighbours_are()
    {
        var portal = Ready.On(Upsert, Written);
        var empty = new CannedProvider()
            .On(TicketProperty, """{"category":"OBJECT_NOT_FOUND"}""", 404).On("GET /crm/v3/properties/tickets/subject", """{"groupName":"ticketinformation"}""")
            .On("POST /crm/v3/properties/tickets", "{}", 201)
            .On(NoteProperty, "", 404).On("GET /crm/v3/properties/notes/hs_note_body", """{"groupName":"note"}""").On("POST /crm/v3/properties/notes", "{}", 409);

        Assert.Null(await Mirror(empty).EnsureProperties(1, default));
        Assert.Null(await Mirror(portal).EnsureProperties(1, default));

        empty.Only("POST /crm/v3/properties/tickets").Says(
            """
            { "name": "intake_ticket_id", "label": "Intake ticket", "type": "string", "fieldType": "text", "groupName": "ticketinformation",
              "description": "Written by Intake, which knows its records by it. Do not change.", "hasUniqueValue": true }
            """);
        Assert.Equal("note", (string?)empty.Only("POST /crm/v3/properties/notes").Json["groupName"]);
    }

    [Fact]
    public async Task A_batch_partly_refused_is_judged_by_its_input()
    {
        static string Partly(string category) =>
            $$"""{"status":"COMPLETE","results":[],"numErrors":1,"errors":[{"status":"error","category":"{{category}}","message":"Ana was refused"}]}""";

        Assert.Equal("HubSpot answered 400 VALIDATION_ERROR", (await Send(Ready.On(Upsert, Partly("VALIDATION_ERROR"), 207), Whole)).RefusedWhy());
        Assert.Equal("HubSpot answered 409 CONFLICT", (await Send(Ready.On(Upsert, Partly("CONFLICT"), 207), Whole)).RefusedWhy());
        (await Send(Ready.On(Upsert, Partly("RATE_LIMITS"), 207), Whole)).In(15);
        (await Send(Ready.On(Upsert, Partly("MISSING_SCOPES"), 207), Whole)).In(60);
        (await Send(Ready.On(Upsert, Partly("SOMETHING_NEW"), 207), Whole)).In(15);
    }

    private static Task<Outcome> Send(CannedProvider portal, Effect.MirrorTicket effect, Sending? sending = null) =>
        Mirror(portal).Send(effect, sending ?? Given.First, Playbook, default);

    private static string? Property(CannedProvider portal, string name) => (string?)portal.Last.Json["inputs"]![0]!["properties"]![name];
}
