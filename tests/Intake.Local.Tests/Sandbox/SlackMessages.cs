using System.Net;
using System.Text.Json.Nodes;

namespace Intake.Local.Tests.Sandbox;

public sealed class SlackMessages : IAsyncLifetime
{
    private readonly SandboxWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Two_messages_in_one_instant_have_two_timestamps_and_history_returns_their_metadata()
    {
        var page = """{"channel":"C0PAGES","text":"Page","metadata":{"event_type":"intake_effect","event_payload":{"id":"e-7"}}}""";

        var (first, second) = (await _world.Slack("chat.postMessage", page), await _world.Slack("chat.postMessage", page));
        var history = await _world.Slack("conversations.history", """{"channel":"C0PAGES","include_all_metadata":true,"limit":1}""");
        var plain = await _world.Slack("conversations.history", """{"channel":"C0PAGES"}""");

        Assert.Equal("1772442000.000000", (string?)first.Json!["ts"]);
        Assert.Equal("1772442000.000001", (string?)second.Json!["ts"]);
        Assert.Equal(("1772442000.000001", "e-7"), ((string?)history.Json!["messages"]![0]!["ts"], (string?)history.Json["messages"]![0]!["metadata"]!["event_payload"]!["id"]));
        Assert.True((bool)history.Json["has_more"]!);
        Assert.All(plain.Json!["messages"]!.AsArray(), message => Assert.Null(message!["metadata"]));
    }

    [Fact]
    public async Task A_form_post_is_understood_like_JSON()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_world.Address, "/sandbox/slack/api/chat.postMessage"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["token"] = _world.Options.SlackBotToken,
                ["channel"] = "C0PAGES",
                ["text"] = "a & b",
                ["blocks"] = """[{"type":"divider"}]""",
            }),
        };

        var reply = await _world.Answer(request);

        Assert.Equal("a & b", (string?)reply.Json!["message"]!["text"]);
        Assert.Equal("divider", (string?)reply.Json["message"]!["blocks"]![0]!["type"]);
    }

    [Theory]
    [InlineData("""{"channel":"general","text":"x"}""", "channel_not_found")]
    [InlineData("""{"channel":"C0PAGES"}""", "no_text")]
    [InlineData("""{"channel":"C0PAGES","text":"x","thread_ts":"1.000000"}""", "thread_not_found")]
    [InlineData("""{"channel":"C0PAGES","text":"x","blocks":{}}""", "invalid_blocks_format")]
    [InlineData("""{"channel":"C0PAGES","text":"x","blocks":[{"type":"wish"}]}""", "invalid_blocks")]
    public async Task Slack_says_no_with_200(string body, string error)
    {
        var reply = await _world.Slack("chat.postMessage", body);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal((false, error), ((bool)reply.Json!["ok"]!, (string?)reply.Json["error"]));
        Assert.False((bool)Assert.Single(await _world.Outbox())!["accepted"]!);
    }

    [Fact]
    public async Task A_text_of_40001_characters_is_too_long() =>
        Assert.Equal("msg_too_long", (string?)(await Post(new string('x', 40_001))).Json!["error"]);

    [Theory]
    [InlineData(51, 10, 10, 10, "a", "b")]
    [InlineData(1, 3001, 10, 10, "a", "b")]
    [InlineData(1, 10, 76, 10, "a", "b")]
    [InlineData(1, 10, 10, 2001, "a", "b")]
    [InlineData(1, 10, 10, 10, "a", "a")]
    public async Task Blocks_beyond_a_limit_are_invalid(int sections, int section, int button, int value, string firstAction, string secondAction)
    {
        var reply = await Post("x", Blocks(sections, section, button, value, firstAction, secondAction));

        Assert.Equal("invalid_blocks", (string?)reply.Json!["error"]);
        Assert.Contains("json-pointer", (string?)reply.Json["response_metadata"]!["messages"]![0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blocks_at_every_limit_are_fine() => Assert.True((bool)(await Post("x", Blocks(49, 3000, 75, 2000, "a", "b"))).Json!["ok"]!);

    [Fact]
    public async Task An_update_changes_the_message_and_only_one_that_is_there()
    {
        var ts = (string)(await Post("Page")).Json!["ts"]!;

        var updated = await _world.Slack("chat.update", $$$"""{"channel":"C0PAGES","ts":"{{{ts}}}","text":"Taken by Ana"}""");
        var missing = await _world.Slack("chat.update", """{"channel":"C0PAGES","ts":"1.000000","text":"x"}""");

        Assert.Equal("Taken by Ana", (string?)updated.Json!["message"]!["text"]);
        Assert.Equal("message_not_found", (string?)missing.Json!["error"]);
        var target = (string?)(await _world.Outbox("?accepted=true"))[1]!["target"];
        Assert.Equal($"C0PAGES/{ts}", target);
    }

    [Theory]
    [InlineData(null, "not_authed")]
    [InlineData("Bearer xoxb-other", "invalid_auth")]
    public async Task A_wrong_token_is_told_apart_from_none(string? authorization, string error)
    {
        (string, string)[] headers = authorization is null ? [] : [("Authorization", authorization)];

        Assert.Equal(error, (string?)(await _world.Send(HttpMethod.Post, "/sandbox/slack/api/auth.test", "{}", headers)).Json!["error"]);
    }

    private Task<Reply> Post(string text, JsonArray? blocks = null)
    {
        var body = new JsonObject { ["channel"] = "C0PAGES", ["text"] = text };
        if (blocks is not null)
        {
            body["blocks"] = blocks;
        }

        return _world.Slack("chat.postMessage", body.ToJsonString());
    }

    private static JsonArray Blocks(int sections, int section, int button, int value, string firstAction, string secondAction)
    {
        JsonObject Button(string action) => new()
        {
            ["type"] = "button",
            ["action_id"] = action,
            ["value"] = new string('v', value),
            ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = new string('b', button) },
        };

        var blocks = new JsonArray(new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray(Button(firstAction), Button(secondAction)) });
        for (var i = 0; i < sections; i++)
        {
            blocks.Add(new JsonObject { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = new string('s', section) } });
        }

        return blocks;
    }
}
