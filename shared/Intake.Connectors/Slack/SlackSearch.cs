using Intake.Connectors.Outbound;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Slack;

/// <summary>Looks through a channel's newest messages for the one that carries an effect's tag.</summary>
internal sealed class SlackSearch(Func<string, CancellationToken, Task<Reply>> get)
{
    // A busy room writes some hundred messages between an attempt and the look for it; more than this many pages is not our message.
    private const int MostPages = 5;

    // Slack names messages by its own clock.
    private static readonly Duration ClockDifference = Duration.FromSeconds(60);

    public async Task<Outcome.Delivered?> Find(string channel, string tag, Instant firstAttempt, CancellationToken cancel)
    {
        var oldest = (firstAttempt - ClockDifference).ToUnixTimeSeconds();
        var cursor = "";
        for (var page = 0; page < MostPages; page++)
        {
            var reply = await get(
                $"conversations.history?channel={Uri.EscapeDataString(channel)}&oldest={oldest}.000000&include_all_metadata=true&limit=200{cursor}", cancel);
            if (reply.Body.Text("error") == "channel_not_found" && await Conversation(channel, cancel) is { } direct)
            {
                return await Find(direct, tag, firstAttempt, cancel);
            }

            if (Tagged(reply, tag) is { } ts)
            {
                return new Outcome.Delivered($"{channel}:{ts}");
            }

            if (reply.Body.Get("response_metadata").Text("next_cursor") is not { Length: > 0 } next)
            {
                return null;
            }

            cursor = $"&cursor={Uri.EscapeDataString(next)}";
        }

        return null;
    }

    private static string? Tagged(Reply reply, string tag) => reply.Body.Items("messages")
        .FirstOrDefault(message => message.Get("metadata").Text("event_type") == SlackMessage.EventType
            && message.Get("metadata").Get("event_payload").Text("effect") == tag)
        .Text("ts");

    /// <summary>A message to a person is posted under the person's id but kept in the conversation with them, which has an id of its own.</summary>
    private async Task<string?> Conversation(string person, CancellationToken cancel) =>
        person.StartsWith('U') ? (await get($"conversations.open?users={Uri.EscapeDataString(person)}", cancel)).Body.Get("channel").Text("id") : null;
}
