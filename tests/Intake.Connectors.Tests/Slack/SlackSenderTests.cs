using Intake.Connectors.Slack;
using Intake.Connectors.Tests.Outbound;
using Intake.Tickets;

namespace Intake.Connectors.Tests.Slack;

public sealed class SlackSenderTests
{
    private const string Posted = """{"ok":true,"channel":"C0CS","ts":"1772463600.000100","message":{}}""";

    [Fact]
    public async Task A_post_carries_its_text_its_ticket_its_buttons_and_its_tag()
    {
        var slack = CannedProvider.Saying(Posted);

        var outcome = await Sender(slack).Send(Given.Page, Given.First with { HubSpotId = "990" }, default);

        Assert.Equal(new Outcome.Delivered("C0CS:1772463600.000100"), outcome);
        Assert.Equal(("POST", "/api/chat.postMessage"), (slack.Last.Method, slack.Last.Path));
        Assert.Equal("Bearer xoxb-1", slack.Last.Headers["Authorization"]);
        Assert.Equal("application/json; charset=utf-8", slack.Last.Headers["Content-Type"]);
        slack.Last.Says(
            """
            {
              "channel": "C0CS",
              "text": "Call back Ana",
              "blocks": [
                { "type": "section", "text": { "type": "mrkdwn", "text": "Call back Ana" } },
                { "type": "context", "elements": [ { "type": "mrkdwn", "text": "Ticket t1, HubSpot 990 · TS-A2" } ] },
                { "type": "actions", "elements": [
                  { "type": "button", "text": { "type": "plain_text", "text": "I take it" }, "action_id": "take", "value": "t1/a1", "style": "primary" },
                  { "type": "button", "text": { "type": "plain_text", "text": "I need help" }, "action_id": "help", "value": "t1/a1" } ] }
              ],
              "unfurl_links": false,
              "unfurl_media": false,
              "metadata": { "event_type": "intake_effect", "event_payload": { "effect": "t1/007-0" } }
            }
            """);
    }

