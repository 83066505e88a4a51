using System.Globalization;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.Play;

/// <summary>
/// RingCentral's telephony-session events for one call, one party an event, in order. The outbound party of an incoming call is answered
/// by the call rules, not by a person; it is here because mistaking it for one is the classic bug.
/// </summary>
internal static class CallPlay
{
    private const string Account = "809646016";

    private sealed record Step(int Second, string Party, bool Inbound, string Code, string? Reason = null, bool Missed = false);

    public static IReadOnlyList<JsonObject>? Events(SandboxOptions options, JsonObject play, string session, DateTimeOffset now)
    {
        var ring = play.Int("ringSeconds") ?? 20;
        var talk = play.Int("talkSeconds") ?? 60;
        IReadOnlyList<Step>? steps = play.Text("kind") switch
        {
            "missed" =>
            [
                new(0, "1", false, "Answered"), new(1, "2", true, "Setup"), new(2, "2", true, "Proceeding"),
                new(ring, "2", true, "Disconnected", "NoAnswer", true), new(ring, "1", false, "Disconnected"),
            ],
            "voicemail" =>
            [
                new(0, "1", false, "Answered"), new(1, "2", true, "Setup"), new(2, "2", true, "Proceeding"),
                new(ring, "2", true, "VoiceMail", null, true), new(ring + 30, "1", false, "Disconnected"),
            ],
            "answered" =>
            [
                new(0, "1", false, "Answered"), new(1, "2", true, "Setup"), new(2, "2", true, "Proceeding"),
                new(ring, "2", true, "Answered"), new(ring + talk, "2", true, "Disconnected"), new(ring + talk, "1", false, "Disconnected"),
            ],
            "outbound" =>
            [
                new(0, "1", false, "Setup"), new(1, "1", false, "Proceeding"), new(ring, "1", false, "Answered"), new(ring + talk, "1", false, "Disconnected"),
            ],
            _ => null,
        };

        // The call has just ended: it began as long ago as it lasted.
        var began = now - TimeSpan.FromSeconds(steps?[^1].Second ?? 0);
        return steps?.Select((step, i) => Event(options, play, session, step, i + 1, began + TimeSpan.FromSeconds(step.Second))).ToList();
    }

    private static JsonObject Event(SandboxOptions options, JsonObject play, string session, Step step, int sequence, DateTimeOffset at)
    {
        var outbound = play.Text("kind") == "outbound";
        var client = new JsonObject();
        if (play.Text("from") is { Length: > 0 } number)
        {
            client["phoneNumber"] = number;
        }

        if (play.Text("name") is { Length: > 0 } name)
        {
            client["name"] = name;
        }

        var us = new JsonObject { ["phoneNumber"] = play.Text("to") ?? options.PhoneNumber, ["name"] = "Support" };
        var status = new JsonObject { ["code"] = step.Code, ["rcc"] = false };
        if (step.Reason is not null)
        {
            status["reason"] = step.Reason;
        }

        var party = new JsonObject
        {
            ["accountId"] = Account,
            ["id"] = $"p-{session[2..]}-{step.Party}",
            ["direction"] = step.Inbound ? "Inbound" : "Outbound",
            ["to"] = outbound ? client : us,
            ["from"] = outbound ? us : client,
            ["status"] = status,
            ["missedCall"] = step.Missed,
            ["standAlone"] = false,
            ["muted"] = false,
        };
        if (step.Inbound || outbound)
        {
            party["extensionId"] = play.Text("extensionId") ?? Account;
            us["extensionId"] = play.Text("extensionId") ?? Account;
        }

        return new JsonObject
        {
            ["uuid"] = $"{session}-{sequence}",
            ["event"] = $"/restapi/v1.0/account/{Account}/telephony/sessions",
            ["timestamp"] = Wire.Iso(at),
            ["subscriptionId"] = "53300e7c-5e69-42bf-ab4d-179aabc6e869",
            ["ownerId"] = Account,
            ["body"] = new JsonObject
            {
                ["sequence"] = sequence,
                ["sessionId"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                ["telephonySessionId"] = session,
                ["serverId"] = "10.13.22.28.TAM",
                ["eventTime"] = Wire.Iso(at),
                ["parties"] = new JsonArray(party),
                ["origin"] = new JsonObject { ["type"] = "Call" },
            },
        };
    }
}
