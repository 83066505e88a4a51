using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox;

/// <summary>The messages of a channel: kept, named and listed.</summary>
internal static class SlackChannel
{
    public static JsonObject? Find(Session session, string channel, string ts) =>
        session.Text("SELECT message FROM slack WHERE channel = $0 AND ts = $1", channel, ts) is { } message ? JsonNode.Parse(message)!.AsObject() : null;

    public static void Keep(Session session, string channel, string ts, JsonObject message) => session.Run(
        "INSERT INTO slack VALUES ($0, $1, $2) ON CONFLICT (channel, ts) DO UPDATE SET message = excluded.message", channel, ts, message.ToJsonString());

    /// <summary>A message's ts is its name: never the same twice in a channel, not even while the clock stands still.</summary>
    public static string NextTimestamp(Session session, string channel)
    {
        var last = session.Text("SELECT max(ts) FROM slack WHERE channel = $0", channel) is { } ts
            ? long.Parse(ts.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
            : 0;
        return Timestamp(Math.Max(Micros(session.Now), last + 1));
    }

    public static string Timestamp(DateTimeOffset time) => Timestamp(Micros(time));

    public static Answer History(Request request, Session session)
    {
        var channel = Slack.Given(request, "channel") ?? request.Query("channel");
        if (channel is null || !Slack.ChannelId().IsMatch(channel))
        {
            return Slack.No("channel_not_found");
        }

        string? Asked(string name) => Slack.Given(request, name) ?? request.Query(name);
        var (oldest, latest, thread) = (Asked("oldest") ?? "0", Asked("latest") ?? "9999999999.999999", Asked("ts"));
        var (inclusive, withMetadata) = (Asked("inclusive") is "true" or "1", Asked("include_all_metadata") is "true" or "1");
        var limit = int.TryParse(Asked("limit"), out var wanted) ? Math.Clamp(wanted, 1, 999) : 100;
        var before = Asked("cursor") is { Length: > 0 } cursor ? Encoding.UTF8.GetString(Convert.FromBase64String(cursor)) : null;
        var found = session
            .List("SELECT message FROM slack WHERE channel = $0 ORDER BY ts DESC", row => JsonNode.Parse(row.GetString(0))!.AsObject(), channel)
            .Where(message => string.CompareOrdinal(message.Text("ts"), oldest) is > 0 or 0 && (inclusive || message.Text("ts") != oldest))
            .Where(message => string.CompareOrdinal(message.Text("ts"), latest) is < 0 or 0 && (inclusive || message.Text("ts") != latest))
            .Where(message => before is null || string.CompareOrdinal(message.Text("ts"), before) < 0)
            .Where(message => thread is null ? message["thread_ts"] is null : message.Text("thread_ts") == thread || message.Text("ts") == thread)
            .Take(limit + 1)
            .ToList();
        var page = found.Take(limit).ToList();
        foreach (var message in withMetadata ? [] : page)
        {
            _ = message.Remove("metadata");
        }

        var more = found.Count > limit;
        return Answer.Show(new JsonObject
        {
            ["ok"] = true,
            ["messages"] = page.ToJsonArray(),
            ["has_more"] = more,
            ["response_metadata"] = new JsonObject { ["next_cursor"] = more ? Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Text("ts")!)) : "" },
        });
    }

    private static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static string Timestamp(long micros) => string.Create(CultureInfo.InvariantCulture, $"{micros / 1_000_000}.{micros % 1_000_000:000000}");
}