    [Fact]
    public async Task A_post_without_buttons_has_no_actions_block()
    {
        var slack = CannedProvider.Saying(Posted);

        await Sender(slack).Send(Given.Post("cs", "Seen") with { Buttons = [] }, Given.First, default);

        Assert.Equal(2, slack.Last.Json["blocks"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("cs", "C0CS")]
    [InlineData("U0ANA", "U0ANA")]
    [InlineData("D0ANA", "D0ANA")]
    public async Task A_room_is_a_name_from_the_settings_or_an_id(string room, string channel)
    {
        var slack = CannedProvider.Saying(Posted);

        await Sender(slack).Send(Given.Post(room, "Hello"), Given.First, default);

        Assert.Equal(channel, (string?)slack.Last.Json["channel"]);
    }

    [Fact]
    public async Task A_room_nobody_configured_waits_for_a_human_and_asks_nobody()
    {
        var slack = new CannedProvider();

        var outcome = await Sender(slack).Send(Given.Post("lux", "Hello"), Given.First, default);

        Assert.Contains("'lux'", outcome.In(60).Why, StringComparison.Ordinal);
        Assert.Empty(slack.Requests);
    }

    [Fact]
    public async Task A_clients_words_become_neither_a_link_nor_a_call_to_everybody()
    {
        var slack = CannedProvider.Saying(Posted);

        await Sender(slack).Send(Given.Post("cs", "<!channel> R&D <http://x|y>"), Given.First, default);

        Assert.Equal("&lt;!channel&gt; R&amp;D &lt;http://x|y&gt;", (string?)slack.Last.Json["text"]);
        Assert.Equal("&lt;!channel&gt; R&amp;D &lt;http://x|y&gt;", (string?)slack.Last.Json["blocks"]![0]!["text"]!["text"]);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("&")]
    [InlineData("🚑")]
    public async Task A_long_text_is_cut_between_characters_and_says_so(string character)
    {
        var slack = CannedProvider.Saying(Posted);

        await Sender(slack).Send(Given.Post("cs", string.Concat(Enumerable.Repeat(character, 4000))), Given.First, default);

        var text = (string)slack.Last.Json["blocks"]![0]!["text"]!["text"]!;
        Assert.InRange(text.Length, 2990, 3000);
        Assert.EndsWith("… (cut)", text, StringComparison.Ordinal);
        Assert.Empty(text.Replace("&amp;", "", StringComparison.Ordinal).Replace("a", "", StringComparison.Ordinal).Replace("🚑", "", StringComparison.Ordinal)[..^7]);
    }

    [Fact]
    public async Task A_text_that_just_fits_is_left_alone()
    {
        var slack = CannedProvider.Saying(Posted);

        await Sender(slack).Send(Given.Post("cs", new string('a', 3000)), Given.First, default);

        Assert.Equal(new string('a', 3000), (string?)slack.Last.Json["text"]);
    }

    [Fact]
    public async Task A_repeat_says_so()
    {
        var slack = CannedProvider.Saying(Posted);

        await Sender(slack).Send(Given.Page, Given.Again, default);

        Assert.Equal("(repeat) Call back Ana", (string?)slack.Last.Json["text"]);
    }

    [Fact]
    public async Task An_update_replaces_the_text_and_takes_the_buttons_away()
    {
        var slack = CannedProvider.Saying(Posted);

        var outcome = await Sender(slack).Send(Update("C0CS:1772463600.000100"), Given.Again, default);

        Assert.Equal(new Outcome.Delivered("C0CS:1772463600.000100"), outcome);
        Assert.Equal("/api/chat.update", slack.Last.Path);
        slack.Last.Says(
            """
            {
              "channel": "C0CS",
              "ts": "1772463600.000100",
              "text": "Taken by Ben &amp; Co",
              "blocks": [
                { "type": "section", "text": { "type": "mrkdwn", "text": "Taken by Ben &amp; Co" } },
                { "type": "context", "elements": [ { "type": "mrkdwn", "text": "Ticket t1 · TS-A2" } ] }
              ]
            }
            """);
    }

    [Theory]
    [InlineData("")]
    [InlineData("C0CS")]
    [InlineData("C0CS:")]
    public async Task An_update_of_something_that_has_no_receipt_is_refused(string receipt) =>
        Assert.Contains("receipt", (await Sender(new CannedProvider()).Send(Update(receipt), Given.First, default)).RefusedWhy(), StringComparison.Ordinal);

    [Theory]
    [InlineData("ratelimited", 5)]
    [InlineData("internal_error", 5)]
    [InlineData("invalid_auth", 60)]
    [InlineData("account_inactive", 60)]
    [InlineData("token_revoked", 60)]
    [InlineData("missing_scope", 60)]
    public async Task What_time_or_a_human_can_repair_is_tried_again(string error, int seconds)
    {
        var slack = CannedProvider.Saying($$"""{"ok":false,"error":"{{error}}"}""");

        var outcome = await Sender(slack).Send(Given.Page, Given.First, default);

        Assert.Contains(error, outcome.In(seconds).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channel_not_found")]
    [InlineData("not_in_channel")]
    [InlineData("is_archived")]
    [InlineData("invalid_blocks")]
    [InlineData("message_not_found")]
    public async Task Any_other_no_is_a_refusal_in_Slacks_word(string error) =>
        Assert.Equal(
            $"Slack: {error}",
            (await Sender(CannedProvider.Saying($$"""{"ok":false,"error":"{{error}}"}""")).Send(Given.Page, Given.First, default)).RefusedWhy());

    [Fact]
    public async Task Slacks_pause_is_kept() =>
        (await Sender(new CannedProvider().Then("""{"ok":false,"error":"ratelimited"}""", 429, "30")).Send(Given.Page, Given.First, default)).In(30);

    private static SlackSender Sender(CannedProvider slack) => new(slack.Client, Settings, Given.Clock);

    private static SlackSettings Settings => new()
    {
        BaseUrl = "https://slack.test/api",
        BotToken = "xoxb-1",
        Rooms = new Dictionary<string, string> { ["cs"] = "C0CS" },
    };

    private static Effect.UpdateSlack Update(string receipt) => new("007-0", "cs", receipt, "Taken by Ben & Co") { Id = "009-0", Clause = "TS-A2" };
}
