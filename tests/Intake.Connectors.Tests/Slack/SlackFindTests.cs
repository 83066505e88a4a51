using Intake.Connectors.Slack;
using Intake.Connectors.Tests.Outbound;
using Intake.Tickets;

namespace Intake.Connectors.Tests.Slack;

/// <summary>After a crash between sending and recording, Slack is asked before anything is sent twice.</summary>
public sealed class SlackFindTests
{
    private const string Others =
        """
        {"type":"message","ts":"3.1","text":"hi"},
        {"type":"message","ts":"3.2","metadata":{"event_type":"intake_effect","event_payload":{"effect":"t1/007-1"}}},
        {"type":"message","ts":"3.3","metadata":{"event_type":"other","event_payload":{"effect":"t1/007-0"}}}
        """;

    private const string Ours = """{"type":"message","ts":"4.1","metadata":{"event_type":"intake_effect","event_payload":{"effect":"t1/007-0"}}}""";

    [Fact]
    public async Task A_post_is_found_by_its_tag_among_the_messages_since_a_minute_before_the_first_attempt()
    {
        var slack = CannedProvider.Saying($$"""{"ok":true,"messages":[{{Others}},{{Ours}}]}""");

        Assert.Equal(new Outcome.Delivered("C0CS:4.1"), await Find(slack, "cs"));
        Assert.Equal(
            ("GET", "/api/conversations.history?channel=C0CS&oldest=1772463480.000000&include_all_metadata=true&limit=200"),
            (slack.Last.Method, slack.Last.Path));
        Assert.Equal("Bearer xoxb-1", slack.Last.Headers["Authorization"]);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found() => Assert.Null(await Find(CannedProvider.Saying($$"""{"ok":true,"messages":[{{Others}}]}"""), "cs"));

    [Fact]
    public async Task A_busy_room_is_read_page_by_page()
    {
        var slack = CannedProvider.Saying($$"""{"ok":true,"response_metadata":{"next_cursor":"bmV4dA=="},"messages":[{{Others}}]}""")
            .Then($$"""{"ok":true,"messages":[{{Ours}}]}""");

        Assert.Equal(new Outcome.Delivered("C0CS:4.1"), await Find(slack, "cs"));
        Assert.EndsWith("&cursor=bmV4dA%3D%3D", slack.Last.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task But_not_for_ever()
    {
        var slack = new CannedProvider();
        for (var page = 0; page < 5; page++)
        {
            slack.Then("""{"ok":true,"messages":[],"response_metadata":{"next_cursor":"x"}}""");
        }

        Assert.Null(await Find(slack, "cs"));
        Assert.Equal(5, slack.Requests.Count);
    }

    [Fact]
    public async Task A_message_to_a_person_is_looked_for_in_the_conversation_with_them()
    {
        var slack = CannedProvider.Saying("""{"ok":false,"error":"channel_not_found"}""")
            .Then("""{"ok":true,"channel":{"id":"D0ANA"}}""")
            .Then($$"""{"ok":true,"messages":[{{Ours}}]}""");

        Assert.Equal(new Outcome.Delivered("D0ANA:4.1"), await Find(slack, "U0ANA"));
        Assert.Equal("/api/conversations.open?users=U0ANA", slack.Requests[1].Path);
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_read_either_ends_the_search() =>
        Assert.Null(await Find(
            CannedProvider.Saying("""{"ok":false,"error":"channel_not_found"}""").Then("""{"ok":true,"channel":{"id":"D0ANA"}}""").Then("""{"ok":false,"error":"channel_not_found"}"""),
            "U0ANA"));

    [Fact]
    public async Task A_Slack_that_does_not_answer_has_nothing() =>
        Assert.Null(await Find(new CannedProvider().ThenThrowing(_ => new HttpRequestException()), "cs"));

    [Fact]
    public async Task A_room_nobody_configured_has_nothing() => Assert.Null(await Find(new CannedProvider(), "lux"));

    private static Task<Outcome.Delivered?> Find(CannedProvider slack, string room)
    {
        var settings = new SlackSettings
        {
            BaseUrl = "https://slack.test/api/",
            BotToken = "xoxb-1",
            Rooms = new Dictionary<string, string> { ["cs"] = "C0CS" },
        };
        return new SlackSender(slack.Client, settings, Given.Clock).Find(Given.Post(room, "Call back Ana"), Given.Again, default);
    }
}
