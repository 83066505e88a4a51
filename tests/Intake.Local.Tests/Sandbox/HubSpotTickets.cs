using System.Net;
using System.Text.Json.Nodes;

namespace Intake.Local.Tests.Sandbox;

public sealed class HubSpotTickets : IAsyncLifetime
{
    private const string Upsert = """
        {"inputs":[{"idProperty":"intake_ticket_id","id":"T-1","properties":{"subject":"Lost luggage","hs_pipeline":"74120583","hs_pipeline_stage":"148730944"}}]}
        """;

    private readonly SandboxWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Without_a_token_HubSpot_says_401_in_its_own_form()
    {
        var reply = await _world.Send(HttpMethod.Get, "/sandbox/hubspot/crm/v3/owners", null);

        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal(["category", "correlationId", "message", "status"], Keys(reply.Json));
        Assert.Equal("INVALID_AUTHENTICATION", (string?)reply.Json!["category"]);
    }

    [Fact]
    public async Task An_upsert_creates_once_and_then_updates_the_same_ticket()
    {
        await _world.MakeUniqueProperty();

        var first = await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets/batch/upsert", Upsert);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets/batch/upsert", Upsert.Replace("Lost", "Found", StringComparison.Ordinal));

        var (created, updated) = (first.Json!["results"]![0]!, second.Json!["results"]![0]!);
        Assert.Equal((true, false), ((bool)created["new"]!, (bool)updated["new"]!));
        Assert.Equal((string?)created["id"], (string?)updated["id"]);
        Assert.Equal("T-1", (string?)created["properties"]!["intake_ticket_id"]);
        Assert.Equal("2026-03-02T09:00:00.000Z", (string?)updated["createdAt"]);
        Assert.Equal("2026-03-02T09:01:00.000Z", (string?)updated["properties"]!["hs_lastmodifieddate"]);
        var state = (await _world.HubSpot(HttpMethod.Get, "/_state")).Json!;
        Assert.Equal("Found luggage", (string?)Assert.Single(state["tickets"]!.AsArray())!["properties"]!["subject"]);
    }

    [Fact]
    public async Task The_unique_property_is_there_only_once_the_app_has_made_it()
    {
        var before = await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets/batch/upsert", Upsert);
        Assert.Equal(HttpStatusCode.NotFound, (await _world.HubSpot(HttpMethod.Get, "/crm/v3/properties/tickets/intake_ticket_id")).Status);

        await _world.MakeUniqueProperty();
        var read = await _world.HubSpot(HttpMethod.Get, "/crm/v3/properties/tickets/intake_ticket_id");

        Assert.Equal(HttpStatusCode.BadRequest, before.Status);
        Assert.True((bool)read.Json!["hasUniqueValue"]!);
        var again = await _world.HubSpot(HttpMethod.Post, "/crm/v3/properties/tickets", """
            {"name":"intake_ticket_id","label":"Again","type":"string","fieldType":"text","groupName":"ticketinformation"}
            """);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
    }

    [Theory]
    [InlineData("bogus_prop", "x", "PROPERTY_DOESNT_EXIST")]
    [InlineData("hs_pipeline_stage", "REQUIRES SUPPORT", "INVALID_OPTION")]
    [InlineData("hs_pipeline_stage", "1", "INVALID_OPTION")]
    [InlineData("hs_pipeline", "9", "INVALID_OPTION")]
    [InlineData("hubspot_owner_id", "8120431", "INVALID_OWNER_ID")]
    [InlineData("hs_ticket_priority", "high", "INVALID_OPTION")]
    [InlineData("hs_object_id", "5", "READ_ONLY_VALUE")]
    [InlineData("closed_date", "tomorrow", "INVALID_DATE")]
    public async Task A_wrong_value_refuses_the_whole_ticket_and_says_why_inside_the_message(string property, string value, string error)
    {
        var properties = new JsonObject { ["subject"] = "Hi", ["hs_pipeline"] = "74120583", ["hs_pipeline_stage"] = "148730944" };
        properties[property] = value;

        var reply = await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets", new JsonObject { ["properties"] = properties, ["associations"] = new JsonArray() }.ToJsonString());

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(["category", "correlationId", "message", "status"], Keys(reply.Json));
        var message = (string)reply.Json!["message"]!;
        Assert.StartsWith("Property values were not valid: [", message, StringComparison.Ordinal);
        var problem = Assert.Single(JsonNode.Parse(message[message.IndexOf('[', StringComparison.Ordinal)..])!.AsArray())!;
        Assert.Equal(["error", "isValid", "message", "name"], Keys(problem));
        Assert.Equal((error, property), ((string?)problem["error"], (string?)problem["name"]));
        Assert.Empty((await _world.HubSpot(HttpMethod.Get, "/_state")).Json!["tickets"]!.AsArray());
        Assert.False((bool)Assert.Single(await _world.Outbox())!["accepted"]!);
    }

    [Fact]
    public async Task A_ticket_needs_a_subject_and_a_stage()
    {
        var reply = await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets", """{"properties":{"subject":"Hi"},"associations":[]}""");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("hs_pipeline_stage", (string?)reply.Json!["context"]!["properties"]![0]);
    }

    [Fact]
    public async Task A_second_ticket_cannot_take_a_unique_value()
    {
        await _world.MakeUniqueProperty();
        var ticket = """{"properties":{"subject":"Hi","hs_pipeline_stage":"1","intake_ticket_id":"T-1"},"associations":[]}""";

        var first = await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets", ticket);
        var second = await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets", ticket);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.BadRequest), (first.Status, second.Status));
        Assert.Contains("CONFLICTING_UNIQUE_VALUE", (string?)second.Json!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_trace_ids_the_good_inputs_are_kept_and_the_answer_is_207()
    {
        var reply = await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets/batch/create", """
            {"inputs":[
              {"objectWriteTraceId":"a","properties":{"subject":"Good","hs_pipeline_stage":"1"}},
              {"objectWriteTraceId":"b","properties":{"subject":"Bad","hs_pipeline_stage":"nine"}}]}
            """);

        Assert.Equal(HttpStatusCode.MultiStatus, reply.Status);
        Assert.Equal(["completedAt", "errors", "numErrors", "results", "startedAt", "status"], Keys(reply.Json));
        Assert.Equal("b", (string?)reply.Json!["errors"]![0]!["context"]!["objectWriteTraceId"]![0]);
        Assert.Equal("a", (string?)Assert.Single(reply.Json["results"]!.AsArray())!["objectWriteTraceId"]);
    }

    [Fact]
    public async Task A_ticket_is_found_by_search_by_its_unique_property_and_by_its_id_until_it_is_archived()
    {
        await _world.MakeUniqueProperty();
        var id = (string)(await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets/batch/upsert", Upsert)).Json!["results"]![0]!["id"]!;

        var search = await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets/search", """
            {"filterGroups":[{"filters":[{"propertyName":"intake_ticket_id","operator":"IN","values":["t-1"]},
              {"propertyName":"createdate","operator":"GTE","value":"1772442000000"}]}],"properties":["subject"],"limit":10,"after":"","sorts":[]}
            """);
        var byProperty = await _world.HubSpot(HttpMethod.Get, "/crm/v3/objects/tickets/T-1?idProperty=intake_ticket_id&properties=intake_ticket_id,subject");
        var patched = await _world.HubSpot(HttpMethod.Patch, "/crm/v3/objects/tickets/T-1?idProperty=intake_ticket_id", """{"properties":{"hs_pipeline_stage":"148731342"}}""");
        var read = await _world.HubSpot(HttpMethod.Get, $"/crm/v3/objects/tickets/{id}?properties=closed_date");
        var gone = await _world.HubSpot(HttpMethod.Delete, $"/crm/v3/objects/tickets/{id}");

        Assert.Equal(id, (string?)Assert.Single(search.Json!["results"]!.AsArray())!["id"]);
        Assert.Equal("T-1", (string?)byProperty.Json!["properties"]!["intake_ticket_id"]);
        Assert.Equal("148731342", (string?)patched.Json!["properties"]!["hs_pipeline_stage"]);
        Assert.Equal("2026-03-02T09:00:00.000Z", (string?)read.Json!["properties"]!["closed_date"]);
        Assert.Equal(HttpStatusCode.NoContent, gone.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _world.HubSpot(HttpMethod.Get, $"/crm/v3/objects/tickets/{id}")).Status);
    }

    [Fact]
    public async Task The_support_pipeline_names_its_seven_stages_and_numbers_them_opaquely()
    {
        var pipelines = (await _world.HubSpot(HttpMethod.Get, "/crm/v3/pipelines/tickets")).Json!["results"]!.AsArray();

        var support = pipelines.Single(pipeline => (string?)pipeline!["label"] == "Customer Support Pipeline")!;
        Assert.Equal(
            ["NEW", "REQUIRES SUPPORT", "PLAN INITIATED", "ACTION REQUIRED BY PYGMY ELEPHANT", "PLAN FINALIZED – PENDING EXECUTION", "INVOICING", "CLOSED"],
            support["stages"]!.AsArray().Select(stage => (string?)stage!["label"]));
        Assert.All(support["stages"]!.AsArray(), stage => Assert.True(((string)stage!["id"]!).Length > 5));
        Assert.Equal("CLOSED", (string?)support["stages"]![6]!["metadata"]!["ticketState"]);
        Assert.Contains(pipelines, pipeline => (string?)pipeline!["id"] == "0");
    }

    [Fact]
    public async Task A_batch_read_names_what_is_missing_in_a_207()
    {
        var reply = await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets/batch/read", """{"properties":["subject"],"inputs":[{"id":"123"}]}""");

        Assert.Equal(HttpStatusCode.MultiStatus, reply.Status);
        Assert.Equal("123", (string?)reply.Json!["errors"]![0]!["context"]!["ids"]![0]);
        Assert.Empty(await _world.Outbox());
    }

    internal static string[] Keys(JsonNode? node) => [.. node!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal)];
}
