using Intake.Connectors.Tests.Outbound;
using Intake.Tickets;
using static Intake.Connectors.Tests.HubSpot.CannedPortal;

namespace Intake.Connectors.Tests.HubSpot;

/// <summary>What HubSpot may answer to a write, and what becomes of it.</summary>
public sealed class HubSpotOutcomeTests
{
    [Theory]
    [InlineData(401, "EXPIRED_AUTHENTICATION", 60)]
    [InlineData(403, "MISSING_SCOPES", 60)]
    [InlineData(408, "X", 15)]
    [InlineData(423, "LOCKED", 15)]
    [InlineData(477, "X", 15)]
    [InlineData(429, "RATE_LIMITS", 15)]
    [InlineData(500, "SERVER_ERROR", 15)]
    [InlineData(502, "X", 15)]
    [InlineData(504, "X", 15)]
    [InlineData(521, "X", 15)]
    public async Task What_passes_or_can_be_repaired_is_tried_again(int status, string category, int seconds) =>
        Assert.StartsWith($"HubSpot answered {status} {category}", (await Send(Ready.On(Upsert, $$"""{"category":"{{category}}"}""", status))).In(seconds).Why, StringComparison.Ordinal);

    [Theory]
    [InlineData(400, "VALIDATION_ERROR")]
    [InlineData(404, "OBJECT_NOT_FOUND")]
    [InlineData(409, "CONFLICT")]
    [InlineData(415, "VALIDATION_ERROR")]
    public async Task What_will_not_change_is_refused_in_codes(int status, string category) =>
        Assert.Equal(
            $"HubSpot answered {status} {category}",
            (await Send(Ready.On(Upsert, $$"""{"category":"{{category}}","message":"Ana: lost luggage is invalid"}""", status))).RefusedWhy());

    [Theory]
    [InlineData("TEN_SECONDLY_ROLLING", 1, 10)]
    [InlineData("TEN_SECONDLY_ROLLING", 3, 30)]
    [InlineData("SECONDLY", 1, 1)]
    [InlineData("SECONDLY", 4, 4)]
    [InlineData("DAILY", 1, 900)]
    [InlineData("NEW_POLICY", 1, 15)]
    public async Task A_rate_limit_pauses_as_long_as_its_policy_asks(string policy, int attempt, int seconds) =>
        (await Send(Ready.On(Upsert, $$"""{"errorType":"RATE_LIMIT","policyName":"{{policy}}"}""", 429), Given.First with { Attempt = attempt })).In(seconds);

    [Fact]
    public async Task Unless_HubSpot_says_how_long() =>
        (await Send(Ready.On(Upsert, """{"policyName":"DAILY"}""", 429, retryAfter: "7"))).In(7);

    [Theory]
    [InlineData("<html>", 200)]
    [InlineData("[]", 200)]
    [InlineData("{}", 200)]
    [InlineData("""{"results":[{}]}""", 200)]
    public async Task An_answer_without_a_record_is_not_believed(string body, int status) =>
        Assert.Equal("HubSpot answered without a record", (await Send(Ready.On(Upsert, body, status))).In(15).Why);

    [Theory]
    [InlineData(TicketProperty)]
    [InlineData(Pipelines)]
    [InlineData(Priority)]
    [InlineData(Owners)]
    public async Task A_look_up_that_fails_is_tried_again_and_nothing_is_written(string lookUp)
    {
        var portal = new CannedProvider();
        foreach (var (path, answer) in new[] { (TicketProperty, "{}"), (NoteProperty, "{}"), (Pipelines, OnePipeline), (Priority, "{}"), (Owners, "{}") })
        {
            portal.On(path, answer, path == lookUp ? 503 : 200);
        }

        (await Send(portal)).In(15);
        Assert.DoesNotContain(Upsert, portal.Asked);
    }

    private static Task<Outcome> Send(CannedProvider portal, Sending? sending = null) =>
        Mirror(portal).Send(Whole with { Urgency = Urgency.Emergency }, sending ?? Given.First, Playbook, default);
}
