using System.Net.Sockets;
using Intake.Connectors.Slack;
using Intake.Tickets;

namespace Intake.Connectors.Tests.Outbound;

/// <summary>What every sender does about networks and pauses, shown on Slack.</summary>
public sealed class PatienceTests
{
    [Theory]
    [InlineData(1, 15)]
    [InlineData(2, 30)]
    [InlineData(3, 60)]
    [InlineData(4, 120)]
    [InlineData(5, 300)]
    [InlineData(50, 300)]
    public async Task A_message_waits_longer_each_time(int attempt, int seconds) =>
        (await Send(new CannedProvider().Then("", 503), attempt, page: false)).In(seconds);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 15)]
    [InlineData(50, 15)]
    public async Task A_page_does_not_wait_long(int attempt, int seconds) =>
        (await Send(new CannedProvider().Then("", 503), attempt, page: true)).In(seconds);

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 1)]
    [InlineData("86400", 3600)]
    [InlineData("Mon, 02 Mar 2026 15:02:00 GMT", 120)]
    [InlineData("Mon, 02 Mar 2026 14:00:00 GMT", 1)]
    public async Task The_provider_may_say_how_long(string retryAfter, int seconds) =>
        (await Send(new CannedProvider().Then("", 429, retryAfter))).In(seconds);

    [Theory]
    [InlineData(302)]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(520)]
    public async Task A_busy_or_broken_provider_is_asked_again(int status) =>
        Assert.Equal($"Slack answered {status}", (await Send(new CannedProvider().Then("<html>", status))).In(5).Why);

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_token_that_is_not_accepted_waits_for_a_human(int status) =>
        Assert.Contains("token", (await Send(new CannedProvider().Then("{}", status))).In(60).Why, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"ok":"yes"}""")]
    [InlineData("""{"ok":true}""")]
    public async Task An_answer_that_cannot_be_read_is_no_answer(string body) =>
        (await Send(CannedProvider.Saying(body))).In(5);

    [Fact]
    public async Task A_network_that_fails_is_tried_again_without_naming_where() =>
        Assert.Equal(
            "Slack could not be reached (ConnectionError)",
            (await Send(new CannedProvider().ThenThrowing(_ => new HttpRequestException(
                HttpRequestError.ConnectionError, "xoxb-1 secret.host", new SocketException())))).In(5).Why);

    [Fact]
    public async Task An_answer_broken_off_is_no_answer() =>
        (await Send(new CannedProvider().ThenThrowing(_ => new IOException("cut")))).In(5);

    [Fact]
    public async Task A_provider_too_slow_is_tried_again()
    {
        using var tenSeconds = new CancellationTokenSource();
        await tenSeconds.CancelAsync();

        var outcome = await Send(new CannedProvider().ThenThrowing(cancel => new OperationCanceledException(cancel)), cancel: tenSeconds.Token);

        Assert.Equal("Slack: no answer within 10 s", outcome.In(5).Why);
    }

    private static Task<Outcome> Send(CannedProvider provider, int attempt = 1, bool page = true, CancellationToken cancel = default)
    {
        var settings = new SlackSettings { BaseUrl = "https://slack.test/api/", BotToken = "xoxb-1", Rooms = new Dictionary<string, string>() };
        return new SlackSender(provider.Client, settings, Given.Clock).Send(Given.Post("C0CS", "x", page), Given.First with { Attempt = attempt }, cancel);
    }
}
