using System.Globalization;
using System.Text.Json.Nodes;
using Intake.Local.Sandbox.HubSpot;

namespace Intake.Local.Sandbox.Play;

/// <summary>Where a person, or a test, plays the client and the agent. Every answer tells what was sent and what the host said.</summary>
internal sealed class PlayEndpoints(SandboxOptions options, SandboxDatabase database, HostWebhooks host, Outbox outbox)
{
    private DateTimeOffset Now => options.Time.GetUtcNow();

    public void Map(IEndpointRouteBuilder app)
    {
        var play = app.MapGroup("/sandbox/play");
        _ = play.MapPost("/whatsapp", http => Play(http, WhatsAppMessage));
        _ = play.MapPost("/whatsapp-status", http => Play(http, WhatsAppStatus));
        _ = play.MapPost("/call", http => Play(http, Call));
        _ = play.MapPost("/email", http => Play(http, Mail));
        _ = play.MapPost("/form", http => Play(http, Form));
        _ = play.MapPost("/sms", http => Play(http, SmsReceived));
        _ = play.MapPost("/sms-status", http => Play(http, SmsReport));
        _ = play.MapPost("/slack-button", http => Play(http, Button));
        _ = play.MapPost("/hubspot-event", http => Play(http, Event));
    }

    private static async Task Play(HttpContext http, Func<JsonObject, CancellationToken, Task<(int Status, JsonObject Body)>> part)
    {
        var (status, body) = await part((await Request.Read(http)).Body, http.RequestAborted);
        await Portal.Shown(status, body).ExecuteAsync(http);
    }

    private async Task<(int, JsonObject)> WhatsAppMessage(JsonObject play, CancellationToken cancel)
    {
        if (play.Text("from") is null && play.Text("userId") is null)
        {
            return Wrong("from (a phone number) or userId is needed.");
        }

        var id = play.Text("id") ?? "wamid." + Convert.ToBase64String(Guid.NewGuid().ToByteArray());
        var body = WhatsAppPlay.Message(options, play, id, Now);
        if (play.Text("type") is not ("reaction" or "edit" or "system" or "revoke"))
        {
            _ = database.Transact(session =>
            {
                WhatsApp.OpenWindow(session, play.Text("groupId") is { Length: > 0 } group ? group : play.Text("from") ?? play.Text("userId")!, session.Now);
                return 0;
            });
        }

        return Told(await host.WhatsApp(body, cancel), body, id);
    }

    private async Task<(int, JsonObject)> WhatsAppStatus(JsonObject play, CancellationToken cancel)
    {
        var id = play.Text("id") ?? Last("whatsapp");
        if (id is null || database.Transact(session => session.Document("whatsapp", id)) is not { } message)
        {
            return Wrong("No such WhatsApp message was sent.");
        }

        var body = WhatsAppPlay.Status(options, message, play.Text("status") ?? "delivered", play.Int("code"));
        return Told(await host.WhatsApp(body, cancel), body, id);
    }

    private async Task<(int, JsonObject)> Call(JsonObject play, CancellationToken cancel)
    {
        var id = play.Text("id") ?? "s-" + Guid.NewGuid().ToString("N");
        if (CallPlay.Events(options, play, id, Now) is not { } events)
        {
            return Wrong("kind must be missed, answered, voicemail or outbound.");
        }

        var (answers, worst) = (new JsonArray(), new HostAnswer(200, ""));
        foreach (var telephony in events)
        {
            var answer = await host.Phone(telephony, cancel);
            answers.Add(new JsonObject { ["status"] = answer.Status, ["body"] = answer.Body });
            worst = answer.Taken ? worst : answer;
        }

        var (status, body) = Told(worst, new JsonObject { ["events"] = events.ToJsonArray() }, id);
        body["answers"] = answers;
        return (status, body);
    }

    private async Task<(int, JsonObject)> Mail(JsonObject play, CancellationToken cancel)
    {
        if (play.Text("from") is not { Length: > 0 })
        {
            return Wrong("from (an e-mail address) is needed.");
        }

        var id = play.Text("messageId") ?? $"<{Guid.NewGuid():N}@client.example>";
        var body = EmailPlay.Inbound(options, play, id, Now);
        return Told(await host.Email(body, cancel), body, id);
    }

    private async Task<(int, JsonObject)> Form(JsonObject play, CancellationToken cancel) =>
        Told(await host.Form(play, cancel), play, play.Text("id") ?? "");

    private async Task<(int, JsonObject)> SmsReceived(JsonObject play, CancellationToken cancel)
    {
        if (play.Text("from") is not { Length: > 0 })
        {
            return Wrong("from (a phone number) is needed.");
        }

        var id = play.Text("id") ?? $"Incoming_{Now.UtcDateTime:yyyyMMddHHmmss}{Guid.NewGuid()}";
        var body = SmsPlay.Received(options, play, id, Now);
        return Told(await host.Sms(body, cancel), body, id);
    }

    private async Task<(int, JsonObject)> SmsReport(JsonObject play, CancellationToken cancel)
    {
        var id = play.Text("id") ?? Last("sms");
        if (id is null || database.Transact(session => session.Document("sms", id)) is not { } message)
        {
            return Wrong("No such SMS was sent.");
        }

        var body = SmsPlay.Report(options, message, play.Text("status") ?? "Delivered");
        return Told(await host.Sms(body, cancel), body, id);
    }

    /// <summary>The message by its number in the outbox, or by channel and ts.</summary>
    private async Task<(int, JsonObject)> Button(JsonObject play, CancellationToken cancel)
    {
        var entry = play.Int("n") is { } n ? outbox.Find(n) : null;
        var (channel, ts) = (entry?["response"].Text("channel") ?? play.Text("channel"), entry?["response"].Text("ts") ?? play.Text("ts"));
        if (channel is null || ts is null || database.Transact(session => SlackChannel.Find(session, channel, ts)) is not { } message)
        {
            return Wrong("No such Slack message: give n (its number in the outbox) or channel and ts.");
        }

        return SlackPlay.Press(play, channel, ts, message, Now) is not { } payload
            ? Wrong($"The message has no button with action_id {play.Text("actionId")}.")
            : Told(await host.Slack(payload, cancel), payload, ts);
    }

    private async Task<(int, JsonObject)> Event(JsonObject play, CancellationToken cancel)
    {
        var events = new JsonArray();
        if (database.Transact(session => HubSpotPlay.Perform(session, play, events)) is { } refusal)
        {
            return (refusal.Status, refusal.Body!.AsObject());
        }

        var id = events[0]!["objectId"]?.ToString() ?? "";
        return Told(await host.HubSpot(events, cancel), new JsonObject { ["events"] = events.DeepClone() }, id);
    }

    private string? Last(string kind) => database.Transact(session =>
        session.Text("SELECT key FROM document WHERE kind = $0 ORDER BY rowid DESC LIMIT 1", kind));

    private static (int, JsonObject) Wrong(string why) => (400, new JsonObject { ["error"] = why });

    /// <summary>200 when the host took it, 502 when it did not: whoever plays sees at once whose answer it is.</summary>
    private static (int, JsonObject) Told(HostAnswer answer, JsonNode sent, string id) => (answer.Taken ? 200 : 502, new JsonObject
    {
        ["status"] = answer.Status,
        ["body"] = answer.Body,
        ["id"] = id,
        ["sent"] = sent.DeepClone(),
    });
}
