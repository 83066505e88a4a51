using System.Net;

namespace Intake.Local.Tests.Sandbox;

public sealed class HubSpotRelations : IAsyncLifetime
{
    private readonly SandboxWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_second_contact_with_the_same_address_is_a_409_naming_the_first()
    {
        var id = await Contact("Kim@Example.com");

        var again = await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/contacts", """{"properties":{"email":"kim@example.com"},"associations":[]}""");
        var found = await _world.HubSpot(HttpMethod.Get, "/crm/v3/objects/contacts/kim%40example.com?idProperty=email");
        var byPhone = await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/contacts/search", """
            {"filterGroups":[{"filters":[{"propertyName":"phone","operator":"CONTAINS_TOKEN","value":"*5550100777"}]},
              {"filters":[{"propertyName":"hs_searchable_calculated_phone_number","operator":"EQ","value":"5550100777"}]}]}
            """);

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal($"Contact already exists. Existing ID: {id}", (string?)again.Json!["message"]);
        Assert.Equal("CONFLICT", (string?)again.Json["category"]);
        Assert.Equal(id, (string?)found.Json!["id"]);
        Assert.Equal(1, (int)byPhone.Json!["total"]!);
    }

    [Fact]
    public async Task A_note_belongs_to_its_ticket_by_type_228_and_to_nothing_by_another()
    {
        var ticket = await Ticket();

        var wrong = await Note(ticket, 16);
        var right = await Note(ticket, 228);
        var read = await _world.HubSpot(HttpMethod.Get, $"/crm/v3/objects/tickets/{ticket}?associations=notes");
        var listed = await _world.HubSpot(HttpMethod.Get, $"/crm/v4/objects/tickets/{ticket}/associations/notes");

        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(HttpStatusCode.Created, right.Status);
        var note = (string?)right.Json!["id"];
        Assert.Equal(note, (string?)Assert.Single(read.Json!["associations"]!["notes"]!["results"]!.AsArray())!["id"]);
        Assert.Equal(227, (int)listed.Json!["results"]![0]!["associationTypes"]![0]!["typeId"]!);
        Assert.Single((await _world.HubSpot(HttpMethod.Get, "/_state")).Json!["notes"]!.AsArray());
    }

    [Fact]
    public async Task Associating_twice_is_associating_once()
    {
        var (ticket, contact) = (await Ticket(), await Contact("lee@example.com"));
        var path = $"/crm/v4/objects/tickets/{ticket}/associations/default/contacts/{contact}";

        var first = await _world.HubSpot(HttpMethod.Put, path);
        var labelled = await _world.HubSpot(
            HttpMethod.Put, $"/crm/v4/objects/tickets/{ticket}/associations/contacts/{contact}", """[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":16}]""");
        var wrong = await _world.HubSpot(
            HttpMethod.Put, $"/crm/v4/objects/tickets/{ticket}/associations/contacts/{contact}", """[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":15}]""");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.BadRequest), (first.Status, labelled.Status, wrong.Status));
        Assert.Equal(2, (await _world.HubSpot(HttpMethod.Get, "/_state")).Json!["associations"]!.AsArray().Count);
    }

    [Fact]
    public async Task Owners_have_an_id_for_tickets_and_another_for_conversations()
    {
        var owners = await _world.HubSpot(HttpMethod.Get, "/crm/v3/owners?email=carla@example.com");
        var owner = Assert.Single(owners.Json!["results"]!.AsArray())!;

        var actor = await _world.HubSpot(HttpMethod.Get, $"/conversations/v3/conversations/actors/A-{owner["userId"]}");

        Assert.NotEqual((string?)owner["id"], owner["userId"]!.ToString());
        Assert.Equal("carla@example.com", (string?)actor.Json!["email"]);
        Assert.Equal(5, (await _world.HubSpot(HttpMethod.Get, "/crm/v3/owners")).Json!["results"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_seeded_conversation_is_read_and_answered_on_its_own_channel_only()
    {
        var seeded = await _world.HubSpot(HttpMethod.Post, "/_seed/messages", """{"threadId":"77","text":"Hello?","from":"kim@example.com","channelId":"1002"}""");
        var path = "/conversations/v3/conversations/threads/77/messages";
        var answer = """{"type":"MESSAGE","text":"Hi","attachments":[],"senderActorId":"A-8120431","channelId":"1002","channelAccountId":"4021198932","recipients":[{"deliveryIdentifiers":[{"type":"HS_EMAIL_ADDRESS","value":"kim@example.com"}]}]}""";

        var sent = await _world.HubSpot(HttpMethod.Post, path, answer);
        var elsewhere = await _world.HubSpot(HttpMethod.Post, path, answer.Replace("1002", "1007", StringComparison.Ordinal));
        var one = await _world.HubSpot(HttpMethod.Get, $"{path}/{seeded.Json!["id"]}");
        var all = await _world.HubSpot(HttpMethod.Get, path);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.BadRequest), (sent.Status, elsewhere.Status));
        Assert.Equal("SENT", (string?)sent.Json!["status"]!["statusType"]);
        Assert.Equal(("Hello?", "INCOMING"), ((string?)one.Json!["text"], (string?)one.Json["direction"]));
        Assert.Equal(2, all.Json!["results"]!.AsArray().Count);
    }

    private async Task<string> Ticket() => (string)(await _world.HubSpot(
        HttpMethod.Post, "/crm/v3/objects/tickets", """{"properties":{"subject":"Hi","hs_pipeline_stage":"1"},"associations":[]}""")).Json!["id"]!;

    private async Task<string> Contact(string email) => (string)(await _world.HubSpot(
        HttpMethod.Post, "/crm/v3/objects/contacts", $$$"""{"properties":{"email":"{{{email}}}","phone":"+15550100777"},"associations":[]}""")).Json!["id"]!;

    private Task<Reply> Note(string ticket, int type) => _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/notes", $$$"""
        {"properties":{"hs_timestamp":"1772442000000","hs_note_body":"<p>Called back</p>"},
         "associations":[{"to":{"id":"{{{ticket}}}"},"types":[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":{{{type}}}}]}]}
        """);
}
