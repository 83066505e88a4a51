using System.Diagnostics;
using System.Net;

namespace Intake.Local.Tests.Sandbox;

public sealed class FaultsAndRecords : IAsyncLifetime
{
    private const string Page = """{"channel":"C0PAGES","text":"Page"}""";

    private readonly SandboxWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_failing_vendor_refuses_as_often_as_asked_without_applying_anything()
    {
        _ = await _world.Sandbox(HttpMethod.Post, "/faults", """{"service":"hubspot","mode":"fail","status":502,"count":2,"match":"create"}""");
        const string Ticket = """{"properties":{"subject":"Hi","hs_pipeline_stage":"1"},"associations":[]}""";

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add((await _world.HubSpot(HttpMethod.Post, "/crm/v3/objects/tickets", Ticket)).Status);
        }

        Assert.Equal([HttpStatusCode.BadGateway, HttpStatusCode.BadGateway, HttpStatusCode.Created], answers);
        Assert.Single((await _world.HubSpot(HttpMethod.Get, "/_state")).Json!["tickets"]!.AsArray());
        Assert.Equal([false, false, true], (await _world.Outbox()).Select(entry => (bool)entry!["accepted"]!));
        Assert.Single(await _world.Outbox("?service=hubspot&accepted=true"));
        Assert.Empty((await _world.Sandbox(HttpMethod.Get, "/faults")).Json!.AsArray());
    }

    [Fact]
    public async Task An_outage_ends_when_the_clock_says_so()
    {
        _ = await _world.Sandbox(HttpMethod.Post, "/faults", """{"service":"slack","mode":"fail","until":"2026-03-02T10:00:00Z"}""");

        var during = await _world.Slack("chat.postMessage", Page);
        _world.Clock.Advance(TimeSpan.FromHours(1));
        var after = await _world.Slack("chat.postMessage", Page);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, false), (during.Status, (bool)during.Json!["ok"]!));
        Assert.True((bool)after.Json!["ok"]!);
    }

    [Fact]
    public async Task Each_vendor_rate_limits_in_its_own_way()
    {
        foreach (var service in (string[])["hubspot", "slack", "whatsapp", "sms", "email"])
        {
            _ = await _world.Sandbox(HttpMethod.Post, "/faults", $$"""{"service":"{{service}}","mode":"rate-limit"}""");
        }

        var hubspot = await _world.HubSpot(HttpMethod.Get, "/crm/v3/owners");
        var slack = await _world.Slack("chat.postMessage", Page);
        var whatsapp = await _world.WhatsApp("{}");

        Assert.Equal(("TEN_SECONDLY_ROLLING", "RATE_LIMIT", "RATE_LIMITS"), ((string?)hubspot.Json!["policyName"], (string?)hubspot.Json["errorType"], (string?)hubspot.Json["category"]));
        Assert.Null(hubspot.Headers.RetryAfter);
        Assert.Equal(("ratelimited", TimeSpan.FromSeconds(30)), ((string?)slack.Json!["error"], slack.Headers.RetryAfter!.Delta));
        Assert.Equal(130429, (int)whatsapp.Json!["error"]!["code"]!);
        Assert.All([hubspot, slack, whatsapp, await _world.Email("{}"), await _world.Send(HttpMethod.Post, "/sandbox/acs/sms", "{}")],
            reply => Assert.Equal(HttpStatusCode.TooManyRequests, reply.Status));
    }

    [Fact]
    public async Task A_lost_answer_has_been_applied_and_recorded()
    {
        _ = await _world.Sandbox(HttpMethod.Post, "/faults", """{"service":"slack","mode":"drop-response","count":1}""");

        _ = await Assert.ThrowsAnyAsync<HttpRequestException>(() => _world.Slack("chat.postMessage", Page));

        Assert.True((bool)Assert.Single(await _world.Outbox())!["accepted"]!);
        Assert.Single((await _world.Slack("conversations.history", """{"channel":"C0PAGES"}""")).Json!["messages"]!.AsArray());
    }

    [Fact]
    public async Task A_slow_vendor_takes_real_time_and_then_does_it()
    {
        _ = await _world.Sandbox(HttpMethod.Post, "/faults", """{"service":"slack","mode":"delay","delay":"PT0.2S"}""");
        var watch = Stopwatch.StartNew();

        Assert.True((bool)(await _world.Slack("chat.postMessage", Page)).Json!["ok"]!);

        Assert.True(watch.Elapsed > TimeSpan.FromMilliseconds(150));
    }

    [Theory]
    [InlineData("""{"service":"fax","mode":"fail"}""")]
    [InlineData("""{"service":"slack","mode":"sulk"}""")]
    [InlineData("""{"service":"slack","mode":"fail","count":0}""")]
    [InlineData("""{"service":"slack","mode":"fail","until":"soon"}""")]
    [InlineData("""{"service":"slack","mode":"delay","delay":"5"}""")]
    public async Task A_fault_nobody_could_act_on_is_refused(string rule) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _world.Sandbox(HttpMethod.Post, "/faults", rule)).Status);

    [Fact]
    public async Task The_outbox_is_in_order_tells_everything_and_forgets_on_request()
    {
        _ = await _world.Slack("chat.postMessage", Page);
        _ = await _world.Email("""{"From":"support@example.com","To":"kim@example.com","Subject":"Hi","TextBody":"x"}""");

        var all = await _world.Outbox();
        var later = await _world.Outbox($"?since={all[0]!["n"]}");

        Assert.Equal(["slack", "email"], all.Select(entry => (string?)entry!["service"]));
        Assert.Equal(
            ["accepted", "at", "n", "operation", "request", "response", "service", "status", "summary", "target"], HubSpotTickets.Keys(all[0]));
        Assert.Equal("2026-03-02T09:00:00.000Z", (string?)all[0]!["at"]);
        Assert.Equal("Page", (string?)all[0]!["request"]!["text"]);
        Assert.Equal("email", (string?)Assert.Single(later)!["service"]);

        _ = await _world.Sandbox(HttpMethod.Delete, "/outbox");
        Assert.Empty(await _world.Outbox());
    }

    [Fact]
    public async Task What_was_received_survives_a_restart()
    {
        var path = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.db");
        for (var life = 1; life <= 2; life++)
        {
            var world = new SandboxWorld();
            world.Options.DatabasePath = path;
            await world.InitializeAsync();
            Assert.Equal($"1772442000.00000{life - 1}", (string?)(await world.Slack("chat.postMessage", Page)).Json!["ts"]);
            Assert.Equal(life, (await world.Outbox()).Count);
            await world.DisposeAsync();
        }

        File.Delete(path);
    }
}
