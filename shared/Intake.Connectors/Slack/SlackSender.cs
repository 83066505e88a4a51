using System.Net.Http.Headers;
using System.Text.Json;
using Intake.Connectors.Outbound;
using Intake.Tickets;

namespace Intake.Connectors.Slack;

/// <summary>Posts to Slack, replaces what was posted, and finds a post again by the metadata it carries.</summary>
public sealed class SlackSender(HttpClient http, SlackSettings settings, TimeProvider time)
{
    private readonly Wire _wire = new("Slack", http, time);

    /// <summary>Posts a message; the receipt is "{channel}:{ts}".</summary>
    public async Task<Outcome> Send(Effect.PostToSlack effect, Sending sending, CancellationToken cancel) =>
        settings.ChannelOf(effect.Room) is { } channel
            ? Judge(await Call("chat.postMessage", SlackMessage.Post(channel, effect, sending), cancel), sending, effect.IsPage)
            : _wire.Patience.OnceRepaired($"Slack:Rooms names no channel for the room '{effect.Room}'");

    /// <summary>Replaces a message's text and its buttons. Doing so twice shows once, so a repeat is neither looked for nor marked.</summary>
    public async Task<Outcome> Send(Effect.UpdateSlack effect, Sending sending, CancellationToken cancel) =>
        effect.Receipt.Split(':') is [{ Length: > 0 } channel, { Length: > 0 } ts]
            ? Judge(await Call("chat.update", SlackMessage.Replacement(channel, ts, effect, sending), cancel), sending, page: false)
            : new Outcome.Refused("the message to replace has no Slack receipt");

    /// <summary>The post of an attempt whose outcome we never learned, if Slack has it.</summary>
    public Task<Outcome.Delivered?> Find(Effect.PostToSlack effect, Sending sending, CancellationToken cancel) =>
        settings.ChannelOf(effect.Room) is { } channel
            ? new SlackSearch(Get).Find(channel, sending.Tag(effect), sending.FirstAttemptAt, cancel)
            : Task.FromResult<Outcome.Delivered?>(null);

    private Task<Reply> Call(string method, object body, CancellationToken cancel) =>
        _wire.Ask(Authorized(Wire.Request(HttpMethod.Post, settings.BaseUrl, method, body)), cancel);

    private Task<Reply> Get(string pathAndQuery, CancellationToken cancel) =>
        _wire.Ask(Authorized(Wire.Request(HttpMethod.Get, settings.BaseUrl, pathAndQuery)), cancel);

    private HttpRequestMessage Authorized(HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.BotToken);
        return request;
    }

    private Outcome Judge(Reply reply, Sending sending, bool page)
    {
        if (_wire.NotNow(reply, sending.Attempt, page) is { } notNow)
        {
            return notNow;
        }

        // Slack says 200 to nearly everything; the verdict is in the body.
        return reply.Body.Flag("ok") && reply.Body.Text("channel") is { } channel && reply.Body.Text("ts") is { } ts
            ? new Outcome.Delivered($"{channel}:{ts}")
            : Judge(reply.Body, reply, sending, page);
    }

    private Outcome Judge(JsonElement body, Reply reply, Sending sending, bool page) => body.Text("error") switch
    {
        "ratelimited" or "rate_limited" => _wire.Patience.Later(sending.Attempt, page, "Slack: ratelimited", reply.RetryAfter),
        "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" or "token_expired" or "missing_scope" or "no_permission"
            => _wire.Patience.OnceRepaired($"Slack: {body.Text("error")}: its token or its permissions must be repaired"),
        "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout"
            => _wire.Patience.Later(sending.Attempt, page, $"Slack: {body.Text("error")}"),
        { } error => new Outcome.Refused($"Slack: {error}"),
        null => _wire.Patience.Later(sending.Attempt, page, $"Slack answered {reply.Status} without a verdict"),
    };
}
